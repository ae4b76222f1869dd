/* Starts the block's pages; all else is in the suite's shared script. */
(function () {
  "use strict";

  /* "7 of 15 answered", kept in step while the learner goes through the questions. */
  function showProgress(root) {
    const form = root.querySelector("form[data-progress]");
    const line = form && form.querySelector("[data-progress-text]");
    if (!line) { return; }
    const done = form.querySelectorAll(".csa-row input:checked").length;
    line.textContent = this.texts.progress.replace("{done}", done).replace("{total}", line.dataset.total);
  }

  window.CompetenceSelfAssessmentBlock = function (runtime, element, args) {
    window.Bizmooc.mount(runtime, element, args, (mounted) => {
      mounted.onPrepared = showProgress;
      mounted.onPrepared(mounted.root);
      mounted.root.addEventListener("change", () => mounted.onPrepared(mounted.root));
    });
  };
}());
