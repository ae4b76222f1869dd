"""A framework as a table: it comes back as it was, also from a spreadsheet, and an author needs only two columns."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence_self_assessment.frameworks import FrameworkError, from_csv, packs, parse, text_of, to_csv, to_yaml
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

    @pytest.mark.parametrize("text", AWKWARD)
    def test_awkward_texts_stay(self, text):
        framework = small.framework(small.reword("aa_1", text))
        assert from_csv(saved_by_a_spreadsheet(to_csv(framework))) == framework


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
