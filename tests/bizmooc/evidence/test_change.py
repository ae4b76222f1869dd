"""Change within pairs: published values, edges, scipy."""

import math
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from bizmooc.evidence import pairs
from bizmooc.evidence.change import change, hedges_j
from bizmooc.evidence.histograms import MISSING
from bizmooc.evidence.unavailable import Reason, Unavailable
from tests.support.properties import quick

# Hours of sleep gained by the same ten people under two drugs (Cushny & Peebles 1905; Student 1908; R's `sleep`).
SLEEP = [
    (0.7, 1.9), (-1.6, 0.8), (-0.2, 1.1), (-1.2, 0.1), (-0.1, -0.1), (3.4, 4.4), (3.7, 5.5), (0.8, 1.6), (0.0, 4.6),
    (2.0, 3.4),
]  # fmt: skip


def _histogram(given_pairs):
    histogram = {}
    for before, after in given_pairs:
        pairs.tally(histogram, before, after)
    return histogram


def test_change_in_known_data():
    result = change(_histogram(SLEEP))
    assert (result.n, result.incomplete) == (10, 0)
    assert (result.mean_before, result.mean_after, result.difference) == (0.75, 2.33, 1.58)
    assert round(result.sd_difference, 6) == 1.229995
    assert (round(result.sd_before, 6), round(result.sd_after, 6)) == (1.78901, 2.002249)
    assert (round(result.interval.low, 4), round(result.interval.high, 4)) == (0.7001, 2.4599)
    assert (round(result.t_test.t, 6), result.t_test.df, round(result.t_test.p, 6)) == (4.062128, 9, 0.002833)
    assert round(result.correlation, 6) == 0.795170


def test_effect_sizes_in_known_data():
    effects = change(_histogram(SLEEP)).effects
    assert round(effects.d_z, 6) == 1.284558
    assert round(effects.d_av, 6) == 0.832181
    assert round(effects.d_rm, 6) == 0.822177
    assert round(effects.g_z, 6) == 1.173925


@pytest.mark.parametrize("df", [2, 3, 9, 100, 100_000])
def test_the_bias_is_taken_out_exactly(df):
    # Of two neighbours the gamma functions cancel out; with J(2) below, this fixes all of them.
    assert hedges_j(df) * hedges_j(df + 1) == pytest.approx((df - 1) / math.sqrt(df * (df + 1)), rel=1e-9)
    assert hedges_j(df) == pytest.approx(1 - 3 / (4 * df - 1), abs=0.04 / df**2 + 1e-9)


def test_the_exact_bias_is_not_the_approximate_one():
    assert (round(hedges_j(9), 6), round(1 - 3 / (4 * 9 - 1), 6)) == (0.913875, 0.914286)


def test_the_bias_needs_three_values():
    assert hedges_j(2) == pytest.approx(1 / math.sqrt(math.pi))
    assert hedges_j(1) == Unavailable(Reason.TOO_FEW_VALUES, {"values": 2, "needed": 3})


values = st.integers(0, 12).map(lambda number: number / 3)


@quick
@given(st.lists(st.tuples(values, values), min_size=2, max_size=40))
def test_change_in_random_data_is_that_of_scipy(given_pairs):
    befores, afters = zip(*given_pairs, strict=True)
    differences = {round(after - before, 6) for before, after in given_pairs}
    assume(len(differences) > 1)
    result, expected = change(_histogram(given_pairs)), stats.ttest_rel(afters, befores)
    assert result.t_test.t == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
    assert result.t_test.p == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-12)
    ends = expected.confidence_interval(0.95)
    assert (result.interval.low, result.interval.high) == pytest.approx((ends.low, ends.high), rel=1e-9, abs=1e-9)
    assert result.effects.d_z == pytest.approx(expected.statistic / math.sqrt(len(given_pairs)), rel=1e-9, abs=1e-9)
    if len(set(befores)) > 1 and len(set(afters)) > 1:
        assert result.correlation == pytest.approx(stats.pearsonr(befores, afters).statistic, abs=1e-9)
        assert abs(result.correlation) <= 1


@quick
@given(st.lists(st.tuples(values, values), min_size=2, max_size=12))
def test_looked_at_the_other_way_round_every_change_turns(given_pairs):
    there = change(_histogram(given_pairs))
    back = change(_histogram([(after, before) for before, after in given_pairs]))
    assert there.difference == -back.difference
    assert there.sd_difference == back.sd_difference
    assert there.correlation == back.correlation
    if not isinstance(there.effects.d_z, Unavailable):
        assert (there.effects.d_z, there.effects.d_av) == (-back.effects.d_z, -back.effects.d_av)


def test_no_pair_is_a_reason():
    assert change({}) == Unavailable(Reason.NO_PAIRS, {"incomplete": 0})
    assert change({MISSING: 4}) == Unavailable(Reason.NO_PAIRS, {"incomplete": 4})


def test_one_pair_has_means_and_nothing_more():
    result = change(_histogram([(3, 10 / 3), (2, None)]))
    assert (result.n, result.incomplete) == (1, 1)
    assert (result.mean_before, result.mean_after, result.difference) == (3, 10 / 3, 1 / 3)
    too_few = Unavailable(Reason.TOO_FEW_VALUES, {"values": 1, "needed": 2})
    figures = [result.interval, result.sd_before, result.sd_after, result.sd_difference, result.correlation]
    effects = result.effects
    figures += [result.t_test, effects.d_z, effects.g_z, effects.d_av, effects.d_rm]
    assert figures == [too_few] * len(figures)


def test_two_pairs_have_all_but_a_corrected_effect():
    result = change(_histogram([(1, 2), (2, 5)]))
    assert (result.difference, result.t_test.df, result.correlation) == (2, 1, 1)
    assert result.effects.d_z == pytest.approx(math.sqrt(2))
    assert result.effects.g_z == Unavailable(Reason.TOO_FEW_VALUES, {"values": 2, "needed": 3})


def test_where_all_change_alike_there_is_nothing_to_measure_change_in():
    result = change(_histogram([(1, 2), (2, 3), (8 / 3, 11 / 3)]))
    no_variance = Unavailable(Reason.NO_VARIANCE, {"values": 3})
    assert (result.difference, result.sd_difference, result.correlation) == (1, 0, 1)
    assert [result.interval, result.t_test, result.effects.d_z, result.effects.g_z] == [no_variance] * 4
    assert result.effects.d_rm == no_variance
    assert result.effects.d_av == pytest.approx(math.sqrt(81 / 57))


def test_where_all_are_alike_there_is_neither_correlation_nor_effect():
    result = change({"3|4": 5})
    no_variance = Unavailable(Reason.NO_VARIANCE, {"values": 5})
    assert (result.difference, result.sd_before, result.sd_after) == (1, 0, 0)
    assert [result.correlation, result.effects.d_av, result.effects.d_rm] == [no_variance] * 3


def test_where_all_began_alike_only_what_needs_a_correlation_is_missing():
    result = change(_histogram([(3, 4), (3, 5), (3, 3)]))
    no_variance = Unavailable(Reason.NO_VARIANCE, {"values": 3})
    assert (result.correlation, result.effects.d_rm) == (no_variance, no_variance)
    assert result.effects.d_z == pytest.approx(1)
    assert result.effects.d_av == pytest.approx(math.sqrt(2))


def test_without_scipy_effects_remain_and_the_rest_says_why(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.special", None)
    result = change(_histogram(SLEEP))
    no_scipy = Unavailable(Reason.NO_SCIPY)
    assert (result.interval, result.t_test.p) == (no_scipy, no_scipy)
    assert (round(result.t_test.t, 6), round(result.effects.g_z, 6)) == (4.062128, 1.173925)
