/* Editors in Studio: the state stays in the page, one handler saves it, and Studio is told by its own signals.
 *
 * After any editor handler Studio writes a new draft of the block; so nothing is sent before Save.
 */
(function () {
  "use strict";

  window.Bizmooc.edit = function (runtime, element, args) {
    window.Bizmooc.mount(runtime, element, args, function (editor) {
      const form = editor.root.querySelector("form[data-editor]");
      const before = JSON.stringify(window.Bizmooc.valuesOf(form));
      const notify = (name, data) => { if (runtime.notify) { runtime.notify(name, data); } };

      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (form.dataset.busy) { return; }
        form.dataset.busy = "1";
        notify("save", { state: "start" });
        const body = { key: window.Bizmooc.newKey(), values: window.Bizmooc.valuesOf(form) };
        const answer = await editor.send(form.dataset.editor, { body, retries: [] });
        delete form.dataset.busy;
        if (answer.ok) { notify("save", { state: "end" }); return; }
        notify("error", { title: args.texts.notSaved, message: answer.error });
        editor.showErrors(form, answer);
      });

      form.querySelector(".cancel-button").addEventListener("click", () => {
        const changed = JSON.stringify(window.Bizmooc.valuesOf(form)) !== before;
        if (!changed || window.confirm(args.texts.discard)) { notify("cancel", {}); }
      });

      /* Puts a text into a control, and sets the list that decides whether it is used. */
      const fill = (target, text, list, choice) => {
        target.value = text;
        list.value = choice;
        target.focus();
        target.dispatchEvent(new Event("input", { bubbles: true }));
      };
      const mayReplace = (target) => !target.value.trim() || window.confirm(args.texts.replace);

      form.querySelectorAll("button[data-copies]").forEach((button) => button.addEventListener("click", () => {
        const list = form.elements[button.dataset.copies];
        const target = form.elements[button.dataset.into];
        const source = form.querySelector('template[data-name="' + CSS.escape(list.value) + '"]');
        if (!source) { window.alert(args.texts.noSource); list.focus(); return; }
        if (mayReplace(target)) { fill(target, source.content.textContent, list, button.dataset.then); }
      }));

      form.querySelectorAll("input[type=file][data-fills]").forEach((picker) => picker.addEventListener("change", async () => {
        const target = form.elements[picker.dataset.fills];
        if (picker.files.length && mayReplace(target)) {
          fill(target, await picker.files[0].text(), form.elements[picker.dataset.chooses], picker.dataset.then);
        }
        picker.value = "";
      }));
    });
  };
}());
