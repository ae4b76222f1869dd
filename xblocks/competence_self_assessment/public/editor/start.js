/* The editor as a whole: which framework is in use, in which shape it is edited, and what is saved. */
(function () {
  "use strict";

  const PARTS = window.CsaEditor = window.CsaEditor || {};
  const { Framework, Outline, Controls, Pointers, ask, contentOf, download } = PARTS;
  const OWN = "own";
  const CHECK_DELAY = 1200;
  // With what becomes of it on the way, a request of ours may have 200,000 bytes.
  const MOST_BYTES = 145000;

  class Editor {
    constructor(editor, form, args) {
      Object.assign(this, { editor, form, args, root: editor.root, texts: args.texts });
      const read = (name) => (this.root.dataset[name] ? JSON.parse(this.root.dataset[name]) : null);
      this.shipped = read("shipped");
      this.starter = read("starter");
      this.languages = new Map(read("languages"));
      this.text = form.elements.own_framework;
      this.before = { chosen: this.chosen(), text: this.text.value };
      this.controls = new Controls(this.root, this.texts, this.root.dataset.prefix);
      this.pointers = new Pointers(this.find("[data-pointer-rows]"), this.controls, read("pointers"));
      this.find("[data-add-language]").append(...[...this.languages].map(([code, name]) => new Option(name, code)));
      this.find("[data-preview]").closest("li").hidden = !this.root.dataset.previewUrl;
      this.listen();
      const own = read("own");
      if (own) { this.edit(own, this.text.value); } else { this.show(this.text.value.trim() ? "text" : "start"); }
      this.showChosen();
    }

    find(selector) { return this.root.querySelector(selector); }

    chosen() { const radio = this.form.querySelector("input[name=framework]:checked"); return radio ? radio.value : ""; }

    listen() {
      const on = (selector, action, event = "click") => this.find(selector).addEventListener(event, () => action.call(this));
      this.form.querySelectorAll("input[name=framework]").forEach((radio) => radio.addEventListener("change", () => { this.showChosen(); this.changed(); }));
      on("[data-copy-chosen]", () => this.startFrom(this.shipped[this.chosen()]));
      on("[data-start-copy]", () => this.startFrom(this.shipped[this.find("[data-copy-of]").value]));
      on("[data-start-empty]", () => this.startFrom(this.starter));
      on("[data-start-file]", this.readFile, "change");
      on("[data-as-text]", this.asText);
      on("[data-as-form]", this.asForm);
      on("[data-preview]", this.preview);
      this.root.querySelectorAll("[data-download]").forEach((button) => button.addEventListener("click", () => this.download(button.dataset.download)));
      this.text.addEventListener("input", () => this.changed());
      this.find("[data-preview-region]").addEventListener("submit", (event) => event.preventDefault());
    }

    /* What an Outline asks of its host. */
    announce(sentence) { this.editor.say(sentence); }

    changed() {
      this.source = null;
      this.showPointers();
      clearTimeout(this.timer);
      if (this.find("[data-change]")) { this.timer = setTimeout(() => this.explainChange(), CHECK_DELAY); }
    }

    /* ---- which framework, in which shape ---- */

    showChosen() {
      const own = this.chosen() === OWN;
      this.find("[data-own]").hidden = !own;
      this.find("[data-shipped-only]").hidden = own || !(this.chosen() in this.shipped);
      this.root.querySelectorAll("[data-about]").forEach((one) => { one.hidden = one.dataset.about !== this.chosen(); });
      this.showPointers();
    }

    choose(name) {
      this.form.querySelector('input[name=framework][value="' + CSS.escape(name) + '"]').checked = true;
      this.showChosen();
    }

    /* "start": there is none yet; "form"; "text". */
    show(mode) {
      this.mode = mode;
      const views = Boolean(this.root.dataset.checkUrl);
      this.find("[data-form]").hidden = mode !== "form";
      this.find("[data-text]").hidden = mode !== "text";
      this.find("[data-start]").open = mode === "start";
      this.find("[data-begin]").hidden = mode !== "start";
      this.find("[data-again]").hidden = mode === "start";
      this.find("[data-views]").hidden = mode === "start" || !views;
      this.find("[data-as-text]").closest("li").hidden = mode !== "form";
      this.find("[data-as-form]").closest("li").hidden = mode !== "text";
    }

    /* Takes a framework up in the form; `source` is a text that says the same, kept until something is changed. */
    edit(data, source = null) {
      if (this.outline) { this.outline.end(); }
      this.framework = new Framework(data, Number(this.root.dataset.maxItems));
      this.show("form");
      this.outline = new Outline(this.find("[data-form]"), this.controls, this.framework, this);
      this.source = source;
    }

    mayReplace() {
      return this.mode === "start" || (this.mode === "text" && !this.text.value.trim()) || window.confirm(this.texts.replace);
    }

    startFrom(data) {
      if (!this.mayReplace()) { return; }
      this.take({ ...data, id: "" }, this.texts.started);
    }

    take(data, sentence) {
      this.edit(data);
      this.choose(OWN);
      this.changed();
      this.find('[data-outline="title"] input').focus();
      this.announce(sentence);
    }

    asJson() { return JSON.stringify(this.framework.exported()); }

    /* The own framework as it is sent. */
    ownText() { return this.mode !== "form" ? this.text.value : this.source === null ? this.asJson() : this.source; }

    /* ---- what is asked of the server ---- */

    ask(name, values) { return ask(this.root.dataset[name + "Url"], values, this.args); }

    async asText() {
      const answer = this.source === null ? await this.ask("check", { framework: this.asJson(), draft: "1" }) : { ok: true, text: this.source };
      if (!answer.ok) { this.refused(answer); return; }
      this.text.value = answer.text;
      this.show("text");
      this.text.focus();
      this.announce(this.texts.asText);
    }

    async asForm() {
      const text = this.text.value;
      if (!text.trim()) { this.show("start"); this.find("[data-start-empty]").focus(); return; }
      const answer = await this.ask("check", { framework: text });
      if (!answer.ok) { this.refused(answer); return; }
      this.edit(answer.framework, text);
      this.showPointers();
      this.find('[data-outline="title"] input').focus();
      this.announce(this.texts.asForm);
    }

    async readFile() {
      const picker = this.find("[data-start-file]"), [file] = picker.files;
      if (!file || !this.mayReplace()) { picker.value = ""; return; }
      const report = this.find("[data-file-report]");
      const told = (sentences) => {
        report.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
        report.hidden = !sentences.length;
      };
      picker.value = "";
      if (!this.root.dataset.fileUrl) { told([this.texts.noViews]); return; }
      if (file.size > MOST_BYTES) { told([this.texts.tooLarge]); return; }
      const answer = await this.ask("file", { name: file.name, content: await contentOf(file) });
      if (!answer.ok) { told([answer.error, ...Object.values(answer.fields || {}).flat()]); return; }
      told(answer.notes);
      this.take(answer.framework, this.texts.started);
      this.find("[data-start]").open = answer.notes.length > 0;
    }

    async download(format) {
      const answer = await this.ask("check", { framework: this.ownText(), format });
      if (answer.ok) { download(answer.name, answer.text); } else { this.refused(answer); }
    }

    async explainChange() {
      // Half of a framework changes everything.
      if (!this.form.isConnected || (this.chosen() === OWN && this.mode === "form" && this.framework.problems().length)) { return; }
      const after = this.chosen() === OWN ? this.ownText() : this.chosen();
      const before = this.before.chosen === OWN ? this.before.text : this.before.chosen;
      const answer = await this.ask("check", { framework: after, before });
      if (!answer.ok) { return; }
      const lines = answer.change.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence }));
      this.find("[data-change]").replaceChildren(...lines);
    }

    async preview() {
      const wrong = this.complaints();
      if (wrong) { this.refused(wrong); return; }
      const values = { ...window.Bizmooc.valuesOf(this.form), ...this.values() };
      const answer = await this.ask("preview", values);
      if (!answer.ok) { this.refused(answer); return; }
      const region = this.find("[data-preview-region]");
      region.innerHTML = answer.html;
      // Only to be looked at: nothing in it asks the host for anything.
      ["handler", "autosave", "load", "seen"].forEach((name) => region.querySelectorAll("[data-" + name + "]").forEach((one) => one.removeAttribute("data-" + name)));
      region.querySelectorAll("a[href='#'], form button").forEach((one) => { one.removeAttribute("href"); one.disabled = true; });
      region.hidden = false;
      region.focus({ preventScroll: true });
      region.scrollIntoView();
      region.querySelector("[data-close]").addEventListener("click", () => { region.hidden = true; region.textContent = ""; this.find("[data-preview]").focus(); });
    }

    refused(answer) { this.place(answer); this.editor.showErrors(this.form, answer); }

    /* ---- units for each competence ---- */

    showPointers() {
      const own = this.chosen() === OWN;
      const data = own ? this.mode === "form" && this.framework.data : this.shipped[this.chosen()];
      const competences = data ? data.areas.flatMap((area) => area.competences) : [];
      const shown = competences.map(({ id, title }) => ({ id, title: PARTS.wordsIn(title) || this.texts.untitled }));
      if (JSON.stringify(shown) !== this.pointed) { this.pointed = JSON.stringify(shown); this.pointers.show(shown); }
    }

    /* ---- what Bizmooc.edit asks ---- */

    values() { return { own_framework: this.mode === "start" ? "" : this.ownText(), pointers: JSON.stringify(this.pointers.exported()) }; }

    complaints() {
      if (this.mode !== "form" || this.source !== null) { return null; }
      const fields = this.outline.complaints();
      return Object.keys(fields).length ? { error: this.texts.incomplete, fields } : null;
    }

    /* Opens the way to what is wrong; what has no control of its own is told at the nearest one. */
    place(answer) {
      const fields = answer.fields || {};
      const names = Object.keys(fields).filter((name) => name.startsWith("own_framework"));
      if (!names.length) { return; }
      if (this.chosen() !== OWN) { this.choose(OWN); }
      if (this.mode !== "form") { return; }
      const controls = Array.from(this.find("[data-form]").querySelectorAll("[data-field]"), (field) => field.dataset.field);
      this.outline.answered.clear();
      names.forEach((name) => {
        let at = name;
        while (at.includes(".") && !controls.some((one) => one === at || one.startsWith(at + "."))) { at = at.slice(0, at.lastIndexOf(".")); }
        const target = controls.find((one) => one === at || one.startsWith(at + ".")) || controls[0];
        fields[target] = fields[name];
        if (target !== name) { delete fields[name]; }
        this.outline.answered.set(target, fields[target].join(" "));
      });
      this.outline.tell();
    }
  }

  window.CompetenceSelfAssessmentEditor = function (runtime, element, args) {
    window.Bizmooc.edit(runtime, element, args, (editor, form) => {
      const own = new Editor(editor, form, args);
      return { values: () => own.values(), complaints: () => own.complaints(), place: (answer) => own.place(answer) };
    });
  };
}());
