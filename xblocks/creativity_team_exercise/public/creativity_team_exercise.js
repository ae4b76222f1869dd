/* Starts the exercise: notes that its person is here, and asks now and then whether their team has gone on.
   All else is in the suite's shared script. */
(function () {
  "use strict";

  /* Whoever writes is left where they are. */
  const writes = (region) => region.contains(document.activeElement) && document.activeElement.matches("textarea, input, select");

  /* A stage is noted once it is in sight: then a person is here, gets their sheet, and ideas where few others are. */
  function noteVisits(mounted) {
    const region = mounted.root.querySelector("[data-visit]");
    if (!region) { return; }
    let noted = "", isInSight = false, hasTyped = false;

    async function note() {
      const stage = region.querySelector("[data-stage]");
      if (!isInSight || document.hidden || !stage || stage.dataset.stage === noted) { return; }
      noted = stage.dataset.stage;
      const body = { key: window.Bizmooc.newKey(), values: { stage: noted } };
      const answer = await mounted.send(region.dataset.visit, { body, retries: [] });
      // That one has come oneself is no news.
      if (answer.change) { stage.dataset.change = answer.change; }
      // Somebody may have gone on to another page of the exercise meanwhile.
      if (!answer.ok || !answer.html || !stage.isConnected || hasTyped || writes(region)) { return; }
      const hadFocus = region.contains(document.activeElement), notice = region.querySelector(":scope > p[data-focus]");
      mounted.replace(region, answer.html);
      // What has just been done is still to be read.
      if (notice) { region.prepend(notice); }
      const shown = region.querySelector("[data-stage]");
      noted = shown ? shown.dataset.stage : "";
      if (hadFocus) { mounted.focus(region); }
    }

    region.addEventListener("input", () => { hasTyped = true; });
    new MutationObserver(() => { hasTyped = false; note(); }).observe(region, { childList: true });
    document.addEventListener("visibilitychange", note);
    new IntersectionObserver((entries) => {
      isInSight = entries[entries.length - 1].isIntersecting;
      note();
    }).observe(region);
  }

  /* Says on the page itself that something is new; people decide when to see it. */
  function watchTeam(mounted) {
    const shown = () => mounted.root.querySelector("[data-stage]");
    const ask = () => shown() && shown().querySelector("[data-changes][hidden]") && {};
    mounted.watch(mounted.args.changes, ask, (answer) => {
      if (!shown()) { return false; }
      const isSame = shown().dataset.stage.startsWith(answer.stage + ".");
      if (isSame && String(answer.change) === shown().dataset.change) { return false; }
      const note = shown().querySelector("[data-changes]");
      note.querySelector("[data-changes-text]").textContent = isSame ? mounted.texts.news : mounted.texts.goneOn;
      note.hidden = false;
      return true;
    });
  }

  /* Each tick in a table of contradictory pairs is saved at once, one after the other; one that fails is taken back. */
  function markPairs(mounted) {
    let saving = Promise.resolve();
    mounted.root.addEventListener("change", (event) => {
      const box = event.target.closest("input[data-mark]"), wanted = event.target.checked;
      if (!box) { return; }
      const [first, second] = box.dataset.mark.split("-"), part = box.closest("[data-pairs]");
      const values = { step: part.dataset.pairs, first, second, wanted: wanted ? "yes" : "no" };
      saving = saving.then(async () => {
        const answer = await mounted.send("mark_pair", { body: { key: window.Bizmooc.newKey(), values }, origin: part });
        if (!answer.ok) { box.checked = !wanted; } else { part.querySelector("[data-pairs-left]").textContent = answer.left; }
        mounted.status(part, answer.ok ? "" : answer.error);
        mounted.say(answer.ok ? answer.announce : answer.error);
      });
    });
  }

  window.CreativityTeamExerciseBlock = function (runtime, element, args) {
    window.Bizmooc.mount(runtime, element, args, (mounted) => {
      mounted.root.addEventListener("click", (event) => {
        const button = event.target.closest("button[data-set-alone]");
        if (button) { button.form.elements.alone.value = button.dataset.setAlone; }
      });
      markPairs(mounted);
      noteVisits(mounted);
      if (mounted.args.changes) { watchTeam(mounted); }
    });
  };
}());
