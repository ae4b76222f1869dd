"""What every contender asks: the items of one shipped framework, so that like is compared with like."""

from __future__ import annotations

import random
from collections.abc import Sequence

from competence_self_assessment.frameworks import Framework, packs

FRAMEWORK: Framework = packs()["learning_to_learn"]
LEVELS: Sequence[int] = [level.value for level in FRAMEWORK.scale.levels]
_CANNOT_SAY = 0.05


def texts() -> dict[str, str]:
    """The wording of every item, by id."""
    return {item.id: item.text["en"] for item in FRAMEWORK.items.values()}


def labels() -> dict[int, str]:
    """The wording of every level."""
    return {level.value: level.label["en"] for level in FRAMEWORK.scale.levels}


def dice(seed: int) -> random.Random:
    """A source of chance that gives the same in every run."""
    return random.Random(seed)  # noqa: S311 - a simulation


def answers(rng: random.Random, shift: float = 0.0) -> dict[str, int]:
    """One made-up person's ratings: around a level of their own, so that items go together as they do."""
    own = rng.gauss(3.1 + shift, 0.7)
    return {item: min(max(round(own + rng.gauss(0, 0.7)), LEVELS[0]), LEVELS[-1]) for item in FRAMEWORK.items}


def with_gaps(rng: random.Random, ratings: dict[str, int]) -> dict[str, int | None]:
    """The same, with "I can't say" here and there: no peer offers it."""
    return {item: None if rng.random() < _CANNOT_SAY else level for item, level in ratings.items()}
