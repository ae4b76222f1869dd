"""Structures of one's own: what is taken, and what is said at which place about what is not."""

from __future__ import annotations

import copy
from contextlib import suppress

import pytest
from hypothesis import given

from peer_idea_board.structures import StructureError
from peer_idea_board.structures.parse import parse
from tests.support.properties import json_values, quick

SMALL = {
    "parts": [
        {"id": "what", "title": "What", "prompt": "What is it?", "is_required": True, "max_length": 200},
        {"id": "why", "title": {"en": "Why", "de": "Warum"}, "max_length": 50},
    ],
    "criteria": [{"id": "clear", "title": "Clear", "levels": ["no", {"en": "yes", "de": "ja"}]}],
}


def _changed(change):
    data = copy.deepcopy(SMALL)
    change(data)
    return data


def test_plain_texts_and_texts_by_language():
    structure = parse(SMALL)
    what, why = structure.parts
    assert (what.title, what.is_required, what.max_length) == ({"und": "What"}, True, 200)
    assert (why.title, why.is_required, why.prompt) == ({"en": "Why", "de": "Warum"}, False, {"und": ""})
    assert structure.criterion("clear").levels == ({"und": "no"}, {"en": "yes", "de": "ja"})


def test_the_digest_goes_by_what_is_asked():
    reworded = _changed(lambda data: data["parts"][0].update(title="Which"))
    spaced = _changed(lambda data: data["parts"][0].update(title="  What\r\n"))
    assert parse(reworded).digest != parse(SMALL).digest
    assert parse(spaced).digest == parse(SMALL).digest


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.update(parts=[]), "parts"),
        (lambda data: data.pop("parts"), "parts"),
        (lambda data: data.update(parts=[{**SMALL["parts"][0], "id": f"p{n}"} for n in range(13)]), "parts"),
        (lambda data: data.update(criteria=[{**SMALL["criteria"][0], "id": f"c{n}"} for n in range(7)]), "criteria"),
        (lambda data: data.update(colour="red"), ""),
        (lambda data: data["parts"].append("what"), "parts.2"),
        (lambda data: data["parts"][1].update(id="what"), "parts.1"),
        (lambda data: data["parts"][1].update(id="What"), "parts.1"),
        (lambda data: data["parts"][1].update(id="x" * 41), "parts.1"),
        (lambda data: data["parts"][1].pop("id"), "parts.1"),
        (lambda data: data["parts"][0].update(title=" "), "parts.0.title"),
        (lambda data: data["parts"][0].update(title={"en": ""}), "parts.0.title"),
        (lambda data: data["parts"][0].update(title={"English": "x"}), "parts.0.title"),
        (lambda data: data["parts"][0].update(title={1: "x"}), "parts.0.title"),
        (lambda data: data["parts"][0].update(title="x" * 81), "parts.0.title"),
        (lambda data: data["parts"][0].update(title="a\x00b"), "parts.0.title"),
        (lambda data: data["parts"][0].update(title="\ud83d"), "parts.0.title"),
        (lambda data: data["parts"][0].update(prompt="x" * 601), "parts.0.prompt"),
        (lambda data: data["parts"][0].update(prompt=5), "parts.0.prompt"),
        (lambda data: data["parts"][0].update(is_required="yes"), "parts.0.is_required"),
        (lambda data: data["parts"][0].update(max_length=49), "parts.0.max_length"),
        (lambda data: data["parts"][0].update(max_length=4001), "parts.0.max_length"),
        (lambda data: data["parts"][0].update(max_length=True), "parts.0.max_length"),
        (lambda data: data["parts"][0].pop("max_length"), "parts.0.max_length"),
        (lambda data: data["criteria"][0].update(levels=["one"]), "criteria.0.levels"),
        (lambda data: data["criteria"][0].update(levels=["a", "b", "c", "d", "e", "f", "g"]), "criteria.0.levels"),
        (lambda data: data["criteria"][0].update(levels=["a", ""]), "criteria.0.levels"),
        (lambda data: data["criteria"][0].update(levels="ab"), "criteria.0.levels"),
    ],
)
def test_what_is_wrong_is_told_where_it_is(change, place):
    with pytest.raises(StructureError) as caught:
        parse(_changed(change))
    found = list(caught.value.by_place)
    assert found[0] == place
    assert [other for other in found if not other.startswith(place)] == []
    assert all(problem.endswith(".") for problem in caught.value.problems)


def test_everything_that_is_wrong_is_told_at_once():
    data = _changed(lambda data: (data["parts"][0].update(title="", max_length=1), data["criteria"][0].update(id="")))
    with pytest.raises(StructureError) as caught:
        parse(data)
    assert list(caught.value.by_place) == ["parts.0.max_length", "parts.0.title", "criteria.0"]


@quick
@given(json_values)
def test_nothing_else_is_ever_raised(data):
    for tried in (data, {"parts": data}, {"parts": [data], "criteria": [data]}, {**SMALL, "title": data}):
        with suppress(StructureError):
            parse(tried)
