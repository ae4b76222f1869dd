"""Pointers to units: what an author may paste, and what is kept of it."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from competence_self_assessment.studio.pointers import MAX_FOR_ONE, Pointers, link_of
from tests.competence_self_assessment.studio.saving import save
from tests.support.bare_host import COURSE, BareHost

KEY = "block-v1:BizMOOC+L2L+2026+type@{kind}+block@{name}"
UNIT, SEQUENCE = KEY.format(kind="vertical", name="w2_plan"), KEY.format(kind="sequential", name="w2")
ELSEWHERE = UNIT.replace("2026", "2025")


@pytest.mark.parametrize(
    "pasted",
    [
        "/jump_to_id/w2_plan",
        "jump_to_id/w2_plan/",
        "https://lms.example.org/courses/course-v1:BizMOOC+L2L+2026/jump_to_id/w2_plan",
        "w2_plan",
        "  w2_plan ",
        UNIT,
        f"https://lms.example.org/courses/course-v1:BizMOOC+L2L+2026/jump_to/{UNIT}",
        f"https://apps.example.org/learning/course/course-v1:BizMOOC+L2L+2026/{SEQUENCE}/{UNIT}",
        f"https://studio.example.org/container/{UNIT}?show=1#top",
        f"http://localhost:8000/courses/course-v1:BizMOOC+L2L+2026/units/{UNIT}/",
        "https://studio.example.org/container/block-v1%3ABizMOOC%2BL2L%2B2026%2Btype%40vertical%2Bblock%40w2_plan",
    ],
)
def test_a_unit_of_this_course_is_kept_by_its_id(pasted):
    assert link_of(pasted, COURSE) == "/jump_to_id/w2_plan"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/reading?chapter=2#three",
        # A unit of another course stays an address: its id would lead nowhere here.
        f"https://lms.example.org/courses/course-v1:BizMOOC+L2L+2025/jump_to/{ELSEWHERE}",
    ],
)
def test_other_addresses_are_kept_as_they_are(address):
    assert link_of(address, COURSE) == address


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "see week two",
        "http://example.org/reading",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "/courses/x",
        "https://",
        'https://example.org/"onclick="x',
        "https://example.org/\nx",
        "https://example.org/" + "x" * 500,
        "block-v1:broken",
        ELSEWHERE,
        "jump_to_id/a b",
        "jump_to_id/../x",
    ],
)
def test_what_leads_nowhere_is_refused_with_what_to_do(pasted):
    with pytest.raises(ValidationError, match="paste the address of a unit of this course"):
        link_of(pasted, COURSE)


def test_without_a_course_any_unit_is_taken():
    assert link_of(ELSEWHERE, None) == "/jump_to_id/w2_plan"


def _given(**pointers):
    return json.dumps(pointers)


def _entry(title="Planning a week", link="w2_plan"):
    return {"title": title, "link": link}


class TestField:
    def test_entries_without_anything_are_left_out(self):
        given = _given(aa=[_entry("", ""), _entry()], bb=[_entry(" ", "")])
        assert Pointers(required=False).clean(given) == {"aa": [_entry(link="/jump_to_id/w2_plan")]}

    @pytest.mark.parametrize("nothing", ["", None, "{}", {}])
    def test_nothing_is_nothing(self, nothing):
        assert Pointers(required=False).clean(nothing) == {}

    @pytest.mark.parametrize(
        "broken",
        ["{", "[]", "5", '{"aa": {}}', '{"aa": [5]}', '{"aa": [{"title": "x"}]}', '{"aa": [{"title": 1, "link": ""}]}']
        + [_given(aa=[_entry()] * (MAX_FOR_ONE + 1)), _given(**{f"c{n}": [] for n in range(151)}), "[" * 100_000],
    )
    def test_what_no_page_sends_is_refused(self, broken):
        with pytest.raises(ValidationError, match="could not be read"):
            Pointers(required=False).clean(broken)


class TestSaving:
    def test_they_are_kept_as_data(self):
        host = BareHost()
        assert save(host, pointers=_given(critical_thinking=[_entry(link=UNIT)])).status == 200
        assert host.fields["pointers"] == {"critical_thinking": [_entry(link="/jump_to_id/w2_plan")]}

    def test_each_problem_is_told_in_its_row(self):
        given = _given(aa=[_entry(), _entry(link="nowhere at all"), _entry(title="")], bb=[_entry(title="x" * 201)])
        host = BareHost()
        answer = save(host, pointers=given)
        assert answer.status == 422
        assert set(answer.body["fields"]) == {"pointers.aa.1.link", "pointers.aa.2.title", "pointers.bb.0.title"}
        assert host.fields == {}

    def test_an_invisible_character_is_refused_in_its_row(self):
        answer = save(BareHost(), pointers=_given(aa=[_entry(title="a\x00b")]))
        assert list(answer.body["fields"]) == ["pointers.aa.0.title"]
