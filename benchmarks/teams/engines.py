"""Three ways of letting sheets go round: our engine, and two that wait for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from benchmarks.teams.crowd import START
from creativity_team_exercise.engine import Session, Turn
from creativity_team_exercise.techniques import Kind, Step, Technique

WANTED, HOURS = 3, 48


class Engine(Protocol):
    """One team's exercise.

    Attributes:
        name: in the tables.
        opened: when each round was opened, in order.
        sheets: entries on each sheet, by number.
    """

    name: str
    opened: list[datetime]
    sheets: dict[int, int]

    def visit(self, person: int, now: datetime) -> int | None:
        """Let somebody look in and write; return the round in which they did, from 0, None if there was nothing to."""

    def end(self, now: datetime) -> datetime | None:
        """Return when the last round ended, None if it had not by then."""


class Ours:
    """The block's engine as it is, without database and pages.

    Args:
        size: people in the team.
    """

    name = "ours"

    def __init__(self, size: int):
        self.opened = [START]
        self.sheets: dict[int, int] = {}
        self._session = Session(_technique(), 0, 0, START, START + timedelta(hours=HOURS), size, seats={})

    def visit(self, person: int, now: datetime) -> int | None:
        """See Engine."""
        turn = self._session.come(person, now) if person in self._session.seats else self._join(person, now)
        self._note()
        if self._session.is_over or turn.is_done or turn.sheet is None:
            return None
        round_ = self._session.round
        self._session.write(person, WANTED)
        self.sheets[turn.sheet] = self.sheets.get(turn.sheet, 0) + WANTED
        self._session.finish(person, now)
        self._note()
        return round_

    def end(self, now: datetime) -> datetime | None:
        """See Engine."""
        self._session.advance(now)
        self._note()
        return self._session.ended_at

    def _join(self, person: int, now: datetime) -> Turn:
        return self._session.join(person, person + 1, now)

    def _note(self) -> None:
        self.opened += [closing.at for closing in self._session.closings]
        self._session.closings.clear()


class Waiting:
    """Sheets go on by one place when all people of the team have written, whoever of them is still there.

    Args:
        size: people in the team.
    """

    name = "waits for everybody"
    hours: int | None = None

    def __init__(self, size: int):
        self.opened = [START]
        self.sheets: dict[int, int] = {}
        self._size = size
        self._done: set[int] = set()
        self._ended_at: datetime | None = None

    def visit(self, person: int, now: datetime) -> int | None:
        """See Engine."""
        self._close_by_time(now)
        if self._ended_at or person in self._done:
            return None
        round_ = len(self.opened) - 1
        sheet = (person + round_) % self._size
        self.sheets[sheet] = self.sheets.get(sheet, 0) + WANTED
        self._done.add(person)
        if len(self._done) == self._size:
            self._close(now)
        return round_

    def end(self, now: datetime) -> datetime | None:
        """See Engine."""
        self._close_by_time(now)
        return self._ended_at

    def _close_by_time(self, now: datetime) -> None:
        while self.hours and not self._ended_at and (at := self.opened[-1] + timedelta(hours=self.hours)) <= now:
            self._close(at)

    def _close(self, at: datetime) -> None:
        self._done.clear()
        if len(self.opened) == self._size:
            self._ended_at = at
        else:
            self.opened.append(at)


class WaitingWithLimit(Waiting):
    """The same, but no round takes longer than ours may; sheets still go by the list of people, absent or not."""

    name = f"waits for everybody, {HOURS} hours at most"
    hours = HOURS


ENGINES: tuple[type[Ours] | type[Waiting], ...] = (Ours, Waiting, WaitingWithLimit)


def _technique() -> Technique:
    """Brainwriting with sheets that go round once: a round for each sheet."""
    step = Step("ideas", Kind.PASS, {"en": "Ideas"}, {"en": ""}, {"en": ""}, minutes=5, hours=HOURS, wanted=WANTED)
    return Technique({"en": "Brainwriting"}, {"en": ""}, {"en": ""}, {"en": ""}, (step,))
