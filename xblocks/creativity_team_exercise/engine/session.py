"""A team's way through a technique, as a state machine over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from creativity_team_exercise.engine import sheets
from creativity_team_exercise.techniques import Kind, Step, Technique

# Of somebody who works alone, where the technique says "one round for each sheet": their sheet meets others' ideas
# from the pool that often.
ROUNDS_ALONE = 3
ROUNDS_AT_MOST = 8


@dataclass
class Turn:
    """One person's part in one stage.

    Attributes:
        sheet: the one they write on, in a PASS step.
        came: they were here in this stage; else they are expected, because they came to the one before.
        is_done: they have done what is asked.
    """

    sheet: int | None = None
    came: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class Closing:
    """A stage that ended.

    Attributes:
        turns: as they were at its end, by member.
    """

    step: int
    round: int
    at: datetime
    by_time: bool
    turns: Mapping[int, Turn]


@dataclass
class Session:
    """Where a team is. A *stage* is a step, or one round of a PASS step.

    A stage ends when its time is over or when everybody present is done, whichever is first. *Present* is who came to
    this stage or to the one before; so nobody is waited for longer than one stage. What the time ends is worked out
    by advance(), from the clock alone: the same for everyone who looks, whenever it is written down.

    Attributes:
        technique: what they work by.
        step, round: the stage that is open, from 0.
        opened_at: when it was opened.
        closes_at: when its time is over; None: it has no end (somebody works alone).
        size: people for whom the first stage stays open although all who are there are done; 0: it always does.
        seats: members by number, and where they sit: it never changes, and is never given to another.
        sheets: that go round, by the seat of those whose they were at first.
        written: what stands on them, in the PASS step that is open: sheet -> member -> entries.
        turns: of this stage, by member.
        ended_at: when the last stage ended; None: it goes on.
        closings: stages that have ended since this object was made, for whoever stores it.
    """

    technique: Technique
    step: int
    round: int
    opened_at: datetime
    closes_at: datetime | None
    size: int
    seats: dict[int, int]
    sheets: list[int] = field(default_factory=list)
    written: dict[int, dict[int, int]] = field(default_factory=dict)
    turns: dict[int, Turn] = field(default_factory=dict)
    ended_at: datetime | None = None
    closings: list[Closing] = field(default_factory=list)

    @property
    def current(self) -> Step:
        """The step that is open, or was the last."""
        return self.technique.steps[self.step]

    @property
    def is_over(self) -> bool:
        """All steps have ended."""
        return self.ended_at is not None

    @property
    def rounds(self) -> int:
        """How many rounds the step has; 1 for all but PASS steps."""
        if self.current.kind != Kind.PASS:
            return 1
        if len(self.sheets) < 2:
            return self.current.rounds or ROUNDS_ALONE
        return self.current.rounds or min(len(self.sheets), ROUNDS_AT_MOST)

    @property
    def is_first_stage(self) -> bool:
        """The stage in which others may still join."""
        return (self.step, self.round) == (0, 0) and not self.is_over

    @property
    def active(self) -> int:
        """How many people are present."""
        return len(self.turns)

    def has_ended(self, step: int, round_: int | None = None) -> bool:
        """Tell whether a stage has ended; without a round: whether the whole step has."""
        if self.is_over or step < self.step:
            return True
        return step == self.step and round_ is not None and round_ < self.round

    def advance(self, now: datetime) -> None:
        """End what the time has ended until now."""
        while not self.is_over and self.closes_at is not None and self.closes_at <= now:
            self._close(self.closes_at, by_time=True)

    def join(self, member: int, seat: int, now: datetime) -> Turn:
        """Let somebody in, and have them here."""
        self.advance(now)
        self.seats[member] = seat
        return self.come(member, now)

    def come(self, member: int, now: datetime) -> Turn:
        """Note that a member is here, and give them a sheet where sheets go round.

        Raises:
            KeyError: no member.
        """
        self.advance(now)
        seat = self.seats[member]
        if self.is_over:
            return Turn(came=True)
        turn = self.turns.setdefault(member, Turn())
        turn.came = True
        if self.current.kind == Kind.PASS and turn.sheet is None:
            turn.sheet = self._sheet_for(member, seat)
        return turn

    def write(self, member: int, entries: int) -> None:
        """Note that a member has put entries on the sheet that they hold, where sheets go round."""
        sheet = self.turns[member].sheet
        if sheet is not None:
            on_sheet = self.written.setdefault(sheet, {})
            on_sheet[member] = on_sheet.get(member, 0) + entries

    def finish(self, member: int, now: datetime) -> None:
        """Note that a member is done with this stage; the last one of those present ends it."""
        self.come(member, now).is_done = True
        self._close_if_done(now)

    def leave(self, member: int, now: datetime) -> None:
        """Let a member go: what they wrote stays, and nobody waits for them."""
        self.advance(now)
        self.seats.pop(member, None)
        self.turns.pop(member, None)
        self._close_if_done(now)

    def close(self, now: datetime) -> None:
        """End the stage now, by hand."""
        self.advance(now)
        if not self.is_over:
            self._close(now, by_time=False)

    def extend(self, hours: int, now: datetime) -> None:
        """Give the stage more time, from its end as it was; one without an end keeps none."""
        self.advance(now)
        if self.closes_at is not None:
            self.closes_at += timedelta(hours=hours)

    def _close_if_done(self, now: datetime) -> None:
        if self.is_over or not self.turns or not all(turn.is_done for turn in self.turns.values()):
            return
        if self.is_first_stage and (self.size == 0 or len(self.seats) < self.size):
            return
        self._close(now, by_time=False)

    def _close(self, at: datetime, *, by_time: bool) -> None:
        self.closings.append(Closing(self.step, self.round, at, by_time, dict(self.turns)))
        present = [member for member, turn in self.turns.items() if turn.came]
        self.turns = {}
        if self.round + 1 < self.rounds:
            self.round += 1
        elif self.step + 1 < len(self.technique.steps):
            self.step, self.round = self.step + 1, 0
            self.sheets, self.written = [], {}
        else:
            self.ended_at, self.closes_at = at, None
            return
        self._open(at, present)

    def _open(self, at: datetime, present: list[int]) -> None:
        timed = self.closes_at is not None
        self.opened_at = at
        self.closes_at = at + timedelta(hours=self.current.hours) if timed else None
        present.sort(key=lambda member: self.seats[member])
        self.turns = {member: Turn() for member in present}
        if self.current.kind != Kind.PASS:
            return
        if self.round == 0:
            self.sheets = [self.seats[member] for member in present]
        given = {member: self.seats[member] for member in present}
        if self.round > 0 and self.sheets:
            given = sheets.assign(present, self.sheets, self.written)
        for member, sheet in given.items():
            self.turns[member].sheet = sheet

    def _sheet_for(self, member: int, seat: int) -> int:
        if self.round == 0 or not self.sheets:
            # Everybody begins a sheet of their own; where nobody had come until now, the first who does.
            if seat not in self.sheets:
                self.sheets.append(seat)
            return seat
        taken = [turn.sheet for turn in self.turns.values() if turn.sheet is not None]
        return sheets.share(member, self.sheets, self.written, taken)
