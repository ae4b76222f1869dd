"""Scale scores by the half rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence.scales import scale_score
from tests.support.properties import quick


@pytest.mark.parametrize(
    ("ratings", "score"),
    [
        ([4, 4, 5], 13 / 3),
        ([2, None], 2.0),
        ([1, 3, None, None], 2.0),
        ([1, 3, None, None, None], None),
        ([5, 4, 3, None, None], 4.0),
        ([None, None], None),
        ([], None),
    ],
)
def test_half_of_the_items_is_enough_and_less_is_not(ratings, score):
    assert scale_score(ratings) == score


@quick
@given(st.lists(st.none() | st.integers(1, 5), max_size=12))
def test_missing_ratings_never_move_a_score(ratings):
    given_ratings = [rating for rating in ratings if rating is not None]
    score = scale_score(ratings)
    if score is not None:
        assert score == scale_score(given_ratings)
        assert min(given_ratings) <= score <= max(given_ratings)
