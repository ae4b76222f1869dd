"""Plays whole boards, several at once, each process with a database of its own in memory."""

from __future__ import annotations

import multiprocessing
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import django

from benchmarks.simulation import bound, crowd

IN_TIME = timedelta(hours=72)
UNAVOIDABLE = "unavoidable"


@dataclass(frozen=True)
class Game:
    """What became of one crowd's ideas in one way of choosing; shares of all ideas.

    Attributes:
        way: the name of the way, or UNAVOIDABLE.
        supply: feedbacks for each idea that the crowd was willing to give.
        ideas: how many were posted.
        given: how many feedbacks were given.
        none: without feedback 72 hours after they were posted.
        less_than_two: with none or one; None for UNAVOIDABLE.
    """

    way: str
    supply: float
    ideas: int
    given: int
    none: float
    less_than_two: float | None


def play(people: int, supply: float, seed: int) -> list[Game]:
    """Let one crowd act on one board for each way of choosing, in the database that is there."""
    # Its models are there when Django is set up, and this module is imported before that.
    from benchmarks.simulation.boards import WAYS

    acts = crowd.acts(people, supply, seed)
    ideas = sum(act.what is crowd.What.POST for act in acts)
    wanted = sum(act.what is crowd.What.GIVE for act in acts)
    best = bound.most_answered(acts, IN_TIME)
    games = [Game(UNAVOIDABLE, supply, ideas, wanted, 1 - best / ideas, None)]
    for number, way in enumerate(WAYS):
        board = way(f"way-{number}-{supply}", seed)
        board.play(acts)
        got = board.outcome(IN_TIME)
        games.append(Game(way.name, supply, ideas, got.given, 1 - got.answered / ideas, 1 - got.answered_twice / ideas))
    return games


def play_all(people: int, supplies: Sequence[float], seeds: Sequence[int]) -> Iterator[Game]:
    """Play every crowd with every supply, as many at once as there are processors."""
    # The longest first, so that no processor is left with it at the end.
    jobs = list(product(sorted(supplies, reverse=True), seeds))
    workers = min(len(os.sched_getaffinity(0)), len(jobs))
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin) as pool:
        for (supply, seed), games in zip(jobs, pool.map(_play, [(people, *job) for job in jobs]), strict=True):
            print(f"simulation, {supply} feedbacks for each idea, crowd {seed}: played", file=sys.stderr, flush=True)
            yield from games


def _play(job: tuple[int, float, int]) -> list[Game]:
    return play(*job)


def _begin() -> None:
    """Set a process up."""
    # Only what is stored counts here, not how fast: no need for a server.
    os.environ.pop("PREVIEW_DATABASES", None)
    warnings.simplefilter("ignore")
    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = None
    connection.creation.create_test_db(verbosity=0, serialize=False)
