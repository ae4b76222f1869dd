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
  window.StringUtils = StringUtils;

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

  /* The platform can live under a URL prefix and wraps jQuery's methods for it; here the prefix is empty. */
  $.postWithPrefix = function () { return $.post.apply($, arguments); };
  $.getWithPrefix = function () { return $.get.apply($, arguments); };
  $.ajaxWithPrefix = function () { return $.ajax.apply($, arguments); };

  /* The platform loads MathJax from a CDN, which this host does not: formulas stay as their authors typed them. */
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
