/* Starts the board: notes the visit, hints at ideas that sound alike, and asks now and then whether something is new.
   All else is in the suite's shared script. */
(function () {
  "use strict";

  const ALIKE_DELAY = 1200;
  const FIRST_PAUSE = 30 * 1000, LONGEST_PAUSE = 5 * 60 * 1000, IDLE = 15 * 60 * 1000;
  const ACTS = ["pointerdown", "keydown", "scroll"];

  /* The visit is noted once the board is in sight. The first one puts the author's examples there. */
  function noteVisit(mounted) {
    const target = mounted.root.querySelector("[data-visit]");
    if (!target) { return; }
    const observer = new IntersectionObserver(async (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) { return; }
      observer.disconnect();
      const answer = await mounted.send(target.dataset.visit, { body: { key: window.Bizmooc.newKey(), values: {} }, retries: [] });
      const region = target.querySelector('[data-region="main"]');
      // Whoever went on meanwhile is left where they are.
      if (answer.ok && answer.html && region.querySelector("[data-changes]") && !region.contains(document.activeElement)) {
        region.innerHTML = answer.html;
      }
    });
    observer.observe(target);
  }

  function hintAtAlike(mounted) {
    let timer = 0, asked = "";
    mounted.root.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-alike]");
      if (!form) { return; }
      clearTimeout(timer);
      timer = setTimeout(() => ask(form), ALIKE_DELAY);
    });

    async function ask(form) {
      const texts = Array.from(form.querySelectorAll("textarea"), (one) => one.value).join("\n").slice(0, 2000);
      const values = { title: form.elements.title.value, text: texts, idea: form.dataset.alike };
      const content = JSON.stringify(values);
      if (!form.isConnected || !values.title.trim() || content === asked) { return; }
      asked = content;
      const answer = await mounted.send("find_alike", { body: { key: window.Bizmooc.newKey(), values }, retries: [] });
      const list = form.querySelector("[data-alike-list]");
      if (answer.ok && list && list.innerHTML !== answer.html) { list.innerHTML = answer.html; }
    }
  }

  /* Asks while somebody looks and does something: every half minute at first, then less and less often. */
  function watch(mounted, address) {
    let wait = FIRST_PAUSE, lastAct = Date.now(), timer = 0;
    const again = () => { clearTimeout(timer); timer = setTimeout(look, wait); };
    ACTS.forEach((name) => document.addEventListener(name, () => {
      const wasIdle = Date.now() - lastAct > IDLE;
      lastAct = Date.now();
      if (wasIdle) { wait = FIRST_PAUSE; again(); }
    }, { passive: true }));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) { wait = FIRST_PAUSE; again(); } });
    again();

    async function look() {
      const note = mounted.root.querySelector("[data-changes]");
      if (!mounted.root.isConnected || document.hidden || Date.now() - lastAct > IDLE) { return; }
      wait = Math.min(wait * 1.5, LONGEST_PAUSE);
      if (note && note.hidden) {
        const query = new URLSearchParams({ idea: note.dataset.idea, feedback: note.dataset.feedback });
        const response = await fetch(address + "?" + query, { credentials: "same-origin" }).catch(() => null);
        const found = response && response.ok ? await response.json().catch(() => ({})) : {};
        if (found.ideas || found.feedback) { show(note, found); }
      }
      again();
    }

    function show(note, found) {
      const texts = [found.feedback && mounted.texts.newFeedback, found.ideas && mounted.texts.newIdeas];
      note.querySelector("[data-changes-text]").textContent = texts.filter(Boolean).join(" ");
      note.hidden = false;
    }
  }

  window.PeerIdeaBoardBlock = function (runtime, element, args) {
    window.Bizmooc.mount(runtime, element, args, (mounted) => {
      noteVisit(mounted);
      hintAtAlike(mounted);
      if (mounted.args.changes) { watch(mounted, mounted.args.changes); }
    });
  };
}());
