"""Sample people for the author's preview: seeded random answers, in memory only."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from django.utils import timezone

from bizmooc.evidence.release import step_of
from competence_self_assessment.comparison import Answers
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import FrameworkVersion, Occasion, Round
from competence_self_assessment.selectors import BlockFigures, VersionFigures
from competence_self_assessment.statistics import Statistics, tally

FEWEST = 60
# By how much of the scale somebody sees themselves higher after the course, and lower when looking back.
_GROWTH, _LOOKING_BACK = 0.12, -0.08
_CANNOT_SAY = 0.04


@dataclass(frozen=True)
class Sample:
    """What a block would show if sample people had answered.

    Attributes:
        people: how many.
        figures: of all of them.
        rounds: of one of them, in the order of time; the last is the one whose profile is shown.
    """

    people: int
    figures: BlockFigures
    rounds: list[Round]


def sample(framework: Framework, occasion: str, threshold: int) -> Sample:
    """Let sample people answer a framework; the same framework always gets the same answers.

    Args:
        framework: what is asked.
        occasion: when the block asks.
        threshold: the author's; as many people answer as figures need.
    """
    people = max(FEWEST, step_of(threshold))
    version = FrameworkVersion(pk=-1, digest=framework.digest, content=framework.as_data())
    # An id, not a secret: whoever previews the same thing twice should see the same.
    source = random.Random(framework.digest)  # noqa: S311
    statistics: Statistics = {}
    rounds = [_Person(framework, source).rounds(version, occasion) for _number in range(people)]
    for of_one in rounds:
        tally(statistics, of_one[-1], 1)
    before = [(version, people)] if occasion == Occasion.POST else []
    shown = VersionFigures(version, people, timezone.now(), statistics, before)
    funnel = {"seen": people * 3 // 2, "started": people * 5 // 4, "submitted": people}
    return Sample(people, BlockFigures(funnel=funnel, versions=[shown]), rounds[0])


@dataclass
class _Person:
    """Somebody who sees themselves higher in some competences than in others."""

    framework: Framework
    source: random.Random
    _places: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        whole = self.source.gauss(0.5, 0.15)
        for competence in self.framework.competences:
            part = whole + self.source.gauss(0, 0.15)
            self._places |= {item.id: part + self.source.gauss(0, 0.12) for item in competence.items}

    def rounds(self, version: FrameworkVersion, occasion: str) -> list[Round]:
        """Return what the person handed in up to the occasion."""
        first = self._round(version, Occasion.PRE, 1, self._answers())
        if occasion == Occasion.PRE:
            return [first]
        later = self._round(version, occasion, 2, self._answers(self.source.gauss(_GROWTH, 0.1)))
        if occasion == Occasion.POST:
            later.then, later.before = self._answers(_LOOKING_BACK), first
        return [first, later]

    def _round(self, version: FrameworkVersion, occasion: str, number: int, answers: Answers) -> Round:
        made = Round(
            pk=-number,
            occasion=occasion,
            sequence=number,
            is_course_team=False,
            framework=version,
            now=answers,
            submitted_at=timezone.now(),
        )
        # It has no plan: or else the database would be asked for one.
        Round.plan.related.set_cached_value(made, None)
        return made

    def _answers(self, shift: float = 0.0) -> dict[str, int | None]:
        return {item_id: self._level(place + shift) for item_id, place in self._places.items()}

    def _level(self, place: float) -> int | None:
        scale, place = self.framework.scale, place + self.source.gauss(0, 0.06)
        if self.source.random() < _CANNOT_SAY:
            return None
        steps = len(scale.levels) - 1
        return scale.lowest + round(min(max(place, 0.0), 1.0) * steps)
