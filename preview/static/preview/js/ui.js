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

  function wrapTables(root) {
    root.querySelectorAll('table').forEach(function (table) {
      if (table.closest('.pv-tablescroll')) {
        return;
      }
      const frame = document.createElement('div');
      const caption = table.querySelector('caption');
      frame.className = 'pv-tablescroll';
      frame.setAttribute('role', 'group');
      frame.setAttribute('aria-label', caption ? caption.textContent.trim() : document.body.dataset.wordTable);
      table.before(frame);
      frame.append(table);
    });
  }

  const authored = document.querySelectorAll('.pv-block--html, .pv-authored-html');
  authored.forEach(wrapTables);
  const frames = document.querySelectorAll('.pv-tablescroll, .pv-scroll');
  function markAll() { frames.forEach(markScrollable); }
  markAll();
  window.addEventListener('resize', markAll);

  /* The tab of the current page is in sight when the row of tabs is wider than the screen. */
  const current = document.querySelector('.pv-tabs [aria-current]');
  if (current) {
    const row = current.closest('.pv-tabs');
    row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }
}());
