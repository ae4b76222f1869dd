"""Pairs of values of the same people, kept as counts: "10/3|4" -> how many people went from 10/3 to 4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from bizmooc.evidence import histograms
from bizmooc.evidence.exact import Counts, text_of, whole_numbers
from bizmooc.evidence.histograms import MISSING, Histogram

_BETWEEN = "|"
Value = float | Fraction | None


def tally(histogram: Histogram, before: Value, after: Value, step: int = 1) -> None:
    """Count a person's two values in (step 1) or out again (step -1), in place.

    Where a value is None, the person is counted as incomplete and is part of no figure.

    Raises:
        ValueError: the pair was never counted, or a value is no finite number.
    """
    key = MISSING if before is None or after is None else f"{text_of(before)}{_BETWEEN}{text_of(after)}"
    histograms.add(histogram, key, step)


@dataclass(frozen=True)
class PairCounts:
    """What figures on change need of a histogram of pairs; its size is that of the histogram, not of the group.

    Attributes:
        befores: first values. afters: second values. differences: after - before. All in the same unit.
        products: sum of before * after, in units squared.
        incomplete: people with one value only.
    """

    befores: Counts
    afters: Counts
    differences: Counts
    products: int
    incomplete: int

    @property
    def n(self) -> int:
        """How many pairs."""
        return self.differences.n

    @property
    def covariance(self) -> Fraction:
        """Sample covariance (divided by n - 1); of fewer than two pairs, ZeroDivisionError."""
        n, unit = self.n, self.befores.unit
        both = self.befores.mean * self.afters.mean * n
        return (Fraction(self.products, unit**2) - both) / (n - 1)


def read(histogram: Mapping[str, int] | PairCounts) -> PairCounts:
    """Read a histogram of pairs; what was read already is returned as it is.

    Decimal texts ("3.2000|4.0000") are read as exactly what they say.

    Raises:
        ValueError: a key is no pair of numbers.
    """
    if isinstance(histogram, PairCounts):
        return histogram
    split = [(*_split(key), count) for key, count in histogram.items() if key != MISSING and count]
    numbers, unit = whole_numbers({text for before, after, _count in split for text in (before, after)})
    # Plain dictionaries: a course of 100,000 people has some two thousand distinct pairs for each competence.
    befores, afters = dict.fromkeys(numbers.values(), 0), dict.fromkeys(numbers.values(), 0)
    differences: dict[int, int] = {}
    products = 0
    for before_text, after_text, count in split:
        before, after = numbers[before_text], numbers[after_text]
        difference = after - before
        befores[before] += count
        afters[after] += count
        differences[difference] = differences.get(difference, 0) + count
        products += before * after * count
    incomplete = histogram.get(MISSING, 0)
    return PairCounts(_given(befores, unit), _given(afters, unit), Counts(differences, unit), products, incomplete)


def _given(counts: Mapping[int, int], unit: int) -> Counts:
    return Counts({number: count for number, count in counts.items() if count}, unit)


def _split(key: str) -> tuple[str, str]:
    before, between, after = key.partition(_BETWEEN)
    if not between:
        raise ValueError(f"{key!r} is no pair")
    return before, after
