"""How others rate themselves, as a learner may see it: half of them lie between these two, and never a rank."""

from __future__ import annotations

from dataclasses import dataclass

from bizmooc.evidence import histograms
from bizmooc.evidence.release import step_of
from competence_self_assessment.frameworks import Competence
from competence_self_assessment.selectors import VersionFigures


@dataclass(frozen=True)
class Spread:
    """How a group rates itself in one competence.

    Attributes:
        competence: which one.
        people: who have a score in it.
        lower: a quarter or more are at or below. middle: half are. upper: three quarters are. None: too few people.
    """

    competence: Competence
    people: int
    lower: float | None
    middle: float | None
    upper: float | None


def spreads(figures: VersionFigures, threshold: int) -> list[Spread]:
    """Return the middle half of a group for each competence; nothing where fewer than the threshold have a score."""
    scores = figures.statistics.get("now", {}).get("scores", {})
    found = []
    for competence in figures.framework.competences:
        histogram = scores.get(competence.id, {})
        people = histograms.total(histogram)
        enough = people >= step_of(threshold)
        quarters = [_at_share(histogram, people, share) if enough else None for share in (1, 2, 3)]
        found.append(Spread(competence, people, *quarters))
    return found


def _at_share(histogram: dict[str, int], people: int, quarters: int) -> float:
    """Return the smallest value that so many quarters of the people reach or stay below."""
    counted = 0
    for value, count in histograms.numbers(histogram):
        counted += count
        if counted * 4 >= people * quarters:
            return value
    raise ValueError("nobody has a score")
