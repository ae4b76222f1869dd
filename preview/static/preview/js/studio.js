/* What a Studio page offers beyond environment.js, and the loading of fragments into a page that already stands. */
(function ($) {
  'use strict';

  window.Logger = { log: function () { return true; }, listen: function () {}, bind: function () {} };

  /* Studio has an AMD loader, so UMD bundles take the AMD road there and fail: so they do here. */
  const modules = {};
  window.define = function (name) {
    if (typeof name !== 'string') {
      throw new Error('Mismatched anonymous define() module');
    }
    modules[name] = true;
  };
  window.define.amd = true;
  window.require = function (names) {
    throw new Error('This page has no modules to require: ' + names);
  };

  class PreviewRuntime extends window.XBlock.Runtime {
    constructor(element, children) {
      super(element, children);
      this.listeners = {};
      this.dispatcher = { trigger: this.notify.bind(this), on: this.listenTo.bind(this) };
    }

    notify(name, data) {
      (this.listeners[name] || []).forEach(function (listener) { listener(data || {}); });
    }

    listenTo(name, listener) {
      (this.listeners[name] = this.listeners[name] || []).push(listener);
    }

    refreshXBlock(element) {
      const host = element.jquery ? element[0] : element;
      host.dispatchEvent(new CustomEvent('preview:refresh', { bubbles: true }));
    }
  }

  /* On the unit page every handler address ends in a slash and a question mark. */
  class UnitPageRuntime extends PreviewRuntime {
    handlerUrl(element, handlerName, suffix, query) {
      const url = super.handlerUrl(element, handlerName, suffix);
      return (suffix ? url : url + '/') + '?' + (query || '');
    }
  }

  window.PreviewRuntime = { v1: UnitPageRuntime };
  window.StudioRuntime = { v1: PreviewRuntime };

  /* Promises by hash: a preview and an editor may want the same script at the same time. */
  const loads = new Map();

  function loadScript(url) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement('script');
      script.src = url;
      script.async = false;
      script.onload = resolve;
      script.onerror = function () { reject(new Error('Could not load ' + url)); };
      document.head.append(script);
    });
  }

  async function loadResource(resource) {
    const isUrl = resource.kind === 'url';
    if (resource.mimetype === 'application/javascript') {
      await (isUrl ? loadScript(resource.data) : $.globalEval(resource.data));
    } else if (resource.mimetype === 'text/css') {
      const sheet = document.createElement(isUrl ? 'link' : 'style');
      if (isUrl) {
        sheet.rel = 'stylesheet';
        sheet.href = resource.data;
      } else {
        sheet.textContent = resource.data;
      }
      document.head.append(sheet);
    } else if (resource.mimetype === 'text/html') {
      $(resource.placement === 'foot' ? 'body' : 'head').append(resource.data);
    }
  }

  async function loadResources(resources) {
    for (const [hash, resource] of resources) {
      if (!loads.has(hash)) {
        loads.set(hash, loadResource(resource));
      }
      await loads.get(hash);
    }
  }

  async function getJson(url) {
    const answer = await fetch(url, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
    const body = answer.headers.get('Content-Type').startsWith('application/json') ? await answer.json() : {};
    if (!answer.ok) {
      throw new Error(body.error || document.body.dataset.wordNoAnswer);
    }
    return body;
  }

  /* Puts a fragment's HTML into a holder as jQuery does: inline scripts run, module scripts do not. */
  async function insert(holder, fragment) {
    $(holder).html(fragment.html);
    await loadResources(fragment.resources);
    return Array.from(holder.querySelectorAll('.xblock')).find(function (element) {
      return !element.parentElement.closest('.xblock');
    });
  }

  window.PreviewStudio = { getJson: getJson, insert: insert };
}(window.jQuery));
