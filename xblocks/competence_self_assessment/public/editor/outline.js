/* The framework on the page: areas, competences, statements and levels, each with its fields and its buttons.
 *
 * Structure is drawn anew after each change of it; what is typed goes into the framework at once.
 */
(function () {
  "use strict";

  const PARTS = window.CsaEditor = window.CsaEditor || {};
  const { say, mark } = PARTS;
  const PREFIX = "own_framework.";
  const ADDED = { areas: "area", competences: "competence", items: "item", levels: "level" };

  class Outline {
    /* `host` hears of changes: announce(sentence), changed(). */
    constructor(region, controls, framework, host) {
      Object.assign(this, { region, controls, framework, host, texts: controls.texts, touched: new WeakMap(), strict: false });
      // What the server said about fields, until somebody types there.
      this.answered = new Map();
      this.events = new AbortController();
      const listen = (name, action, on = region) => on.addEventListener(name, action, { signal: this.events.signal });
      listen("click", (event) => this.onClick(event));
      // After the suite's own script, which takes a complaint away as soon as somebody types.
      listen("input", (event) => { if (region.contains(event.target)) { this.onInput(event); } }, controls.root);
      listen("focusout", (event) => this.onLeave(event));
      listen("keydown", (event) => this.onKey(event));
      listen("paste", (event) => this.onPaste(event));
      this.draw();
    }

    /* Another framework takes its place. */
    end() { this.events.abort(); }

    draw() {
      const { framework } = this, { data } = framework;
      this.shown = new Map();
      const fill = (name, nodes) => this.region.querySelector('[data-outline="' + name + '"]').replaceChildren(...nodes);
      const head = (names) => this.fieldsOf(null, names);
      fill("title", head(["title"]));
      fill("head", head(["description", "target_group", "source", "licence", "version"]));
      fill("scale", head(["prompt"]));
      fill("way-out", head(["cannotSay"]));
      fill("levels", this.list("level", data.scale.levels, "scale.levels"));
      fill("areas", this.list("area", data.areas, "areas"));
      fill("languages", framework.languages.map((code) => this.language(code)));
      this.tell();
    }

    /* The fields of what belongs to a node, in all languages. */
    fieldsOf(node, names) {
      const places = this.framework.texts().filter((place) => place.node === node && names.includes(place.field));
      return names.flatMap((name) => places.filter((place) => place.field === name)).map((place) => this.field(place));
    }

    field(place) {
      const many = this.framework.languages.length > 1, own = place.holder === this.framework.data;
      const label = this.labelOf(place);
      const long = /description|text$|source|prompt/.test(place.field);
      return this.controls.text({ ...place, path: PREFIX + place.path }, {
        label: many && !own ? say(this.texts.inLanguage, { label, language: this.nameOf(place.name) }) : label,
        long,
        language: own ? "" : place.name,
      });
    }

    labelOf({ field, node }) {
      const [kind, name] = field.split(".");
      if (!name) { return this.texts[kind]; }
      if (kind === "item" || kind === "level") { return this.called(node); }
      return this.texts[kind + name[0].toUpperCase() + name.slice(1)];
    }

    nameOf(code) { return this.host.languages.get(code) || code; }

    /* "Statement 3": what a node is called on the page. */
    called(node) {
      const { kind, index } = this.framework.place(node);
      return say(this.texts[kind], { number: index + 1 });
    }

    /* Its own words, for sentences about it. */
    wordsOf(node) {
      return PARTS.wordsIn(node.text || node.title || node.label) || this.texts.untitled;
    }

    list(kind, nodes, path) {
      const drawn = nodes.map((node) => this[kind](node));
      const gap = this.framework.removed[this.framework.removed.length - 1];
      if (gap && gap.list === nodes) { drawn.splice(Math.min(gap.index, drawn.length), 0, this.removedNote(gap)); }
      return [...drawn, this.controls.complaint(PREFIX + path, this.texts[kind + "s"])];
    }

    frame(node, kind) {
      const shown = this.controls.part(kind);
      shown.node = node;
      this.shown.set(node, shown);
      const slot = shown.querySelector("[data-tools]");
      slot.replaceWith(this.tools(node, kind));
      return shown;
    }

    area(node) {
      const shown = this.frame(node, "area"), { path } = this.framework.place(node);
      shown.querySelector("[data-called]").textContent = this.called(node);
      shown.querySelector("[data-texts]").append(...this.fieldsOf(node, ["area.title"]));
      shown.querySelector("[data-list]").append(...this.list("competence", node.competences, path + ".competences"));
      return shown;
    }

    competence(node) {
      const shown = this.frame(node, "competence"), { path } = this.framework.place(node);
      shown.querySelector("[data-called]").textContent = this.called(node);
      shown.querySelector("[data-texts]").append(...this.fieldsOf(node, ["competence.title", "competence.description"]));
      shown.querySelector("[data-list]").append(...this.list("item", node.items, path + ".items"));
      return shown;
    }

    item(node) {
      const shown = this.frame(node, "item");
      shown.querySelector("[data-texts]").append(...this.fieldsOf(node, ["item.text"]));
      return shown;
    }

    level(node) {
      const shown = this.frame(node, "level");
      shown.querySelector("[data-texts]").append(...this.fieldsOf(node, ["level.label"]));
      return shown;
    }

    tools(node, kind) {
      const tools = this.controls.part("tools"), name = this.called(node);
      tools.querySelectorAll("[data-names]").forEach((one) => one.setAttribute("aria-label", say(one.dataset.names, { name })));
      const homes = this.framework.homes(kind).filter((home) => home.node);
      const target = tools.querySelector("[data-target]");
      if (homes.length < 2) { target.closest("[data-move]").remove(); } else {
        const mine = this.framework.place(node).parent;
        const options = homes.filter((home) => home.node !== mine).map((home) => new Option(this.called(home.node) + ": " + this.wordsOf(home.node)));
        homes.filter((home) => home.node !== mine).forEach((home, index) => { options[index].home = home.node; });
        target.append(...options);
      }
      return tools;
    }

    language(code) {
      const shown = this.controls.part("language"), button = shown.querySelector("button");
      shown.querySelector("[data-name]").textContent = this.nameOf(code);
      button.language = code;
      button.setAttribute("aria-label", say(button.dataset.names, { name: this.nameOf(code) }));
      if (this.framework.languages.length < 2) { button.remove(); }
      return shown;
    }

    removedNote({ node, kindName }) {
      const note = this.controls.part("removed");
      note.querySelector("[data-words]").textContent = say(this.texts.removed, { name: kindName, title: this.wordsOf(node) });
      return note;
    }

    /* After the structure has changed: draw, put the focus where the work goes on, say what happened. */
    changed(sentence, node, selector = "input, textarea") {
      this.answered.clear();
      this.draw();
      const shown = node ? this.shown.get(node) : this.region;
      const target = shown && shown.querySelector(selector);
      if (target) { target.focus(); target.scrollIntoView({ block: "nearest" }); }
      this.host.announce(sentence);
      this.host.changed();
    }

    onClick(event) {
      const button = event.target.closest("button[data-do]");
      if (!button) { return; }
      const owner = button.closest("[data-node]"), node = owner && owner.node;
      this[button.dataset.do](node, button);
    }

    add(node, button) {
      const list = node ? node[button.dataset.to] : button.dataset.to === "levels" ? this.framework.data.scale.levels : this.framework.data.areas;
      this.insert(ADDED[button.dataset.to], list);
    }

    insert(kind, list, index) {
      const made = this.framework.add(kind, list, index);
      if (!made) { this.host.announce(this.full()); return; }
      this.changed(say(this.texts.added, { name: this.called(made) }), made);
    }

    full() { return say(this.texts.tooMany, { number: this.framework.maxItems }); }

    copy(node) {
      const made = this.framework.copy(node);
      if (!made) { this.host.announce(this.full()); return; }
      this.changed(say(this.texts.copied, { name: this.called(made) }), made);
    }

    remove(node) {
      const kindName = this.called(node);
      this.framework.remove(node);
      this.framework.removed[this.framework.removed.length - 1].kindName = kindName;
      this.changed(say(this.texts.removed, { name: kindName, title: this.wordsOf(node) }), null, '[data-do="restore"]');
    }

    restore() {
      const node = this.framework.restore();
      this.changed(say(this.texts.restored, { name: this.called(node) }), node);
    }

    up(node) { this.shift(node, -1, "up"); }

    down(node) { this.shift(node, 1, "down"); }

    shift(node, step, name) {
      if (!this.framework.move(node, step)) { this.host.announce(this.texts.atEnd); return; }
      this.changed(this.movedTo(node), node, '[data-do="' + name + '"]');
    }

    movedTo(node) {
      const { kind, parent } = this.framework.place(node), name = this.called(node);
      const inside = kind === "item" || kind === "competence";
      return inside ? say(this.texts.moved, { name, place: this.wordsOf(parent) }) : say(this.texts.movedHere, { name });
    }

    move(node, button) {
      const list = button.closest("[data-move]").querySelector("select");
      this.framework.moveTo(node, list.selectedOptions[0].home);
      this.changed(this.movedTo(node), node);
    }

    removeLanguage(node, button) {
      const language = this.nameOf(button.language);
      if (!window.confirm(say(this.texts.removeLanguage, { language }))) { return; }
      this.framework.removeLanguage(button.language);
      this.changed(say(this.texts.languageRemoved, { language }), null, '[data-outline="languages"] button, [data-add-language]');
    }

    addLanguage(node, button) {
      const code = button.closest("[data-languages]").querySelector("select").value;
      if (!code || this.framework.languages.includes(code)) { return; }
      this.framework.addLanguage(code);
      this.changed(say(this.texts.languageAdded, { language: this.nameOf(code) }), null, "[data-add-language]");
    }

    onInput(event) {
      const field = event.target.closest("[data-field]");
      if (!field || !field.place) { return; }
      const { holder, name } = field.place;
      // One line: a line break in a statement is a slip of the keyboard.
      holder[name] = event.target.value.replace(/\s*\n\s*/g, " ");
      this.answered.delete(field.dataset.field);
      this.tell();
      this.host.changed();
    }

    onLeave(event) {
      const field = event.target.closest("[data-field]");
      if (!field || !field.place || event.target.matches("button")) { return; }
      const { holder, name } = field.place;
      if (!this.touched.has(holder)) { this.touched.set(holder, new Set()); }
      this.touched.get(holder).add(name);
      this.tell();
    }

    /* Enter goes on: to the next field, or, from a filled statement or level, to a new one below it. */
    onKey(event) {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input, textarea")) { return; }
      event.preventDefault();
      const field = event.target.closest("[data-field]");
      const fields = Array.from(this.region.querySelectorAll("[data-field] input, [data-field] textarea")).filter((one) => one.checkVisibility());
      const { node, field: name } = field.place;
      const last = !field.nextElementSibling;
      if (name === "item.text" && last) {
        if (event.target.value.trim()) { const { list, index } = this.framework.place(node); this.insert("item", list, index + 1); }
        return;
      }
      const next = fields[fields.indexOf(event.target) + 1];
      if (next) { next.focus(); }
    }

    /* A list from elsewhere becomes statements, one for each line. */
    onPaste(event) {
      const field = event.target.closest("[data-field]");
      if (!field || !field.place || field.place.field !== "item.text") { return; }
      const lines = event.clipboardData.getData("text/plain").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
      if (lines.length < 2) { return; }
      event.preventDefault();
      const { node, holder, name } = field.place, { list, index } = this.framework.place(node);
      let last = node, count = 0;
      if (!holder[name].trim()) { holder[name] = lines.shift(); }
      lines.forEach((line, offset) => {
        const made = this.framework.add("item", list, index + 1 + offset);
        if (made) { made.text[name] = line; last = made; count += 1; }
      });
      this.changed(count < lines.length ? this.full() : say(this.texts.pasted, { number: count }), last);
    }

    /* Tells what is wrong where it is; of an empty field only once somebody has been there. */
    tell() {
      const told = new Map(this.answered);
      this.framework.problems().forEach(({ path, problem, holder, name }) => {
        const been = this.strict || problem !== "empty" || (this.touched.get(holder) || new Set()).has(name);
        if (been) { told.set(PREFIX + path, this.texts[problem]); }
      });
      this.region.querySelectorAll("[data-field]").forEach((field) => mark(field, told.get(field.dataset.field) || ""));
      this.region.querySelector("[data-counts]").textContent = say(this.texts.counts, this.framework.counts());
    }

    /* Everything that keeps the framework from being saved, told from now on: {field: [sentence]}. */
    complaints() {
      this.strict = true;
      this.framework.dropEmpty();
      this.draw();
      return Object.fromEntries(this.framework.problems().map(({ path, problem }) => [PREFIX + path, [this.texts[problem]]]));
    }
  }

  PARTS.Outline = Outline;
}());
