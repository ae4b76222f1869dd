"""How much of a morphological box contradictory pairs leave."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from creativity_team_exercise.engine.combinations import remaining
from tests.support.properties import quick


@st.composite
def boxes(draw: Any) -> tuple[list[list[int]], set[tuple[int, int]]]:
    """Draw small boxes with some pairs of values of different rows."""
    sizes = draw(st.lists(st.integers(0, 4), max_size=5))
    numbers = iter(range(1, 100))
    rows = [[next(numbers) for _value in range(size)] for size in sizes]
    crossed = [pair for one, other in combinations(rows, 2) for pair in product(one, other)]
    return rows, set(draw(st.lists(st.sampled_from(crossed), max_size=12))) if crossed else set()


class TestCounting:
    @quick
    @given(boxes())
    def test_it_is_what_trying_all_of_them_gives(self, box) -> None:
        rows, pairs = box
        every = list(product(*rows)) if rows else []
        fine = [one for one in every if not pairs & set(combinations(one, 2))]
        left = remaining(rows, pairs)
        assert (left.number, left.is_exact, left.of) == (len(fine), True, len(every))

    def test_a_large_box_without_pairs_is_multiplied(self) -> None:
        rows = [list(range(100 * row, 100 * row + 30)) for row in range(8)]
        left = remaining(rows, {(0, 100)})
        assert (left.number, left.is_exact) == ((30 * 30 - 1) * 30**6, True)

    def test_with_too_many_tries_there_are_more_than_were_counted(self) -> None:
        rows = [list(range(100 * row, 100 * row + 12)) for row in range(6)]
        pairs = {
            (a, b) for one, other in combinations(rows, 2) for a, b in product(one, other) if (a * 7 + b) % 13 == 0
        }
        exact, cut = remaining(rows, pairs, tries=10**7), remaining(rows, pairs, tries=500)
        assert exact.is_exact
        assert not cut.is_exact
        assert 0 < cut.number < exact.number < exact.of
