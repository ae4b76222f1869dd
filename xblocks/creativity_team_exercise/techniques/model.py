"""A technique as data: a sequence of steps, each of one of a few kinds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from bizmooc.texts import Texts


class TechniqueError(ValueError):
    """A technique cannot be used.

    Args:
        by_place: sentences by where they belong: names and positions (from 0), as in "steps.0.title"; "": the whole.
    """

    def __init__(self, by_place: Mapping[str, list[str]]):
        self.by_place = dict(by_place)
        super().__init__(" ".join(self.problems))

    @property
    def problems(self) -> list[str]:
        """All sentences."""
        return [sentence for sentences in self.by_place.values() for sentence in sentences]


class Kind(StrEnum):
    """What people do in a step."""

    # Each writes short entries.
    WRITE = "write"
    # Sheets go round: in each round a person writes on another sheet, below what others wrote there before.
    PASS = "pass"  # noqa: S105 - no password
    # Contradictory pairs are marked, of entries under different prompts.
    PAIRS = "pairs"
    # Each puts entries together, one of each prompt, and names what comes of it.
    COMBINE = "combine"
    # The team gives entries tags: what belongs together.
    SORT = "sort"
    # Each rates entries on criteria; each ranks their best; each gives dots. All blind until the step is over.
    RATE = "rate"
    RANK = "rank"
    DOTS = "dots"
    # The team writes one text together.
    RESULT = "result"


# Everybody contributes entries; everybody chooses among entries; the team works on one thing.
ENTRY_KINDS = (Kind.WRITE, Kind.PASS, Kind.COMBINE)
CHOICE_KINDS = (Kind.RATE, Kind.RANK, Kind.DOTS)
TEAM_KINDS = (Kind.PAIRS, Kind.SORT, Kind.RESULT)


class Sees(StrEnum):
    """Whom a step of writing shows what others write in it."""

    # Nobody, until the step is over.
    NOBODY = "nobody"
    # Those who have handed in something themselves.
    TEAM = "team"


class Builds(StrEnum):
    """Whether an entry goes back to another one, from the steps in ``uses`` (in a PASS step: on the sheet)."""

    NO = "no"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True)
class Prompt:
    """One thing that is asked for in a step, criterion that is rated, or field of the result.

    Attributes:
        id: small letters, digits and "_"; unique in the step and never reused.
        title: in few words. ask: the question in full, with an example; may be empty.
    """

    id: str
    title: Texts
    ask: Texts


@dataclass(frozen=True)
class Step:
    """One step of a technique.

    Attributes:
        id: as a prompt's; unique in the technique.
        kind: what people do.
        title: in few words. ask: what to do now. why: what it is good for; may be empty.
        minutes: of work for one person. hours: how long a team has at most (for each round of a PASS step).
        prompts: what is asked for (WRITE), criteria (RATE), fields (RESULT); none: one question without a name.
        prompts_from: id of an earlier step: its entries are the prompts here; the best ``top`` of them by the choice
            that was made among them, else the first; "" where prompts are fixed.
        top: how many of them.
        uses: ids of earlier steps, whose entries are shown here: to build on, choose among, sort, combine.
        builds: whether an entry goes back to one of those.
        sees: who sees what is written while the step is open (WRITE).
        wanted: entries asked for: of each person for each prompt, or in each round.
        at_most: entries that a person can hand in for each prompt, or in each round.
        rounds: of a PASS step: how many; 0: one for each sheet.
        picks: RANK: how many are ranked, the best gets so many points, the next one less. DOTS: dots for each person.
        per_entry: DOTS: the most of them for one entry.
    """

    id: str
    kind: Kind
    title: Texts
    ask: Texts
    why: Texts
    minutes: int
    hours: int
    prompts: tuple[Prompt, ...] = ()
    prompts_from: str = ""
    top: int = 4
    uses: tuple[str, ...] = ()
    builds: Builds = Builds.NO
    sees: Sees = Sees.NOBODY
    wanted: int = 3
    at_most: int = 10
    rounds: int = 0
    picks: int = 5
    per_entry: int = 2

    def prompt(self, prompt_id: str) -> Prompt | None:
        """Return a prompt by its id, None if there is none."""
        return next((one for one in self.prompts if one.id == prompt_id), None)


@dataclass(frozen=True)
class Technique:
    """A sequence of steps; the first one is of a kind in which everybody writes.

    Attributes:
        title: its name. summary: what it is good for, in one or two sentences.
        origin: who described it, and what is known of its effect; example: a worked one. Both may be empty.
        steps: at least one.
    """

    title: Texts
    summary: Texts
    origin: Texts
    example: Texts
    steps: tuple[Step, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content: a team keeps the technique that it began with by it."""
        text = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def as_data(self) -> dict[str, Any]:
        """Return JSON-like data; from_data() takes it back."""
        return json.loads(json.dumps(asdict(self)))

    def step(self, step_id: str) -> Step | None:
        """Return a step by its id, None if there is none."""
        return next((step for step in self.steps if step.id == step_id), None)

    def index(self, step_id: str) -> int:
        """Return a step's number, from 0.

        Raises:
            StopIteration: there is no such step.
        """
        return next(number for number, step in enumerate(self.steps) if step.id == step_id)


def from_data(data: Mapping[str, Any]) -> Technique:
    """Return the technique of data that as_data() gave: checked before, so not again."""
    return Technique(**{**data, "steps": tuple(_step(step) for step in data["steps"])})


def _step(data: Mapping[str, Any]) -> Step:
    return Step(
        **{
            **data,
            "kind": Kind(data["kind"]),
            "builds": Builds(data["builds"]),
            "sees": Sees(data["sees"]),
            "prompts": tuple(Prompt(**prompt) for prompt in data["prompts"]),
            "uses": tuple(data["uses"]),
        }
    )
