/* The unit page of author mode: previews that load one after another, and the edit dialog. */
(function () {
  'use strict';

  const studio = window.PreviewStudio;
  const words = document.body.dataset;
  const status = document.getElementById('reader-feedback');

  function notice(text) {
    const box = document.createElement('p');
    box.className = 'pv-notice pv-notice--error';
    box.setAttribute('role', 'alert');
    box.textContent = text;
    return box;
  }

  /* ---- previews ---- */

  function showState(card, answer) {
    card.querySelector('[data-title]').textContent = answer.title;
    card.querySelector('[data-validation]').innerHTML = answer.validation;
    document.querySelector('[data-unit-state]').innerHTML = answer.unit_state;
  }

  async function loadPreview(card) {
    const body = card.querySelector('[data-preview]');
    body.setAttribute('aria-busy', 'true');
    try {
      const answer = await studio.getJson(card.dataset.previewUrl);
      showState(card, answer);
      const block = await studio.insert(body, answer);
      if (block) {
        window.XBlock.initializeBlock(block);
      }
    } finally {
      body.removeAttribute('aria-busy');
    }
  }

  async function refresh(card) {
    try {
      await loadPreview(card);
    } catch (error) {
      card.querySelector('[data-preview]').replaceChildren(notice(error.message));
      throw error;
    }
  }

  /* As in Studio, an exception in one block's start keeps the later ones from starting. */
  async function loadAll(cards) {
    for (const card of cards) {
      await refresh(card);
    }
  }

  /* ---- the edit dialog ---- */

  class Editor {
    constructor(dialog) {
      this.dialog = dialog;
      this.body = dialog.querySelector('[data-editor]');
      this.problem = dialog.querySelector('[data-problem]');
      this.heading = dialog.querySelector('[data-heading]');
      this.foot = dialog.querySelector('[data-foot]');
      const cancel = this.cancel.bind(this);
      dialog.querySelectorAll('[data-cancel]').forEach(function (button) { button.addEventListener('click', cancel); });
      dialog.addEventListener('cancel', function (event) { event.preventDefault(); cancel(); });
      dialog.addEventListener('keydown', function (event) {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.preventDefault();
          cancel();
        }
      });
      const changed = () => { this.dirty = true; };
      this.body.addEventListener('input', changed);
      this.body.addEventListener('change', changed);
      window.addEventListener('beforeunload', (event) => {
        if (dialog.open && this.dirty) {
          event.preventDefault();
        }
      });
    }

    async open(card, opener) {
      this.card = card;
      this.dirty = false;
      this.heading.textContent = opener.dataset.editorTitle;
      this.problem.replaceChildren();
      this.body.textContent = words.wordLoading;
      this.foot.hidden = false;
      this.dialog.showModal();
      try {
        await this.fill(await studio.getJson(card.dataset.editUrl));
      } catch (error) {
        this.body.textContent = '';
        this.problem.replaceChildren(notice(error.message));
        throw error;
      }
    }

    async fill(fragment) {
      const element = await studio.insert(this.body, fragment);
      if (!element) {
        return;
      }
      const runtime = new window.StudioRuntime.v1(element, []);
      runtime.listenTo('save', this.saving.bind(this));
      // As in Studio, a block that cancels has asked by itself whether changes are to be lost.
      runtime.listenTo('cancel', this.close.bind(this));
      runtime.listenTo('error', (data) => { this.problem.replaceChildren(notice([data.title, data.message].filter(Boolean).join(': '))); });
      window.XBlock.initializeBlock(element, { runtime: runtime, asJQuery: true });
      this.foot.hidden = Boolean(this.body.querySelector('.cancel-button'));
      this.dirty = false;
      const first = this.body.querySelector('input:not([type=hidden]), select, textarea, button, a[href]');
      if (first) {
        first.focus();
      }
    }

    saving(data) {
      if (data.state === 'start') {
        this.problem.replaceChildren();
        status.textContent = words.wordSaving;
      } else if (data.state === 'end') {
        status.textContent = words.wordSaved;
        this.dirty = false;
        this.close();
        refresh(this.card);
      }
    }

    cancel() {
      if (this.dialog.open && (!this.dirty || window.confirm(words.wordDiscard))) {
        this.close();
      }
    }

    close() {
      // The browser gives the focus back to the button that opened the dialog.
      this.dialog.close();
      this.body.replaceChildren();
    }
  }

  const cards = Array.from(document.querySelectorAll('[data-preview-url]'));
  const editor = new Editor(document.getElementById('editor'));
  document.addEventListener('click', function (event) {
    const opener = event.target.closest('[data-editor-title]');
    if (opener) {
      editor.open(opener.closest('[data-preview-url]'), opener);
    }
  });
  document.addEventListener('preview:refresh', function (event) {
    refresh(event.target.closest('[data-preview-url]'));
  });
  loadAll(cards);
}());
