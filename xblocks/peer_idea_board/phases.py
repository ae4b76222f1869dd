"""When one may post, give feedback and vote: open by default, worked out from the clock on reading."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from xblock.fields import DateTime

from bizmooc.hosting.timing import Window, window_of

# What an author may set for each phase: days after the course starts, or a fixed date (not in self-paced courses).
LIMITS = ("opens_after_days", "closes_after_days", "opens_at", "closes_at")


class Phase(StrEnum):
    """What a board is open for."""

    POST = "post"
    FEEDBACK = "feedback"
    VOTE = "vote"


def window_of_phase(block: Any, phase: Phase) -> Window:
    """Return when a phase is open; limits that cannot be read do not limit.

    Args:
        block: its field ``phases`` maps a phase to some of LIMITS: whole days, or dates in ISO 8601.
        phase: which.
    """
    given = (block.phases or {}).get(phase.value)
    limits = given if isinstance(given, Mapping) else {}
    return window_of(
        block,
        opens_after_days=_days(limits.get("opens_after_days")),
        closes_after_days=_days(limits.get("closes_after_days")),
        opens_at=_moment(limits.get("opens_at")),
        closes_at=_moment(limits.get("closes_at")),
    )


def _days(value: Any) -> int | None:
    return value if type(value) is int else None


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return None
    try:
        return DateTime().from_json(value)
    except (TypeError, ValueError):
        return None
