"""What an author decided about an exercise, and who acts in it: plain values that services and selectors are given."""

from __future__ import annotations

from dataclasses import dataclass

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey
from creativity_team_exercise.techniques.plan import Plan

# Teams: formed by the block, the platform's, or none: everybody works alone.
OWN, PLATFORM, ALONE = "own", "platform", "alone"
TEAMS = (OWN, PLATFORM, ALONE)
# What people may name when they join, so that they meet their like where there are enough.
MATCHED_BY = ("", "language", "time_zone")
SIZE_LEAST, SIZE_MOST = 2, 8
# Fewer present than this, and a team is thin: joined with another one, or helped out from the pool.
THIN = 3


@dataclass(frozen=True)
class Seed:
    """An idea of the author's for the pool.

    Attributes:
        id: unique in the block and never reused.
        text: one idea.
    """

    id: str
    text: str


@dataclass(frozen=True)
class Rules:
    """The author's settings, as far as writing and reading need them.

    Attributes:
        plan: technique and question, for teams that begin now.
        teams: where teams come from: OWN, PLATFORM, ALONE.
        size: people in a team of the block's own, SIZE_LEAST to SIZE_MOST; one more may come by a merge.
        matched_by: see MATCHED_BY.
        merge_hours: after so many hours a team of the block's own with fewer than THIN present joins another one.
        seeds: the author's ideas for the pool.
    """

    plan: Plan
    teams: str = OWN
    size: int = 5
    matched_by: str = ""
    merge_hours: int = 72
    seeds: tuple[Seed, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Who looks at an exercise.

    Attributes:
        place: the block.
        participant: course-specific anonymous id; "" for nobody (Studio's preview).
        is_staff: the course team's view.
    """

    place: Place
    participant: str
    is_staff: bool = False


@dataclass(frozen=True)
class Actor:
    """Who writes in an exercise.

    Attributes:
        key: of this write: block, person and the page's idempotency key.
        person: as the gate let them through.
        cohort: key of the platform cohort, as "cohort:7"; "": of none. Own teams never cross it.
        platform_team: id of the platform's team; "": in none, or teams are not the platform's.
    """

    key: WriteKey
    person: Participant
    cohort: str = ""
    platform_team: str = ""

    @property
    def place(self) -> Place:
        """The block."""
        return self.key.place

    @property
    def viewer(self) -> Viewer:
        """The same person looking."""
        return Viewer(self.place, self.key.participant)
