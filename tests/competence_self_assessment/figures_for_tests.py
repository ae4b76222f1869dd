"""Figures drawn from rounds that were never stored: what people answered, counted as the services count it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from competence_self_assessment.analytics.shown import Measured, Shown
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import FrameworkVersion, Round
from competence_self_assessment.selectors import VersionFigures
from competence_self_assessment.statistics import tally
from tests.competence_self_assessment import frameworks_for_tests as small

Answers = Mapping[str, int | None]


def version_of(framework: Framework) -> FrameworkVersion:
    """Return a framework as rows refer to it."""
    return FrameworkVersion(digest=framework.digest, content=framework.as_data())


def round_of(framework: Framework, now: Answers, then: Answers | None = None, before: Round | None = None) -> Round:
    """Return a round; items that are not named are "I can't say"."""
    nothing: dict[str, int | None] = dict.fromkeys(framework.items)
    return Round(
        framework=version_of(framework),
        now=nothing | dict(now),
        then=None if then is None else nothing | dict(then),
        before=before,
    )


def shown(
    rounds: Sequence[Round], framework: Framework | None = None, before: Sequence[tuple[Framework, int]] = ()
) -> Shown:
    """Return what figures are drawn from, of all these rounds."""
    framework = framework or small.framework()
    statistics: dict[str, Any] = {}
    for round_ in rounds:
        tally(statistics, round_, 1)
    figures = VersionFigures(
        version=version_of(framework),
        people=len(rounds),
        released_at=timezone.now(),
        statistics=statistics,
        before=[(version_of(one), people) for one, people in before],
    )
    return Shown(figures, "en", "b0")


def scale_of(rows: Sequence[Sequence[int | None]], levels: int) -> tuple[Shown, Measured]:
    """Return the figures of one competence that people rated so: a row for each of them, a column for each item."""
    ids = [f"item_{number}" for number in range(len(rows[0]))]

    def change(whole: dict[str, Any]) -> None:
        whole["scale"]["levels"] = [
            {"value": value, "label": {"en": f"level {value}"}} for value in range(1, levels + 1)
        ]
        (competence, *_others) = whole["areas"][0]["competences"]
        competence["items"] = [{"id": id_, "text": {"en": f"Statement {id_}"}} for id_ in ids]
        whole["areas"][0]["competences"] = [competence]

    framework = small.framework(change)
    whole = shown([round_of(framework, dict(zip(ids, row, strict=True))) for row in rows], framework)
    return whole, whole.competences[0]
