"""What no way of choosing could do better: the most ideas that this supply of feedback could have answered in time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta

from benchmarks.simulation.crowd import Act, What


def most_answered(acts: Sequence[Act], in_time: timedelta) -> int:
    """Return how many ideas could have an answer in time, had it been known beforehand who comes when.

    A maximum matching of ideas with feedbacks: each feedback answers one idea, which was posted by somebody else and
    not longer ago than ``in_time``.

    Args:
        acts: of a crowd, in order of time.
        in_time: within which an answer counts.
    """
    ideas = [act for act in acts if act.what is What.POST]
    given = [act for act in acts if act.what is What.GIVE]
    times = [act.when for act in given]
    answered_by: dict[int, int] = {}

    def find(idea: int, tried: set[int]) -> bool:
        """Answer an idea, where needed by moving a feedback from another idea that has a second choice."""
        posted = ideas[idea]
        for one in range(bisect_left(times, posted.when), bisect_right(times, posted.when + in_time)):
            if one in tried or given[one].person == posted.person:
                continue
            tried.add(one)
            if one not in answered_by or find(answered_by[one], tried):
                answered_by[one] = idea
                return True
        return False

    return sum(find(idea, set()) for idea in range(len(ideas)))
