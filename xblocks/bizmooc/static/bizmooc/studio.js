/* Editors in Studio: the state stays in the page, one handler saves it, and Studio is told by its own signals.
 *
 * After any editor handler Studio writes a new draft of the block; so nothing is sent before Save.
 */
(function () {
  "use strict";

  /* `start(editor, form)` may answer with what an editor has besides plain controls, each part optional:
   *   values()      what is sent besides the form's own values
   *   complaints()  {error, fields} that keep it from being sent, null if there are none
   *   place(answer) called with a refusal before it is shown, to open what it is about
   */
  window.Bizmooc.edit = function (runtime, element, args, start) {
    window.Bizmooc.mount(runtime, element, args, function (editor) {
      const form = editor.root.querySelector("form[data-editor]");
      const own = { values: () => ({}), complaints: () => null, place: () => null, ...(start && start(editor, form)) };
      const values = () => ({ ...window.Bizmooc.valuesOf(form), ...own.values() });
      const before = JSON.stringify(values());
      const isChanged = () => form.isConnected && JSON.stringify(values()) !== before;
      const notify = (name, data) => { if (runtime.notify) { runtime.notify(name, data); } };
      const leaving = new AbortController();
      window.addEventListener("beforeunload", (event) => { if (isChanged()) { event.preventDefault(); } }, { signal: leaving.signal });
      const end = (name, data) => { leaving.abort(); notify(name, data); };

      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (form.dataset.busy) { return; }
        const wrong = own.complaints();
        if (wrong) { own.place(wrong); editor.showErrors(form, wrong); return; }
        form.dataset.busy = "1";
        notify("save", { state: "start" });
        const body = { key: window.Bizmooc.newKey(), values: values() };
        const answer = await editor.send(form.dataset.editor, { body, retries: [] });
        delete form.dataset.busy;
        if (answer.ok) { end("save", { state: "end" }); return; }
        notify("error", { title: args.texts.notSaved, message: answer.error });
        own.place(answer);
        editor.showErrors(form, answer);
      });

      form.querySelector(".cancel-button").addEventListener("click", () => {
        if (!isChanged() || window.confirm(args.texts.discard)) { end("cancel", {}); }
      });
    });
  };
}());
