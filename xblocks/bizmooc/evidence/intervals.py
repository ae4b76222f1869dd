"""Intervals: how far a share or a mean of a sample can be trusted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from bizmooc.evidence.exact import Counts
from bizmooc.evidence.quantiles import t_quantile
from bizmooc.evidence.unavailable import Figure, Reason, Unavailable

DEFAULT_CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A confidence interval.

    Attributes:
        low: lower end. high: upper end.
        confidence: between 0 and 1.
    """

    low: float
    high: float
    confidence: float


@dataclass(frozen=True)
class Mean:
    """A mean and how far it can be trusted.

    Attributes:
        n: values.
        value: arithmetic mean.
        sd: standard deviation (divided by n - 1), unavailable for one value.
        interval: of the mean, by Student's t; it may reach beyond the ends of a rating scale. Unavailable for one
            value, and where all values are the same: such a sample says nothing about how much values vary.
    """

    n: int
    value: float
    sd: Figure
    interval: Interval | Unavailable


def wilson(count: int, n: int, confidence: float = DEFAULT_CONFIDENCE) -> Interval | Unavailable:
    """Return the score interval of a share (Wilson 1927), without continuity correction.

    Unlike mean +- 1.96 standard errors it stays within 0 and 1 and is no point where the share is 0 or 1.

    Args:
        count: those counted.
        n: all of whom they were counted.
        confidence: between 0 and 1.

    Raises:
        ValueError: count is not between 0 and n, or confidence not between 0 and 1.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no share")
    z = NormalDist().inv_cdf(upper_share(confidence))
    if not n:
        return Unavailable(Reason.NO_VALUES)
    share = count / n
    width = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / width
    half = z / width * math.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    # At the ends the formula gives exactly 0 and 1; floats come only near.
    low = centre - half if count else 0.0
    high = centre + half if count < n else 1.0
    return Interval(low, high, confidence)


def mean(histogram: Mapping[str, int] | Counts, confidence: float = DEFAULT_CONFIDENCE) -> Mean | Unavailable:
    """Return the mean of a histogram of values, without what is missing.

    Args:
        histogram: value as text ("3", "3.2000", "10/3") -> how often; or these as they were read already.
        confidence: between 0 and 1.

    Returns:
        Unavailable without any value.
    """
    values = histogram if isinstance(histogram, Counts) else Counts.of(histogram)
    if not values.n:
        return Unavailable(Reason.NO_VALUES)
    sd = standard_deviation(values)
    return Mean(values.n, float(values.mean), sd, interval_of_mean(values, confidence))


def standard_deviation(values: Counts) -> Figure:
    """Return the sample standard deviation, unavailable for fewer than two values."""
    if values.n < 2:
        return Unavailable(Reason.TOO_FEW_VALUES, {"values": values.n, "needed": 2})
    return math.sqrt(values.variance)


def interval_of_mean(values: Counts, confidence: float = DEFAULT_CONFIDENCE) -> Interval | Unavailable:
    """Return the interval of a mean by Student's t with n - 1 degrees of freedom."""
    share = upper_share(confidence)
    sd = standard_deviation(values)
    if isinstance(sd, Unavailable):
        return sd
    if not values.variance:
        return Unavailable(Reason.NO_VARIANCE, {"values": values.n})
    quantile = t_quantile(share, values.n - 1)
    if isinstance(quantile, Unavailable):
        return quantile
    centre, half = float(values.mean), quantile * sd / math.sqrt(values.n)
    return Interval(centre - half, centre + half, confidence)


def upper_share(confidence: float) -> float:
    """Return what lies below the upper end of a two-sided interval: 0.975 of 0.95.

    Raises:
        ValueError: confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence} is not between 0 and 1")
    return (1 + confidence) / 2
