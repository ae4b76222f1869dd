"""Broken pack files: each fault is told with its line and what to do."""

from __future__ import annotations

import pytest

from competence_self_assessment.frameworks import FrameworkError, parse
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key
from tests.support.bare_host import BareHost, Permissions, call

GOOD = """\
id: small
version: "1"
languages: [en, de]
title: {en: Small, de: Klein}
description: {en: A small one., de: Ein kleines.}
target_group: {en: Everyone, de: Alle}
source: Own
licence: CC0
scale:
  prompt: {en: "How often?", de: "Wie oft?"}
  levels:
    - {value: 1, label: {en: rarely, de: selten}}
    - {value: 2, label: {en: often, de: oft}}
  cannot_say: {en: I can't say, de: Weiß nicht}
areas:
  - id: area
    title: {en: Area, de: Bereich}
    competences:
      - id: competence
        title: {en: Competence, de: Kompetenz}
        description: {en: About it., de: Darüber.}
        items:
          - {id: item_1, text: {en: I do it., de: Ich tue es.}}
          - {id: item_2, text: {en: I like it., de: Ich mag es.}}
"""
# What is replaced, by what, the line told, and words of the remedy.
FAULTS = {
    "no title": ("title: {en: Small, de: Klein}\n", "", 1, "Please add: title"),
    "an unknown name": ("source: Own", "sources: Own", 7, "“sources” is not known"),
    "a name twice": ("licence: CC0", "licence: CC0\nsource: Other", 9, "“source” stands here twice"),
    "a language left out": ("{en: Area, de: Bereich}", "{en: Area}", 17, "Please add: de"),
    "a language that is not listed": ("de: Bereich}", "de: Bereich, fr: Zone}", 17, "“fr” is not known"),
    "a text in no language": ("title: {en: Competence, de: Kompetenz}", "title: Competence", 20, "in each language"),
    "no language code": ("[en, de]", "[en, German]", 3, "“German” is not a language code"),
    "an empty text": ("{en: I do it., de: Ich tue es.}", "{en: , de: Ich tue es.}", 23, "a text is expected"),
    "an over-long text": ("I do it.", "x" * 1001, 23, "longer than 1000"),
    "an id twice": ("id: item_2", "id: item_1", 24, "“item_1” is used in line 23 already"),
    "an id used for something else": ("id: item_1", "id: area", 23, "used in line 16"),
    "an id with a hyphen": ("id: item_1", "id: item-1", 23, "small letters, digits and “_”"),
    "an id with a space": ("id: area", "id: my area", 16, "“my area” does not"),
    "one level": ("    - {value: 2, label: {en: often, de: oft}}\n", "", 12, "between 2 and 10 levels"),
    "levels with a gap": ("value: 2", "value: 3", 12, "without gaps"),
    "a level in words": ("value: 2", "value: two", 13, "whole number"),
    "a level of zero": ("value: 1", "value: 0", 12, "1, 2, 3"),
    "items that are no list": ("          - {id: item_1", "          x: {id: item_1", 24, "This is not valid YAML"),
    "no items": (GOOD[GOOD.index("        items:") :], "        items: []\n", 22, "at least one entry"),
    "a mapping for a list": ("languages: [en, de]", "languages: {en: de}", 3, "a list with at least one entry"),
    "a tab": ("  prompt:", "\tprompt:", 10, "spaces, no tabs"),
    "a colon in a text": ("source: Own", "source: Own: and more", 7, "in quotes"),
    # It runs on to the next quote, and only there does the text go wrong.
    "a quote left open": ('version: "1"', 'version: "1', 10, "not valid YAML"),
    "a bracket left open": ("[en, de]", "[en, de", 4, "not valid YAML"),
    "a reference": ("source: Own", "source: &own Own\nlicence: *own", 8, "write the text out"),
    "a control character": ("source: Own", "source: O\x07wn", 7, "invisible control character"),
    "an escaped control character": ("source: Own", 'source: "O\\u0007wn"', 7, "invisible control character"),
    "two documents": ("scale:", "---\nscale:", 9, "not valid YAML"),
    "nested without end": ("source: Own", "source: " + "[" * 40 + "]" * 40, 7, "nested too deeply"),
    "a list of one word": (GOOD, "- competences\n", 1, "“name: value” lines are expected"),
    "one word": (GOOD, "competences", 1, "“name: value” lines are expected"),
    "nothing": (GOOD, "  \n# nothing\n", 1, "Start from a shipped framework"),
    "too much": (GOOD, "# " + "x" * 150_000, 1, "shorten"),
}


def _broken(name):
    old, new, line, remedy = FAULTS[name]
    assert old in GOOD
    return GOOD.replace(old, new, 1), line, remedy


def test_the_text_is_good_before_it_is_broken():
    assert list(parse(GOOD).items) == ["item_1", "item_2"]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line_and_remedy(name):
    text, line, remedy = _broken(name)
    with pytest.raises(FrameworkError) as error:
        parse(text)
    told = [(problem.line, problem.message) for problem in error.value.problems]
    assert any(at == line and remedy in message for at, message in told), told
    assert str(error.value.problems[0]).startswith(f"Line {error.value.problems[0].line}: ")
    assert all(message[-1] in ".)" for _at, message in told)


def test_all_faults_are_told_at_once():
    text = GOOD.replace("id: item_1", "id: ITEM").replace("source: Own\n", "").replace("de: Bereich", "de: ")
    with pytest.raises(FrameworkError) as error:
        parse(text)
    assert [problem.line for problem in error.value.problems] == [1, 16, 22]


@pytest.mark.parametrize("name", FAULTS)
def test_authors_are_told_at_the_field_and_nothing_is_saved(name):
    host = BareHost()
    settings = {
        "display_name": "A title",
        "framework": "own",
        "own_framework": _broken(name)[0],
        "occasion": "pre",
        "series": "s",
        "participation_points": "0",
        "threshold": "10",
    }
    block = host.block(studio=Permissions(True))
    answer = call(block, "save_settings", {"key": key(), "values": settings})
    assert answer.status == 422
    assert list(answer.body["fields"]) == ["own_framework"]
    assert host.fields == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["no title", "a tab", "nothing", "nested without end"])
class TestBrokenInACourse:
    """A course may hold a broken framework all the same: OLX is not checked on its way in."""

    def _host(self, name):
        return BareHost({"framework": "own", "own_framework": _broken(name)[0]})

    def test_learners_read_that_it_is_not_ready(self, name):
        page = self._host(name).block().student_view({}).content
        assert "not ready yet" in page
        assert "<form" not in page

    def test_authors_read_the_line_and_the_remedy(self, name):
        block = self._host(name).block(studio=Permissions(True))
        _text, line, remedy = _broken(name)
        assert f"Line {line}" in block.author_view({}).content
        told = [message.text for message in block.validate().messages if message.type == "error"]
        assert len(told) == 1
        assert remedy in told[0]

    def test_the_editor_still_opens_with_the_text(self, name):
        assert "own_framework" in self._host(name).block(studio=Permissions(True)).studio_view({}).content


@pytest.mark.django_db
def test_a_framework_that_does_not_ship_is_said():
    block = BareHost({"framework": "entrecomp_2031"}).block(studio=Permissions(True))
    assert "entrecomp_2031" in block.validate().messages[0].text
    assert "entrecomp_2031" in block.author_view({}).content


def test_a_good_framework_of_ones_own_is_taken():
    block = BareHost({"framework": "own", "own_framework": small.text()}).block()
    assert block.framework_or_problem() == (small.framework(), "")
