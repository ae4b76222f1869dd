"""Tables with faults: each is told with its line and what to do; no file does harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence_self_assessment.frameworks import FrameworkError, from_csv, parse, text_of, to_csv, to_yaml
from competence_self_assessment.frameworks.parse import MAX_ITEMS, MAX_PROBLEMS
from competence_self_assessment.frameworks.sheet import MAX_CHARACTERS
from tests.support.properties import quick


def problems(text, **options):
    with pytest.raises(FrameworkError) as error:
        from_csv(text, **options)
    return error.value.problems


HEAD = "title,Small\nversion,3\n"
GOOD = HEAD + "competence id,competence,item id,item\nfirst,First,i_1,One\nfirst,First,i_2,Two\n"
# What is replaced, by what, the line told, and words of the remedy.
FAULTS = {
    "no row of names": ("competence id,competence,item id,item\n", "", 1, "“competence” and “item”"),
    "no column of competences": ("competence id,competence,", "competence id,x,", 1, "“competence” and “item”"),
    "no items": ("first,First,i_1,One\nfirst,First,i_2,Two\n", "", 3, "No items"),
    "an unknown name": ("version,3", "versions,3", 2, "“versions” is not known"),
    "an unknown column": ("item id,item", "item id,item,colour", 3, "“colour” is not known"),
    "a name twice": ("version,3", "Title,3", 2, "“title [en]” stands here twice"),
    "a column twice": ("item id,item", "item,item", 3, "“item [en]” stands here twice"),
    "a value in two cells": ("title,Small", "title,Small,er", 1, "more cells"),
    "a comma in a text": ("i_2,Two", "i_2,Two, that is all", 5, "without a name"),
    "an empty item": ("i_2,Two", "i_2,", 5, "“item [en]”: Here a text is expected"),
    "an empty competence": ("first,First,i_1", ",,i_1", 4, "“competence [en]”"),
    "another title": ("first,First,i_2", "first,Second,i_2", 5, "“First” in line 4"),
    "an id with a space": ("i_2", "i 2", 5, "“item id”: An id has"),
    "an id twice": ("i_2", "i_1", 5, "used in line 4 already"),
    "a long text": ("Two", "x" * 1001, 5, "“item [en]”: This text is longer than 1000"),
    "a control character": ("Two", "T\x07wo", 5, "invisible control character"),
    "a nul": ("Two", "T\0wo", 5, "invisible control character"),
    "a letter that was lost": ("Two", "T\ufffdo", 5, "CSV UTF-8"),
    "half a character": ("Two", "T\ud800o", 5, "invisible control character"),
    "no language": ("version,3", "languages,German", 2, "“german” is not a language code"),
    "a language twice": ("version,3", 'languages,"en, en"', 2, "stands here twice"),
    "a language without texts": ("version,3", 'languages,"en, de"', 1, "“title [de]”: Here a text is expected"),
    "a language that is not listed": (
        "Small\nversion,3",
        "Small\nlanguages,en\ntitle [fr],Petit",
        3,
        "“fr” is not known",
    ),
    "one level": ("version,3", "level 1,never", 2, "between 2 and 10"),
    "levels with a gap": ("version,3", "level 1,never\nlevel 3,ever", 2, "without gaps"),
    "a level of zero": ("version,3", "level 0,never\nlevel 1,ever", 2, "1, 2, 3"),
    "a quote left open": ("First,i_1,One", 'First,i_1,"One', 4, "quotation mark"),
    "a quote that ends early": ("First,i_1,One", 'First,i_1,"One" more', 4, "quotation mark"),
    "a quote left open above": ("title,Small", 'title,"Small', 1, "quotation mark"),
    "nothing": (GOOD, "", 1, "“competence” and “item”"),
    "too much": (GOOD, "x" * (MAX_CHARACTERS + 1), 1, "shorten"),
    "too many rows": (GOOD, "title,x\n" * 3000 + GOOD, 2001, "more than 2000 rows"),
}


def test_the_table_is_good_before_it_is_broken():
    assert list(from_csv(GOOD).items) == ["i_1", "i_2"]


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_fault_is_told_with_its_line_and_remedy(name, line_end):
    old, new, line, remedy = FAULTS[name]
    assert old in GOOD
    told = [(one.line, one.message) for one in problems(GOOD.replace(old, new, 1).replace("\n", line_end))]
    assert any(at == line and remedy in message for at, message in told), told
    assert all(message[-1] in ".)" for _line, message in told)


def test_the_line_is_that_of_the_file_in_which_the_row_begins():
    text = HEAD + '\n;;;\ncompetence,competence description,item\nA,"two\nlines",ok\n\nA,,' + "x" * 1001
    assert [problem.line for problem in problems(text.replace(";;;", ",,,"))] == [9]


def test_a_language_that_is_not_listed_is_told_where_it_stands_only():
    (problem,) = problems("title,Small\ntitle [fr],Petit\ncompetence,item\na,b\n")
    assert problem.line == 2


def test_a_new_area_begins_with_a_competence():
    """An empty one is that of the row above only within the same area."""
    (problem,) = problems("area,competence,item\nOne,a,b\nTwo,,c\n", title="t")
    assert (problem.line, problem.message[:12]) == (3, "“competence ")


def test_faults_of_the_table_and_of_the_framework_are_told_together():
    text = GOOD.replace("version,3", "versions,3").replace("i_1,One", "i 1,")
    assert [problem.line for problem in problems(text)] == [2, 4, 4]


class TestLimits:
    def table(self, count):
        return "competence,item\n" + "".join(f"One,Item {number}\n" for number in range(count))

    def test_as_many_items_as_in_a_pack_file(self):
        assert len(from_csv(self.table(MAX_ITEMS), title="t").items) == MAX_ITEMS
        assert str(MAX_ITEMS) in problems(self.table(MAX_ITEMS + 1), title="t")[0].message

    def test_what_is_read_can_be_saved(self):
        """150 items of a thousand characters fit into a table, but not into the settings of a block."""
        rows = "".join(f"One,{number}{'x' * 990}\n" for number in range(MAX_ITEMS))
        (problem,) = problems("competence,item\n" + rows, title="t" * 900)
        assert "150000" in problem.message

    def test_hundreds_of_faults_are_told_the_first_of_them(self):
        assert len(problems("wrong,x\n" * 500 + GOOD)) == MAX_PROBLEMS

    @pytest.mark.parametrize(
        "text",
        ["a,b\n" * 200_000, ",\n" * 400_000, '"' * 900_000, "item,competence," * 60_000, "\t;," * 300_000],
        ids=["rows", "empty rows", "quotes", "columns", "delimiters"],
    )
    def test_large_files_are_refused(self, text):
        assert problems(text)


class TestAnything:
    @quick
    @given(st.text(max_size=80) | st.text("item,competence;\t\"'=\r\n[de]1", max_size=80))
    def test_any_text_is_a_problem(self, text):
        assert problems(text)

    @quick
    @given(st.text(max_size=60) | st.text(",;\t\"'=\r\n[]e1", max_size=60), st.integers(0, len(GOOD)))
    def test_any_damage_is_a_problem_or_a_framework(self, text, place):
        try:
            framework = from_csv(GOOD[:place] + text + GOOD[place:], title="t")
        except FrameworkError:
            return
        assert parse(to_yaml(framework)) == framework
        assert from_csv(to_csv(framework)) == framework

    @quick
    @given(st.binary(max_size=80) | st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe\x00"]))
    def test_any_file_is_text_or_a_problem(self, content):
        try:
            text, _note = text_of(content)
        except FrameworkError:
            return
        assert "\0" not in text

    @pytest.mark.parametrize("content", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1"])
    def test_a_workbook_is_called_so(self, content):
        with pytest.raises(FrameworkError, match="workbook"):
            text_of(content)
