"""When a block is open: worked out from the clock on reading, the same for everyone, open by default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform


@dataclass(frozen=True)
class Window:
    """From when until when; None: without a limit on that side."""

    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def not_yet_open(self) -> bool:
        """It opens later."""
        return self.opens is not None and timezone.now() < self.opens

    @property
    def closed(self) -> bool:
        """It was open and is not any more."""
        return self.closes is not None and timezone.now() >= self.closes

    @property
    def is_open(self) -> bool:
        """Neither too early nor too late."""
        return not self.not_yet_open and not self.closed

    def sentence(self) -> str:
        """Say until when or since when it is closed; "" while it is open."""
        if self.opens and self.not_yet_open:
            return _("This opens on %(when)s.") % {"when": _moment(self.opens)}
        if self.closes and self.closed:
            return _("This closed on %(when)s. What you handed in before is kept.") % {"when": _moment(self.closes)}
        return ""


def _moment(when: datetime) -> str:
    return date_format(timezone.localtime(when), "DATETIME_FORMAT")


def window_of(
    block: Any,
    *,
    opens_after_days: int | None,
    closes_after_days: int | None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Window:
    """Return when a block is open; where several limits are given, the narrowest.

    Args:
        block: its ``due`` (which includes a learner's extension) and ``graceperiod`` close it too, where the host
            gives it such fields.
        opens_after_days: days after the start of the course; None: open at once.
        closes_after_days: days after the start of the course; None: never. Offsets, because a course imported into
            next year's run must have nothing closed; they are counted from nothing where the start is unknown, and
            from the start of the course, not of the learner, where each keeps their own pace.
        opens_at: a fixed date, for authors who want one; not used in self-paced courses.
        closes_at: likewise.
    """
    course = Place.of(block).course
    opens, closes = [], [_due(block)]
    if course and (opens_after_days is not None or closes_after_days is not None):
        start = platform().course_start(course)
        opens.append(_days_after(start, opens_after_days))
        closes.append(_days_after(start, closes_after_days))
    if (opens_at or closes_at) and not (course and platform().is_self_paced(course)):
        opens.append(_aware(opens_at))
        closes.append(_aware(closes_at))
    return Window(
        max((one for one in opens if one), default=None),
        min((one for one in closes if one), default=None),
    )


def _due(block: Any) -> datetime | None:
    due = _aware(getattr(block, "due", None))
    return due and due + (getattr(block, "graceperiod", None) or timedelta())


def _aware(when: datetime | None) -> datetime | None:
    # The workbench's fields know no time zones.
    return when.replace(tzinfo=UTC) if when and not timezone.is_aware(when) else when


def _days_after(start: datetime | None, days: int | None) -> datetime | None:
    return None if start is None or days is None else start + timedelta(days=days)
