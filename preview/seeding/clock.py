"""A clock that is set: what happens within it happens in the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone


class Clock:
    """The time that services and rows are told while seeding; it goes on by a moment with each look.

    In a team exercise the clock itself acts: it ends stages. So what is seeded cannot be moved afterwards, as on an
    idea board (see timeline.py). For commands only: the whole process reads this clock while it is set.
    """

    def __init__(self, moment: datetime):
        self.moment = moment

    def __call__(self) -> datetime:
        """Return the time."""
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def go_on(self, hours: float) -> None:
        """Let time pass."""
        self.moment += timedelta(hours=hours)


@contextmanager
def clock_set_to(moment: datetime) -> Iterator[Clock]:
    """Let it be another time within the block."""
    real, clock = timezone.now, Clock(moment)
    timezone.now = clock  # type: ignore[assignment]
    try:
        yield clock
    finally:
        timezone.now = real
