"""Learners of our block in bulk: the rows that handing in leaves, as copies of those of one who did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.seeding import FIRST_OF_THE_CROWD, like, write
from benchmarks.self_assessment import questions
from competence_self_assessment.cells import cell_of
from competence_self_assessment.models import Occasion, Participation, Round, TargetGroup
from competence_self_assessment.services.statistics_rows import make_cell

OCCASIONS = (Occasion.PRE, Occasion.POST)
# What people grow by until the end, and how they see their start then: a little lower than at the time.
_GROWTH, _SHIFT = 0.5, -0.25
# Of five who begin the course, so many are there at its end.
_STAY = 3

Ratings = dict[str, int | None]


@dataclass(frozen=True)
class Answers:
    """What one learner hands in at one occasion.

    Attributes:
        occasion: pre or post.
        now: levels by item. then: the same for the start, None at the start itself.
        target_group: "" for no answer.
    """

    occasion: str
    now: Ratings
    then: Ratings | None
    target_group: str


def answers(occasion: str, rng: Random) -> Answers:
    """Make up what somebody hands in."""
    is_post = occasion == Occasion.POST
    now = questions.with_gaps(rng, questions.answers(rng, _GROWTH if is_post else 0))
    then = questions.with_gaps(rng, questions.answers(rng, _SHIFT)) if is_post else None
    return Answers(occasion, now, then, rng.choice(["", *TargetGroup.values]))


def follow(pattern: str, people: int, rng: Random) -> None:
    """Let so many others have done what one has, with answers of their own; no figure counts them yet.

    Args:
        pattern: the anonymous id of who handed in on both occasions.
        people: how many others.
        rng: where their answers come from.
    """
    rounds = {
        round_.occasion: round_
        for round_ in Round.objects.filter(participant=pattern).select_related("framework", "before__framework")
    }
    write(_rounds(rounds, people, rng))
    for one in Participation.objects.filter(participant=pattern):
        is_post = one.usage_key == rounds[Occasion.POST].usage_key
        write(like(one, participant=_id(number)) for number in range(people) if _stays(number) or not is_post)


def _rounds(patterns: dict[str, Round], people: int, rng: Random) -> Iterator[Round]:
    made: dict[tuple[str, str], str] = {}
    # Some databases go on counting above what was deleted.
    first = max(FIRST_OF_THE_CROWD, *(round_.pk + 1 for round_ in patterns.values()))
    for number in range(people):
        key = first + 2 * number
        for place, occasion in enumerate(OCCASIONS if _stays(number) else OCCASIONS[:1]):
            one = answers(occasion, rng)
            group = f"target:{one.target_group}" if one.target_group else ""
            if (occasion, group) not in made:
                made[occasion, group] = _cell(patterns[occasion], group)
            yield like(
                patterns[occasion],
                id=key + place,
                participant=_id(number),
                now=one.now,
                then=one.then,
                target_group=one.target_group,
                group=group,
                before_id=key if place else None,
                cell=made[occasion, group],
                shown=False,
            )


def _cell(pattern: Round, group: str) -> str:
    """The cell of a round of this group, with its row of figures."""
    pattern.group = group
    cell = cell_of(pattern)
    make_cell(pattern, cell)
    return cell


def _stays(number: int) -> bool:
    return number % 5 < _STAY


def _id(number: int) -> str:
    return f"{FIRST_OF_THE_CROWD + number:032x}"
