"""The cells of a table, under the names of its rows and columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from competence_self_assessment.frameworks import columns
from competence_self_assessment.frameworks.columns import Name
from competence_self_assessment.frameworks.parse import MAX_ITEMS, FrameworkError, Problem
from competence_self_assessment.frameworks.placed import Placed
from competence_self_assessment.frameworks.table import unprotected

# Ids and titles stand in every row, so that a table is longer than the framework's YAML.
MAX_CHARACTERS = 1_000_000
MAX_ROWS = 2_000
_DELIMITERS = (",", ";", "\t")

Cells = dict[Name, Placed]
_NAMELESS: Name = ("", "")


def text_of(content: bytes) -> tuple[str, str]:
    """Decode a file as spreadsheet programs write it: UTF-8, UTF-16 or Windows-1252.

    Returns:
        The text, and a sentence for the author where the coding was guessed, else "".

    Raises:
        FrameworkError: it is no text.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _error(1, _("This is a workbook, not a CSV file. In your spreadsheet, save the sheet as “CSV UTF-8”."))
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for coding, note in (
        ("utf-16" if utf16 else "utf-8-sig", ""),
        ("cp1252", _("The file is not in UTF-8. It was read as Windows-1252: please check letters with accents.")),
    ):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, note
    raise _error(1, _("This is not a text file. In your spreadsheet, save the sheet as “CSV UTF-8”."))


def _check(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        message = _("The text is longer than %(limit)d characters. Please shorten it.") % {"limit": MAX_CHARACTERS}
        raise _error(1, message)
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        message = _("A letter could not be read here (“�”). In your spreadsheet, save the sheet as “CSV UTF-8”.")
        raise _error(line, message)


@dataclass(frozen=True)
class _Row:
    line: int
    cells: list[str]


def _rows(text: str) -> list[_Row]:
    """Split a text at the delimiter with which its columns have the names they need."""
    for delimiter in _DELIMITERS:
        try:
            if any(_is_header(row.cells) for row in _split(text, delimiter, strict=False)):
                break
        except csv.Error:  # With another delimiter it may go well; else it is told below.
            continue
    else:
        delimiter = max(_DELIMITERS, key=text.count)
    rows, line = [], 1
    try:
        for row in _split(text, delimiter, strict=True):
            rows.append(row)
            line = row.line + 1
            if len(rows) > MAX_ROWS:
                raise _error(row.line, _("The table has more than %(limit)d rows.") % {"limit": MAX_ROWS})
    except csv.Error:
        message = _("From here on, a quotation mark is opened and not closed, or closed too early.")
        raise _error(line, message) from None
    return rows


def _split(text: str, delimiter: str, *, strict: bool) -> Iterator[_Row]:
    """Yield the rows that are not empty, each with the line in which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row(line, [unprotected(cell.strip()) for cell in cells])
        line = reader.line_num + 1


def _is_header(cells: list[str]) -> bool:
    return any("item" in cell.casefold() for cell in cells) and {"competence", "item"} <= {
        columns.name_of(cell)[0] for cell in cells
    }


@dataclass
class Sheet:
    """The cells of a table under their names, and what is wrong with the table itself.

    Attributes:
        languages: of the framework, with the line that lists them; never empty.
        head: what stands above the items.
        items: the cells of each item; empty cells are left out.
    """

    languages: list[Placed]
    head: Cells = field(default_factory=dict)
    items: list[tuple[int, Cells]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, language: str) -> Sheet:
        """Read a table.

        Raises:
            FrameworkError: its columns cannot be found, or it is too large.
        """
        _check(text)
        rows = _rows(text.removeprefix("\ufeff"))
        start = next((number for number, row in enumerate(rows) if _is_header(row.cells)), None)
        if start is None:
            raise _error(1, _("No row names the columns. Put a row with “competence” and “item” above the items."))
        above = [row for row in rows[:start] if not row.cells[0].startswith("sep=")]
        header = [columns.name_of(cell) for cell in rows[start].cells]
        sheet = cls(_languages(above, header, rows[start].line, language))
        sheet._read_head(above)
        sheet._read_items(sheet._named_columns(header, rows[start].line), rows[start + 1 :])
        if not sheet.items:
            sheet.wrong(rows[start].line, _("No items stand below the row that names the columns."))
        return sheet

    @property
    def codes(self) -> list[str]:
        """The languages without their lines."""
        return [language.text for language in self.languages]

    def wrong(self, line: int, message: str) -> None:
        """List a problem."""
        self.problems.append(Problem(line, message))

    def _full(self, name: Name) -> Name:
        """Return a name with its language: without brackets it is the first."""
        text, language = name
        return text, (language or self.codes[0]) if columns.has_languages(text) else ""

    def _read_head(self, rows: list[_Row]) -> None:
        for row in rows:
            text, language = columns.name_of(row.cells[0])
            name = self._full((text, language))
            if text not in columns.HEAD and columns.level_of(text) is None:
                words = {"name": row.cells[0][:80], "names": ", ".join([*columns.HEAD, "level 1", "level 2 …"])}
                self.wrong(row.line, _("“%(name)s” is not known here. Known are: %(names)s.") % words)
            elif any(row.cells[2:]):
                self.wrong(row.line, _("Here a name and one value are expected, but the row has more cells."))
            elif name in self.head:
                self.wrong(row.line, _twice(name))
            elif any(row.cells[1:]):
                self.head[name] = Placed(row.cells[1], row.line)

    def _named_columns(self, header: list[Name], line: int) -> list[Name | None]:
        """Return the name of each column; None for one that is told as a problem."""
        names: list[Name | None] = []
        for text, language in header:
            name = self._full((text, language)) if text else _NAMELESS
            if text and text not in columns.COLUMNS:
                words = {"name": columns.written(text, language)[:80], "names": ", ".join(columns.COLUMNS)}
                self.wrong(line, _("The column “%(name)s” is not known. Known are: %(names)s.") % words)
            elif text and name in names:
                self.wrong(line, _twice(name))
            names.append(None if text and (text not in columns.COLUMNS or name in names) else name)
        return names

    def _read_items(self, names: list[Name | None], rows: list[_Row]) -> None:
        # One more than allowed: the rules of every framework say that it is too many.
        for row in rows[: MAX_ITEMS + 1]:
            named = list(zip([*names, *[_NAMELESS] * (len(row.cells) - len(names))], row.cells, strict=False))
            if any(cell and name == _NAMELESS for name, cell in named):
                message = _("This row has a cell in a column without a name. Put texts with “,” or “;” in quotes.")
                self.wrong(row.line, message)
            cells = {name: Placed(cell, row.line) for name, cell in named if name and cell}
            self.items.append((row.line, cells))


def _twice(name: Name) -> str:
    return _("“%(name)s” stands here twice. Please keep one.") % {"name": columns.written(*name)}


def _languages(above: list[_Row], header: list[Name], line: int, language: str) -> list[Placed]:
    """Return the languages listed above the items, else those in which there is a column of items."""
    for row in above:
        if columns.name_of(row.cells[0])[0] == "languages":
            codes = "".join(row.cells[1:2]).replace(";", " ").replace(",", " ").casefold().split()
            if codes:
                return [Placed(code, row.line) for code in codes]
    return [Placed(code, line) for code in dict.fromkeys(code or language for text, code in header if text == "item")]


def _error(line: int, message: str) -> FrameworkError:
    return FrameworkError([Problem(line, message)])
