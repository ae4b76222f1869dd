"""Histograms against the data they stand for."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence import histograms
from tests.support.properties import quick

values = st.one_of(st.just(histograms.MISSING), st.sampled_from(["1", "2", "3.5000", "10", "2.3333"]))


def _histogram(given_values):
    histogram: histograms.Histogram = {}
    for value in given_values:
        histograms.add(histogram, value)
    return histogram


@quick
@given(st.lists(values, max_size=30), st.data())
def test_taking_away_is_the_inverse_of_adding(given_values, data):
    histogram = _histogram(given_values)
    before = dict(histogram)
    others = data.draw(st.lists(values, max_size=10))
    for value in others:
        histograms.add(histogram, value)
    for value in data.draw(st.permutations(others)):
        histograms.add(histogram, value, -1)
    assert histogram == before
    assert all(count > 0 for count in histogram.values())


@quick
@given(st.lists(values, max_size=30))
def test_mean_and_median_are_those_of_the_single_values(given_values):
    histogram = _histogram(given_values)
    plain = [float(value) for value in given_values if value != histograms.MISSING]
    assert histograms.total(histogram) == len(plain)
    if plain:
        assert histograms.mean(histogram) == pytest.approx(statistics.fmean(plain), abs=1e-12)
        assert histograms.median(histogram) == pytest.approx(statistics.median(plain), abs=1e-12)
    else:
        assert histograms.mean(histogram) is None
        assert histograms.median(histogram) is None


def test_numbers_are_in_the_order_of_numbers_not_of_texts():
    assert histograms.numbers({"10": 1, "9": 2, histograms.MISSING: 7}) == [(9.0, 2), (10.0, 1)]


def test_what_was_never_added_cannot_be_taken_away():
    histogram = {"3": 1}
    with pytest.raises(ValueError, match="-1"):
        histograms.add(histogram, "4", -1)
    assert histogram == {"3": 1}
