/* Questions to the author's views of the suite. Unlike a handler's, their answers leave no draft in Studio. */
(function () {
  "use strict";

  const PARTS = window.CsaEditor = window.CsaEditor || {};

  const cookie = (name) => {
    const entry = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return entry ? decodeURIComponent(entry.slice(name.length + 1)) : "";
  };

  /* Answers with what the view says, and `ok`. Never throws. */
  PARTS.ask = async function (url, values, { csrfCookie = "csrftoken", texts }) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie(csrfCookie) };
    const body = JSON.stringify({ key: window.Bizmooc.newKey(), values });
    try {
      const response = await fetch(url, { method: "POST", credentials: "same-origin", headers, body });
      const answer = await response.json().catch(() => null);
      return { error: texts.failed, ...answer, ok: response.ok && answer !== null };
    } catch (error) {
      if (!(error instanceof TypeError)) { throw error; }
      return { ok: false, error: texts.offline };
    }
  };

  /* A file's bytes as text: the server finds out how its letters are written. */
  PARTS.contentOf = async function (file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  };

  /* Offers a text as a file to keep. */
  PARTS.download = function (name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
}());
