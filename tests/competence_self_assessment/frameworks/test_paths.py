"""Problems for an editor that shows no lines: each is told with the way to its place in the framework."""

from __future__ import annotations

import json

import pytest

from competence_self_assessment.frameworks import FrameworkError, parse
from tests.competence_self_assessment import frameworks_for_tests as small


def problems(change):
    """What is wrong with a framework as an editor sends it."""
    with pytest.raises(FrameworkError) as error:
        parse(json.dumps(small.data(change)))
    return error.value.by_path()


def item(whole, area=0, competence=1, number=1):
    return whole["areas"][area]["competences"][competence]["items"][number]


PLACES = {
    "an empty text": (
        lambda whole: item(whole)["text"].update(en=" "),
        ("areas", 0, "competences", 1, "items", 1, "text", "en"),
        "a text is expected",
    ),
    "a long text": (lambda whole: whole["title"].update(en="x" * 1001), ("title", "en"), "longer than 1000"),
    "an id twice": (
        lambda whole: item(whole).update(id="aa_1"),
        ("areas", 0, "competences", 1, "items", 1, "id"),
        "“aa_1” is used",
    ),
    "no items": (
        lambda whole: whole["areas"][0]["competences"][2].update(items=[]),
        ("areas", 0, "competences", 2, "items"),
        "at least one",
    ),
    "one level": (lambda whole: whole["scale"]["levels"].__delitem__(slice(1, 3)), ("scale", "levels"), "2 and 10"),
    "a level in words": (
        lambda whole: whole["scale"]["levels"][2].update(value="three"),
        ("scale", "levels", 2, "value"),
        "whole number",
    ),
    "a language that is none": (lambda whole: whole.update(languages=["en", "English"]), ("languages", 1), "English"),
    "a language left out": (lambda whole: whole.update(languages=["en", "de"]), ("title",), "Please add: de"),
    "a name that is unknown": (
        lambda whole: item(whole).update(colour="red"),
        ("areas", 0, "competences", 1, "items", 1, "colour"),
        "colour",
    ),
    "a name left out": (lambda whole: whole.pop("source"), (), "source"),
    "half a character": (lambda whole: whole["title"].update(en="a\ud83d"), ("title", "en"), "invisible"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_problem_is_told_with_its_path(name):
    change, path, words = PLACES[name]
    messages = problems(change)
    assert any(words in message for message in messages[path]), messages


def test_every_problem_is_there_and_none_speaks_of_its_own_line():
    def change(whole):
        for number in (0, 1):
            item(whole, number=number)["text"]["en"] = ""
        whole["licence"] = ""

    found = problems(change)
    assert list(found) == [("licence",), *(("areas", 0, "competences", 1, "items", n, "text", "en") for n in (0, 1))]
    assert not [text for texts in found.values() for text in texts if "Line" in text]


def test_a_text_that_is_no_yaml_has_no_path():
    with pytest.raises(FrameworkError) as error:
        parse("title: [")
    assert list(error.value.by_path()) == [()]


@pytest.mark.parametrize(("escaped", "text"), [("\\ud83d\\ude00", "😀"), ("a\\r\\nb\\rc", "a\nb\nc"), ("\\u00e9", "é")])
def test_what_json_escapes_is_read_as_it_was_meant(escaped, text):
    whole = json.dumps(small.data(lambda whole: whole["title"].update(en="HERE"))).replace("HERE", escaped)
    assert parse(whole).title == {"en": text}
    assert len(parse(whole).digest) == 64


@pytest.mark.parametrize("escape", ["\\U00110000", "\\Uffffffff", "\\ud800"])
def test_a_character_that_does_not_exist_is_a_problem(escape):
    with pytest.raises(FrameworkError):
        parse(json.dumps(small.data()).replace("Small", escape))
