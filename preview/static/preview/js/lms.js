/* What an LMS page offers beyond environment.js. There is no module loader here: `define` stays undefined. */
(function ($) {
  'use strict';

  window.interpolate_text = window.edx.StringUtils.interpolate;

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
  window.onTouchBasedDevice = function () {
    const found = navigator.userAgent.match(/iPhone|iPod|iPad|Android/i);
    return found ? found[0] : null;
  };
}(window.jQuery));
