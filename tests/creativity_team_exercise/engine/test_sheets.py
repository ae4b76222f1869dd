"""Which sheet somebody gets."""

from __future__ import annotations

import pytest

from creativity_team_exercise.engine.sheets import assign


@pytest.mark.parametrize("people", [2, 3, 5])
def test_with_more_rounds_than_sheets_everybody_still_has_one_of_their_own(people: int) -> None:
    everybody = list(range(people))
    written = {sheet: dict.fromkeys(everybody, 1) for sheet in everybody}
    assert sorted(assign(everybody, everybody, written).values()) == everybody


def test_who_comes_back_writes_on_what_others_wrote_most() -> None:
    written = {0: {7: 3, 8: 1}, 1: {7: 1, 8: 4}, 2: {7: 2}}
    assert assign([7], [0, 1, 2], written) == {7: 1}
