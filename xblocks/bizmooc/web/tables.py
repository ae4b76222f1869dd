"""CSV that a spreadsheet opens as text."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# A cell that starts so may be run as a formula (OWASP, "CSV Injection"); full-width forms are folded by some programs,
# and what cannot be seen (spaces of all kinds, joiners, direction marks) is skipped by others.
_FORMULA = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@|%＝＋－＠]|[\t\r\n]")


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: such texts get an apostrophe in front.

    Numbers stay numbers; None becomes an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return "'" + text if _FORMULA.match(text) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180, UTF-8 with a byte order mark, so that Excel reads it right).

    Memory stays flat: one row is held at a time.
    """
    buffer = io.StringIO()
    # Texts in quotes, always: where spreadsheets split at ";", one inside a text would start a new cell.
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC)
    buffer.write("\ufeff")
    writer.writerow([safe_cell(name) for name in header])
    yield buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([safe_cell(value) for value in row])
        yield buffer.getvalue()
