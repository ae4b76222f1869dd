"""Weeks that pass in seconds: what was done in order is moved to when it would have been done."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import DateTimeField, Model
from django.utils import timezone

_BATCH = 500


class Timeline:
    """Remembers when each act really happened, and when it is to have happened.

    The services take the time from the clock. They are left alone: rows are written now, and moved afterwards.
    """

    def __init__(self) -> None:
        self._began: list[datetime] = []
        self._meant: list[datetime] = []

    def now_is(self, moment: datetime) -> None:
        """Say what time it is for what is done from here on; later than what was said before."""
        self._began.append(timezone.now())
        self._meant.append(moment)

    def moved(self, really: datetime) -> datetime:
        """Return when something that really happened then is to have happened: as long after its act's beginning."""
        act = bisect_right(self._began, really) - 1
        return really if act < 0 else self._meant[act] + max(timedelta(0), really - self._began[act])

    def move_rows(self, usage_key: str, models: Iterable[type[Model]]) -> None:
        """Move every time in the rows of a block."""
        for model in models:
            names = [field.name for field in model._meta.fields if isinstance(field, DateTimeField)]
            rows = list(model._default_manager.filter(usage_key=usage_key)) if names else []
            for row in rows:
                for name in names:
                    value = getattr(row, name)
                    if value is not None:
                        setattr(row, name, self.moved(value))
            if rows:
                model._default_manager.bulk_update(rows, names, batch_size=_BATCH)
