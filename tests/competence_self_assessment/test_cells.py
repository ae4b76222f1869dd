"""Which rounds count, where, and what becomes of it when people answer again, are reset, or are few."""

from __future__ import annotations

import pytest

from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from competence_self_assessment.models import Draft, Round, RoundStatistics
from competence_self_assessment.services.recount import recount
from competence_self_assessment.services.reopen import reopen
from tests.competence_self_assessment.acting import FRAMEWORK, key, learners, ratings, submit
from tests.support.bare_host import COURSE, BareHost, Person, call

pytestmark = pytest.mark.django_db
ITEM = "growth_mindset_1"
LOOK_BACK = {f"then.{item}": "2" for item in FRAMEWORK.items}


def _place(host):
    return Place(str(host.usage_key), str(COURSE))


def _cells(host):
    """Cell -> people, people shown, levels of one item."""
    rows = RoundStatistics.objects.filter(usage_key=str(host.usage_key), people__gt=0)
    return {
        row.cell: (row.people, row.released_people, row.current["now"]["items"][ITEM]) for row in rows.order_by("cell")
    }


def _answer_again(host, number=1):
    return call(host.block(Person(number)), "answer_again", {"key": key(), "values": {}})


class TestReopened:
    @pytest.fixture
    def host(self):
        host = BareHost({"threshold": 5})
        learners(host, range(1, 6), "3")
        return host

    def test_the_learner_finds_their_answers_and_the_next_round_takes_the_place(self, host):
        assert reopen(_place(host), Person(1).anonymous_id) is True
        assert reopen(_place(host), Person(1).anonymous_id) is False
        assert Draft.objects.get().values == {f"now.{item}": "3" for item in FRAMEWORK.items}
        assert submit(host.block(Person(1)), ratings("5")).status == 200
        old, new = Round.objects.filter(participant=Person(1).anonymous_id).order_by("sequence")
        assert old.superseded_at == new.submitted_at
        assert old.now[ITEM] == 3
        assert _cells(host) == {"- -": (5, 5, {"3": 4, "5": 1})}
        assert recount() == 0

    def test_what_people_see_stays_until_a_step_has_come(self, host):
        reopen(_place(host), Person(1).anonymous_id)
        submit(host.block(Person(1)), ratings("5"))
        row = RoundStatistics.objects.get()
        assert row.released["now"]["items"][ITEM] == {"3": 5}
        shown = Round.objects.filter(participant=Person(1).anonymous_id).order_by("sequence")
        assert list(shown.values_list("shown", flat=True)) == [True, False]
        learners(host, range(6, 11), "4")
        row.refresh_from_db()
        assert row.released["now"]["items"][ITEM] == {"3": 4, "4": 5, "5": 1}
        assert list(shown.values_list("shown", flat=True)) == [False, True]

    def test_without_it_a_second_round_is_refused(self, host):
        assert submit(host.block(Person(1)), ratings("5")).status == 409

    def test_who_has_not_handed_in_cannot_be_reopened(self, host):
        with pytest.raises(Refusal, match="not handed in"):
            reopen(_place(host), Person(77).anonymous_id)

    def test_the_learner_may_leave_it_as_it_is(self, host):
        reopen(_place(host), Person(1).anonymous_id)
        assert call(host.block(Person(1)), "keep_round", {"key": key(), "values": {}}).status == 200
        assert not Draft.objects.exists()
        assert submit(host.block(Person(1)), ratings("5")).status == 409


class TestRepeated:
    def test_a_person_counts_once_with_the_first_round(self):
        host = BareHost({"occasion": "repeat"})
        for level in "345":
            submit(host.block(), ratings(level))
            _answer_again(host)
        assert list(Round.objects.order_by("sequence").values_list("sequence", "cell")) == [
            (1, "- -"),
            (2, ""),
            (3, ""),
        ]
        assert _cells(host) == {"- -": (1, 0, {"3": 1})}
        assert recount() == 0

    def test_it_is_refused_where_the_author_does_not_offer_it(self):
        host = BareHost()
        learners(host, [1])
        assert _answer_again(host).status == 403
        assert submit(host.block(), ratings("5")).status == 409

    def test_pressing_twice_begins_one_round(self):
        host = BareHost({"occasion": "repeat"})
        learners(host, [1])
        assert _answer_again(host).status == _answer_again(host).status == 200
        assert Draft.objects.get().values == {}


class TestCompared:
    @pytest.fixture
    def hosts(self):
        return BareHost({"series": "s"}), BareHost({"series": "s", "occasion": "post", "threshold": 5})

    def test_those_with_a_first_round_are_a_cell_of_their_own(self, hosts):
        first, last = hosts
        learners(first, range(1, 6), "2")
        learners(last, range(1, 8), "4", **LOOK_BACK)
        digest = FRAMEWORK.digest[:16]
        assert _cells(last) == {"- -": (2, 0, {"4": 2}), f"{digest} -": (5, 5, {"4": 5})}
        pairs = RoundStatistics.objects.get(usage_key=str(last.usage_key), people=5).released["pairs"]
        assert pairs["pre_now"]["growth_mindset"] == {"2|4": 5}
        assert pairs["pre_then"]["growth_mindset"] == {"2|2": 5}
        alone = RoundStatistics.objects.get(usage_key=str(last.usage_key), people=2).current["pairs"]
        assert set(alone) == {"then_now"}

    def test_a_first_round_that_is_erased_takes_the_comparison_with_it(self, hosts):
        first, last = hosts
        learners(first, [1], "2")
        learners(last, [1], "4", **LOOK_BACK)
        first.block().clear_student_state(user_id=Person(1).anonymous_id, item_id=first.usage_key)
        assert _cells(last) == {"- -": (1, 0, {"4": 1})}
        assert Round.objects.get().before is None
        assert recount() == 0

    def test_a_first_round_handed_in_later_changes_nothing(self, hosts):
        first, last = hosts
        learners(last, [1], "4", **LOOK_BACK)
        before = _cells(last)
        learners(first, [1], "2")
        assert _cells(last) == before


class TestSmallCells:
    @pytest.fixture(autouse=True)
    def _cohorts(self, campus):
        campus.cohorts = {number: f"Cohort {number % 7}" for number in range(1, 20)} | {20: "Cohort 7"}

    def test_people_of_cells_too_small_to_be_shown_are_shown_together(self):
        host = BareHost({"threshold": 5, "breakdown": "cohort"})
        learners(host, range(1, 20))
        assert {shown for _people, shown, _levels in _cells(host).values()} == {0}
        learners(host, [20])
        cells = _cells(host)
        # Nineteen in seven groups of two or three, and one alone: the smallest give a step.
        assert cells["mixed"][:2] == (5, 5)
        assert sum(people for people, _shown, _levels in cells.values()) == 20
        assert recount() == 0

    def test_nothing_is_compared_there(self):
        """The few of them who have a first round would be a group of their own."""
        learners(BareHost({"series": "s"}), range(1, 10), "2")
        last = BareHost({"series": "s", "occasion": "post", "threshold": 5, "breakdown": "cohort"})
        learners(last, range(1, 21), **LOOK_BACK)
        mixed = RoundStatistics.objects.get(usage_key=str(last.usage_key), cell="mixed")
        assert set(mixed.released["pairs"]) == {"then_now"}
        assert recount() == 0
