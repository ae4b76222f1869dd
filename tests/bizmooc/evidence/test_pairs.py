"""Histograms of pairs against the pairs they stand for."""

import json
import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence import pairs
from bizmooc.evidence.histograms import MISSING
from tests.support.properties import quick

# Means of three, four or five ratings, and None.
scores = st.none() | st.builds(lambda total, items: total / items, st.integers(5, 15), st.sampled_from([3, 4, 5]))
people = st.lists(st.tuples(scores, scores), max_size=25)


def _histogram(given_pairs):
    histogram = {}
    for before, after in given_pairs:
        pairs.tally(histogram, before, after)
    return histogram


@quick
@given(people, people, st.data())
def test_people_come_and_go_in_any_order(stay, leave, data):
    histogram = {}
    moves = [(pair, 1) for pair in stay + leave]
    for pair, step in data.draw(st.permutations(moves)):
        pairs.tally(histogram, *pair, step)
    histogram = json.loads(json.dumps(histogram))
    for pair in data.draw(st.permutations(leave)):
        pairs.tally(histogram, *pair, -1)
    assert histogram == _histogram(stay)


@quick
@given(people)
def test_what_is_read_is_what_was_counted(given_pairs):
    complete = [
        (Fraction(a).limit_denominator(60), Fraction(b).limit_denominator(60))
        for a, b in given_pairs
        if a is not None and b is not None
    ]
    counts = pairs.read(_histogram(given_pairs))
    assert (counts.n, counts.incomplete) == (len(complete), len(given_pairs) - len(complete))
    if len(complete) < 2:
        return
    assert counts.befores.mean == statistics.mean(a for a, _b in complete)
    assert counts.afters.variance == statistics.variance([b for _a, b in complete])
    assert counts.differences.variance == statistics.variance([b - a for a, b in complete])
    expected = statistics.covariance([float(a) for a, _b in complete], [float(b) for _a, b in complete])
    assert float(counts.covariance) == pytest.approx(expected, abs=1e-12)


def test_thirds_differ_by_as_much_as_they_do():
    """As floats, 11/3 - 8/3 is not quite 10/3 - 7/3; cut to four decimals, 4 - 10/3 is not 11/3 - 3."""
    histogram = _histogram([(8 / 3, 11 / 3), (7 / 3, 10 / 3), (10 / 3, 4), (3, 11 / 3)])
    assert dict(pairs.read(histogram).differences.counts) == {3: 2, 2: 2}
    assert pairs.read(histogram).differences.unit == 3


def test_decimal_texts_are_taken_at_their_word():
    counts = pairs.read({"3.2000|4.0000": 2, "16/5|4": 1, "3.3333|4.3333": 1, "1|1": 0, MISSING: 3})
    assert (counts.n, counts.incomplete) == (4, 3)
    assert {Fraction(n, counts.differences.unit): count for n, count in counts.differences.counts.items()} == {
        Fraction(4, 5): 3,
        Fraction(1): 1,
    }


def test_a_pair_that_was_never_counted_cannot_be_taken_out():
    histogram = _histogram([(3, 4)])
    with pytest.raises(ValueError, match="-1"):
        pairs.tally(histogram, 4, 3, -1)
    with pytest.raises(ValueError, match="-1"):
        pairs.tally(histogram, None, 3, -1)
    assert histogram == {"3|4": 1}


@pytest.mark.parametrize("key", ["3", "3|", "|", "a|b", "1|2|3", "nan|1"])
def test_keys_that_are_no_pairs_are_refused(key):
    with pytest.raises(ValueError, match="pair|Fraction|NaN"):
        pairs.read({key: 1})
