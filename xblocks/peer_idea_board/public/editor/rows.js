/* Lists of entries that an author adds to, changes, moves and takes from, by buttons alone.
 *
 * A list is drawn anew when its order changes; what is typed goes into its entries at once.
 */
(function () {
  "use strict";

  const PARTS = window.PibEditor = window.PibEditor || {};

  /* "{name} added." with its values. */
  PARTS.say = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));

  class Controls {
    constructor(root, prefix) { Object.assign(this, { root, prefix, count: 0 }); }

    part(name) { return this.root.querySelector('template[data-part="' + name + '"]').content.firstElementChild.cloneNode(true); }

    /* A field that shows `value` and hands on what is typed. `kind`: text, long, number or check. */
    field(path, label, value, typed, { kind = "text", language = "" } = {}) {
      const field = this.part(kind), control = field.querySelector("input, textarea"), isCheck = kind === "check";
      control.id = this.prefix + "-e" + (this.count += 1);
      Object.assign(field.dataset, { field: path, label });
      field.id = control.id + "-field";
      field.querySelector(isCheck ? "span" : "label").textContent = label;
      if (isCheck) { control.checked = value; } else { control.value = value; field.querySelector("label").htmlFor = control.id; }
      if (language) { control.lang = language; }
      if (kind === "text" || kind === "long") { control.dir = "auto"; }
      const error = field.querySelector(".bizmooc-error");
      error.id = control.id + "-error";
      control.setAttribute("aria-describedby", error.id);
      control.addEventListener("input", () => typed(isCheck ? control.checked : control.value));
      return field;
    }
  }

  class Rows {
    /* `kind`: path (names of fields begin with it), name ("Part {number}"), most, make() -> entry, titleOf(entry),
       fieldsOf(entry, path) -> nodes, changed(). `page`: texts, announce(sentence), controls. */
    constructor(region, add, page, kind) {
      Object.assign(this, { region, add, page, kind, entries: [], removed: null });
      region.addEventListener("click", (event) => {
        const button = event.target.closest("[data-do]");
        if (button) { this[button.dataset.do](Array.from(region.querySelectorAll(".pib-e-entry")).indexOf(button.closest(".pib-e-entry"))); }
      });
      add.addEventListener("click", () => this.more());
    }

    /* Other entries take the place of these. */
    take(entries) { Object.assign(this, { entries, removed: null }); this.draw(); }

    nameOf(number) { return PARTS.say(this.kind.name, { number: number + 1 }); }

    draw() {
      const shown = this.entries.map((entry, number) => this.shownEntry(entry, number));
      if (this.removed) {
        const note = this.page.controls.part("removed");
        note.querySelector("span").textContent = this.removed.sentence;
        shown.splice(this.removed.number, 0, note);
      }
      this.region.replaceChildren(...shown);
      this.add.hidden = this.entries.length >= this.kind.most;
    }

    shownEntry(entry, number) {
      const shown = this.page.controls.part("row"), name = this.nameOf(number);
      shown.querySelector("legend").textContent = name;
      shown.querySelector("[data-fields]").append(...this.kind.fieldsOf(entry, this.kind.path + "." + number));
      // Among all that is wrong, a field says in which entry it is.
      shown.querySelectorAll("[data-field]").forEach((field) => { field.dataset.label = name + ": " + field.dataset.label; });
      shown.querySelectorAll("[data-do]").forEach((button) => button.setAttribute("aria-label", PARTS.say(button.dataset.names, { name })));
      shown.querySelector('[data-do="up"]').disabled = number === 0;
      shown.querySelector('[data-do="down"]').disabled = number === this.entries.length - 1;
      return shown;
    }

    /* Draws, moves the focus to one of the selectors inside an entry (none: the whole list), and says what happened. */
    changed(number, selectors, sentence) {
      this.draw();
      this.kind.changed();
      const inside = number === null ? this.region : this.region.querySelectorAll(".pib-e-entry")[number];
      const target = selectors.map((one) => inside.querySelector(one)).find((one) => one && !one.disabled);
      if (target) { target.focus(); }
      this.page.announce(sentence);
    }

    more(entry = this.kind.make()) {
      this.entries.push(entry);
      this.removed = null;
      const number = this.entries.length - 1;
      this.changed(number, ["input, textarea"], PARTS.say(this.page.texts.added, { name: this.nameOf(number) }));
    }

    move(number, by) {
      const [entry] = this.entries.splice(number, 1), to = number + by;
      this.entries.splice(to, 0, entry);
      this.removed = null;
      const wanted = by < 0 ? ["up", "down"] : ["down", "up"];
      this.changed(to, wanted.map((one) => '[data-do="' + one + '"]'), PARTS.say(this.page.texts.movedHere, { name: this.nameOf(to) }));
    }

    up(number) { this.move(number, -1); }

    down(number) { this.move(number, 1); }

    remove(number) {
      const [entry] = this.entries.splice(number, 1), name = this.nameOf(number);
      const sentence = PARTS.say(this.page.texts.removed, { name, title: this.kind.titleOf(entry) });
      this.removed = { entry, number, sentence, name };
      this.changed(null, ['[data-do="undo"]'], sentence);
    }

    undo() {
      const { entry, number, name } = this.removed;
      this.entries.splice(number, 0, entry);
      this.removed = null;
      this.changed(number, ["input, textarea"], PARTS.say(this.page.texts.restored, { name }));
    }
  }

  Object.assign(PARTS, { Controls, Rows });
}());
