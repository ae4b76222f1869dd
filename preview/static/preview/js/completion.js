/* Tells the server about blocks that count as done once they were seen, and keeps the unit's ticks up to date. */
(function () {
  'use strict';

  const unit = document.querySelector('[data-unit-state-url]');
  if (!unit) {
    return;
  }

  /* A block is seen when both its edges were on screen and it was in sight, all in all, as long as its wrapper
     asks for. */
  function watch(block) {
    const delay = Number(block.dataset.markCompletedOnViewAfterDelay);
    const seen = { top: false, bottom: false };
    let spent = 0;
    let since = null;
    let timer = null;

    function onScreen(edge) {
      return edge >= 0 && edge <= window.innerHeight;
    }

    function leave() {
      clearTimeout(timer);
      timer = null;
      if (since !== null) {
        spent += Date.now() - since;
        since = null;
      }
    }

    function check() {
      const box = block.getBoundingClientRect();
      if (box.bottom <= 0 || box.top >= window.innerHeight || document.visibilityState !== 'visible') {
        leave();
        return;
      }
      seen.top = seen.top || onScreen(box.top);
      seen.bottom = seen.bottom || onScreen(box.bottom);
      since = since === null ? Date.now() : since;
      if (seen.top && seen.bottom && timer === null) {
        timer = setTimeout(done, Math.max(0, delay - spent - (Date.now() - since)));
      }
    }

    function done() {
      window.removeEventListener('scroll', check);
      window.removeEventListener('resize', check);
      document.removeEventListener('visibilitychange', check);
      publish(block);
    }

    window.addEventListener('scroll', check, { passive: true });
    window.addEventListener('resize', check);
    document.addEventListener('visibilitychange', check);
    check();
  }

  function publish(block) {
    fetch(block.dataset.handlerBase + 'publish_completion', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': window.PreviewHost.csrfToken() },
      body: JSON.stringify({ completion: 1 })
    }).catch(offline);
  }

  /* Without a network the tick stays as it is; the next answered handler asks again. */
  function offline(error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
  }

  /* Any answered handler may have completed something: ask once things are quiet. */
  let waiting = null;
  function refreshSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(function () { refresh().catch(offline); }, 400);
  }

  async function refresh() {
    const answer = await fetch(unit.dataset.unitStateUrl, { credentials: 'same-origin' });
    if (!answer.ok) {
      return;
    }
    const state = await answer.json();
    const link = document.querySelector('.pv-strip__link[aria-current]');
    if (link && link.dataset.state !== state.state) {
      link.dataset.state = state.state;
      link.querySelector('[data-state-word]').textContent = state.word;
      if (state.announcement) {
        document.getElementById('reader-feedback').textContent = state.announcement;
      }
    }
  }

  document.querySelectorAll('[data-mark-completed-on-view-after-delay]').forEach(watch);
  new PerformanceObserver(function (list) {
    if (list.getEntries().some(function (entry) { return entry.name.includes('/handler/'); })) {
      refreshSoon();
    }
  }).observe({ type: 'resource' });
}());
