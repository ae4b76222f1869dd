/* The editor as a whole: which structure is in use, the author's own one, and example ideas. */
(function () {
  "use strict";

  const { Controls, Rows, ideasIn, say } = window.PibEditor;
  const OWN = "own", UNNAMED = "und";

  const newId = (letter) => letter + "_" + window.Bizmooc.newKey().slice(0, 10);

  class Editor {
    constructor(editor, form, args) {
      Object.assign(this, { editor, form, root: editor.root, texts: args.texts });
      const read = (name) => JSON.parse(this.root.dataset[name]);
      Object.assign(this, { shipped: read("shipped"), most: read("most"), names: read("languages") });
      this.controls = new Controls(this.root, this.root.dataset.prefix);
      this.lists = { parts: this.parts(), criteria: this.criteria(), seeds: this.seeds() };
      this.take(read("own"));
      this.lists.seeds.take(read("seeds").map((seed) => ({ ...seed, id: seed.id || newId("s"), tags: seed.tags.join(", ") })));
      form.addEventListener("change", (event) => { if (event.target.type === "radio") { this.show(); } });
      this.root.querySelector('[data-list="parts"]').addEventListener("change", () => this.lists.seeds.draw());
      this.root.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", () => this.copy(button.dataset.copy)));
      const picker = this.root.querySelector("[data-import]");
      picker.addEventListener("change", () => this.bringIn(picker));
      this.show();
    }

    announce(sentence) { this.editor.say(sentence); }

    chosen() { return new FormData(this.form).get("structure"); }

    /* Shows what belongs to the choices that are made. */
    show() {
      const made = new FormData(this.form);
      this.root.querySelectorAll("[data-only]").forEach((one) => { one.hidden = made.get(one.dataset.only) !== one.dataset.if; });
      this.lists.seeds.draw();
    }

    /* ---- lists ---- */

    rows(name, path, kind) {
      const region = this.root.querySelector('[data-list="' + name + '"]'), add = this.root.querySelector('[data-add="' + name + '"]');
      return new Rows(region, add, this, { changed: () => null, most: this.most[name], path, ...kind });
    }

    /* A field for a text in each of the languages; `texts` holds them. */
    fields(path, label, texts, kind = "text") {
      return this.languages.map((language, number) => {
        const named = this.languages.length > 1 ? say(this.texts.inLanguage, { label, language: this.names[language] }) : label;
        const at = number ? path + "." + language : path;
        return this.controls.field(at, named, texts[language] || "", (text) => { texts[language] = text; }, { kind, language: language === UNNAMED ? "" : language });
      });
    }

    wordsIn(texts) { return Object.values(texts).find((text) => text.trim()) || ""; }

    parts() {
      return this.rows("parts", "own_structure.parts", {
        name: this.texts.part,
        make: () => ({ id: newId("p"), title: {}, prompt: {}, is_required: false, max_length: 600 }),
        titleOf: (part) => this.wordsIn(part.title),
        fieldsOf: (part, path) => [
          ...this.fields(path + ".title", this.texts.title, part.title),
          ...this.fields(path + ".prompt", this.texts.prompt, part.prompt, "long"),
          this.controls.field(path + ".is_required", this.texts.isRequired, part.is_required, (value) => { part.is_required = value; }, { kind: "check" }),
          this.controls.field(path + ".max_length", this.texts.maxLength, part.max_length, (value) => { part.max_length = Number(value); }, { kind: "number" }),
        ],
        changed: () => this.lists.seeds.draw(),
      });
    }

    criteria() {
      return this.rows("criteria", "own_structure.criteria", {
        name: this.texts.criterion,
        make: () => ({ id: newId("c"), title: {}, lines: {} }),
        titleOf: (one) => this.wordsIn(one.title),
        fieldsOf: (one, path) => [
          ...this.fields(path + ".title", this.texts.criterionTitle, one.title),
          ...this.fields(path + ".levels", this.texts.levels, one.lines, "long"),
        ],
      });
    }

    seeds() {
      return this.rows("seeds", "seeds", {
        name: this.texts.seed,
        make: () => ({ id: newId("s"), title: "", tags: "", content: {} }),
        titleOf: (seed) => seed.title,
        fieldsOf: (seed, path) => {
          const field = (name, label, holder, key, kind) => this.controls.field(path + "." + name, label, holder[key] || "", (text) => { holder[key] = text; }, { kind });
          const parts = this.chosen() === OWN ? this.lists.parts.entries : (this.shipped[this.chosen()] || { parts: [] }).parts;
          return [
            field("title", this.texts.title, seed, "title", "text"),
            ...parts.map((part, number) => field("content." + part.id, this.wordsIn(part.title) || say(this.texts.part, { number: number + 1 }), seed.content, part.id, "long")),
            field("tags", this.texts.tags, seed, "tags", "text"),
          ];
        },
      });
    }

    /* ---- a structure of one's own ---- */

    /* A structure's levels are lines of one field for each language. */
    take({ title, languages, parts, criteria }) {
      Object.assign(this, { title, languages });
      const linesOf = (levels) => Object.fromEntries(languages.map((language) => [language, levels.map((level) => level[language].replaceAll("\n", " ")).join("\n")]));
      this.lists.parts.take(structuredClone(parts).map((part) => ({ ...part, id: part.id || newId("p") })));
      this.lists.criteria.take(criteria.map((one) => ({ id: one.id || newId("c"), title: { ...one.title }, lines: linesOf(one.levels) })));
    }

    copy(name) {
      const { parts, criteria } = this.lists;
      if ((parts.entries.length || criteria.entries.length) && !window.confirm(this.texts.replace)) { return; }
      this.take(this.shipped[name]);
      this.form.querySelector('input[name=structure][value="' + OWN + '"]').checked = true;
      this.show();
      this.root.querySelector(".pib-e-own input").focus();
      this.announce(this.texts.copied);
    }

    own() {
      const { parts, criteria } = this.lists;
      if (!parts.entries.length && !criteria.entries.length) { return ""; }
      const isNamed = this.languages[0] !== UNNAMED;
      const text = (texts) => (isNamed ? Object.fromEntries(Object.entries(texts).filter(([, one]) => one.trim())) : texts[UNNAMED] || "");
      const levels = (lines) => {
        const each = Object.entries(lines).map(([language, one]) => [language, one.split("\n").map((line) => line.trim())]);
        const most = Math.max(0, ...each.map(([, one]) => one.length));
        const rows = Array.from({ length: most }, (_nothing, number) => Object.fromEntries(each.map(([language, one]) => [language, one[number] || ""])));
        return rows.filter((row) => Object.values(row).some(Boolean)).map(text);
      };
      return JSON.stringify({
        ...(this.title && { title: this.title }),
        parts: parts.entries.map((part) => ({ ...part, title: text(part.title), prompt: text(part.prompt) })),
        criteria: criteria.entries.map((one) => ({ id: one.id, title: text(one.title), levels: levels(one.lines) })),
      });
    }

    /* ---- example ideas from a file ---- */

    async bringIn(picker) {
      const found = picker.files[0] ? await ideasIn(picker.files[0]) : { ideas: [], left: 0 };
      const { seeds } = this.lists, known = new Set(seeds.entries.map((seed) => seed.title));
      picker.value = "";
      const tell = (sentence) => { this.root.querySelector("[data-import-report]").textContent = sentence; this.announce(sentence); };
      if (!found) { tell(this.texts.noTable); return; }
      const added = found.ideas.filter((idea) => !known.has(idea.title)).slice(0, this.most.seeds - seeds.entries.length);
      seeds.take([...seeds.entries, ...added.map((idea) => ({ id: newId("s"), ...idea }))]);
      tell(say(this.texts.imported, { number: added.length, left: found.left + found.ideas.length - added.length }));
    }

    /* ---- what Bizmooc.edit asks ---- */

    values() {
      const seeds = this.lists.seeds.entries.map((seed) => ({ ...seed, tags: seed.tags.split(",").map((tag) => tag.trim()).filter(Boolean) }));
      return { own_structure: this.own(), seeds: JSON.stringify(seeds) };
    }

    /* Opens the way to what is wrong; what has no field of its own is told at the list that it is in. */
    place(answer) {
      const fields = answer.fields || {}, places = new Map(Array.from(this.form.querySelectorAll("[data-field]"), (one) => [one.dataset.field, one]));
      Object.keys(fields).forEach((name) => {
        let at = name;
        while (at.includes(".") && !places.has(at)) { at = at.slice(0, at.lastIndexOf(".")); }
        if (at !== name) { fields[at] = [...(fields[at] || []), ...fields[name]]; delete fields[name]; }
        const hidden = places.get(at) && places.get(at).closest("[data-only]");
        if (hidden) { hidden.hidden = false; }
      });
    }
  }

  window.PeerIdeaBoardEditor = function (runtime, element, args) {
    window.Bizmooc.edit(runtime, element, args, (editor, form) => {
      const own = new Editor(editor, form, args);
      return { values: () => own.values(), place: (answer) => own.place(answer) };
    });
  };
}());
