"""Published values of a well-known data set, from the sums of its ratings; the data set itself is not here."""

from __future__ import annotations

import pytest

from bizmooc.evidence.reliability import ItemSums, MissingPolicy, cronbach_alpha, item_fit

# Sums of psych::bfi (Revelle; 2,800 people, ratings from 1 to 6), with A1, C4 and C5 turned round.
AGREEABLENESS: ItemSums = {
    "items": 5,
    "people": 2800,
    "listwise": {
        "n": [2709],
        "sums": [12428, 12996, 12459, 12684, 12329],
        "products": [
            62358,
            61150,
            58489,
            59029,
            57438,
            66094,
            61793,
            62437,
            60705,
            61909,
            60237,
            58954,
            65372,
            59284,
            60421,
        ],
    },
    "pairwise": {
        "n": [2784, 2757, 2759, 2767, 2769, 2773, 2751, 2758, 2757, 2774, 2759, 2758, 2781, 2765, 2784],
        "firsts": [
            12769,
            12642,
            12656,
            12692,
            12707,
            13317,
            13205,
            13239,
            13242,
            12771,
            12701,
            12692,
            13070,
            12980,
            12696,
        ],
        "seconds": [
            12769,
            13235,
            12700,
            12997,
            12624,
            13317,
            12657,
            12949,
            12565,
            12771,
            12950,
            12569,
            13070,
            12607,
            12696,
        ],
        "products": [
            64081,
            62232,
            59597,
            60460,
            58821,
            67761,
            62794,
            63763,
            61938,
            63495,
            61535,
            60124,
            67512,
            60768,
            62306,
        ],
    },
}
CONSCIENTIOUSNESS: ItemSums = {
    "items": 5,
    "people": 2800,
    "listwise": {
        "n": [2707],
        "sums": [12207, 11813, 11637, 12034, 9993],
        "products": [
            59197,
            55167,
            53833,
            55854,
            46442,
            56275,
            52421,
            54411,
            45355,
            54521,
            53374,
            44892,
            58608,
            47308,
            44059,
        ],
    },
    "pairwise": {
        "n": [2779, 2755, 2760, 2753, 2763, 2776, 2762, 2756, 2761, 2780, 2758, 2764, 2774, 2758, 2784],
        "firsts": [
            12512,
            12407,
            12432,
            12403,
            12452,
            12131,
            12069,
            12041,
            12063,
            11965,
            11861,
            11889,
            12335,
            12262,
            10310,
        ],
        "seconds": [
            12512,
            12029,
            11885,
            12239,
            10222,
            12131,
            11879,
            12249,
            10214,
            11965,
            12271,
            10237,
            12335,
            10193,
            10310,
        ],
        "products": [
            60614,
            56099,
            54890,
            56736,
            47458,
            57835,
            53574,
            55412,
            46392,
            56111,
            54418,
            46006,
            60093,
            48261,
            45562,
        ],
    },
}


@pytest.mark.parametrize(
    ("sums", "listwise", "people", "pairwise"),
    [(AGREEABLENESS, 0.703756, 2709, 0.703018), (CONSCIENTIOUSNESS, 0.729277, 2707, 0.726735)],
)
def test_alpha(sums, listwise, people, pairwise):
    complete = cronbach_alpha(sums, MissingPolicy.LISTWISE)
    assert complete.people == people
    assert complete.value == pytest.approx(listwise, abs=5e-7)
    assert cronbach_alpha(sums, MissingPolicy.PAIRWISE).value == pytest.approx(pairwise, abs=5e-7)


def test_items():
    fits = item_fit(AGREEABLENESS, MissingPolicy.LISTWISE)
    rests = [0.3114, 0.5630, 0.5888, 0.3948, 0.4872]
    assert [fit.rest_correlation for fit in fits] == pytest.approx(rests, abs=5e-5)
    assert [fit.alpha_without for fit in fits] == pytest.approx([0.7180, 0.6185, 0.6008, 0.6869, 0.6446], abs=5e-5)
