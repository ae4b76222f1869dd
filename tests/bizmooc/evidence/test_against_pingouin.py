"""The same figures from raw rows by pingouin, pandas and scipy: on its data sets and on random data."""

import random

import numpy
import pandas
import pingouin
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from bizmooc.evidence import pairs, reliability
from bizmooc.evidence.change import change
from bizmooc.evidence.reliability import MissingPolicy, cronbach_alpha, feldt_interval, item_fit
from bizmooc.evidence.unavailable import Unavailable
from bizmooc.evidence.wilcoxon import Because, Policy, signed_rank
from tests.support.properties import quick

LISTWISE, PAIRWISE = MissingPolicy


def _sums(frame):
    sums = reliability.empty(frame.shape[1])
    for row in frame.itertuples(index=False):
        reliability.tally(sums, [None if pandas.isna(rating) else int(rating) for rating in row])
    return sums


def _ends(interval):
    return (round(interval.low, 3), round(interval.high, 3))


def test_alpha_of_the_long_data_set():
    long = pingouin.read_dataset("cronbach_alpha")
    sums = _sums(long.pivot_table(index="Subj", columns="Items", values="Scores"))
    for policy in MissingPolicy:
        result = cronbach_alpha(sums, policy)
        assert (result.items, result.people) == (10, 15)
        assert round(result.value, 10) == 0.5917188486
        assert _ends(result.interval) == (0.195, 0.840)


def test_alpha_of_the_data_set_with_gaps():
    sums = _sums(pingouin.read_dataset("cronbach_wide_missing"))
    pairwise, listwise = cronbach_alpha(sums, PAIRWISE), cronbach_alpha(sums, LISTWISE)
    assert (round(pairwise.value, 10), round(listwise.value, 10)) == (0.7326608352, 0.8016949153)
    assert _ends(pairwise.interval) == (0.435, 0.909)
    # pingouin takes all twelve people as n, though it left out three of them; the cautious interval takes the nine.
    assert (listwise.people, listwise.left_out) == (9, 3)
    assert _ends(listwise.interval) == (0.581, 0.933)
    complete = pingouin.read_dataset("cronbach_wide_missing").dropna()
    assert _ends(listwise.cautious_interval) == tuple(pingouin.cronbach_alpha(complete)[1])
    assert pairwise.cautious_interval == feldt_interval(pairwise.value, pairwise.fewest, 11)


@st.composite
def frames(draw):
    items, people = draw(st.integers(2, 6)), draw(st.integers(3, 25))
    rating = st.integers(1, 5) if draw(st.booleans()) else st.none() | st.integers(1, 5)
    row = st.lists(rating, min_size=items, max_size=items).filter(lambda ratings: any(r is not None for r in ratings))
    rows = draw(st.lists(row, min_size=people, max_size=people))
    return pandas.DataFrame(rows, dtype=float)


@quick
@given(frames())
def test_alpha_of_random_ratings(frame):
    sums = _sums(frame)
    for policy, data in ((LISTWISE, frame.dropna()), (PAIRWISE, frame)):
        result = cronbach_alpha(sums, policy)
        if isinstance(result, Unavailable):
            continue
        value, _rounded_ends = pingouin.cronbach_alpha(data, nan_policy=policy.value)
        assert result.value == pytest.approx(value, rel=1e-9, abs=1e-9)
        for interval, people in ((result.interval, len(frame)), (result.cautious_interval, result.fewest)):
            df = (people - 1, (people - 1) * (frame.shape[1] - 1))
            ends = [1 - (1 - value) * stats.f.isf(share, *df) for share in (0.025, 0.975)]
            assert (interval.low, interval.high) == pytest.approx(ends, rel=1e-9, abs=1e-9)


@quick
@given(frames())
def test_items_of_random_ratings(frame):
    fits, data = item_fit(_sums(frame), LISTWISE), frame.dropna()
    assume(not isinstance(fits, Unavailable))
    for item, fit in enumerate(fits):
        others = data.drop(columns=item)
        if not isinstance(fit.rest_correlation, Unavailable):
            expected = numpy.corrcoef(data[item], others.sum(axis=1))[0, 1]
            assert fit.rest_correlation == pytest.approx(expected, abs=1e-9)
        if not isinstance(fit.alpha_without, Unavailable):
            assert fit.alpha_without == pytest.approx(pingouin.cronbach_alpha(others)[0], rel=1e-9, abs=1e-9)


def _random_pairs(people, levels, seed):
    chosen = random.Random(seed)
    rows = [(chosen.randint(1, levels), chosen.randint(1, levels + levels // 4)) for _person in range(people)]
    histogram = {}
    for before, after in rows:
        pairs.tally(histogram, before, after)
    return histogram, *(numpy.array(values) for values in zip(*rows, strict=True))


SIZES = [2, 3, 4, 9, 13, 14, 20, 35, 50, 51, 52, 200]


@pytest.mark.parametrize("levels", [5, 30, 10**9])
@pytest.mark.parametrize("people", SIZES)
def test_signed_ranks_of_random_pairs(people, levels):
    histogram, befores, afters = _random_pairs(people, levels, seed=people + levels)
    result = signed_rank(histogram)
    expected = pingouin.wilcoxon(afters, befores).iloc[0]
    assert result.w == expected["W_val"]
    assert result.p == pytest.approx(expected["p_val"], rel=1e-9)
    assert result.rank_biserial == pytest.approx(expected["RBC"], abs=1e-12)
    plain = signed_rank(histogram, Policy(0, 0, continuity=False))
    assert plain.p == pytest.approx(stats.wilcoxon(afters, befores, method="asymptotic").pvalue, rel=1e-9)


def test_the_random_pairs_reach_every_method():
    histograms = [_random_pairs(people, levels, people + levels)[0] for people in SIZES for levels in (5, 30, 10**9)]
    assert {signed_rank(histogram).because for histogram in histograms} == set(Because)


@pytest.mark.parametrize("levels", [5, 30, 10**9])
@pytest.mark.parametrize("people", [3, 10, 200])
def test_effect_sizes_of_random_pairs(people, levels):
    histogram, befores, afters = _random_pairs(people, levels, seed=people * levels)
    result = change(histogram)
    d_av = pingouin.compute_effsize(afters, befores, paired=True, eftype="cohen")
    assert result.effects.d_av == pytest.approx(d_av, rel=1e-9)
    expected = pingouin.ttest(afters, befores, paired=True).iloc[0]
    assert result.t_test.t == pytest.approx(expected["T"], rel=1e-9)
    assert result.t_test.p == pytest.approx(expected["p_val"], rel=1e-9)
