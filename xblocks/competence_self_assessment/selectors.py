"""Reads: what one learner sees of their own, and what is kept of all; bounded, never over learners."""

from __future__ import annotations

from dataclasses import dataclass

from bizmooc.evidence.release import may_show
from bizmooc.hosting.participant import Place
from competence_self_assessment.models import (
    STAGES,
    Draft,
    Occasion,
    Participation,
    Round,
    RoundStatistics,
    StageCount,
)


@dataclass(frozen=True)
class LearnerState:
    """Where one learner stands in one block.

    Attributes:
        participation: None before they have seen it.
        draft: None before the first answer and after handing in.
        round: None before handing in.
    """

    participation: Participation | None
    draft: Draft | None
    round: Round | None


def learner_state(place: Place, anonymous_id: str) -> LearnerState:
    """Return a learner's own state: two queries, three before handing in."""
    mine = {"usage_key": place.usage_key, "participant": anonymous_id}
    participation = Participation.objects.filter(**mine).first()
    if participation is None:
        return LearnerState(None, None, None)
    round_ = Round.objects.filter(**mine).select_related("framework").first()
    draft = None if round_ else Draft.objects.filter(**mine).select_related("framework").first()
    return LearnerState(participation, draft, round_)


def first_round(course_key: str, series_key: str, anonymous_id: str) -> Round | None:
    """Return a learner's first PRE round of a series in a course: what a POST round is compared with."""
    rounds = Round.objects.filter(
        course_key=course_key, series_key=series_key, participant=anonymous_id, occasion=Occasion.PRE
    )
    return rounds.select_related("framework").order_by("submitted_at", "pk").first()


@dataclass(frozen=True)
class BlockFigures:
    """What is kept of all learners in a block, course team left out.

    Attributes:
        funnel: people by stage.
        versions: for each framework version that was answered, the statistics that may be shown.
        waiting: people whose answers are in versions that may not be shown yet.
        hidden: people who came since figures were last released.
    """

    funnel: dict[str, int]
    versions: list[RoundStatistics]
    waiting: int
    hidden: int


def block_figures(place: Place, threshold: int) -> BlockFigures:
    """Return the figures of a block: two queries at any number of learners."""
    counts = dict(StageCount.objects.filter(usage_key=place.usage_key).values_list("stage", "count"))
    rows = RoundStatistics.objects.filter(usage_key=place.usage_key).select_related("framework").order_by("-pk")
    shown = [row for row in rows if may_show(row.released_people, threshold)]
    return BlockFigures(
        funnel={stage: counts.get(stage, 0) for stage in STAGES},
        versions=shown,
        waiting=sum(row.people for row in rows if row not in shown),
        hidden=sum(row.people - row.released_people for row in shown),
    )
