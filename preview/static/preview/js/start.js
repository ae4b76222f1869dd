/* Starts the blocks of a page once everything they need is there. An exception in one init function ends the
   start of the blocks after it, exactly as in the LMS; the browser's console names it. */
document.addEventListener('DOMContentLoaded', function () {
  'use strict';
  window.XBlock.initializeBlocks(document.body);
});
