/* The part of jQuery UI that the standard video player uses: key codes and the slider. LMS pages have all of it. */
(function ($) {
  'use strict';

  $.ui = $.extend($.ui || {}, {
    keyCode: {
      TAB: 9, ENTER: 13, ESCAPE: 27, SPACE: 32, PAGE_UP: 33, PAGE_DOWN: 34, END: 35, HOME: 36,
      LEFT: 37, UP: 38, RIGHT: 39, DOWN: 40
    }
  });

  class Slider {
    constructor(element, options) {
      this.element = element;
      this.options = $.extend({ min: 0, max: 100, value: 0, orientation: 'horizontal' }, options);
      this.upright = this.options.orientation === 'vertical';
      this.range = $('<div class="ui-slider-range ui-widget-header ui-corner-all"></div>');
      this.handle = element.find('.ui-slider-handle').first();
      if (!this.handle.length) {
        this.handle = $('<a class="ui-slider-handle ui-state-default" href="#"></a>').appendTo(element);
      }
      element.addClass('ui-slider ui-slider-' + this.options.orientation).prepend(this.range);
      element.on('pointerdown.slider', this.grab.bind(this));
      this.handle.on('keydown.slider', this.press.bind(this));
      this.draw();
    }

    /* The value under a pointer; right-to-left pages still run from left to right, as the player expects. */
    at(event) {
      const box = this.element[0].getBoundingClientRect();
      const part = this.upright ? (box.bottom - event.clientY) / box.height : (event.clientX - box.left) / box.width;
      return this.options.min + Math.min(1, Math.max(0, part)) * (this.options.max - this.options.min);
    }

    grab(event) {
      const move = (moved) => this.offer(moved.originalEvent || moved, 'slide');
      this.offer(event.originalEvent, 'slide');
      $(document).on('pointermove.slider', move).one('pointerup.slider', (released) => {
        $(document).off('pointermove.slider');
        this.offer(released.originalEvent, 'stop');
      });
    }

    offer(event, callback) {
      this.propose(this.at(event), callback, event);
    }

    propose(value, callback, event) {
      const refused = this.options[callback] && this.options[callback](event, { value: value, handle: this.handle[0] });
      if (refused !== false) {
        this.set(value);
      }
    }

    press(event) {
      const keys = $.ui.keyCode;
      const step = (this.options.max - this.options.min) / 20;
      const change = { [keys.LEFT]: -step, [keys.DOWN]: -step, [keys.RIGHT]: step, [keys.UP]: step }[event.keyCode];
      if (change) {
        event.preventDefault();
        const value = Math.min(this.options.max, Math.max(this.options.min, this.options.value + change));
        this.propose(value, 'slide', event);
        this.propose(value, 'stop', event);
      }
    }

    set(value) {
      this.options.value = value;
      this.draw();
    }

    draw() {
      const size = this.options.max - this.options.min;
      const part = (size ? 100 * (this.options.value - this.options.min) / size : 0) + '%';
      this.handle.css(this.upright ? 'bottom' : 'left', part);
      this.range.css(this.upright ? 'height' : 'width', part);
    }

    destroy() {
      this.element.off('.slider').removeData('preview-slider');
      this.handle.off('.slider');
      this.range.remove();
    }
  }

  $.fn.slider = function (command, name, value) {
    if (typeof command !== 'string') {
      return this.each(function () { $(this).data('preview-slider', new Slider($(this), command)); });
    }
    const slider = this.data('preview-slider');
    if (!slider || command === 'destroy') {
      return slider ? (slider.destroy(), this) : this;
    }
    if (command === 'value') {
      return name === undefined ? slider.options.value : (slider.set(name), this);
    }
    if (value === undefined) {
      return slider.options[name];
    }
    slider.options[name] = value;
    slider.draw();
    return this;
  };
}(window.jQuery));
