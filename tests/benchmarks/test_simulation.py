"""The simulation: crowds that are the same in every run, a bound that is one, and our queue close to it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from benchmarks.simulation import Simulation, bound, crowd
from benchmarks.simulation.crowd import START, Act, What
from benchmarks.simulation.play import UNAVOIDABLE, Game, play

HOUR = timedelta(hours=1)
IN_TIME = 72 * HOUR


def _at(hours: float) -> datetime:
    return START + hours * HOUR


def test_a_crowd_is_the_same_in_every_run_and_another_for_another_seed() -> None:
    assert crowd.acts(40, 1.0, 1) == crowd.acts(40, 1.0, 1)
    assert crowd.acts(40, 1.0, 1) != crowd.acts(40, 1.0, 2)


def test_more_supply_changes_nothing_but_what_is_given() -> None:
    def others(supply: float) -> list[Act]:
        return [act for act in crowd.acts(60, supply, 3) if act.what in (What.POST, What.VOTE)]

    assert others(0.5) == others(3.0)


def test_the_supply_is_what_was_asked_for() -> None:
    counted = Counter(act.what for act in crowd.acts(200, 1.5, 1))

    assert counted[What.GIVE] == round(1.5 * counted[What.POST])


def test_few_write_a_lot_and_most_come_once() -> None:
    acts = crowd.acts(2_000, 2.0, 1)
    visits = Counter(act.person for act in acts if act.what is What.VOTE)
    given = Counter(act.person for act in acts if act.what is What.GIVE)
    once = sum(number == 1 for number in visits.values()) / len(visits)

    assert 0.6 < once < 0.8
    assert sum(number for _person, number in given.most_common(60)) > 0.15 * given.total()
    assert len(given) < 1_100


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ([(5, 1)], 1),  # by somebody else, in time
        ([(5, 0)], 0),  # one's own
        ([(80, 1)], 0),  # too late
        ([(-1, 1)], 0),  # before it was there
    ],
)
def test_the_bound_counts_what_can_be_an_answer(given: list[tuple[float, int]], answered: int) -> None:
    acts = [Act(_at(0), 0, What.POST), *(Act(_at(hours), person, What.GIVE) for hours, person in given)]

    assert bound.most_answered(sorted(acts), IN_TIME) == answered


def test_the_bound_moves_a_feedback_to_where_it_is_needed() -> None:
    # Person 1 can answer either; person 0 only the second: both are answered if person 1 takes the first.
    acts = [
        Act(_at(0), 0, What.POST),
        Act(_at(1), 2, What.POST),
        Act(_at(2), 0, What.GIVE),
        Act(_at(3), 1, What.GIVE),
    ]

    assert bound.most_answered(acts, IN_TIME) == 2


@pytest.mark.django_db
def test_our_queue_leaves_fewer_unanswered_than_lists_do() -> None:
    games = {game.way: game for game in play(50, 2.0, 4)}
    best, queue, *lists = games.values()

    assert best.way == UNAVOIDABLE
    assert queue.none <= best.none + 0.1
    assert all(best.none <= game.none for game in games.values())
    assert [game.none > queue.none for game in lists] == [True, True]
    assert {game.ideas for game in games.values()} == {best.ideas}


def test_the_page_says_where_the_supply_allows_an_answer() -> None:
    games = [
        Game(UNAVOIDABLE, 1.0, 10, 10, 0.2, None),
        Game("the queue", 1.0, 10, 10, 0.25, 0.9),
        Game(UNAVOIDABLE, 2.0, 10, 20, 0.0, None),
        Game("the queue", 2.0, 10, 20, 0.06, 0.5),
    ]

    page = "\n".join(Simulation(10, games).lines())

    assert (
        "1 feedbacks for each idea: 25.0% unanswered with the queue; the supply does not allow more than 80.0%" in page
    )
    assert "the goal is under 5%: **missed**" in page
