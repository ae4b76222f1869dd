"""The signed-rank test: published values, all ways to give signs, edges and policies."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence import pairs
from bizmooc.evidence.histograms import MISSING
from bizmooc.evidence.unavailable import Reason, Unavailable
from bizmooc.evidence.wilcoxon import DEFAULT_POLICY, Because, Method, Policy, signed_rank
from tests.bizmooc.evidence.test_change import SLEEP
from tests.support.properties import quick


def _histogram(differences):
    histogram = {}
    for difference in differences:
        pairs.tally(histogram, 0, difference)
    return histogram


def _sleep():
    histogram = {}
    for before, after in SLEEP:
        pairs.tally(histogram, before, after)
    return histogram


def test_known_data_exactly():
    result = signed_rank(_sleep())
    assert (result.w, result.w_plus, result.w_minus, result.p) == (0, 45, 0, 0.00390625)
    assert (result.pairs, result.zeros, result.ranked, result.tied) == (10, 1, 9, 2)
    assert (result.method, result.because, result.z) == (Method.EXACT, Because.FEW_PAIRS, None)
    assert result.rank_biserial == 1
    assert (result.policy, result.policy.zeros, result.policy.ties) == (DEFAULT_POLICY, "wilcox", "average")


def test_known_data_approximately():
    """R's wilcox.test says p = 0.009091 of the same data."""
    result = signed_rank(_sleep(), Policy(exact_up_to_with_ties=0))
    assert (result.method, result.because) == (Method.NORMAL, Because.TIES_OR_ZEROS)
    assert round(result.p, 6) == 0.009091


def test_depression_scores():
    """Hollander & Wolfe 1973, p. 29 (in R's help on wilcox.test): V = 40, p = 0.01953 one-sided."""
    first = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    histogram = {}
    for before, after in zip(first, second, strict=True):
        pairs.tally(histogram, before, after)
    result = signed_rank(histogram)
    assert (result.w_minus, result.w_plus, result.because) == (40, 5, Because.NO_TIES)
    assert result.p == 2 * 0.01953125
    assert result.rank_biserial == pytest.approx(-35 / 45)


def _by_all_signs(differences):
    """The probability from all ways to sign the ranks: how often the smaller sum is as small as seen."""
    sizes = [abs(difference) for difference in differences if difference]
    ranks = [sum(other < size for other in sizes) + (sizes.count(size) + 1) / 2 for size in sizes]
    plus = sum(rank for rank, d in zip(ranks, [d for d in differences if d], strict=True) if d > 0)
    seen = min(plus, sum(ranks) - plus)
    sums = [sum(itertools.compress(ranks, signs)) for signs in itertools.product((0, 1), repeat=len(ranks))]
    return sum(min(total, sum(ranks) - total) <= seen for total in sums) / len(sums)


@quick
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=10).filter(any))
def test_the_exact_probability_is_that_of_all_signs(differences):
    result = signed_rank(_histogram(differences))
    assert result.method is Method.EXACT
    assert result.p == pytest.approx(_by_all_signs(differences), abs=1e-12)


def test_exact_with_ties_beyond_the_default_when_asked():
    differences = [1, 1, 2, -2, 3, 3, 3, -1, 4, 5, 5, -6, 7, 8, 0]
    by_default = signed_rank(_histogram(differences))
    exact = signed_rank(_histogram(differences), Policy(exact_up_to_with_ties=50))
    assert (by_default.method, exact.method) == (Method.NORMAL, Method.EXACT)
    assert exact.p == pytest.approx(_by_all_signs(differences), abs=1e-12)
    assert by_default.p == pytest.approx(exact.p, abs=0.01)


@pytest.mark.parametrize(
    ("differences", "method", "because"),
    [
        ([1] * 13, Method.EXACT, Because.FEW_PAIRS),
        ([1] * 14, Method.NORMAL, Because.TIES_OR_ZEROS),
        ([0, *range(1, 13)], Method.EXACT, Because.FEW_PAIRS),
        ([0, *range(1, 14)], Method.NORMAL, Because.TIES_OR_ZEROS),
        (range(1, 51), Method.EXACT, Because.NO_TIES),
        (range(1, 52), Method.NORMAL, Because.MANY_PAIRS),
    ],
)
def test_which_method_and_why(differences, method, because):
    result = signed_rank(_histogram(differences))
    assert (result.method, result.because) == (method, because)
    assert (result.z is None) == (method is Method.EXACT)


def test_continuity_is_as_the_policy_says():
    differences = [*range(1, 40), *range(-60, -40)]
    corrected = signed_rank(_histogram(differences))
    plain = signed_rank(_histogram(differences), Policy(continuity=False))
    n = len(differences)
    half_a_rank = 0.5 / math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    assert plain.z - corrected.z == pytest.approx(math.copysign(half_a_rank, plain.z))
    assert corrected.p > plain.p


def test_a_result_in_the_middle_stays_there():
    balanced = [sign * size for size in range(1, 31) for sign in (1, -1)]
    result = signed_rank(_histogram(balanced))
    assert (result.z, result.p, result.rank_biserial) == (0, 1, 0)


@quick
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=80).filter(any))
def test_up_and_down_are_treated_alike(differences):
    up, down = signed_rank(_histogram(differences)), signed_rank(_histogram([-d for d in differences]))
    assert (up.p, up.w, up.rank_biserial) == (down.p, down.w, -down.rank_biserial)
    assert up.w_plus + up.w_minus == up.ranked * (up.ranked + 1) / 2
    assert up.zeros + up.ranked == up.pairs == len(differences)
    assert 0 < up.p <= 1


@quick
@given(st.lists(st.tuples(st.integers(3, 15), st.integers(3, 15)), min_size=1, max_size=40))
def test_thirds_are_ranked_like_the_whole_numbers_they_are_made_of(given_pairs):
    whole, thirds = {}, {}
    for before, after in given_pairs:
        pairs.tally(whole, before, after)
        pairs.tally(thirds, before / 3, after / 3)
    assert signed_rank(thirds) == signed_rank(whole)


def test_no_pairs_and_no_change_are_reasons():
    assert signed_rank({}) == Unavailable(Reason.NO_PAIRS, {"incomplete": 0})
    assert signed_rank({MISSING: 2}) == Unavailable(Reason.NO_PAIRS, {"incomplete": 2})
    assert signed_rank({"3|3": 4, "10/3|10/3": 1}) == Unavailable(Reason.NO_CHANGE, {"pairs": 5})


@pytest.mark.parametrize(("n", "p"), [(1, 1.0), (2, 0.5), (3, 0.25)])
def test_few_pairs_prove_little(n, p):
    result = signed_rank(_histogram(range(1, n + 1)))
    assert (result.p, result.w, result.rank_biserial) == (p, 0, 1)


@pytest.mark.parametrize("policy", [{"zeros": "pratt"}, {"ties": "min"}])
def test_what_is_not_offered_is_refused(policy):
    with pytest.raises(ValueError, match="not offered"):
        Policy(**policy)
