"""What instructors are shown: nothing of too few, nothing that changes by one person, nothing of one person."""

from __future__ import annotations

import re

import pytest
from lxml import html

from competence_self_assessment.models import RoundStatistics
from tests.competence_self_assessment.acting import FRAMEWORK, key, learners, ratings, submit
from tests.support.bare_host import BareHost, Person, call, call_as

pytestmark = pytest.mark.django_db
STAFF = Person(8_000, is_staff=True)


def _figures(host):
    answer = call(host.block(STAFF), "show_figures", method="GET")
    assert answer.status == 200
    return answer.body["html"]


def _shown(page):
    """The people a page tells of, 0 if there are no figures."""
    found = re.search(r"Answers of (\d+) people", page)
    assert ("<svg" in page) == bool(found)
    return int(found.group(1)) if found else 0


def _funnel(page):
    root = html.fragment_fromstring(page, create_parent="div")
    return {row.findtext("th"): int(row.findtext("td")) for row in root.xpath("(//table)[1]/tbody/tr")}


class TestThreshold:
    @pytest.mark.parametrize(("people", "shown"), [(0, 0), (4, 0), (9, 0), (10, 10), (11, 10), (19, 10), (20, 20)])
    def test_figures_appear_at_the_threshold_and_change_in_steps(self, people, shown):
        host = BareHost()
        learners(host, range(1, people + 1))
        page = _figures(host)
        assert _shown(page) == shown
        if people and not shown:
            assert f"{people} people have handed in" in page
            assert "appear from 10 people on" in page

    @pytest.mark.parametrize("threshold", [-1, 0, 1, 4])
    def test_none_below_five_has_an_effect(self, threshold):
        host = BareHost({"threshold": threshold})
        learners(host, range(1, 5))
        assert _shown(_figures(host)) == 0
        learners(host, [5])
        assert _shown(_figures(host)) == 5

    def test_a_higher_one_holds(self):
        host = BareHost({"threshold": 20})
        learners(host, range(1, 20))
        assert _shown(_figures(host)) == 0
        learners(host, [20])
        assert _shown(_figures(host)) == 20

    def test_what_people_are_told_is_what_holds(self):
        host = BareHost({"threshold": 1})
        assert "from 5 people on and in steps of 5 people" in host.block().student_view({}).content
        learners(host, [1])
        assert "appear from 5 people on" in _figures(host)


class TestSteps:
    def test_one_more_answer_is_not_to_be_seen(self):
        host = BareHost()
        learners(host, range(1, 11), "3")
        before = self._figures_only(host)
        learners(host, [11], "5")
        assert self._figures_only(host) == before

    def test_nor_is_one_less(self):
        host = BareHost()
        learners(host, range(1, 12), "3")
        before = self._figures_only(host)
        host.block().clear_student_state(user_id=Person(11).anonymous_id, item_id=host.usage_key)
        assert self._figures_only(host) == before

    def test_figures_go_when_too_few_are_left(self):
        host = BareHost({"threshold": 5})
        learners(host, range(1, 8))
        for number, shown in ((1, 5), (2, 5), (3, 0)):
            host.block().clear_student_state(user_id=Person(number).anonymous_id, item_id=host.usage_key)
            assert _shown(_figures(host)) == shown
        assert RoundStatistics.objects.get().released is None

    @staticmethod
    def _figures_only(host):
        root = html.fragment_fromstring(_figures(host), create_parent="div")
        sections = root.xpath("//section")
        assert sections
        return [html.tostring(section) for section in sections]


class TestContent:
    def test_figures_are_those_of_the_answers(self):
        host = BareHost()
        for number in range(1, 11):
            values = ratings("2" if number <= 4 else "5")
            if number == 10:
                values["now.growth_mindset_1"] = "missing"
            submit(host.block(Person(number)), values)
        page = _figures(host)
        assert "Now: median 5.0, mean 3.80 (10 people)" in page
        root = html.fragment_fromstring(page, create_parent="div")
        rows = root.xpath("(//details)[1]//tbody/tr")
        assert [cell.text for cell in rows[0].iterchildren("td")][1:] == ["0", "4", "0", "0", "5", "1"]
        assert [cell.text for cell in rows[1].iterchildren("td")][1:] == ["0", "4", "0", "0", "6", "0"]
        assert len(rows) == 5

    def test_no_person_and_no_word_of_theirs_is_in_them(self):
        host = BareHost()
        learners(host, range(1, 11), reflection="A very private thought")
        page = _figures(host)
        assert "private" not in page
        assert not [number for number in range(1, 11) if Person(number).anonymous_id in page]

    def test_a_post_round_shows_both_views_apart(self):
        host = BareHost({"occasion": "post"})
        learners(host, range(1, 11), "4", **{f"then.{item}": "2" for item in FRAMEWORK.items})
        page = _figures(host)
        assert "Now: median 4.0, mean 4.00 (10 people)" in page
        assert "The start, looking back: median 2.0, mean 2.00 (10 people)" in page

    def test_the_course_team_is_left_out(self, campus):
        host = BareHost()
        # As many as make a step: figures would change at once if they counted.
        campus.team = set(range(50, 55))
        learners(host, range(1, 11), "3")
        for number in campus.team:
            person = Person(number)
            body = {"key": key(), "version": 0, "values": ratings("5")}
            assert call_as(person, host.block(person), "submit_round", body).status == 200
        page = _figures(host)
        assert set(_funnel(page).values()) == {10}
        assert "mean 3.00 (10 people)" in page

    def test_the_funnel_counts_people_by_stage(self):
        host = BareHost()
        call(host.block(Person(1)), "mark_seen", {"key": key(), "values": {}})
        call(host.block(Person(2)), "save_draft", {"key": key(), "version": 0, "values": ratings()})
        learners(host, [3])
        assert list(_funnel(_figures(host)).values()) == [3, 2, 1]

    @pytest.mark.django_db(transaction=True)
    def test_events_carry_no_answer_and_no_word(self):
        block = BareHost().block()
        submit(block, ratings("4", reflection="A very private thought"))
        assert block.runtime.published
        assert "private" not in repr(block.runtime.published)
        assert Person().anonymous_id not in repr(block.runtime.published)
