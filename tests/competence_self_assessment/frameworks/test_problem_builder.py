"""Ratings and dashboards of Problem Builder become a framework; what does not is told, with its place and a remedy."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from competence_self_assessment.frameworks import FrameworkError, parse, to_yaml
from competence_self_assessment.frameworks.parse import MAX_ITEMS
from competence_self_assessment.frameworks.problem_builder import read_problem_builder
from competence_self_assessment.frameworks.problem_builder.report import LEFT_OUT, MAX_NOTES
from competence_self_assessment.frameworks.problem_builder.xml import MAX_CHARACTERS, words_of
from tests.support.properties import quick

UNIT = """\
<?xml version="1.0" encoding="UTF-8"?>
<vertical display_name="Where do you stand?">
  <html url_name="intro"><p>Welcome</p></html>
  <problem-builder url_name="listening" display_name="Listening" max_attempts="0" weight="1.0">
    <html><p>How you take in what <b>others</b> say.</p><p>Be frank.</p></html>
    <pb-rating name="lets_finish" question="I let others finish." low="never" high="always">
      <pb-choice value="na">Does not apply</pb-choice>
    </pb-rating>
    <pb-rating name="asks-back" question="&lt;p&gt;I ask &lt;em&gt;back&lt;/em&gt;.&lt;/p&gt;" low="never" high="always"
               correct_choices='["1","2","3","4","5"]'/>
  </problem-builder>
  <problem-builder url_name="telling" display_name="Telling">
    <pb-rating name="lets_finish" question="I come to the point." low="never" high="always"/>
  </problem-builder>
  <pb-dashboard url_name="summary" display_name="Talking with others" mentoring_ids='["telling", "listening"]'/>
</vertical>
"""


def read(olx, **options):
    return read_problem_builder(olx, **{"title": "Imported", **options})


def block(inside, attributes='url_name="b" display_name="Block"'):
    return f"<problem-builder {attributes}>\n{inside}\n</problem-builder>"


def rating(text="A question", more=""):
    return f'<pb-rating question="{text}" {more}/>'


def choices(*values):
    return "".join(f'<pb-choice value="{value}">Answer {value}</pb-choice>' for value in values)


def notes_on(olx, **options):
    return [str(note) for note in read(olx, **options)[1]]


def titles(framework):
    return [(area.title["en"], [one.title["en"] for one in area.competences]) for area in framework.areas]


class TestAUnit:
    framework, notes = read(UNIT)

    def test_questions_are_items_in_their_blocks(self):
        found = {one.title["en"]: [item.text["en"] for item in one.items] for one in self.framework.competences}
        assert found == {"Telling": ["I come to the point."], "Listening": ["I let others finish.", "I ask back."]}

    def test_a_dashboard_is_an_area_in_its_own_order(self):
        assert titles(self.framework) == [("Talking with others", ["Telling", "Listening"])]

    def test_only_the_first_words_before_the_questions_do(self):
        framework, notes = read(block(f"<html>One</html>\n<html>Two</html>\n{rating()}\n<html>Three</html>"))
        assert next(iter(framework.competences)).description == {"en": "One"}
        assert [note.line for note in notes if "Only ratings" in note.message] == [3, 5]
        framework, _notes = read(block(f"{rating()}\n<html>Three</html>"))
        assert next(iter(framework.competences)).description == {"en": "Block"}

    def test_ids_come_from_names_and_are_unique(self):
        assert list(self.framework.items) == ["lets_finish", "lets_finish_2", "asks_back"]

    def test_the_ends_of_the_scale_keep_their_words(self):
        assert [level.label["en"] for level in self.framework.scale.levels] == ["never", "2", "3", "4", "always"]

    def test_an_answer_beside_the_levels_is_the_way_out(self):
        assert self.framework.scale.cannot_say == {"en": "Does not apply"}

    def test_words_before_the_questions_describe_the_competence(self):
        described = {one.title["en"]: one.description["en"] for one in self.framework.competences}
        assert described == {"Telling": "Telling", "Listening": "How you take in what others say. Be frank."}

    def test_what_the_author_should_look_at_is_told(self):
        assert [str(note).split(":")[0] for note in self.notes] == [
            "Line 5, html",
            "Line 13, pb-rating “lets_finish”",
            "Line 13, pb-rating “lets_finish”",
        ]

    def test_it_can_be_saved(self):
        assert parse(to_yaml(self.framework)) == self.framework
        assert self.framework.title == {"en": "Imported"}

    def test_it_may_be_in_another_language(self):
        framework, _notes = read(UNIT, title="Eingeführt", language="de")
        assert framework.languages == ("de",)
        assert framework.title == {"de": "Eingeführt"}
        assert framework.scale.prompt == {"de": "Welche Stufe passt am besten zu dir?"}

    def test_the_report_is_in_the_language_of_the_reader(self):
        """Not in that of the document."""
        with translation.override("de"):
            notes = notes_on(UNIT)
        assert [note for note in notes if not note.startswith("Zeile ")] == []
        assert "Beschreibung der Kompetenz" in notes[0]


class TestWhatADocumentMayBe:
    def test_a_single_question(self):
        framework, _notes = read(rating("Am I one?"))
        assert [item.text["en"] for item in framework.items.values()] == ["Am I one?"]

    def test_several_blocks_one_after_the_other(self):
        olx = '<?xml version="1.0"?>\n' + block(rating()) + '\n<?xml version="1.0"?>\n' + block(rating("B"))
        assert len(list(read(olx)[0].competences)) == 2

    def test_a_whole_course(self):
        chapters = "".join(
            f"<chapter><sequential>{UNIT[UNIT.index('<vertical') :]}</sequential></chapter>" for _ in "ab"
        )
        framework, notes = read(f"<course>{chapters}</course>")
        assert len(framework.items) == 6
        assert len(framework.areas) == 2
        assert [note for note in notes if "again" in note.message]

    def test_steps_are_competences_of_their_builder(self):
        steps = "".join(f'<sb-step display_name="{name}">{rating()}</sb-step>' for name in ("One", "Two"))
        framework, _notes = read(f'<step-builder display_name="Steps">{steps}<sb-review-step/></step-builder>')
        assert titles(framework) == [("Steps", ["One", "Two"])]

    def test_blocks_on_no_dashboard_follow_in_an_area_of_their_own(self):
        olx = block(rating()) + block(rating(), 'url_name="c" display_name="Other"')
        olx += '<pb-dashboard mentoring_ids=\'["c"]\' display_name="Board"/>'
        assert titles(read(olx)[0]) == [("Board", ["Other"]), ("Imported", ["Block"])]

    def test_blocks_without_a_title_are_numbered(self):
        framework, _notes = read(block(rating(), "") + block(rating(), ""))
        assert titles(framework) == [("Imported", ["Part 1", "Part 2"])]

    def test_the_first_version_of_the_block(self):
        framework, notes = read(
            """
            <mentoring url_name="m" weight="3"><title>First</title>
              <rating name="r1"><question>How <b>well</b>?</question><tip display="4">Fine</tip></rating>
              <mcq name="q1" type="rating" low="poor" high="rich"><question>How much?</question></mcq>
              <answer name="a"><question>Why?</question></answer>
            </mentoring>
            """
        )
        assert [one.title["en"] for one in framework.competences] == ["First"]
        assert {id_: item.text["en"] for id_, item in framework.items.items()} == {"r1": "How well?", "q1": "How much?"}
        assert {note.tag for note in notes} == {"problem-builder", "pb-rating", "pb-tip", "pb-answer"}

    def test_its_content_as_text_is_told(self):
        inner = '<x:xml_content xmlns:x="http://code.edx.org/xblock/option">&lt;mentoring/&gt;</x:xml_content>'
        assert any("first form" in note for note in notes_on(f"<mentoring>{inner}</mentoring>{rating()}"))


class TestQuestions:
    def test_choices_in_numbers_are_levels(self):
        olx = f'<pb-mcq question="How far?">{choices(3, 1, 2)}</pb-mcq>'
        framework, _notes = read(block(olx))
        assert [level.label["en"] for level in framework.scale.levels] == ["Answer 1", "Answer 2", "Answer 3"]

    @pytest.mark.parametrize("correct", ["", "[]", '["1","2","3"]', "[1, 2, 3]", "not json"])
    def test_if_all_of_them_are_right(self, correct):
        olx = f"<pb-mcq question='How far?' correct_choices='{correct}'>{choices(1, 2, 3)}</pb-mcq>"
        assert len(read(block(olx))[0].items) == 1

    @pytest.mark.parametrize(
        ("olx", "told"),
        [
            (f"<pb-mcq question='x' correct_choices='[\"2\"]'>{choices(1, 2, 3)}</pb-mcq>", "right and wrong"),
            (f"<pb-mcq question='x'>{choices('a', 'b')}</pb-mcq>", "no scale"),
            (f"<pb-mcq question='x'>{choices(1, 3)}</pb-mcq>", "no scale"),
            (f"<pb-mcq question='x'>{choices(1)}</pb-mcq>", "no scale"),
            (f"<pb-mcq question='x'>{choices(*range(1, 12))}</pb-mcq>", "no scale"),
            ("<pb-mcq question='x'/>", "no scale"),
            (f"<pb-mcq question='x'>{choices(1, 2, 3, 4)}</pb-mcq>", "4 levels, most others have 5"),
            ("<pb-rating/>", "no words of its own"),
            ("<pb-rating question='&lt;img src=&quot;x&quot;&gt;'/>", "no words of its own"),
            (f"<pb-rating question='{'x' * 1001}'/>", "longer than 1000"),
        ],
    )
    def test_what_cannot_be_an_item_is_told(self, olx, told):
        framework, notes = read(block(f"{rating('Stays')}\n{rating('Stays too')}\n{olx}"))
        assert [item.text["en"] for item in framework.items.values()] == ["Stays", "Stays too"]
        assert any(note.line == 4 and told in note.message for note in notes), notes

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ('low="poor" high="rich"', "“poor”, “2”, “3”, “4”, “rich”"),
            ('correct_choices=\'["4", "5"]\'', "Some ratings were accepted"),
            ('display_name="In short"', "Its title “In short” was left out"),
            ('weight="3" message="Well done"', "no counterpart and were left out: weight, message"),
        ],
    )
    def test_what_is_not_quite_as_it_was_is_told(self, more, told):
        framework, notes = read(block(f"{rating('a')}\n{rating('b')}\n{rating('c', more)}"))
        assert len(framework.items) == 3
        assert any(note.line == 4 and told in note.message for note in notes), notes

    def test_a_picture_in_a_question_is_told(self):
        assert any("no pictures" in note for note in notes_on(rating("See &lt;img src='x'&gt; it")))

    def test_a_title_stands_in_for_a_question(self):
        framework, notes = read(block(rating("", 'display_name="My title"')))
        assert framework.items["my_title"].text == {"en": "My title"}
        assert not [note for note in notes if "My title" in note.message]

    def test_more_than_one_answer_beside_the_levels_is_told(self):
        olx = f"<pb-rating question='x'>{choices('na', 'no')}</pb-rating>"
        framework, notes = read(block(olx))
        assert framework.scale.cannot_say == {"en": "Answer na"}
        assert any("Only the first" in note.message for note in notes)

    def test_the_most_frequent_words_are_those_of_the_scale(self):
        framework, _notes = read(block(rating("a", 'low="x"') + rating("b", 'low="y"') + rating("c", 'low="y"')))
        assert framework.scale.levels[0].label == {"en": "y"}

    def test_without_words_the_ends_are_those_of_problem_builder(self):
        framework, _notes = read(rating())
        assert [framework.scale.levels[n].label["en"] for n in (0, 4)] == ["Less", "More"]

    def test_a_name_makes_an_id_whatever_it_is(self):
        names = ["2754b8afc03a", "Q 1", "q-1", "x" * 60, "質問", "a"]
        framework, _notes = read(block("".join(rating("x", f'name="{name}"') for name in names)))
        assert list(framework.items)[:3] == ["item_2754b8afc03a", "q_1", "q_1_2"]
        assert len(framework.items) == 6


class TestDashboards:
    BLOCK = block(f"{rating('One')}\n<pb-mcq question='x'>{choices('a')}</pb-mcq>\n{rating('Two')}\n{rating('Three')}")

    def test_hidden_questions_are_left_out(self):
        """They are numbered as the dashboard numbers them: with the multiple-choice questions that are no items."""
        olx = self.BLOCK + "<pb-dashboard mentoring_ids='[\"b\"]' exclude_questions='{\"b\": [1, 3]}'/>"
        framework, notes = read(olx)
        assert [item.text["en"] for item in framework.items.values()] == ["Three"]
        assert [note.line for note in notes if "hides" in note.message] == [2, 4]

    @pytest.mark.parametrize("rule", ['{"b": 1}', '{"b": ["1"]}', '{"c": [1]}', '{"b": null}', "[1]", "{", "null"])
    def test_a_rule_that_makes_no_sense_hides_nothing(self, rule):
        framework, _notes = read(self.BLOCK + f"<pb-dashboard mentoring_ids='[\"b\"]' exclude_questions='{rule}'/>")
        assert len(framework.items) == 3

    @pytest.mark.parametrize(
        ("attributes", "told"),
        [
            ("mentoring_ids='[\"gone\"]'", "“gone”, which is not in this document"),
            ('mentoring_ids=\'["b", "b"]\'', "“b” again"),
            ("mentoring_ids='b, c'", "“mentoring_ids” cannot be read"),
            ("exclude_questions='[]'", "“exclude_questions” cannot be read"),
            ("color_rules='1: red' visual_rules='{\"images\": []}'", "left out: color_rules, visual_rules"),
            ("header_html='&lt;p&gt;About you&lt;/p&gt;'", "became the description"),
        ],
    )
    def test_what_it_has_besides_is_told(self, attributes, told):
        notes = read(self.BLOCK + f"\n<pb-dashboard url_name='d' {attributes}/>")[1]
        assert any((note.tag, note.name) == ("pb-dashboard", "d") and told in note.message for note in notes), notes

    def test_the_header_of_the_first_describes_the_framework(self):
        boards = "".join(f"<pb-dashboard header_html='&lt;h1&gt;{name}&lt;/h1&gt;'/>" for name in ("One", "Two"))
        framework, notes = read(self.BLOCK + boards)
        assert framework.description == {"en": "One"}
        assert len([note for note in notes if "Its header was left out" in note.message]) == 1


class TestTheReport:
    @pytest.mark.parametrize("tag", [*LEFT_OUT, "html", "video", "unknown"])
    def test_all_else_in_a_block_is_told_once_with_its_name(self, tag):
        notes = read(block(f'{rating()}\n<{tag} url_name="here"><{tag}/><p/></{tag}>'))[1]
        (note,) = [note for note in notes if note.tag == tag]
        assert (note.line, note.name) == (3, "here")
        assert note.message.endswith(".")
        assert str(note).startswith(f"Line 3, {tag} “here”: ")

    @pytest.mark.parametrize("tag", [tag for tag in LEFT_OUT if tag.startswith("pb-")])
    def test_its_own_elements_are_told_outside_of_a_block_too(self, tag):
        assert [note.tag for note in read(f"{rating()}<vertical><{tag}/></vertical>")[1]].count(tag) == 1

    def test_other_parts_of_a_unit_are_not_its_business(self):
        notes = read(f'{rating()}<vertical><html><p>x</p></html><problem/><video url_name="v"/></vertical>')[1]
        assert {note.tag for note in notes} == {"pb-rating"}

    def test_tips_are_told_once_for_each_question(self):
        tips = "<pb-tip values='[\"1\"]'>Well</pb-tip>" * 5
        notes = read(block(f'<pb-rating name="r" question="x">{tips}</pb-rating>'))[1]
        assert [(note.tag, note.name) for note in notes if note.tag == "pb-tip"] == [("pb-tip", "r")]

    def test_settings_of_blocks_are_told(self):
        notes = notes_on(block(rating(), 'max_attempts="3" weight="1.0" enforce_dependency="true"'))
        assert any("left out: max_attempts, enforce_dependency." in note for note in notes)

    def test_a_long_report_ends_with_how_many_more_there_are(self):
        notes = read(rating() + block("<pb-tip/>\n" * 3000))[1]
        assert len(notes) == MAX_NOTES + 1
        counted = int(re.search(r"\d+", notes[-1].message).group())
        assert counted + MAX_NOTES >= 3000


class TestBroken:
    @pytest.mark.parametrize(
        ("olx", "line", "told"),
        [
            ("", 1, "No question"),
            ("only words", 1, "No question"),
            ("<vertical url_name='elsewhere'/>", 1, "import the files of the units"),
            (block("<pb-mcq question='x'/>"), 2, "no scale"),
            ("<problem-builder/>", 1, "Nothing is inside"),
            ("<a>\n<b>\n</a>", 3, "not well-formed"),
            ("<a>\n<pb-rating question='&nbsp;'/></a>", 2, "nbsp"),
            ("<?xml version='1.0'\n?>\n<a>", 3, "not well-formed"),
            ("<a>\n\0</a>", 2, "not well-formed"),
            ("</document><document>", 1, "not well-formed"),
            ("<a/>\n<!DOCTYPE a [<!ENTITY x 'y'>]>", 2, "remove the “<!DOCTYPE …>”"),
            ("\n<?xml version='1.0'?>\n<!doctype a><a/>", 3, "remove the “<!DOCTYPE …>”"),
            ("<a>" * 1000, 1, "not well-formed"),
            (" " * (MAX_CHARACTERS + 1), 1, "one unit at a time"),
            ("\n".join([rating()] * (MAX_ITEMS + 1)), MAX_ITEMS + 1, "at most 150 items"),
            (rating("a&#x80;x"), 1, "invisible control character"),
        ],
    )
    def test_it_is_told_with_its_line(self, olx, line, told):
        with pytest.raises(FrameworkError) as error:
            read(olx)
        found = [(problem.line, problem.message) for problem in error.value.problems]
        assert any(at == line and told in message for at, message in found), found

    def test_no_file_of_this_machine_is_read(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text("very secret")
        attacks = [
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><pb-rating question="&x;"/>',
            f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret}" parse="text"/></a>' + rating(),
        ]
        for attack in attacks:
            try:
                framework, notes = read(attack)
            except FrameworkError as error:
                assert "secret" not in str(error)  # noqa: PT017
            else:
                assert "very secret" not in to_yaml(framework) + str(notes)

    @quick
    @given(st.text(max_size=80) | st.text("<>/&;\"'= apb-rting", max_size=80), st.integers(0, len(UNIT)))
    def test_any_damage_is_a_problem_or_a_framework(self, text, place):
        try:
            framework, notes = read(UNIT[:place] + text + UNIT[place:])
        except FrameworkError:
            return
        assert parse(to_yaml(framework)) == framework
        assert all(str(note) for note in notes)

    @quick
    @given(st.text(max_size=60) | st.text("<>/&;\"' bpdivscript!-", max_size=60))
    def test_any_html_is_words(self, html):
        words = words_of(html)
        assert words == " ".join(words.split())

    @pytest.mark.parametrize(
        ("html", "words"),
        [
            ("a <b>b</b>c", "a bc"),
            ("<p>a</p><p>b</p>", "a b"),
            ("a<br>b", "a b"),
            ("<script>x</script>a<style>y</style>", "a"),
            ("<template><p>x</p></template>a", "a"),
            ("1 &lt; 2 &amp; &eacute;", "1 < 2 & é"),
            ("a\n\n  b", "a b"),
            ("<!-- x -->a<?y z?>", "a"),
        ],
    )
    def test_words_of_html(self, html, words):
        assert words_of(html) == words

    def test_html_without_end_is_no_fault(self):
        """How deep the parser goes depends on its version."""
        assert words_of("top" + "<b>" * 50_000 + "deep") in ("top", "topdeep")
