"""An attacker who takes every look there is at every moment learns nothing about fewer people than may be shown."""

from __future__ import annotations

import pytest

from tests.competence_self_assessment.attacker import smallest_group


class TestReckoning:
    """What the attacker can do."""

    @pytest.mark.parametrize(
        ("looks", "group"),
        [
            ([(1, 1, 1, 1, 1, 0)], None),
            ([(1, 1, 1, 1, 1, 0), (1, 1, 1, 1, 1, 1)], {5}),
            ([(1, 1, 1, 1, 1, 0, 0), (0, 1, 1, 1, 1, 1, 0)], {0, 5}),
            ([(1, 1, 1, 1, 1, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1, 1, 1, 1, 1)], None),
            ([(1,) * 5 + (0,) * 5, (1,) * 10, (0,) + (1,) * 5 + (0,) * 4], {0, 5}),
            ([(1, 1, 0, 0, 0, 0)], {0, 1}),
            ([], None),
        ],
    )
    def test_finds_the_smallest_group(self, looks, group):
        assert smallest_group(looks, 5) == group
