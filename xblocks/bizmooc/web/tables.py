"""CSV that a spreadsheet opens as text."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# A cell that starts so may be run as a formula (OWASP, "CSV Injection"); full-width forms are folded by some programs.
_FORMULA_STARTS = tuple("=+-@\t\r\n|%＝＋－＠")


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: such texts get an apostrophe in front.

    Numbers stay numbers; None becomes an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return "'" + text if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA_STARTS) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180, UTF-8 with a byte order mark, so that Excel reads it right).

    Memory stays flat: one row is held at a time.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([safe_cell(name) for name in header])
    yield buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([safe_cell(value) for value in row])
        yield buffer.getvalue()
