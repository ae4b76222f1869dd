"""Plays teams on an engine, and counts what came of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.teams.crowd import HORIZON, START, Person
from benchmarks.teams.engines import WANTED, Engine

NEVER = math.inf


@dataclass(frozen=True)
class Game:
    """What became of one team.

    Attributes:
        possible: entries, if everybody wrote on every sheet.
        willing: entries that its people would write before they vanish.
        written: entries that they wrote.
        sheets: entries on each sheet that was begun.
        waits: hours to the next sheet, each time that somebody who was not to vanish then had handed in; NEVER.
        days: from the first one's joining to the end; NEVER.
        stayed: people who did not vanish.
    """

    possible: int
    willing: int
    written: int
    sheets: Sequence[int]
    waits: Sequence[float]
    days: float
    stayed: int

    @property
    def finished(self) -> int:
        """Those who stayed, if there was an end."""
        return 0 if self.days == NEVER else self.stayed


def play(engine: Engine, people: Sequence[Person]) -> Game:
    """Let a team go through the exercise."""
    size = len(people)
    turns = dict.fromkeys(range(size), 0)
    handed_in: list[tuple[datetime, int]] = []
    for now, number in sorted((when, number) for number, person in enumerate(people) for when in person.visits):
        limit = people[number].turns
        if turns[number] == limit:
            continue
        round_ = engine.visit(number, now)
        if round_ is None:
            continue
        turns[number] += 1
        if turns[number] != limit and round_ + 1 < size:
            handed_in.append((now, round_))
    ended_at = engine.end(START + HORIZON)
    return Game(
        possible=size * size * WANTED,
        willing=sum(size if person.turns is None else person.turns for person in people) * WANTED,
        written=sum(turns.values()) * WANTED,
        sheets=tuple(engine.sheets.values()),
        waits=tuple(_wait(engine.opened, *one) for one in handed_in),
        days=(ended_at - START) / timedelta(days=1) if ended_at else NEVER,
        stayed=sum(person.turns is None for person in people),
    )


def _wait(opened: Sequence[datetime], since: datetime, round_: int) -> float:
    """Return the hours from a hand-in to the beginning of the next round."""
    return (opened[round_ + 1] - since) / timedelta(hours=1) if round_ + 1 < len(opened) else NEVER
