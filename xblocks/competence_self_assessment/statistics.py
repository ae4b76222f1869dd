"""The sufficient statistics kept of rounds: from these alone come all figures shown to instructors.

Shape: ``{perspective: {"items": {item id: histogram of levels}, "scores": {competence id: histogram of scores}}}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bizmooc.evidence import histograms
from bizmooc.evidence.scales import scale_score
from competence_self_assessment.frameworks import Competence, Framework

# A score is a mean of at most a few levels; four decimals tell any two apart and give one text for one number.
_SCORE_TEXT = "{:.4f}"

Answers = Mapping[str, int | None]
Perspectives = Mapping[str, Answers | None]


def tally(statistics: dict[str, Any], framework: Framework, perspectives: Perspectives, step: int) -> None:
    """Count one round in (step 1) or out again (step -1), in place; exact in both directions.

    Args:
        statistics: see the module.
        framework: the version the round was asked with.
        perspectives: "now" and "then" with the levels by item; None where not asked.
        step: 1 or -1.
    """
    for perspective, answers in perspectives.items():
        if answers is None:
            continue
        part = statistics.setdefault(perspective, {"items": {}, "scores": {}})
        for name, key, value in _values(framework, answers):
            histogram = part[name].setdefault(key, {})
            histograms.add(histogram, value, step)
            if not histogram:
                del part[name][key]
        if not any(part.values()):
            del statistics[perspective]


def _values(framework: Framework, answers: Answers) -> Iterator[tuple[str, str, str]]:
    for item_id in framework.items:
        level = answers.get(item_id)
        yield "items", item_id, histograms.MISSING if level is None else str(level)
    for competence in framework.competences:
        score = competence_score(competence, answers)
        yield "scores", competence.id, histograms.MISSING if score is None else _SCORE_TEXT.format(score)


def competence_score(competence: Competence, answers: Answers) -> float | None:
    """Return a person's score in a competence (the mean of its items by the half rule), None if too few."""
    return scale_score([answers.get(item.id) for item in competence.items])
