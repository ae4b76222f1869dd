/* Ideas from a table that the course team downloaded: title, tags, and a column for each part ("part.who"). */
(function () {
  "use strict";

  const PARTS = window.PibEditor = window.PibEditor || {};
  // Our tables put an apostrophe before what a spreadsheet would run.
  const GUARDED = /^'(?=\s*[=+\-@|%＝＋－＠]|[\t\r\n])/;

  /* The cells of a table (RFC 4180), row by row; spreadsheets of some countries write ";" between them. */
  function cellsOf(text) {
    const first = text.split("\n", 1)[0], count = (mark) => first.split(mark).length;
    const between = [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
    const rows = [[]];
    let cell = "", quoted = false;
    const end = () => { rows[rows.length - 1].push(cell.replace(GUARDED, "")); cell = ""; };
    for (let at = 0; at < text.length; at += 1) {
      const mark = text[at];
      if (quoted) {
        if (mark !== '"') { cell += mark; } else if (text[at + 1] === '"') { cell += mark; at += 1; } else { quoted = false; }
      } else if (mark === '"') { quoted = true; } else if (mark === between) { end(); } else if (mark === "\n") { end(); rows.push([]); } else if (mark !== "\r") { cell += mark; }
    }
    end();
    return rows.filter((row) => row.some((one) => one.trim()));
  }

  async function textOf(file) {
    const bytes = await file.arrayBuffer();
    try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch (error) { return new TextDecoder("windows-1252").decode(bytes); }
  }

  /* Answers with [{title, tags, content}] and how many rows have no title; null if the file is no such table. */
  PARTS.ideasIn = async function (file) {
    const [head = [], ...rows] = cellsOf(await textOf(file));
    const names = head.map((name) => name.trim().toLowerCase()), title = names.indexOf("title"), tags = names.indexOf("tags");
    if (title < 0) { return null; }
    const parts = names.map((name, number) => [name.startsWith("part.") ? name.slice(5) : "", number]).filter(([id]) => id);
    const cell = (row, number) => (row[number] || "").trim();
    const ideas = rows.filter((row) => cell(row, title)).map((row) => ({
      title: cell(row, title),
      tags: tags < 0 ? "" : cell(row, tags).replaceAll(";", ","),
      content: Object.fromEntries(parts.map(([id, number]) => [id, cell(row, number)]).filter(([, text]) => text)),
    }));
    return { ideas, left: rows.length - ideas.length };
  };
}());
