"""How much people changed between two ratings of their own: means, intervals, effect sizes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bizmooc.evidence import pairs
from bizmooc.evidence.intervals import DEFAULT_CONFIDENCE, Interval, interval_of_mean, standard_deviation
from bizmooc.evidence.quantiles import t_two_sided
from bizmooc.evidence.unavailable import Figure, Reason, Unavailable


@dataclass(frozen=True)
class TTest:
    """Student's t for pairs.

    Attributes:
        t: mean difference / its standard error.
        df: degrees of freedom.
        p: how probable a t at least as far from zero is if nothing changed.
    """

    t: float
    df: int
    p: Figure


@dataclass(frozen=True)
class EffectSizes:
    """How large a change is, measured in standard deviations; each answers another question.

    Attributes:
        d_z: mean difference / SD of the differences (Cohen 1988; Lakens 2013, formula 6).
        g_z: d_z * J, without its bias in small samples (Hedges 1981, exact J with n - 1 degrees of freedom).
        d_av: mean difference / root of the mean of both variances (Cumming 2012), comparable with a study of two
            separate groups. (Lakens 2013, formula 10, divides by the mean of both SDs instead.)
        d_rm: d_z * sqrt(2 * (1 - correlation)) (Morris & DeShon 2002; Lakens 2013, formula 9).
    """

    d_z: Figure
    g_z: Figure
    d_av: Figure
    d_rm: Figure


@dataclass(frozen=True)
class Change:
    """Change within pairs, after - before.

    Attributes:
        n: pairs. incomplete: people left out for lack of one value.
        mean_before: of the pairs. mean_after: of the pairs.
        difference: mean of the differences. interval: of it, by Student's t.
        sd_before: of the pairs. sd_after: of the pairs. sd_difference: of the differences.
        correlation: of before and after (Pearson).
        t_test: for pairs.
        effects: sizes.
    """

    n: int
    incomplete: int
    mean_before: float
    mean_after: float
    difference: float
    interval: Interval | Unavailable
    sd_before: Figure
    sd_after: Figure
    sd_difference: Figure
    correlation: Figure
    t_test: TTest | Unavailable
    effects: EffectSizes


def change(
    histogram: Mapping[str, int] | pairs.PairCounts, confidence: float = DEFAULT_CONFIDENCE
) -> Change | Unavailable:
    """Work out the change in a histogram of pairs (see pairs.py).

    Returns:
        Unavailable without any pair. With one pair, or without variance, the figures that need more are unavailable.
    """
    counts = pairs.read(histogram)
    if not counts.n:
        return Unavailable(Reason.NO_PAIRS, {"incomplete": counts.incomplete})
    correlation = _correlation(counts)
    return Change(
        n=counts.n,
        incomplete=counts.incomplete,
        mean_before=float(counts.befores.mean),
        mean_after=float(counts.afters.mean),
        difference=float(counts.differences.mean),
        interval=interval_of_mean(counts.differences, confidence),
        sd_before=standard_deviation(counts.befores),
        sd_after=standard_deviation(counts.afters),
        sd_difference=standard_deviation(counts.differences),
        correlation=correlation,
        t_test=_t_test(counts),
        effects=_effects(counts, correlation),
    )


def hedges_j(df: int) -> Figure:
    """Return the factor that takes the bias out of a standardised difference (Hedges 1981).

    J = gamma(df / 2) / (sqrt(df / 2) * gamma((df - 1) / 2)), of which 1 - 3 / (4 * df - 1) is an approximation.
    """
    if df < 2:
        return Unavailable(Reason.TOO_FEW_VALUES, {"values": df + 1, "needed": 3})
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def _t_test(counts: pairs.PairCounts) -> TTest | Unavailable:
    d_z = _d_z(counts)
    if isinstance(d_z, Unavailable):
        return d_z
    t, df = d_z * math.sqrt(counts.n), counts.n - 1
    return TTest(t, df, t_two_sided(t, df))


def _effects(counts: pairs.PairCounts, correlation: Figure) -> EffectSizes:
    d_z, j = _d_z(counts), hedges_j(counts.n - 1)
    return EffectSizes(
        d_z=d_z,
        g_z=_combined(d_z, j, lambda effect, factor: effect * factor),
        d_av=_d_av(counts),
        d_rm=_combined(d_z, correlation, lambda effect, r: effect * math.sqrt(2 * (1 - r))),
    )


def _combined(first: Figure, second: Figure, rule: Callable[[float, float], float]) -> Figure:
    if isinstance(first, Unavailable):
        return first
    return second if isinstance(second, Unavailable) else rule(first, second)


def _d_z(counts: pairs.PairCounts) -> Figure:
    sd = standard_deviation(counts.differences)
    if isinstance(sd, Unavailable):
        return sd
    return float(counts.differences.mean) / sd if sd else Unavailable(Reason.NO_VARIANCE, {"values": counts.n})


def _d_av(counts: pairs.PairCounts) -> Figure:
    if counts.n < 2:
        return Unavailable(Reason.TOO_FEW_VALUES, {"values": counts.n, "needed": 2})
    variance = (counts.befores.variance + counts.afters.variance) / 2
    if not variance:
        return Unavailable(Reason.NO_VARIANCE, {"values": counts.n})
    return float(counts.differences.mean) / math.sqrt(variance)


def _correlation(counts: pairs.PairCounts) -> Figure:
    if counts.n < 2:
        return Unavailable(Reason.TOO_FEW_VALUES, {"values": counts.n, "needed": 2})
    variances = counts.befores.variance * counts.afters.variance
    if not variances:
        return Unavailable(Reason.NO_VARIANCE, {"values": counts.n})
    # Squares of exact numbers under one root: a perfect correlation is exactly 1, never a little more.
    return math.copysign(math.sqrt(counts.covariance**2 / variances), counts.covariance)
