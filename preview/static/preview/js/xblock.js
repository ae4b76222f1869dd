/* Finds the blocks of a page, gives each the runtime its wrapper names and calls its init function.
   As in Open edX: children first, in document order, and an exception in one init function stops the blocks after it. */
(function () {
  'use strict';

  function isBlock(element) {
    return element.classList.contains('xblock');
  }

  /* The nearest blocks below an element, not those inside other blocks. */
  function directBlocks(element) {
    return Array.from(element.children).flatMap(function (child) {
      return isBlock(child) ? [child] : directBlocks(child);
    });
  }

  function initArguments(element) {
    const holder = Array.from(element.children).find(function (child) {
      return child.matches('script.xblock-json-init-args, script.xblock_json_init_args');
    });
    return holder ? JSON.parse(holder.textContent) : undefined;
  }

  function runtimeFor(element, children, passedRuntime) {
    if (passedRuntime) {
      return passedRuntime;
    }
    const family = window[element.dataset.runtimeClass];
    return new family['v' + element.dataset.runtimeVersion](element, children);
  }

  /* Returns the block's JavaScript object; `options.runtime` replaces the runtime named by the wrapper and
     `options.asJQuery` hands the element over as Studio's editor does. */
  function initializeBlock(element, options) {
    const settings = options || {};
    const children = directBlocks(element).map(function (child) { return initializeBlock(child); });
    let block = {};
    if (element.dataset.init) {
      const runtime = runtimeFor(element, children, settings.runtime);
      const handed = settings.asJQuery ? window.jQuery(element) : element;
      const Init = window[element.dataset.init];
      if (typeof Init !== 'function') {
        throw new Error('No global function "' + element.dataset.init + '" for ' + element.dataset.usageId);
      }
      block = new Init(runtime, handed, initArguments(element)) || {};
      block.runtime = runtime;
    }
    block.element = element;
    block.name = element.dataset.name;
    block.type = element.dataset.blockType;
    window.jQuery(element).prop('xblock_children', children).data('initialized', true).addClass('xblock-initialized');
    return block;
  }

  function initializeBlocks(root) {
    return directBlocks(root).map(function (element) { return initializeBlock(element); });
  }

  /* The methods every runtime has; handler URLs are built on the address the server wrote on the wrapper. */
  class BaseRuntime {
    constructor(element, children) {
      this.element = element;
      this.blocks = children || [];
    }

    handlerUrl(element, handlerName, suffix, query) {
      const host = element.jquery ? element[0] : element;
      const wrapper = host.closest('[data-handler-base]') || this.element.closest('[data-handler-base]');
      let url = wrapper.dataset.handlerBase + encodeURIComponent(handlerName);
      if (suffix) {
        url += '/' + suffix;
      }
      return this.finishUrl(url, query);
    }

    finishUrl(url, query) {
      return query ? url + '?' + query : url;
    }

    children(element) {
      return window.jQuery(element || this.element).prop('xblock_children');
    }

    childMap(element, name) {
      return (this.children(element) || []).find(function (child) { return child.name === name; });
    }

    notify() {}
  }

  class LmsRuntime extends BaseRuntime {}

  window.XBlock = { initializeBlock: initializeBlock, initializeBlocks: initializeBlocks, Runtime: BaseRuntime };
  window.LmsRuntime = { v1: LmsRuntime };
}());
