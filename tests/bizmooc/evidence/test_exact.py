"""Numbers as texts and as whole numbers, against fractions and the statistics module."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence import histograms
from bizmooc.evidence.exact import Counts, text_of, whole_numbers
from tests.support.properties import quick

numbers = st.fractions(min_value=-9, max_value=9, max_denominator=30)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (3.2, "16/5"),
        (10 / 3, "10/3"),
        (3.3333, "33333/10000"),
        (-0.5, "-1/2"),
        (-0.0, "0"),
        (Fraction(8, 6), "4/3"),
        (2.718281828459045, "543656365691809/200000000000000"),
    ],
)
def test_every_number_has_one_text(value, text):
    assert text_of(value) == text
    assert float(Fraction(text)) == float(value)


@quick
@given(st.lists(st.integers(-7, 7), min_size=1, max_size=40))
def test_a_mean_of_ratings_keeps_its_quotient(ratings):
    assert text_of(sum(ratings) / len(ratings)) == str(Fraction(sum(ratings), len(ratings)))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_has_no_text(value):
    with pytest.raises(ValueError, match="no finite number"):
        text_of(value)


@quick
@given(st.lists(numbers, max_size=12))
def test_whole_numbers_of_a_unit_are_the_numbers(values):
    whole, unit = whole_numbers(str(value) for value in values)
    assert {text: Fraction(number, unit) for text, number in whole.items()} == {str(value): value for value in values}


def test_texts_of_one_number_count_together():
    counts = Counts.of({"3.2000": 2, "16/5": 1, "3.2": 4, "4": 0, histograms.MISSING: 9})
    assert counts == Counts({16: 7}, 5)


@quick
@given(st.lists(numbers, min_size=2, max_size=30))
def test_moments_are_those_of_the_single_numbers(values):
    histogram: histograms.Histogram = {}
    for value in values:
        histograms.add(histogram, str(value))
    counts = Counts.of(histogram)
    assert counts.n == len(values)
    assert counts.mean == statistics.mean(values)
    assert counts.variance == statistics.variance(values)
