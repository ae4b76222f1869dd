"""Views of one competence beside each other: the same items in each, those that were rated in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bizmooc.evidence.scales import scale_score
from competence_self_assessment.frameworks import Competence, Framework

Answers = Mapping[str, int | None]


@dataclass(frozen=True)
class Compared:
    """Views of one competence, each the mean of the same items.

    Attributes:
        competence: as asked now.
        pre: at the start, now: today, then: the start as seen today. None: not asked, or too few items in common.
        items: how many are compared. left_out: items asked now that could not be.
    """

    competence: Competence
    pre: float | None
    now: float | None
    then: float | None
    items: int
    left_out: int


def compare(
    framework: Framework, now: Answers, then: Answers | None, before: tuple[Framework, Answers] | None
) -> list[Compared]:
    """Set a round beside its own look back and beside an earlier round.

    An earlier round without a single item in common takes nothing away from the look back.

    Args:
        framework: of the round.
        now: its ratings of today.
        then: its ratings of the start, None where it did not ask.
        before: framework and ratings of the earlier round, None where there is none.
    """
    same = framework.same_items(before[0]) if before else set()
    return [
        _compare(competence, same, now, then, before[1] if before and same else None)
        for competence in framework.competences
    ]


def _compare(
    competence: Competence, same: set[str], now: Answers, then: Answers | None, before: Answers | None
) -> Compared:
    views = [view for view in (now, then, before) if view is not None]
    ids = [item.id for item in competence.items if before is None or item.id in same]
    rated = [id_ for id_ in ids if all(view.get(id_) is not None for view in views)]
    asked = len(competence.items)

    def mean(view: Answers | None) -> float | None:
        return None if view is None else _mean(rated, view, asked)

    return Compared(competence, mean(before), mean(now), mean(then), len(rated), asked - len(rated))


def _mean(rated: Sequence[str], view: Answers, asked: int) -> float | None:
    # The half rule, over the items that all views share.
    return scale_score([view[id_] for id_ in rated] + [None] * (asked - len(rated)))
