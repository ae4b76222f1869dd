"""What figures of time are kept by: hours, and steps of waiting."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, timedelta

# Within this an idea should be answered: the board's main figure, and a target of ours.
IN_TIME = timedelta(hours=72)
# Upper ends of the steps in which waiting is counted, in minutes: an hour, two ... a day, two ... four weeks.
LATENCY_STEPS = tuple(60 * hours for hours in (1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 672))


def hour_of(when: datetime) -> int:
    """Return the hours since 1970 of a moment (aware), rounded down."""
    return int(when.timestamp() // 3600)


def latency_bucket(waited: timedelta) -> int:
    """Return the step that a time of waiting falls into; len(LATENCY_STEPS) is longer than all."""
    return bisect_left(LATENCY_STEPS, max(0.0, waited.total_seconds() / 60))
