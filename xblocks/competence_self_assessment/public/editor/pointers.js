/* Units for each competence: a row for each competence of the framework in use, title and address. */
(function () {
  "use strict";

  const PARTS = window.CsaEditor = window.CsaEditor || {};
  const PREFIX = "pointers.";
  const MOST = 5;

  class Pointers {
    constructor(region, controls, given) {
      Object.assign(this, { region, controls, values: structuredClone(given), texts: controls.texts });
      region.addEventListener("click", (event) => {
        const button = event.target.closest("[data-more]");
        if (!button) { return; }
        const rows = this.values[button.competence];
        rows.push({ title: "", link: "" });
        this.draw();
        const lists = this.region.querySelectorAll('[data-competence="' + CSS.escape(button.competence) + '"] input');
        lists[lists.length - 2].focus();
      });
      region.addEventListener("input", (event) => {
        const field = event.target.closest("[data-field]");
        if (!field || !field.place) { return; }
        field.place.holder[field.place.name] = event.target.value;
        PARTS.mark(field, "");
      });
    }

    /* `competences` are [{id, title}], in order. */
    show(competences) {
      this.competences = competences;
      this.draw();
    }

    draw() {
      this.region.replaceChildren(...this.competences.map(({ id, title }) => {
        const shown = this.controls.part("pointer"), list = shown.querySelector("[data-list]");
        const rows = this.values[id] = this.values[id] && this.values[id].length ? this.values[id] : [{ title: "", link: "" }];
        shown.dataset.competence = id;
        shown.querySelector("[data-called]").textContent = title;
        rows.forEach((row, number) => ["title", "link"].forEach((name) => {
          const label = name === "title" ? this.texts.unit : this.texts.link;
          list.append(this.controls.text({ holder: row, name, path: PREFIX + id + "." + number + "." + name }, { label }));
        }));
        const button = shown.querySelector("[data-more]");
        button.competence = id;
        button.hidden = rows.length >= MOST;
        return shown;
      }));
    }

    /* What is to be kept. A competence that is not there now keeps its units: it may come back. */
    exported() {
      const filled = (rows) => rows.some((row) => row.title.trim() || row.link.trim());
      return Object.fromEntries(Object.entries(this.values).filter(([, rows]) => filled(rows)));
    }
  }

  PARTS.Pointers = Pointers;
}());
