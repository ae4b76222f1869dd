"""Who has not started: names for the course team only, page by page, with a line for each look."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bizmooc.hosting.participant import Place
from bizmooc.models import AccessLog
from competence_self_assessment.models import Participation
from competence_self_assessment.staff import pages, roster
from tests.competence_self_assessment.acting import all_rows, key, learners, ratings, save_draft, submit
from tests.competence_self_assessment.staff.people import STAFF, ask, enrol, look
from tests.support.bare_host import BareHost, Campus, Person, call

pytestmark = pytest.mark.django_db


def _names(html: str) -> list[str]:
    return re.findall(r"<td>(\w+)</td>", html)


def _after(html: str) -> str:
    found = re.search(r'name="after" value="(\d+)"', html)
    return found[1] if found else ""


class TestNames:
    def test_those_who_are_enrolled_and_have_not_begun(self):
        host = BareHost()
        enrol([1, 2, 3, 4])
        call(host.block(Person(1)), "mark_seen", {"key": key(), "values": {}})
        save_draft(host.block(Person(2)), {"now.growth_mindset_1": "2"})
        submit(host.block(Person(3)), ratings())
        submit(host.block(Person(5)), ratings())
        html = ask(host, "list_not_started").body["html"]
        assert _names(html) == ["person1", "person4"]
        assert "Person 1" in html

    def test_in_another_block_they_may_have(self):
        enrol([1])
        learners(BareHost(), [1])
        assert _names(ask(BareHost(), "list_not_started").body["html"]) == ["person1"]

    def test_who_never_came_has_no_id_and_has_not_started(self):
        enrol([1])
        Campus.people[0] = Campus.people[0].__class__(1, 1, "person1", "", ())
        assert _names(ask(BareHost(), "list_not_started").body["html"]) == ["person1"]

    def test_the_course_team_is_left_out(self):
        enrol([1, 2])
        Campus.team = {2}
        assert _names(ask(BareHost(), "list_not_started").body["html"]) == ["person1"]

    def test_page_by_page_everybody_comes_once(self, monkeypatch):
        monkeypatch.setattr(pages, "NAMES", 3)
        monkeypatch.setattr(roster, "PAGE", 4)
        host = BareHost()
        enrol(range(1, 12))
        learners(host, [2, 5, 6])
        Campus.team = {8}
        seen, after = [], ""
        for _page in range(5):
            html = ask(host, "list_not_started", after=after).body["html"]
            seen.append(_names(html))
            after = _after(html)
            if not after:
                break
        assert seen == [["person1", "person3", "person4"], ["person7", "person9", "person10"], ["person11"]]

    def test_names_are_text(self):
        enrol([1])
        Campus.people[0] = Campus.people[0].__class__(1, 1, "<b>", "<script>alert(1)</script>", ())
        html = ask(BareHost(), "list_not_started").body["html"]
        assert "<script>" not in html
        assert "<b>" not in html

    @pytest.mark.parametrize("after", ["-1", "x", "1e5", "9" * 30, "１２x"])
    def test_a_place_that_is_none(self, after):
        assert ask(BareHost(), "list_not_started", after=after).status == 422

    def test_nothing_is_kept_of_them(self):
        enrol([1, 2])
        ask(BareHost(), "list_not_started")
        assert "person" not in str(all_rows())

    def test_every_look_is_written_down_once(self):
        host, same = BareHost(), key()
        enrol([1, 2])
        for _time in range(2):
            ask(host, "list_not_started", request_key=same)
        ask(host, "list_not_started")
        entries = list(AccessLog.objects.values_list("viewer", "act", "people"))
        assert entries == [(STAFF.anonymous_id, "list_not_started", 2)] * 2


class TestCount:
    def test_it_names_nobody_and_writes_nothing(self):
        host = BareHost()
        enrol([1, 2, 3])
        learners(host, [1])
        before = all_rows()
        html = look(host, "show_not_started")
        assert "2 enrolled people have not started" in html
        assert "person" not in html
        assert "Person 1" not in html
        assert all_rows() == before

    @pytest.mark.parametrize(("people", "counted"), [(7, (7, True)), (8, (8, False)), (20, (8, False))])
    def test_only_so_many_are_looked_through(self, people, counted, monkeypatch):
        monkeypatch.setattr(roster, "PAGE", 4)
        host = BareHost()
        enrol(range(people))
        place = Place.of(host.block())
        # A last page that is full may have another after it.
        assert roster.count(place, place.course, pages=2) == counted

    def test_everybody(self):
        host = BareHost()
        enrol([1])
        learners(host, [1])
        html = look(host, "show_not_started")
        assert "Everybody who is enrolled has started" in html
        assert "remind_learners" not in html


@pytest.mark.parametrize("people", [10, 3_000])
def test_a_page_of_names_costs_the_same_in_any_course(people):
    host = BareHost()
    enrol(range(1, people + 1))
    Participation.objects.bulk_create(
        Participation(
            usage_key=str(host.usage_key),
            course_key="c",
            participant=Person(number).anonymous_id,
            is_course_team=False,
        )
        for number in range(1, people + 1)
    )
    block = host.block(STAFF)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        call(block, "list_not_started", {"key": key(), "values": {}})
    # Who has begun; the log entry is looked for and made in a transaction of its own.
    assert len(queries) == 5
