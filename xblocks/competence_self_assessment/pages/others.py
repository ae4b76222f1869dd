"""How others rate themselves, beside the learner's own score: figures of many people, never a rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.evidence.release import step_of
from bizmooc.texts import text_in
from bizmooc.web.numbers import number
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.others import Spread, spreads
from competence_self_assessment.profile import Score
from competence_self_assessment.selectors import VersionFigures


def others_beside(
    figures: VersionFigures | None, own: Sequence[Score], framework: Framework, block: Any
) -> dict[str, Any]:
    """Return what others.html draws; without people while too few have answered the same questions."""
    context: dict[str, Any] = {"step": step_of(block.threshold), "people": 0}
    if figures is None:
        return context
    rows = [
        _row(spread, score.value, framework, block.language())
        for spread, score in zip(spreads(figures, block.threshold), own, strict=True)
    ]
    return {**context, "people": figures.people, "released_at": figures.released_at, "rows": rows}


def _row(spread: Spread, own: float | None, framework: Framework, language: str) -> dict[str, Any]:
    lowest, highest = framework.scale.lowest, framework.scale.highest

    def at(value: float) -> float:
        return 100 * (value - lowest) / (highest - lowest)

    row: dict[str, Any] = {
        "title": text_in(spread.competence.title, language),
        "own": own,
        "own_at": None if own is None else f"{at(own):.1f}",
        "lower": spread.lower,
        "middle": spread.middle,
        "upper": spread.upper,
        "sentence": _sentence(spread),
    }
    if spread.lower is not None and spread.middle is not None and spread.upper is not None:
        row |= {
            "lower_at": f"{at(spread.lower):.1f}",
            "width": f"{at(spread.upper) - at(spread.lower):.1f}",
            "middle_at": f"{at(spread.middle):.1f}",
        }
    return row


def _sentence(spread: Spread) -> str:
    if spread.lower is None:
        return _("Too few people answered this part to say.")
    words = {"lower": number(spread.lower, 1), "upper": number(spread.upper, 1)}
    if words["lower"] == words["upper"]:
        return _("Half of the people or more rate themselves at %(lower)s.") % words
    return _("Half of the people rate themselves between %(lower)s and %(upper)s.") % words
