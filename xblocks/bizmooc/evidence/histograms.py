"""Counts of how often each value was given, kept instead of the answers: adding and taking away are exact."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

# value -> how many people gave it; JSON turns keys into text, so keys are text throughout (numbers: exact.text_of).
Histogram = dict[str, int]
MISSING = "missing"


def add(histogram: Histogram, value: str, step: int = 1) -> None:
    """Count a value once more (step 1) or once less (step -1), in place; counts of zero are left out.

    Raises:
        ValueError: the count would fall below zero: something was taken away that was never added.
    """
    count = histogram.get(value, 0) + step
    if count < 0:
        raise ValueError(f"the count of {value!r} would be {count}")
    if count:
        histogram[value] = count
    else:
        histogram.pop(value, None)


def numbers(histogram: Mapping[str, int]) -> list[tuple[float, int]]:
    """Return (value, count) in ascending order, without what is missing."""
    return sorted((float(Fraction(value)), count) for value, count in histogram.items() if value != MISSING)


def total(histogram: Mapping[str, int]) -> int:
    """Return how many values were given, without what is missing."""
    return sum(count for value, count in histogram.items() if value != MISSING)


def mean(histogram: Mapping[str, int]) -> float | None:
    """Return the arithmetic mean, None without values."""
    n = total(histogram)
    return math.fsum(value * count for value, count in numbers(histogram)) / n if n else None


def median(histogram: Mapping[str, int]) -> float | None:
    """Return the median (of an even number the mean of the middle two), None without values."""
    n = total(histogram)
    if not n:
        return None
    return (_at(histogram, (n - 1) // 2) + _at(histogram, n // 2)) / 2


def _at(histogram: Mapping[str, int], index: int) -> float:
    for value, count in numbers(histogram):
        index -= count
        if index < 0:
            return value
    raise IndexError("the histogram holds fewer values")
