/* A framework as the editor's page holds it: what can be done to it, and what is wrong with it. Knows no page. */
(function () {
  "use strict";

  const PARTS = window.CsaEditor = window.CsaEditor || {};
  const BELOW = { area: ["competence", "competences"], competence: ["item", "items"] };
  const TEXTS = ["title", "description", "text", "label"];
  const LEVELS = { fewest: 2, most: 10 };

  /* An id that was never used before and says what it is of; authors do not see it. */
  function newId(kind) {
    const parts = Array.from(crypto.getRandomValues(new Uint32Array(2)), (one) => one.toString(36).padStart(7, "0"));
    return kind + "_" + parts.join("").slice(0, 10);
  }

  const plain = (text) => text.trim().replace(/\s+/g, " ").toLocaleLowerCase();

  class Framework {
    constructor(data, maxItems) {
      this.data = structuredClone(data);
      this.maxItems = maxItems;
      this.removed = [];
      if (!this.data.id) { this.data.id = newId("framework"); }
      this.places().forEach(({ kind, node }) => { if (kind !== "level" && !node.id) { node.id = newId(kind); } });
    }

    get languages() { return this.data.languages; }

    /* Every area, competence, statement and level, with where it stands. */
    places() {
      const found = [];
      const visit = (kind, list, parent, path) => list.forEach((node, index) => {
        const own = path + "." + index;
        found.push({ kind, node, list, index, parent, path: own });
        if (BELOW[kind]) { visit(BELOW[kind][0], node[BELOW[kind][1]], node, own + "." + BELOW[kind][1]); }
      });
      visit("area", this.data.areas, this.data, "areas");
      visit("level", this.data.scale.levels, this.data.scale, "scale.levels");
      return found;
    }

    place(node) { return this.places().find((one) => one.node === node); }

    of(kind) { return this.places().filter((one) => one.kind === kind); }

    emptyTexts() { return Object.fromEntries(this.languages.map((code) => [code, ""])); }

    make(kind) {
      const node = kind === "level" ? { label: this.emptyTexts() } : { id: newId(kind) };
      if (kind === "item") { node.text = this.emptyTexts(); } else if (kind !== "level") { node.title = this.emptyTexts(); }
      if (kind === "competence") { node.description = this.emptyTexts(); node.items = [this.make("item")]; }
      if (kind === "area") { node.competences = [this.make("competence")]; }
      return node;
    }

    /* How many statements fit in. */
    room() { return this.maxItems - this.of("item").length; }

    /* Adds below a parent, at an index or at the end. Answers with the node; null where no more statements fit. */
    add(kind, list, index = list.length) {
      if (kind !== "level" && this.room() < 1) { return null; }
      const node = this.make(kind);
      list.splice(index, 0, node);
      return node;
    }

    copy(node) {
      const { kind, list, index } = this.place(node);
      const copied = structuredClone(node);
      const renew = (one, of) => {
        if (of !== "level") { one.id = newId(of); }
        if (BELOW[of]) { one[BELOW[of][1]].forEach((child) => renew(child, BELOW[of][0])); }
      };
      const before = this.of("item").length;
      list.splice(index + 1, 0, copied);
      if (this.room() < 0 && this.of("item").length > before) { list.splice(index + 1, 1); return null; }
      renew(copied, kind);
      return copied;
    }

    remove(node) {
      const { list, index } = this.place(node);
      list.splice(index, 1);
      this.removed.push({ node, list, index });
    }

    /* Takes back the last removal; those before it can be taken back after that. */
    restore() {
      const { node, list, index } = this.removed.pop();
      list.splice(Math.min(index, list.length), 0, node);
      return node;
    }

    /* Up (-1) or down (1); from the end of a list into the next one of its kind. Tells whether it moved. */
    move(node, step) {
      const { kind, list, index } = this.place(node);
      if (list[index + step]) {
        [list[index], list[index + step]] = [list[index + step], list[index]];
        return true;
      }
      const homes = this.homes(kind), home = homes[homes.findIndex((one) => one.list === list) + step];
      if (!home) { return false; }
      list.splice(index, 1);
      home.list.splice(step > 0 ? 0 : home.list.length, 0, node);
      return true;
    }

    moveTo(node, parent) {
      const { kind, list, index } = this.place(node);
      list.splice(index, 1);
      this.homes(kind).find((one) => one.node === parent).list.push(node);
    }

    /* The lists that a node of a kind can stand in, with what they belong to. */
    homes(kind) {
      const above = Object.keys(BELOW).find((one) => BELOW[one][0] === kind);
      if (!above) { return [{ node: null, list: kind === "level" ? this.data.scale.levels : this.data.areas }]; }
      return this.of(above).map(({ node }) => ({ node, list: node[BELOW[above][1]] }));
    }

    /* Every text in each language: the object that holds it, its name there, its path, what it is, and whose. */
    texts() {
      const { data } = this;
      const found = [];
      const each = (texts, path, field, node) => this.languages.forEach((code) => {
        found.push({ holder: texts, name: code, path: path + "." + code, field, node });
      });
      ["title", "description", "target_group"].forEach((field) => each(data[field], field, field, null));
      ["source", "licence", "version"].forEach((name) => found.push({ holder: data, name, path: name, field: name, node: null }));
      each(data.scale.prompt, "scale.prompt", "prompt", null);
      each(data.scale.cannot_say, "scale.cannot_say", "cannotSay", null);
      this.places().forEach(({ kind, node, path }) => {
        TEXTS.filter((name) => node[name]).forEach((name) => each(node[name], path + "." + name, kind + "." + name, node));
      });
      return found;
    }

    /* What is wrong, as [{path, problem, holder, name}]; the last two only where it is a text. */
    problems() {
      const found = [], first = new Map();
      this.texts().forEach(({ holder, name, path, field }) => {
        const text = plain(holder[name]), key = field + " " + name + " " + text;
        if (!text) { found.push({ path, problem: "empty", holder, name }); }
        else if (field === "item.text" || field === "level.label") {
          if (first.has(key)) { found.push({ path, problem: "twice", holder, name }); }
          first.set(key, path);
        }
      });
      const count = this.data.scale.levels.length;
      if (count < LEVELS.fewest || count > LEVELS.most) { found.push({ path: "scale.levels", problem: "levels" }); }
      if (!this.data.areas.length) { found.push({ path: "areas", problem: "noAreas" }); }
      this.places().forEach(({ kind, node, path }) => {
        const below = BELOW[kind];
        if (below && !node[below[1]].length) { found.push({ path: path + "." + below[1], problem: kind === "area" ? "noCompetences" : "noItems" }); }
      });
      return found;
    }

    /* Leaves out statements that nobody wrote anything in, where the competence has others: one Enter too many. */
    dropEmpty() {
      const isEmpty = (item) => !Object.values(item.text).some((text) => text.trim());
      this.of("competence").forEach(({ node: { items } }) => {
        const empty = items.filter(isEmpty);
        if (empty.length < items.length) { empty.forEach((item) => items.splice(items.indexOf(item), 1)); }
      });
    }

    addLanguage(code) { this.everyTexts().forEach((texts) => { texts[code] = ""; }); this.languages.push(code); }

    removeLanguage(code) {
      this.everyTexts().forEach((texts) => { delete texts[code]; });
      this.languages.splice(this.languages.indexOf(code), 1);
    }

    /* The texts of removed parts too: they may come back. */
    everyTexts() {
      const { data } = this;
      const found = [data.title, data.description, data.target_group, data.scale.prompt, data.scale.cannot_say];
      const visit = (node) => {
        found.push(...TEXTS.filter((name) => node[name]).map((name) => node[name]));
        (node.competences || node.items || []).forEach(visit);
      };
      [...data.areas, ...data.scale.levels, ...this.removed.map(({ node }) => node)].forEach(visit);
      return found;
    }

    counts() {
      const count = (kind) => this.of(kind).length;
      return { areas: count("area"), competences: count("competence"), items: count("item"), levels: count("level") };
    }

    /* As the server reads it. */
    exported() {
      const { scale, ...rest } = this.data;
      return { ...rest, scale: { ...scale, levels: scale.levels.map(({ label }, index) => ({ value: index + 1, label })) } };
    }
  }

  PARTS.Framework = Framework;
  PARTS.below = BELOW;
  PARTS.newId = newId;
}());
