/* Small things the editor's page is made of: copies of its templates, filled sentences, text fields. */
(function () {
  "use strict";

  const PARTS = window.CsaEditor = window.CsaEditor || {};

  /* "{name} added." with its values. */
  PARTS.say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));

  /* A text in the language of the page, else in the first that has one; "" if none has. */
  PARTS.wordsIn = function (texts) {
    const language = document.documentElement.lang.toLowerCase();
    const codes = [language, language.split("-")[0], ...Object.keys(texts)];
    return codes.map((code) => (texts[code] || "").trim()).find(Boolean) || "";
  };

  class Controls {
    constructor(root, texts, prefix) {
      Object.assign(this, { root, texts, prefix, count: 0 });
    }

    part(name) { return this.root.querySelector('template[data-part="' + name + '"]').content.firstElementChild.cloneNode(true); }

    /* A field for one text. `place` says what it shows: {holder, name, path}; what is typed is there at once. */
    text(place, { label, hint = "", long = false, language = "" }) {
      const field = this.part(long ? "long-text" : "text");
      const control = field.querySelector("input, textarea");
      const id = this.prefix + "-e" + (this.count += 1);
      field.id = id + "-field";
      field.dataset.field = place.path;
      field.dataset.label = label;
      control.id = id;
      control.value = place.holder[place.name];
      control.dir = "auto";
      if (language) { control.lang = language; }
      const title = field.querySelector("label"), error = field.querySelector(".bizmooc-error"), note = field.querySelector(".bizmooc-hint");
      title.htmlFor = id;
      title.textContent = label;
      error.id = id + "-error";
      note.id = id + "-hint";
      note.textContent = hint;
      control.setAttribute("aria-describedby", (hint ? note.id + " " : "") + error.id);
      if (!hint) { note.remove(); }
      field.place = place;
      return field;
    }

    /* A place for a sentence about a list, such as that it is empty. */
    complaint(path, label) {
      const field = this.part("complaint");
      field.dataset.field = path;
      field.dataset.label = label;
      field.id = this.prefix + "-e" + (this.count += 1);
      return field;
    }
  }

  /* Puts a sentence at a field, or takes it away. */
  PARTS.mark = function (field, sentence) {
    field.classList.toggle("bizmooc-invalid", Boolean(sentence));
    field.querySelector(".bizmooc-error").textContent = sentence;
    const control = field.querySelector("input, textarea");
    if (control) { control.setAttribute("aria-invalid", String(Boolean(sentence))); }
  };

  PARTS.Controls = Controls;
}());
