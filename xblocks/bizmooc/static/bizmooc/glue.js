/* The suite's one script on learners' pages: sends forms as JSON, swaps regions, keeps drafts. No dependencies.
 *
 * In the markup: form[data-handler] is sent to that handler, [data-autosave] names the draft handler;
 * button[data-handler] posts by itself, with data-values (data-confirm asks first); details[data-load] fetches its
 * region once, form[data-load] fetches the region around it again, with its values as the query, and button[data-load]
 * the region that data-into names, else the one around it, with data-values (a JSON object of texts) as the query;
 * [data-region] is what an answer's html replaces; [data-field] holds a control and its .bizmooc-error;
 * [data-seen] is reported once it is visible. A region has one form[data-autosave] at most; [data-copy] keeps its copy
 * in this browser apart from that of another one.
 */
(function () {
  "use strict";
  if (window.Bizmooc) { return; }

  const COPY_PREFIX = "bizmooc:";
  const COPY_LIFETIME = 14 * 24 * 3600 * 1000;
  const AUTOSAVE_DELAY = 1500;
  const RETRY_DELAYS = [1000, 3000, 10000, 30000];
  const FIRST_PAUSE = 30 * 1000, LONGEST_PAUSE = 5 * 60 * 1000, IDLE = 15 * 60 * 1000;
  const ACTS = ["pointerdown", "keydown", "scroll", "visibilitychange"];

  const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16).padStart(8, "0")).join("");
  const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  const cookie = (name) => {
    const entry = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return entry ? decodeURIComponent(entry.slice(name.length + 1)) : "";
  };

  /* A form as {name: text | [texts]}; unchecked boxes with one value are left out, as in a browser's own request. */
  function valuesOf(form) {
    const values = {};
    new FormData(form).forEach((value, name) => {
      const many = form.querySelectorAll('input[type="checkbox"][name="' + CSS.escape(name) + '"]').length > 1;
      if (many) { (values[name] = values[name] || []).push(value); } else { values[name] = value; }
    });
    return values;
  }

  function fill(form, values) {
    Array.from(form.elements).forEach((control) => {
      if (!control.name || control.type === "hidden" || !(control.name in values)) { return; }
      const wanted = [].concat(values[control.name]);
      if (control.type === "radio" || control.type === "checkbox") { control.checked = wanted.includes(control.value); }
      else { control.value = wanted[0]; }
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  class Copies {
    /* What was typed, kept in this browser until the host has it. A full or forbidden store is no reason to fail. */
    constructor(name) {
      this.name = name && COPY_PREFIX + name;
      this.aside = name && this.name + ":aside";
      this.attempt((store) => this.erase(Object.keys(store).filter((one) => one.startsWith(COPY_PREFIX) && !this.parse(one))));
    }

    attempt(action) { try { return action(window.localStorage); } catch (error) { return null; } }

    /* The copy of this name, if it is whole and young enough. */
    parse(name) {
      const copy = this.attempt((store) => JSON.parse(store.getItem(name)));
      return copy && copy.values instanceof Object && copy.at > Date.now() - COPY_LIFETIME ? { ...copy, name } : null;
    }

    read() { return this.name && (this.parse(this.name) || this.parse(this.aside)); }

    write({ version, values, at = Date.now() }, name = this.name) {
      if (name) { this.attempt((store) => store.setItem(name, JSON.stringify({ at, version, values }))); }
    }

    /* Another window goes on with the draft: what this one holds is kept out of its reach. */
    setAside(copy) { this.erase([this.name]); this.write(copy, this.aside); }

    erase(names = [this.name, this.aside]) { this.attempt((store) => names.forEach((one) => store.removeItem(one))); }
  }

  /* Looks now and then whether something is new, while somebody sees the page and does something: every half minute,
   * less and less often while nothing is. look() answers whether something is, null to end it. */
  function watch(root, look) {
    let wait = FIRST_PAUSE, lastAct = Date.now(), asleep = false;
    const again = (found) => {
      wait = found ? FIRST_PAUSE : Math.min(wait * 2, LONGEST_PAUSE);
      setTimeout(turn, wait);
    };
    async function turn() {
      asleep = document.hidden || Date.now() - lastAct > IDLE;
      if (asleep || !root.isConnected) { return; }
      const found = await look();
      if (found !== null) { again(found); }
    }
    ACTS.forEach((name) => document.addEventListener(name, () => {
      if (document.hidden) { return; }
      lastAct = Date.now();
      // What was due meanwhile is made up for.
      if (asleep) { wait = FIRST_PAUSE; turn(); }
    }, { passive: true }));
    setTimeout(turn, wait);
  }

  class Mounted {
    constructor(runtime, host, args) {
      this.runtime = runtime;
      this.host = host;
      this.root = this.host.querySelector(".bizmooc") || this.host;
      this.args = args || {};
      this.texts = this.args.texts || {};
      this.live = this.root.querySelector("[data-live]");
      this.root.addEventListener("submit", (event) => this.onSubmit(event));
      this.root.addEventListener("click", (event) => this.onClick(event));
      this.root.addEventListener("input", (event) => this.onInput(event));
      this.root.addEventListener("toggle", (event) => this.onToggle(event), true);
      document.addEventListener("visibilitychange", () => { if (document.hidden) { this.save(true); } });
      window.addEventListener("online", () => this.save());
      this.prepare();
      this.reportSeen();
    }

    /* Sends to a handler; network failures and overloaded hosts are tried again with the same key. */
    async send(handler, { method = "POST", body, query = "", retries = RETRY_DELAYS, keepalive = false, origin } = {}) {
      const options = { method, credentials: "same-origin", keepalive, headers: { "X-CSRFToken": cookie(this.args.csrfCookie || "csrftoken") } };
      if (body) { options.headers["Content-Type"] = "application/json"; options.body = JSON.stringify(body); }
      for (let attempt = 0; ; attempt += 1) {
        try {
          const response = await fetch(this.runtime.handlerUrl(this.host, handler, "", query), options);
          if (response.ok || (response.status < 500 && response.status !== 429)) {
            // Not every success is ours: a network's sign-in page says 200 to everything.
            const answer = await response.json().catch(() => null);
            return { error: this.texts.failed, ...answer, ok: response.ok && answer !== null, status: response.status };
          }
        } catch (error) { if (!(error instanceof TypeError)) { throw error; } }
        if (attempt >= retries.length) { return { ok: false, status: 0, error: this.texts.offline }; }
        this.status(origin, this.texts.retrying);
        await pause(retries[attempt]);
      }
    }

    /* Asks an address of ours, with what ask() gives (null: not now), whether something is new; found(answer) shows it
     * and tells whether there was anything. A host that refuses is not asked again. */
    watch(address, ask, found) {
      watch(this.root, async () => {
        const query = ask();
        const response = query && await fetch(address + "?" + new URLSearchParams(query), { credentials: "same-origin" }).catch(() => null);
        if (response && response.status >= 400 && response.status < 500) { return null; }
        const answer = response && response.ok ? await response.json().catch(() => null) : null;
        return Boolean(answer && found(answer));
      });
    }

    say(text) { if (this.live && text) { this.live.textContent = text; } }

    async onSubmit(event) {
      const form = event.target.closest("form[data-handler], form[data-load]");
      if (!form) { return; }
      event.preventDefault();
      if (form.dataset.load) { this.load(form, form.closest("[data-region]"), valuesOf(form)); return; }
      if (form.dataset.busy) { return; }
      const values = valuesOf(form), content = JSON.stringify(values);
      // One key for one content: pressing the button again after a failure repeats the same request.
      if (form.sentContent !== content) { form.sentContent = content; form.requestKey = newKey(); }
      form.dataset.busy = "1";
      this.status(form, this.texts.sending);
      clearTimeout(this.timer);
      // A draft on its way goes first, unless the network is too bad to wait for it.
      await Promise.race([this.saving, pause(RETRY_DELAYS[1])]);
      const body = { key: form.requestKey, version: this.version(form), values };
      const answer = await this.send(form.dataset.handler, { body, origin: form });
      delete form.dataset.busy;
      if (!answer.ok) { this.showErrors(form, answer); return; }
      // A form that stays is one that can be saved again and again.
      if (form.dataset.autosave && answer.html === undefined) { this.stored(form, values, answer); } else { this.status(form, ""); this.show(answer, form); }
    }

    async onClick(event) {
      const button = event.target.closest("button[data-handler], button[data-load]");
      if (!button || button.dataset.busy || (button.dataset.confirm && !window.confirm(button.dataset.confirm))) { return; }
      button.dataset.busy = "1";
      if (this.owed) { this.save(); await Promise.race([this.saving, pause(RETRY_DELAYS[1])]); }
      const { handler, load, into, values = "{}" } = button.dataset;
      if (load) { await this.load(button, this.region(into, button), JSON.parse(values)); } else {
        const answer = await this.send(handler, { body: { key: newKey(), values: JSON.parse(values) }, origin: button });
        if (answer.ok) { this.show(answer, button); } else { this.status(button, answer.error); }
      }
      delete button.dataset.busy;
    }

    region(name, origin) { return name ? this.root.querySelector('[data-region="' + name + '"]') : origin.closest("[data-region]"); }

    onInput(event) {
      const form = event.target.closest("form[data-autosave]");
      const field = event.target.closest("[data-field].bizmooc-invalid");
      if (field) { this.markField(field, ""); }
      if (form) { this.changed(form); }
    }

    async onToggle(event) {
      const details = event.target;
      if (!details.open || !details.dataset.load || details.dataset.loaded) { return; }
      details.dataset.loaded = "1";
      const loaded = await this.load(details, details.querySelector("[data-region]"));
      if (!loaded) { delete details.dataset.loaded; }
    }

    /* Reads a region anew. Focus moves only where it was inside. */
    async load(origin, region, values) {
      const query = new URLSearchParams(values).toString(), inside = region.contains(origin), isDetails = origin.matches("details");
      const turn = region.turn = (region.turn || 0) + 1;
      const answer = await this.send(origin.dataset.load, { method: "GET", query, origin: isDetails ? null : origin });
      // Somebody may have asked for something else in the same place meanwhile.
      if (turn !== region.turn) { return false; }
      if (!answer.ok) {
        if (isDetails) { region.textContent = answer.error; } else { this.status(origin, answer.error); }
        return false;
      }
      this.replace(region, answer.html);
      if (inside) { this.focus(region); }
      this.say(answer.announce);
      return true;
    }

    replace(region, html, whenDrafted = () => {}) {
      // What is typed elsewhere on the page stays as it is, and so does its copy.
      const drafted = Boolean(region.querySelector("form[data-autosave]"));
      if (drafted) { whenDrafted(); }
      region.innerHTML = html;
      if (drafted || region.querySelector("form[data-autosave]")) { this.prepare(); }
    }

    focus(region) {
      const target = region.querySelector("[data-focus]") || region;
      target.setAttribute("tabindex", "-1");
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest" });
    }

    show(answer, origin) {
      const region = this.region(answer.region, origin);
      if (answer.html !== undefined && region) {
        this.replace(region, answer.html, () => this.copies.erase());
        this.focus(region);
      }
      this.say(answer.announce);
    }

    showErrors(form, answer) {
      const summary = form.querySelector("[data-summary]"), list = document.createElement("ul");
      if (!summary) { this.status(form, answer.error); return; }
      this.fieldsOf(form, answer).forEach(([field, message]) => this.markField(field, message));
      summary.textContent = "";
      summary.hidden = false;
      summary.appendChild(document.createElement("p")).textContent = answer.error || this.texts.failed;
      form.querySelectorAll("[data-field].bizmooc-invalid").forEach((field) => {
        const link = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
        link.href = "#" + field.id;
        link.target = "_self";
        link.textContent = field.dataset.label;
        link.addEventListener("click", (event) => { event.preventDefault(); field.querySelector("input, textarea, select, button").focus(); });
      });
      if (list.children.length) { summary.appendChild(list); }
      this.status(form, "");
      summary.focus({ preventScroll: true });
      summary.scrollIntoView();
    }

    /* Each field of a form with what an answer says about it. */
    fieldsOf(form, { fields = {} }) {
      return Array.from(form.querySelectorAll("[data-field]"), (field) => [field, (fields[field.dataset.field] || []).join(" ")]);
    }

    markField(field, message) {
      if (message && field.closest("details")) { field.closest("details").open = true; }
      field.classList.toggle("bizmooc-invalid", Boolean(message));
      field.querySelector(".bizmooc-error").textContent = message;
      field.querySelectorAll("input, textarea, select").forEach((control) => control.setAttribute("aria-invalid", String(Boolean(message))));
    }

    /* Drafts: a copy in the browser at once, the host after a pause, one save at a time. */
    version(form) { return Number(form.dataset.version || 0); }

    prepare() {
      const form = this.root.querySelector("form[data-autosave]");
      this.copies = new Copies(this.args.copyKey && this.args.copyKey + ((form && form.dataset.copy) || ""));
      const copy = form && this.copies.read();
      if (this.onPrepared) { this.onPrepared(this.root); }
      if (!copy) { return; }
      if (JSON.stringify(copy.values) === JSON.stringify(valuesOf(form))) { this.copies.erase([copy.name]); return; }
      const restore = () => { this.copies.erase(); fill(form, copy.values); this.changed(form); };
      // Answers to other questions (a hidden field names them) or from another draft are only offered.
      const sameForm = Array.from(form.querySelectorAll("input[type=hidden]")).every((field) => copy.values[field.name] === field.value);
      if (sameForm && copy.version === this.version(form)) { restore(); return; }
      this.copies.setAside(copy);
      const offer = form.querySelector("[data-restore]");
      offer.hidden = false;
      offer.querySelector("button").addEventListener("click", () => { offer.hidden = true; restore(); }, { once: true });
    }

    changed(form) {
      this.copies.write({ version: this.version(form), values: valuesOf(form) }, form.dataset.conflict && this.copies.aside);
      if (form.dataset.conflict) { return; }
      this.status(form, this.texts.unsaved);
      this.owed = form;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), AUTOSAVE_DELAY);
    }

    save(keepalive = false) {
      clearTimeout(this.timer);
      this.saving = Promise.resolve(this.saving).then(() => this.saveNow(this.owed, keepalive));
    }

    async saveNow(form, keepalive) {
      if (!form || !form.isConnected || form.dataset.busy || form.dataset.conflict) { return; }
      const version = this.version(form), values = valuesOf(form);
      const answer = await this.send(form.dataset.autosave, { keepalive, origin: form, body: { key: newKey(), version, values } });
      if (!form.isConnected) { return; }
      if (answer.ok) { this.stored(form, values, answer); } else {
        if (answer.status === 409) { form.dataset.conflict = "1"; this.copies.setAside({ version, values: valuesOf(form) }); }
        this.fieldsOf(form, answer).forEach(([field, message]) => { if (message) { this.markField(field, message); } });
        this.status(form, answer.error);
      }
    }

    /* The host has these values; what was typed since is still owed. */
    stored(form, values, answer) {
      form.dataset.version = answer.version;
      if (JSON.stringify(valuesOf(form)) !== JSON.stringify(values)) { this.changed(form); return; }
      this.owed = null;
      this.copies.erase([this.copies.name]);
      this.status(form, answer.announce);
    }

    /* In sight, beside the form or button that it is about. */
    status(origin, text) {
      const line = origin && (origin.querySelector("[data-save-status]") || origin.parentElement.querySelector("[data-save-status]"));
      if (line) { line.textContent = text || ""; }
    }

    reportSeen() {
      const target = this.root.querySelector("[data-seen]");
      if (!target) { return; }
      const observer = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) { return; }
        observer.disconnect();
        this.send(target.dataset.seen, { body: { key: newKey(), values: {} }, retries: [] });
      });
      observer.observe(target);
    }
  }

  /* An exception in one block's init function stops all later blocks of the page: say so in this block instead. */
  function mount(runtime, element, args, started) {
    const host = element.jquery ? element[0] : element;
    if (host.bizmooc) { return host.bizmooc; }
    try {
      host.bizmooc = new Mounted(runtime, host, args);
      if (started) { started(host.bizmooc); }
      return host.bizmooc;
    } catch (error) {
      window.console.error(error);
      const place = host.querySelector("[data-live]");
      if (place) { place.textContent = (args && args.texts && args.texts.failed) || ""; }
      return null;
    }
  }

  window.Bizmooc = { mount, valuesOf, newKey };
}());
