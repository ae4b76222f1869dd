"""Exact numbers: as texts that can be keys of counts, and as whole numbers that can be added without error.

A mean of three ratings such as 10/3 has no exact decimal text. Cut to 3.3333, the differences 10/3 - 8/3 and
14/3 - 4 are no longer equal, and ranks of differences go wrong. So numbers are kept as fractions, and read as whole
numbers of a unit that all of them share.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bizmooc.evidence.histograms import MISSING

# A float that is the quotient of two whole numbers up to this size is kept as that quotient.
_LARGEST_DIVISOR = 10_000


def text_of(value: float | Fraction) -> str:
    """Return the one text of a number: 3.0 -> "3", 3.2 -> "16/5", 10 / 3 -> "10/3".

    Raises:
        ValueError: not a finite number.
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is no finite number")
        quotient = Fraction(value).limit_denominator(_LARGEST_DIVISOR)
        return str(quotient if float(quotient) == value else Fraction(repr(value)))
    return str(Fraction(value))


def whole_numbers(texts: Iterable[str]) -> tuple[dict[str, int], int]:
    """Read texts ("10/3", "3.2000", "4") as whole numbers of one unit.

    Returns:
        Each text's number in units, and how many units make 1.

    Raises:
        ValueError: a text is no number.
    """
    values = {text: Fraction(text) for text in set(texts)}
    unit = math.lcm(*(value.denominator for value in values.values()))
    return {text: value.numerator * (unit // value.denominator) for text, value in values.items()}, unit


@dataclass(frozen=True)
class Counts:
    """How often each number was given, with exact moments.

    Attributes:
        counts: number in units -> how often, never zero times.
        unit: how many units make 1.
    """

    counts: Mapping[int, int]
    unit: int

    @classmethod
    def of(cls, histogram: Mapping[str, int]) -> Counts:
        """Read a histogram of texts, without what is missing; two texts of one number count together."""
        numbers, unit = whole_numbers(text for text in histogram if text != MISSING)
        counts: dict[int, int] = {}
        for text, number in numbers.items():
            if histogram[text]:
                counts[number] = counts.get(number, 0) + histogram[text]
        return cls(counts, unit)

    @property
    def n(self) -> int:
        """How many numbers were given."""
        return sum(self.counts.values())

    @property
    def mean(self) -> Fraction:
        """Arithmetic mean; of nothing, ZeroDivisionError."""
        return Fraction(self._total, self.n * self.unit)

    @property
    def median(self) -> Fraction:
        """Median, of an even number the mean of the middle two; of nothing, IndexError."""
        return Fraction(self._at((self.n - 1) // 2) + self._at(self.n // 2), 2 * self.unit)

    @property
    def variance(self) -> Fraction:
        """Sample variance (divided by n - 1); of fewer than two, ZeroDivisionError."""
        n, total = self.n, self._total
        squares = sum(number * number * count for number, count in self.counts.items())
        return Fraction(n * squares - total * total, n * (n - 1) * self.unit**2)

    def _at(self, index: int) -> int:
        for number, count in sorted(self.counts.items()):
            index -= count
            if index < 0:
                return number
        raise IndexError("there are fewer numbers")

    @property
    def _total(self) -> int:
        return sum(number * count for number, count in self.counts.items())
