/* The globals that both LMS and Studio pages offer. gettext, ngettext and interpolate come from Django's own
   catalogue view, as they do there. */
(function ($) {
  'use strict';

  function cookie(name) {
    const found = document.cookie.split('; ').find(function (pair) { return pair.startsWith(name + '='); });
    return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
  }

  const csrfCookie = document.documentElement.dataset.csrfCookie;
  window.PreviewHost = { csrfToken: function () { return cookie(csrfCookie); } };

  $(document).ajaxSend(function (event, request, settings) {
    if (!/^(GET|HEAD|OPTIONS|TRACE)$/i.test(settings.type) && !settings.crossDomain) {
      request.setRequestHeader('X-CSRFToken', window.PreviewHost.csrfToken());
    }
  });
  if (!$.cookie) {
    $.cookie = function (name) { return cookie(name) || null; };
  }

  function escapeHtml(text) {
    const holder = document.createElement('div');
    holder.textContent = text;
    return holder.innerHTML.replace(/"/g, '&quot;').replace(/'/g, '&#39;');
  }

  /* Puts values into "{name}" places. */
  function fill(format, values) {
    return String(format).replace(/\{(\w+)\}/g, function (place, name) {
      return values && name in values ? values[name] : place;
    });
  }

  function Snippet(text) {
    this.text = text;
  }
  Snippet.prototype.toString = function () { return this.text; };
  Snippet.prototype.valueOf = Snippet.prototype.toString;

  function ensureHtml(value) {
    return value instanceof Snippet ? value : new Snippet(escapeHtml(value));
  }

  const HtmlUtils = {
    HtmlSnippet: Snippet,
    HTML: function (markup) { return new Snippet(String(markup)); },
    ensureHtml: ensureHtml,
    joinHtml: function () {
      return new Snippet(Array.from(arguments, function (part) { return String(ensureHtml(part)); }).join(''));
    },
    interpolateHtml: function (format, values) {
      const safe = {};
      Object.keys(values || {}).forEach(function (name) { safe[name] = String(ensureHtml(values[name])); });
      return new Snippet(fill(ensureHtml(format), safe));
    },
    template: function (source) {
      const render = window._.template(source);
      return function (values) {
        return new Snippet(render(Object.assign({ HtmlUtils: HtmlUtils, StringUtils: StringUtils, edx: window.edx }, values)));
      };
    },
    setHtml: function (element, markup) { return $(element).html(String(ensureHtml(markup))); },
    append: function (element, markup) { return $(element).append(String(ensureHtml(markup))); },
    prepend: function (element, markup) { return $(element).prepend(String(ensureHtml(markup))); }
  };
  const StringUtils = { interpolate: fill };
  window.edx = Object.assign(window.edx || {}, { HtmlUtils: HtmlUtils, StringUtils: StringUtils });
}(window.jQuery));
