/* Small comforts of the host's own pages: menus that close, wide tables that scroll in their own frame. */
(function () {
  'use strict';

  const menus = Array.from(document.querySelectorAll('details.pv-menu'));

  document.addEventListener('click', function (event) {
    menus.filter(function (menu) { return !menu.contains(event.target); })
      .forEach(function (menu) { menu.open = false; });
  });
  menus.forEach(function (menu) {
    menu.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && menu.open) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    });
    menu.addEventListener('focusout', function (event) {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
        menu.open = false;
      }
    });
  });

  /* A frame that scrolls must be reachable by keyboard; one that does not should not be a tab stop. */
  function markScrollable(frame) {
    if (frame.scrollWidth > frame.clientWidth) {
      frame.tabIndex = 0;
    } else {
      frame.removeAttribute('tabindex');
    }
  }

  function wrapTable(table) {
    const frame = document.createElement('div');
    const caption = table.querySelector('caption');
    frame.className = 'pv-tablescroll';
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', caption ? caption.textContent.trim() : document.body.dataset.wordTable);
    table.before(frame);
    frame.append(table);
  }

  /* What an author made wider than the screen scrolls by itself, so that the page does not. */
  function frameWideBlock(block) {
    block.classList.remove('pv-block--wide');
    block.classList.toggle('pv-block--wide', block.scrollWidth > block.clientWidth);
    if (block.classList.contains('pv-block--wide')) {
      block.setAttribute('role', 'group');
      block.setAttribute('aria-label', document.body.dataset.wordWide);
      block.tabIndex = 0;
    }
  }

  document.querySelectorAll('.pv-block--html table, .pv-authored-html table').forEach(wrapTable);
  function fit() {
    document.querySelectorAll('.pv-tablescroll, .pv-scroll').forEach(markScrollable);
    document.querySelectorAll('.pv-block, .pv-authored-html, .pv-authored__body').forEach(frameWideBlock);
  }
  fit();
  window.addEventListener('resize', fit);
  const grown = new ResizeObserver(fit);
  document.querySelectorAll('.pv-block > .xblock, .pv-authored__body').forEach(function (block) { grown.observe(block); });

  /* The tab of the current page is in sight when the row of tabs is wider than the screen. */
  const current = document.querySelector('.pv-tabs [aria-current]');
  if (current) {
    const row = current.closest('.pv-tabs');
    row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }
}());
