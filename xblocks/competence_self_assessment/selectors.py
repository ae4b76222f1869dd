"""Reads: what one learner sees of their own, and what is kept of all; bounded, never over learners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Sum

from bizmooc.evidence.release import may_show
from bizmooc.hosting.participant import Place
from competence_self_assessment.cells import group_of
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import (
    STAGES,
    Draft,
    FrameworkVersion,
    Participation,
    Plan,
    Round,
    RoundStatistics,
    StageCount,
)
from competence_self_assessment.statistics import Statistics, merged

# A learner who repeats every week sees a year.
_ROUNDS_SHOWN = 60


@dataclass(frozen=True)
class LearnerState:
    """Where one learner stands in one block.

    Attributes:
        participation: None before they have seen it.
        draft: None where nothing is on its way. Beside a round: they answer again.
        round: the last one handed in that no other took the place of; None before handing in.
    """

    participation: Participation | None
    draft: Draft | None
    round: Round | None


def learner_state(place: Place, anonymous_id: str) -> LearnerState:
    """Return a learner's own state: three queries, one before they have seen the block."""
    mine = {"usage_key": place.usage_key, "participant": anonymous_id}
    participation = Participation.objects.filter(**mine).first()
    if participation is None:
        return LearnerState(None, None, None)
    rounds = Round.objects.filter(**mine, superseded_at__isnull=True).select_related("framework", "before__framework")
    draft = Draft.objects.filter(**mine).select_related("framework").first()
    return LearnerState(participation, draft, rounds.order_by("-sequence").first())


def rounds_of_series(course_key: str, series_key: str, anonymous_id: str) -> list[Round]:
    """Return a learner's rounds of a series in a course in the order of time, without those replaced: one query.

    The latest of very many; each with its framework, and its plan where there is one.
    """
    rounds = Round.objects.filter(
        course_key=course_key, series_key=series_key, participant=anonymous_id, superseded_at__isnull=True
    )
    latest = rounds.select_related("framework", "plan").order_by("-submitted_at", "-pk")[:_ROUNDS_SHOWN]
    return list(reversed(latest))


def all_rounds_of_series(course_key: str, series_key: str, anonymous_id: str) -> list[Round]:
    """Return everything a learner has handed in of a series in a course, also what was replaced: one query."""
    rounds = Round.objects.filter(course_key=course_key, series_key=series_key, participant=anonymous_id)
    return list(rounds.select_related("framework", "before__framework", "plan").order_by("submitted_at", "pk"))


def last_target_group(course_key: str, series_key: str, anonymous_id: str) -> str:
    """Return what a learner's latest round of a series in a course says about their target group; "" for nothing."""
    rounds = Round.objects.filter(course_key=course_key, series_key=series_key, participant=anonymous_id)
    return rounds.order_by("-submitted_at", "-pk").values_list("target_group", flat=True).first() or ""


def latest_plan(course_key: str, series_key: str, anonymous_id: str) -> Plan | None:
    """Return the learner's plan made last in a series of a course."""
    plans = Plan.objects.filter(
        round__course_key=course_key, round__series_key=series_key, round__participant=anonymous_id
    )
    return plans.order_by("-round__submitted_at", "-pk").first()


@dataclass(frozen=True)
class VersionFigures:
    """What may be shown of all learners who were asked one framework version, in all or in one group.

    Attributes:
        version: as it was asked.
        people: whose answers are part of it.
        released_at: when it last changed.
        statistics: see statistics.py.
        before: the versions that first rounds were asked with, and how many people are compared with each.
    """

    version: FrameworkVersion
    people: int
    released_at: datetime
    statistics: Statistics
    before: list[tuple[FrameworkVersion, int]]

    @cached_property
    def framework(self) -> Framework:
        """The framework as it was asked."""
        return self.version.framework


@dataclass(frozen=True)
class BlockFigures:
    """What is kept of all learners in a block, course team left out.

    Attributes:
        funnel: people by stage.
        versions: newest first; only what may be shown.
        groups: groups that are shown by themselves -> people in what is shown; "" are those in no group.
        waiting: people who handed in and are not part of any figure yet.
        rows: what may be shown, cell by cell.
    """

    funnel: dict[str, int]
    versions: list[VersionFigures]
    groups: dict[str, int] = field(default_factory=dict)
    waiting: int = 0
    rows: list[RoundStatistics] = field(default_factory=list, repr=False)

    def of_group(self, name: str) -> list[VersionFigures]:
        """Return the versions of one group (a key of ``groups``), without asking the database again."""
        return _by_version(row for row in self.rows if group_of(row.cell) == name)


def block_figures(place: Place, threshold: int, group: str | None = None) -> BlockFigures:
    """Return the figures of a block: two queries at any number of learners.

    Args:
        place: the block.
        threshold: the author's.
        group: one group's only (a key of ``groups``); None: everybody's.
    """
    counts = dict(StageCount.objects.filter(usage_key=place.usage_key).values_list("stage", "count"))
    rows = RoundStatistics.objects.filter(usage_key=place.usage_key).defer("current")
    rows = list(rows.select_related("framework", "before_framework").order_by("-framework", "cell"))
    shown = [row for row in rows if may_show(row.released_people, threshold)]
    groups: dict[str, int] = defaultdict(int)
    for row in shown:
        if (name := group_of(row.cell)) is not None:
            groups[name] += row.released_people
    of_group = [row for row in shown if group is None or group_of(row.cell) == group]
    return BlockFigures(
        funnel={stage: counts.get(stage, 0) for stage in STAGES},
        versions=_by_version(of_group),
        groups=dict(groups),
        waiting=sum(row.people for row in rows) - sum(row.released_people for row in shown),
        rows=shown,
    )


def figures_of_version(place: Place, version: FrameworkVersion, threshold: int) -> VersionFigures | None:
    """Return what a learner may see of others who were asked the same; None if they are too few. One query."""
    rows = RoundStatistics.objects.filter(usage_key=place.usage_key, framework=version).defer("current")
    rows = rows.select_related("framework", "before_framework").order_by("cell")
    shown = _by_version([row for row in rows if may_show(row.released_people, threshold)])
    return shown[0] if shown else None


def _by_version(rows: Iterable[RoundStatistics]) -> list[VersionFigures]:
    versions: dict[int, list[RoundStatistics]] = defaultdict(list)
    for row in rows:
        versions[row.framework_id].append(row)
    return [_figures(cells) for cells in versions.values()]


def _figures(cells: list[RoundStatistics]) -> VersionFigures:
    before: dict[FrameworkVersion, int] = defaultdict(int)
    for cell in cells:
        if cell.before_framework:
            before[cell.before_framework] += cell.released_people
    return VersionFigures(
        version=cells[0].framework,
        people=sum(cell.released_people for cell in cells),
        released_at=max(cell.released_at for cell in cells),
        statistics=merged(cell.released for cell in cells),
        before=list(before.items()),
    )


def handed_in(place: Place) -> int:
    """Return how many rounds are kept of a block, trials left out: what an author's edit concerns."""
    total = RoundStatistics.objects.filter(usage_key=place.usage_key).aggregate(people=Sum("people"))["people"]
    return total or 0
