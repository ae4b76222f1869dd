"""A framework as a table: it comes back as it was, also from a spreadsheet; each fault is told with its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence_self_assessment.frameworks import FrameworkError, from_csv, packs, parse, text_of, to_csv, to_yaml
from competence_self_assessment.frameworks.parse import MAX_ITEMS, MAX_PROBLEMS
from competence_self_assessment.frameworks.sheet import MAX_CHARACTERS
from competence_self_assessment.frameworks.table import protected, unprotected
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.frameworks.made_up import AWKWARD, frameworks, words
from tests.support.properties import quick

every_pack = pytest.mark.parametrize("pack", packs().values(), ids=packs().keys())


def rows_of(text, delimiter=","):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def saved_by_a_spreadsheet(text, delimiter=";", line_end="\r\n"):
    """Write a table as Excel does: fewest quotes, every row of the same width."""
    rows = rows_of(text)
    width = max(map(len, rows))
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return buffer.getvalue()


def problems(text, **options):
    with pytest.raises(FrameworkError) as error:
        from_csv(text, **options)
    return error.value.problems


class TestItComesBack:
    @every_pack
    def test_a_pack(self, pack):
        assert from_csv(to_csv(pack)) == pack
        assert from_csv(to_csv(pack)).digest == pack.digest

    @quick
    @given(frameworks())
    def test_any_framework(self, framework):
        assert from_csv(to_csv(framework)) == framework

    @quick
    @given(frameworks(), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\r\n", "\n"]))
    def test_any_framework_that_a_spreadsheet_has_saved(self, framework, delimiter, line_end):
        assert from_csv(saved_by_a_spreadsheet(to_csv(framework), delimiter, line_end)) == framework

    @every_pack
    @pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_a_file_in_every_unicode_coding(self, pack, coding):
        text, note = text_of(saved_by_a_spreadsheet(to_csv(pack), "\t").lstrip("\ufeff").encode(coding))
        assert from_csv(text) == pack
        assert note == ""

    def test_a_file_of_an_older_program_comes_with_a_note(self):
        text, note = text_of("competence,item\nGröße,Ich höre zu.\n".encode("cp1252"))
        assert [one.title["de"] for one in from_csv(text, title="x", language="de").competences] == ["Größe"]
        assert "Windows-1252" in note

    @quick
    @given(words)
    def test_any_cell(self, text):
        assert unprotected(protected(text)) == text

    @pytest.mark.parametrize("text", ["1.0", "1/2", "2024-05-01", "007", "10:30", "123456789012"])
    def test_what_a_spreadsheet_would_rewrite_is_kept_from_it(self, text):
        assert protected(text) == "'" + text

    @pytest.mark.parametrize("text", ["1", "12", "v1.0", "'tis so", "1.0 or so", "", "CC-BY-4.0"])
    def test_other_cells_stay_as_they_are(self, text):
        assert protected(text) == unprotected(text) == text

    def test_no_cell_is_a_formula(self):
        framework = small.framework(lambda whole: whole["areas"][0]["title"].update(en="=1+1"))
        assert "=1+1" not in [cell for row in rows_of(to_csv(framework)) for cell in row]
        assert from_csv(to_csv(framework)).areas[0].title == {"en": "=1+1"}


class TestForSpreadsheetUsers:
    def test_a_single_language_has_no_brackets(self):
        text = to_csv(small.framework())
        assert "[" not in text
        assert [
            "area id",
            "area",
            "competence id",
            "competence",
            "competence description",
            "item id",
            "item",
        ] in rows_of(text)

    def test_several_languages_stand_in_brackets(self):
        rows = rows_of(to_csv(packs()["creativity"]))
        assert ["title [de]", "Kreativität"] in rows
        assert rows[rows.index([]) + 1][-2:] == ["item [en]", "item [de]"]

    @every_pack
    def test_every_row_names_its_competence(self, pack):
        rows = rows_of(to_csv(pack))
        header = rows[rows.index([]) + 1]
        column = header.index("competence [en]")
        assert all(row[column] for row in rows[rows.index([]) + 2 :])

    @every_pack
    @pytest.mark.parametrize("name", ["competence [de]", "competence description [en]"])
    def test_what_says_more_of_it_stands_in_its_first_row(self, pack, name):
        rows = rows_of(to_csv(pack))
        start = rows.index([]) + 1
        column = rows[start].index(name)
        assert len([row for row in rows[start + 1 :] if row[column]]) == len(list(pack.competences))

    def test_the_order_of_rows_and_columns_is_free(self):
        framework = small.framework()
        rows = rows_of(to_csv(framework))
        start = rows.index([])
        turned = [*reversed(rows[:start]), *[row[::-1] for row in rows[start:]]]
        assert from_csv("\n".join(",".join(f'"{cell}"' for cell in row) for row in turned)) == framework

    def test_rows_may_be_sorted(self):
        """Nothing is lost, and no competence stands twice."""
        rows = rows_of(to_csv(packs()["creativity"]))
        start = rows.index([]) + 2
        text = "\n".join(
            ",".join(f'"{cell}"' for cell in row) for row in [*rows[:start], *sorted(rows[start:], key=str)]
        )
        assert set(from_csv(text).items) == set(packs()["creativity"].items)
        assert len(list(from_csv(text).competences)) == 5

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            ("Target_Group,Adults", "target_group"),
            ("  TARGET   group  ,Adults", "target_group"),
            ("target group [EN],Adults", "target_group"),
            ("TITLE [ en ],Adults", "title"),
        ],
    )
    def test_names_are_read_as_people_write_them(self, line, field):
        framework = from_csv(f"{line}\nCompetence Title,ITEM text\na b,c d\n", title="t")
        assert getattr(framework, field) == {"en": "Adults"}

    @pytest.mark.parametrize("name", ["can't say", "Can’t say", "cannot_say"])
    def test_a_corrected_apostrophe_is_one(self, name):
        assert from_csv(f"{name},No idea\ncompetence,item\na,b\n", title="t").scale.cannot_say == {"en": "No idea"}

    def test_excels_own_first_line_is_no_row(self):
        assert len(from_csv("sep=;\r\ncompetence;item\r\na;b\r\n", title="t").items) == 1


class TestTheLeast:
    TEXT = "competence,item\nListening,I listen.\n,I ask.\nTelling,I tell.\n"

    def test_two_columns_are_enough(self):
        framework = from_csv(self.TEXT, title="Talking")
        assert framework.title == {"en": "Talking"}
        assert [area.title for area in framework.areas] == [{"en": "Talking"}]
        assert [[item.text["en"] for item in one.items] for one in framework.competences] == [
            ["I listen.", "I ask."],
            ["I tell."],
        ]
        assert framework.scale.levels[0].label == {"en": "never or almost never"}
        assert len(framework.scale.levels) == 5
        assert parse(to_yaml(framework)) == framework

    def test_defaults_are_in_the_language(self):
        framework = from_csv(self.TEXT, title="Reden", language="de")
        assert framework.languages == ("de",)
        assert framework.scale.levels[0].label == {"de": "nie oder fast nie"}
        assert framework.target_group == {"de": "Alle"}

    @pytest.mark.parametrize("language", ["xx", "", "../..", "xx-yy"])
    def test_a_language_without_words_of_ours_is_no_fault(self, language):
        assert problems(self.TEXT, title="t", language=language)

    def test_a_regional_language_has_the_words_of_its_language(self):
        framework = from_csv(self.TEXT, title="Reden", language="de-at")
        assert framework.scale.levels[0].label == {"de-at": "nie oder fast nie"}
        assert framework.target_group == {"de-at": "Alle"}

    def test_languages_are_those_of_the_item_columns(self):
        framework = from_csv("competence [en],competence [de],item [de],item [en]\na,b,c,d\n", title="t")
        assert framework.languages == ("de", "en")
        assert next(iter(framework.items.values())).text == {"de": "c", "en": "d"}

    def test_a_text_without_brackets_is_in_the_first_language(self):
        framework = from_csv("title,Reden\ncompetence,item [de]\na,b\n")
        assert framework.title == {"de": "Reden"}

    def test_a_language_without_a_scale_asks_for_one(self):
        (problem,) = problems(self.TEXT, title="t", language="fr")
        assert "“level 1”" in problem.message
        scale = "question,Combien ?\nlevel 1,peu\nlevel 2,beaucoup\ncan't say,je ne sais pas\n"
        assert from_csv(scale + self.TEXT, title="t", language="fr").languages == ("fr",)

    def test_areas_may_begin_later(self):
        framework = from_csv("area,competence,item\n,a,b\nTwo,c,d\n,,e\n", title="One")
        assert [(area.title["en"], len(area.competences)) for area in framework.areas] == [("One", 1), ("Two", 1)]

    def test_the_same_title_in_two_areas_is_two_competences(self):
        framework = from_csv("area,competence,item\nA,same,b\nB,same,d\nA,same,e\n", title="t")
        assert [[len(one.items) for one in area.competences] for area in framework.areas] == [[2], [1]]

    def test_an_id_may_stand_in_some_rows_only(self):
        framework = from_csv("competence id,competence,item\n,One,a\nfirst,One,b\n,One,c\n", title="t")
        assert [(one.id, len(one.items)) for one in framework.competences] == [("first", 3)]


class TestIds:
    def ids(self, *items):
        return list(from_csv("competence,item\n" + "".join(f"One,{item}\n" for item in items), title="t").items)

    def test_they_come_from_the_words(self):
        assert self.ids("I ask for help.", "Ich höre zu; größtenteils") == [
            "i_ask_for_help",
            "ich_hore_zu_grosstenteils",
        ]

    def test_they_stay_when_items_come_go_or_move(self):
        before = self.ids("I ask.", "I tell.", "I listen.")
        assert self.ids("I listen.", "New.", "I ask.") == [before[2], "new", before[0]]

    def test_the_same_words_are_numbered(self):
        assert self.ids("I ask.", "I ask!", "I ask") == ["i_ask", "i_ask_2", "i_ask_3"]

    def test_long_texts_are_cut_at_a_word(self):
        (id_,) = self.ids("When something does not work I try it in a different way")
        assert id_ == "when_something_does_not_work_i_try"

    @pytest.mark.parametrize("text", ["我问问题", "Я спрашиваю", "أسأل", "?!", "1", "😀", "C", "ab" * 40, "我问 AI"])
    def test_they_are_ids_in_every_script(self, text):
        first, second = self.ids(text, text)
        assert first != second
        assert self.ids("other words", text)[1] == first

    def test_other_words_in_other_scripts_have_other_ids(self):
        assert len(set(self.ids("我问问题", "我听", "Я спрашиваю"))) == 3

    def test_a_few_letters_do_not_stand_for_the_rest(self):
        assert self.ids("我问问题 AI") != self.ids("我听他说 AI")

    def test_one_that_an_author_gave_is_never_made_again(self):
        text = "competence,item id,item\nOne,,I ask.\nOne,i_ask,Something else\n"
        assert list(from_csv(text, title="t").items) == ["i_ask_2", "i_ask"]

    @quick
    @given(st.lists(words, min_size=1, max_size=6))
    def test_any_texts_make_a_framework(self, texts):
        table = io.StringIO()
        csv.writer(table).writerows([["competence", "item"], *[["One", protected(text)] for text in texts]])
        framework = from_csv(table.getvalue(), title="t")
        assert [item.text["en"] for item in framework.items.values()] == texts


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

    @pytest.mark.parametrize("text", AWKWARD)
    def test_awkward_texts_stay(self, text):
        framework = small.framework(small.reword("aa_1", text))
        assert from_csv(saved_by_a_spreadsheet(to_csv(framework))) == framework
