/* The editor: which technique is in use, how long it takes, and a technique of the author's own as YAML. */
(function () {
  "use strict";

  const OWN = "own", PLATFORM = "platform", DAY = 24;

  /* "A team takes at most {time}" with its values. */
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));

  class Editor {
    constructor(editor, form, args) {
      Object.assign(this, { editor, form, root: editor.root, texts: args.texts });
      Object.assign(this, { shipped: JSON.parse(this.root.dataset.shipped), times: JSON.parse(this.root.dataset.times) });
      this.own = form.elements.own_technique;
      this.own.spellcheck = false;
      this.own.dir = "ltr";
      form.addEventListener("change", () => this.show());
      form.addEventListener("input", () => this.showTotal());
      ["keyup", "click", "input", "focus"].forEach((event) => this.own.addEventListener(event, () => this.showLine()));
      this.root.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", () => this.copy(button.dataset.copy)));
      this.show();
    }

    chosen(name) { return new FormData(this.form).get(name); }

    /* Shows what belongs to the choices that are made. */
    show() {
      this.root.querySelectorAll("[data-only]").forEach((one) => { one.hidden = !one.dataset.if.split(" ").includes(this.chosen(one.dataset.only)); });
      this.showTotal();
    }

    /* ---- how long it takes ---- */

    /* A number that was entered; what is empty or no number stands for something else. */
    entered(name) {
      const control = this.form.elements[name];
      return Number(control && control.value.trim()) || 0;
    }

    /* Rounds of a step in a team of so many people, as the engine counts them. */
    roundsOf(step) {
      if (!step.goesRound) { return 1; }
      const most = Number(this.root.dataset.rounds), size = this.chosen("teams") === PLATFORM ? most : this.entered("size");
      return this.entered("rounds") || step.rounds || Math.min(size, most);
    }

    inWords(hours) {
      const unit = (number, name) => new Intl.NumberFormat(this.root.dataset.language, { style: "unit", unit: name, unitDisplay: "long" }).format(number);
      if (hours < 2 * DAY) { return unit(hours, "hour"); }
      const days = unit(Math.floor(hours / DAY), "day"), rest = hours % DAY;
      return rest ? say(this.texts.and, { days, hours: unit(rest, "hour") }) : days;
    }

    showTotal() {
      const total = this.root.querySelector("[data-total]"), steps = this.times[this.chosen("technique")];
      total.hidden = !steps || this.chosen("teams") === "alone";
      if (total.hidden) { return; }
      const hours = steps.reduce((sum, step) => sum + (this.entered(step.name) || step.hours) * this.roundsOf(step), 0);
      const sentence = say(this.texts.total, { time: this.inWords(hours) });
      if (total.textContent !== sentence) { total.textContent = sentence; }
    }

    /* ---- a technique of one's own ---- */

    /* Problems are told by line, and a text field shows none. */
    showLine() {
      const number = this.own.value.slice(0, this.own.selectionStart).split("\n").length;
      this.root.querySelector("[data-line]").textContent = say(this.texts.line, { number });
    }

    /* Has the field open at a line, for whoever goes there to mend it. */
    goTo(line) {
      const lines = this.own.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      this.own.setSelectionRange(start, start + (lines[line - 1] || "").length);
      this.own.scrollTop = Math.max(0, (line - 4) / lines.length) * this.own.scrollHeight;
      this.showLine();
    }

    copy(name) {
      const isOther = this.own.value.trim() && this.own.value !== this.shipped[name];
      if (isOther && !window.confirm(this.texts.replace)) { return; }
      this.own.value = this.shipped[name];
      this.form.querySelector('input[name=technique][value="' + OWN + '"]').checked = true;
      this.show();
      this.own.focus();
      this.own.setSelectionRange(0, 0);
      this.own.scrollTop = 0;
      this.showLine();
      this.editor.say(this.texts.copied);
    }

    /* ---- what Bizmooc.edit asks ---- */

    /* Opens the way to what is wrong. Each sentence about the technique begins with its line. */
    place(answer) {
      const fields = answer.fields || {}, line = fields.own_technique && /\d+/.exec(fields.own_technique[0]);
      if (line) { this.goTo(Number(line[0])); }
      Object.keys(fields).forEach((name) => {
        const field = Array.from(this.form.querySelectorAll("[data-field]")).find((one) => one.dataset.field === name);
        const hidden = field && field.closest("[data-only]");
        if (hidden) { hidden.hidden = false; }
      });
    }
  }

  window.CreativityTeamExerciseEditor = function (runtime, element, args) {
    window.Bizmooc.edit(runtime, element, args, (editor, form) => {
      const own = new Editor(editor, form, args);
      return { place: (answer) => own.place(answer) };
    });
  };
}());
