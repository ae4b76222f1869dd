"""Alpha and its items: published values, edges, and sums against the ratings they stand for."""

import json
import sys
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence import reliability
from bizmooc.evidence.reliability import MissingPolicy, cronbach_alpha, item_fit
from bizmooc.evidence.unavailable import Reason, Unavailable
from tests.support.properties import quick

LISTWISE, PAIRWISE = MissingPolicy

# Sums over the 2800 people of bfi (Revelle's psych), levels 1 to 6, items in reverse turned round: A1; C4 and C5.
AGREEABLENESS: reliability.ItemSums = {
    "items": 5,
    "people": 2800,
    "listwise": {
        "n": [2709],
        "sums": [12428, 12996, 12459, 12684, 12329],
        "products": [
            62358, 61150, 58489, 59029, 57438, 66094, 61793, 62437, 60705, 61909, 60237, 58954, 65372, 59284, 60421,
        ],
    },
    "pairwise": {
        "n": [2784, 2757, 2759, 2767, 2769, 2773, 2751, 2758, 2757, 2774, 2759, 2758, 2781, 2765, 2784],
        "firsts": [
            12769, 12642, 12656, 12692, 12707, 13317, 13205, 13239, 13242, 12771, 12701, 12692, 13070, 12980, 12696,
        ],
        "seconds": [
            12769, 13235, 12700, 12997, 12624, 13317, 12657, 12949, 12565, 12771, 12950, 12569, 13070, 12607, 12696,
        ],
        "products": [
            64081, 62232, 59597, 60460, 58821, 67761, 62794, 63763, 61938, 63495, 61535, 60124, 67512, 60768, 62306,
        ],
    },
}  # fmt: skip
CONSCIENTIOUSNESS: reliability.ItemSums = {
    "items": 5,
    "people": 2800,
    "listwise": {
        "n": [2707],
        "sums": [12207, 11813, 11637, 12034, 9993],
        "products": [
            59197, 55167, 53833, 55854, 46442, 56275, 52421, 54411, 45355, 54521, 53374, 44892, 58608, 47308, 44059,
        ],
    },
    "pairwise": {
        "n": [2779, 2755, 2760, 2753, 2763, 2776, 2762, 2756, 2761, 2780, 2758, 2764, 2774, 2758, 2784],
        "firsts": [
            12512, 12407, 12432, 12403, 12452, 12131, 12069, 12041, 12063, 11965, 11861, 11889, 12335, 12262, 10310,
        ],
        "seconds": [
            12512, 12029, 11885, 12239, 10222, 12131, 11879, 12249, 10214, 11965, 12271, 10237, 12335, 10193, 10310,
        ],
        "products": [
            60614, 56099, 54890, 56736, 47458, 57835, 53574, 55412, 46392, 56111, 54418, 46006, 60093, 48261, 45562,
        ],
    },
}  # fmt: skip


def _sums(rows, items=None):
    sums = reliability.empty(len(rows[0]) if items is None else items)
    for row in rows:
        reliability.tally(sums, row)
    return sums


def _recomputed(rows, items):
    """The same sums from raw rows, written down as the definition says."""
    both = list(combinations_with_replacement(range(items), 2))
    complete = [row for row in rows if row and None not in row]
    of_pair = {(i, j): [r for r in rows if r[i] is not None and r[j] is not None] for i, j in both}
    return {
        "items": items,
        "people": len([row for row in rows if any(rating is not None for rating in row)]),
        "listwise": {
            "n": [len(complete)],
            "sums": [sum(row[i] for row in complete) for i in range(items)],
            "products": [sum(row[i] * row[j] for row in complete) for i, j in both],
        },
        "pairwise": {
            "n": [len(of_pair[pair]) for pair in both],
            "firsts": [sum(row[i] for row in of_pair[i, j]) for i, j in both],
            "seconds": [sum(row[j] for row in of_pair[i, j]) for i, j in both],
            "products": [sum(row[i] * row[j] for row in of_pair[i, j]) for i, j in both],
        },
    }


@pytest.mark.parametrize(
    ("sums", "policy", "people", "left_out", "fewest", "alpha", "ends"),
    [
        (AGREEABLENESS, LISTWISE, 2709, 91, 2709, 0.703756, (0.686, 0.721)),
        (AGREEABLENESS, PAIRWISE, 2800, 0, 2751, 0.703018, (0.685, 0.720)),
        (CONSCIENTIOUSNESS, LISTWISE, 2707, 93, 2707, 0.729277, (0.713, 0.745)),
        (CONSCIENTIOUSNESS, PAIRWISE, 2800, 0, 2753, 0.726735, (0.710, 0.742)),
    ],
)
def test_alpha_of_known_scales(sums, policy, people, left_out, fewest, alpha, ends):
    result = cronbach_alpha(sums, policy)
    assert round(result.value, 6) == alpha
    assert (result.policy, result.items, result.people, result.left_out) == (policy, 5, people, left_out)
    assert result.fewest == fewest
    assert not result.is_negative
    assert (round(result.interval.low, 3), round(result.interval.high, 3)) == ends


def test_items_of_a_known_scale():
    fits = item_fit(AGREEABLENESS, LISTWISE)
    assert [round(fit.rest_correlation, 4) for fit in fits] == [0.3114, 0.5630, 0.5888, 0.3948, 0.4872]
    assert [round(fit.alpha_without, 4) for fit in fits] == [0.7180, 0.6185, 0.6008, 0.6869, 0.6446]


ratings = st.none() | st.integers(-2, 7)


@quick
@given(st.integers(0, 5), st.data())
def test_people_come_and_go_in_any_order(items, data):
    rows = st.lists(st.lists(ratings, min_size=items, max_size=items), max_size=12)
    stay, leave = data.draw(rows), data.draw(rows)
    sums = _sums(data.draw(st.permutations(stay + leave)), items)
    sums = json.loads(json.dumps(sums))
    for row in data.draw(st.permutations(leave)):
        reliability.tally(sums, row, -1)
    assert sums == _sums(stay, items) == _recomputed(stay, items)


@quick
@given(st.lists(st.lists(ratings, min_size=3, max_size=3), max_size=12), st.integers(0, 12))
def test_two_groups_merged_are_one_group(rows, cut):
    merged = _sums(rows[:cut], 3)
    reliability.merge(merged, _sums(rows[cut:], 3))
    assert merged == _sums(rows, 3)


@quick
@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), max_size=10))
def test_without_gaps_both_policies_agree(rows):
    sums = _sums(rows, 3)
    listwise, pairwise = (cronbach_alpha(sums, policy) for policy in MissingPolicy)
    assert item_fit(sums, LISTWISE) == item_fit(sums, PAIRWISE)
    if isinstance(listwise, Unavailable):
        assert listwise == pairwise
    else:
        assert (listwise.value, listwise.interval) == (pairwise.value, pairwise.interval)
        assert listwise.value <= 1


def test_ratings_that_were_never_counted_cannot_be_taken_out():
    sums = _sums([[1, 2, None]])
    before = json.dumps(sums)
    with pytest.raises(ValueError, match="never counted"):
        reliability.tally(sums, [1, 2, 3], -1)
    with pytest.raises(ValueError, match="of 3 items, not of 2"):
        reliability.tally(sums, [1, 2])
    assert json.dumps(sums) == before


EDGES = {
    "no item": ([[]] * 5, Unavailable(Reason.TOO_FEW_ITEMS, {"items": 0, "needed": 2})),
    "one item": ([[1], [2], [4]], Unavailable(Reason.TOO_FEW_ITEMS, {"items": 1, "needed": 2})),
    "all missing": ([[None, None]] * 4, Unavailable(Reason.NOBODY_ANSWERED)),
    "two people": ([[1, 2], [2, 4]], Unavailable(Reason.TOO_FEW_PEOPLE, {"people": 2, "needed": 3})),
    "all alike": ([[3, 4, 3]] * 5, Unavailable(Reason.ITEM_WITHOUT_VARIANCE, {"item": 0, "items": 3})),
    "one item alike": (
        [[1, 4, 2], [2, 4, 2], [3, 4, 5]],
        Unavailable(Reason.ITEM_WITHOUT_VARIANCE, {"item": 1, "items": 1}),
    ),
    "items cancel out": ([[1, 5], [2, 4], [3, 3]], Unavailable(Reason.TOTAL_WITHOUT_VARIANCE)),
    "thirds cancel out": (
        [[1, 1, 4], [1, 2, 3], [2, 1, 3], [2, 3, 1]],
        Unavailable(Reason.TOTAL_WITHOUT_VARIANCE),
    ),
}


@pytest.mark.parametrize("policy", MissingPolicy)
@pytest.mark.parametrize("edge", EDGES)
def test_where_there_is_no_alpha_there_is_a_reason(edge, policy):
    rows, expected = EDGES[edge]
    assert cronbach_alpha(_sums(rows), policy) == expected
    assert item_fit(_sums(rows), policy) == expected


def test_gaps_can_leave_one_policy_without_an_answer():
    no_one_complete = _sums([[1, 2, None], [2, 3, None], [4, 4, None], [None, 2, 1], [None, 5, 4], [None, 1, 2]])
    assert cronbach_alpha(no_one_complete, LISTWISE) == Unavailable(Reason.TOO_FEW_PEOPLE, {"people": 0, "needed": 3})
    assert cronbach_alpha(no_one_complete, PAIRWISE) == Unavailable(
        Reason.TOO_FEW_RATED_BOTH, {"first": 0, "second": 2, "people": 0, "needed": 2}
    )


def test_an_item_nobody_rated_is_named():
    sums = _sums([[1, None], [2, None], [3, None]])
    assert cronbach_alpha(sums, PAIRWISE) == Unavailable(
        Reason.TOO_FEW_RATED_BOTH, {"first": 0, "second": 1, "people": 0, "needed": 2}
    )


def test_who_rated_nothing_changes_nothing():
    rows = [[1, 2], [2, 2], [4, 5]]
    assert _sums([*rows, [None, None]]) == _sums(rows)


def test_items_against_each_other_give_a_negative_alpha_with_a_flag():
    result = cronbach_alpha(_sums([[1, 5], [2, 4], [3, 3], [4, 1], [5, 2]]), LISTWISE)
    # Variances 2.5 and 2.5, covariance -2.25: 2 * (1 - 5 / 0.5).
    assert result.value == -18
    assert result.is_negative
    assert result.interval.low < -18 < result.interval.high < 1


def test_pairs_that_contradict_each_other_show_it():
    rows = [[1, 1, None], [5, 5, None], [1, None, 1], [5, None, 5], [None, 1, 1], [None, 5, 5], [3, 3, 3]] * 2
    sums = _sums(rows + [[3, None, None], [None, 3, None], [None, None, 3]] * 3)
    result = cronbach_alpha(sums, PAIRWISE)
    assert result.value > 1
    assert result.is_above_one


def test_pairs_that_cancel_out_show_it():
    rows = [[1, 5, None], [5, 1, None], [1, None, 5], [5, None, 1], [None, 1, 5], [None, 5, 1]]
    assert cronbach_alpha(_sums(rows), PAIRWISE) == Unavailable(Reason.TOTAL_WITHOUT_VARIANCE)


def test_equal_items_are_perfectly_reliable():
    result = cronbach_alpha(_sums([[1, 1, 1], [2, 2, 2], [4, 4, 4]]), LISTWISE)
    assert (result.value, result.interval.low, result.interval.high) == (1, 1, 1)
    fits = item_fit(_sums([[1, 1, 1], [2, 2, 2], [4, 4, 4]]), LISTWISE)
    assert fits == (reliability.ItemFit(1, 1),) * 3


def test_of_two_items_none_can_be_dropped():
    (fit, _other) = item_fit(_sums([[1, 2], [2, 2], [4, 5]]), LISTWISE)
    assert fit.rest_correlation == pytest.approx(0.944911, abs=1e-6)
    assert fit.alpha_without == Unavailable(Reason.TOO_FEW_ITEMS, {"items": 1, "needed": 2})


def test_an_item_whose_rest_cancels_out_has_no_fit():
    (fit, *_others) = item_fit(_sums([[1, 1, 5], [2, 2, 4], [5, 3, 3]]), LISTWISE)
    assert fit == reliability.ItemFit(*[Unavailable(Reason.TOTAL_WITHOUT_VARIANCE)] * 2)


def test_without_scipy_alpha_has_no_interval_and_says_why(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.special", None)
    result = cronbach_alpha(AGREEABLENESS, LISTWISE)
    assert round(result.value, 6) == 0.703756
    assert result.interval == Unavailable(Reason.NO_SCIPY)
