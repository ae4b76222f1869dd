"""Intervals of shares and means, against published values and scipy."""

import statistics
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bizmooc.evidence import histograms, intervals
from bizmooc.evidence.intervals import Interval
from bizmooc.evidence.unavailable import Reason, Unavailable
from tests.support.properties import quick


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    # Newcombe 1998, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals_of_shares(count, n, low, high):
    interval = intervals.wilson(count, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@quick
@given(st.integers(1, 100_000), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_intervals_of_shares_are_those_of_scipy(n, data, confidence):
    count = data.draw(st.integers(0, n))
    interval = intervals.wilson(count, n, confidence)
    expected = stats.binomtest(count, n).proportion_ci(confidence, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= interval.low <= count / n <= interval.high <= 1


def test_shares_of_nothing_and_of_none_and_of_all():
    assert intervals.wilson(0, 0) == Unavailable(Reason.NO_VALUES)
    assert intervals.wilson(0, 7).low == 0
    assert intervals.wilson(7, 7).high == 1


@pytest.mark.parametrize(("count", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_what_is_no_share_is_refused(count, n):
    with pytest.raises(ValueError, match="is no share"):
        intervals.wilson(count, n)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_what_is_no_confidence_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        intervals.wilson(1, 2, confidence)
    with pytest.raises(ValueError, match="between 0 and 1"):
        intervals.mean({"1": 1, "2": 1}, confidence)


def test_mean_of_a_scale_with_known_figures():
    """Agreeableness of the 2709 people with five ratings in bfi (Revelle's psych): 4.6435 and 0.9005."""
    histogram = {
        "1": 1, "6/5": 2, "7/5": 1, "8/5": 5, "9/5": 8, "2": 11, "11/5": 14, "12/5": 19, "13/5": 38, "14/5": 37,
        "3": 46, "16/5": 48, "17/5": 79, "18/5": 81, "19/5": 110, "4": 175, "21/5": 171, "22/5": 206, "23/5": 214,
        "24/5": 251, "5": 253, "26/5": 232, "27/5": 242, "28/5": 175, "29/5": 153, "6": 137, histograms.MISSING: 91,
    }  # fmt: skip
    mean = intervals.mean(histogram)
    assert (mean.n, round(mean.value, 6), round(mean.sd, 6)) == (2709, 4.643485, 0.900541)
    assert (round(mean.interval.low, 6), round(mean.interval.high, 6)) == (4.609558, 4.677411)


@quick
@given(st.lists(st.sampled_from(["1", "2.5", "3.3333", "4.0000", "5"]), min_size=2, max_size=60))
def test_intervals_of_means_are_those_of_scipy(texts):
    histogram: histograms.Histogram = {}
    for text in texts:
        histograms.add(histogram, text)
    values = [float(text) for text in texts]
    mean = intervals.mean(histogram)
    assert mean.value == pytest.approx(statistics.fmean(values), abs=1e-12)
    assert mean.sd == pytest.approx(statistics.stdev(values), abs=1e-12)
    if len(set(values)) == 1:
        assert mean.interval == Unavailable(Reason.NO_VARIANCE, {"values": len(values)})
        return
    expected = stats.t.interval(0.95, len(values) - 1, statistics.fmean(values), stats.sem(values))
    assert (mean.interval.low, mean.interval.high) == pytest.approx(expected, abs=1e-9)


def test_means_of_few_values():
    assert intervals.mean({}) == Unavailable(Reason.NO_VALUES)
    assert intervals.mean({histograms.MISSING: 4}) == Unavailable(Reason.NO_VALUES)
    too_few = Unavailable(Reason.TOO_FEW_VALUES, {"values": 1, "needed": 2})
    assert intervals.mean({"10/3": 1}) == intervals.Mean(1, 10 / 3, too_few, too_few)
    two = intervals.mean({"2": 1, "4": 1}).interval
    # t of one degree of freedom is tan: 3 -+ 1 * tan(0.475 pi).
    assert two == Interval(pytest.approx(-9.706205), pytest.approx(15.706205), 0.95)


def test_without_scipy_a_mean_has_no_interval_and_says_why(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.special", None)
    mean = intervals.mean({"2": 1, "4": 1})
    assert (mean.value, mean.interval) == (3, Unavailable(Reason.NO_SCIPY))
    assert isinstance(intervals.wilson(1, 2), Interval)
