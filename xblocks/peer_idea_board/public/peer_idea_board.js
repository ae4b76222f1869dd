/* Starts the board: notes the visit, hints at ideas that sound alike, and asks now and then whether something is new.
   All else is in the suite's shared script. */
(function () {
  "use strict";

  const ALIKE_DELAY = 1200;

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

  /* Says on the board itself that something is new; people decide when to see it. */
  function watchForNews(mounted) {
    const note = () => mounted.root.querySelector("[data-changes][hidden]");
    const ask = () => note() && { idea: note().dataset.idea, feedback: note().dataset.feedback };
    mounted.watch(mounted.args.changes, ask, (answer) => {
      const texts = [answer.feedback && mounted.texts.newFeedback, answer.ideas && mounted.texts.newIdeas].filter(Boolean);
      if (!texts.length || !note()) { return false; }
      note().querySelector("[data-changes-text]").textContent = texts.join(" ");
      note().hidden = false;
      return true;
    });
  }

  window.PeerIdeaBoardBlock = function (runtime, element, args) {
    window.Bizmooc.mount(runtime, element, args, (mounted) => {
      noteVisit(mounted);
      hintAtAlike(mounted);
      if (mounted.args.changes) { watchForNews(mounted); }
    });
  };
}());
