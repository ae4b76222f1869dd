"""The simulation of teams: people who are the same in every run, and what an engine that waits for nobody is worth."""

from __future__ import annotations

import pytest

from benchmarks.teams import Simulation, crowd, engines, measure
from benchmarks.teams.play import NEVER, Game, play


def _games(engine: type, rate: float, size: int = 6, teams: int = 60) -> list[Game]:
    return [play(engine(size), crowd.team(size, size, rate, seed)) for seed in range(teams)]


def test_a_team_is_the_same_in_every_run_and_another_for_another_seed() -> None:
    assert crowd.team(4, 4, 0.5, 1) == crowd.team(4, 4, 0.5, 1)
    assert crowd.team(4, 4, 0.5, 1) != crowd.team(4, 4, 0.5, 2)


def test_the_rate_changes_only_who_vanishes() -> None:
    some, many = crowd.team(8, 8, 0.3, 1), crowd.team(8, 8, 0.9, 1)

    assert [person.visits for person in some] == [person.visits for person in many]
    assert all(person.turns in (None, other.turns) for person, other in zip(some, many, strict=True))
    assert sum(person.turns is not None for person in some) < sum(person.turns is not None for person in many)


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_all_is_counted_and_nothing_is_written_by_those_who_vanished(engine: type) -> None:
    for game in _games(engine, 0.5, teams=20):
        assert sum(game.sheets) == game.written <= game.willing <= game.possible == 108


def test_who_waits_for_everybody_gets_all_where_nobody_vanishes() -> None:
    assert all(game.written == 108 for game in _games(engines.Waiting, 0.0))


def test_ours_ends_and_nobody_waits_longer_than_a_round() -> None:
    games = _games(engines.Ours, 0.8)

    assert all(game.days != NEVER for game in games)
    assert max(wait for game in games for wait in game.waits) <= engines.HOURS
    assert any(game.days == NEVER for game in _games(engines.Waiting, 0.8))


def test_ours_is_quicker_and_more_even_than_a_limit_of_time_alone() -> None:
    ours, limited = _games(engines.Ours, 0.6), _games(engines.WaitingWithLimit, 0.6)

    assert sum(game.days for game in ours) < sum(game.days for game in limited)
    assert sum(min(game.sheets) for game in ours) > sum(min(game.sheets) for game in limited)
    assert sum(game.written for game in ours) > 0.95 * sum(game.written for game in limited)


def test_the_page_calls_what_is_missed_so() -> None:
    simulation = measure([2])
    kept = "\n".join(simulation.lines())
    wait = Game(108, 108, 3, (3,), (60.0,), NEVER, 6)
    missed = "\n".join(Simulation(2, {cell: [wait] for cell in simulation.games}).lines())

    assert "kept" in kept
    assert "missed" not in kept
    assert "nobody waited longer than 60 hours" in missed
    assert missed.count("**missed**") == 2
