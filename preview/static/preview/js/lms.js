/* What an LMS page offers beyond environment.js. There is no module loader here: `define` stays undefined. */
(function ($) {
  'use strict';

  window.interpolate_text = window.edx.StringUtils.interpolate;
  window.StringUtils = window.edx.StringUtils;

  /* Announces texts to screen readers. */
  function say(texts) {
    const region = document.getElementById('reader-feedback');
    region.textContent = '';
    texts.forEach(function (text) {
      const line = document.createElement('p');
      line.textContent = text;
      region.append(line);
    });
  }
  window.SR = {
    readText: function (text) { say([text]); },
    readTexts: say,
    clear: function () { say([]); }
  };

  /* Browser events reach listeners in the page; unlike the LMS, this host keeps only what the server reports. */
  const listeners = [];
  window.Logger = {
    log: function (eventType, data, element) {
      listeners.forEach(function (listener) {
        if (listener.eventType === eventType && (!listener.element || listener.element === element)) {
          listener.callback(eventType, data, element);
        }
      });
      return true;
    },
    listen: function (eventType, element, callback) {
      listeners.push({ eventType: eventType, element: element, callback: callback });
    },
    bind: function () {}
  };

  /* The LMS can live under a URL prefix and wraps jQuery's methods for it; here the prefix is empty. */
  $.postWithPrefix = function () { return $.post.apply($, arguments); };
  $.getWithPrefix = function () { return $.get.apply($, arguments); };
  $.ajaxWithPrefix = function () { return $.ajax.apply($, arguments); };

  /* The LMS loads MathJax from a CDN, which this host does not: formulas stay as their authors typed them. */
  window.MathJax = {
    Hub: { Queue: function () {}, getAllJax: function () { return []; }, Config: function () {} },
    Callback: { After: function () {} }
  };

  /* Tooltips of the annotation block: a note that opens below the text on a click. */
  $.fn.qtip = function (options) {
    if (typeof options === 'string') {
      return options === 'api' ? undefined : this;
    }
    return this.each(function () {
      const note = $('<div class="pv-tip"></div>').hide();
      note.append($('<strong></strong>').append(options.content.title.text), $('<div></div>').append(options.content.text));
      $(this).attr({ tabindex: 0, role: 'button' }).after(note).on('click keydown', function (event) {
        if (event.type === 'click' || event.key === 'Enter') {
          note.toggle();
        }
      });
    });
  };
  window.onTouchBasedDevice = function () {
    const found = navigator.userAgent.match(/iPhone|iPod|iPad|Android/i);
    return found ? found[0] : null;
  };
}(window.jQuery));
