/* What an LMS page offers beyond environment.js. There is no module loader here: `define` stays undefined. */
(function ($) {
  'use strict';

  window.interpolate_text = window.edx.StringUtils.interpolate;

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
}(window.jQuery));
