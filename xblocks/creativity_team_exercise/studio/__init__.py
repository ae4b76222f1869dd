"""What course authors edit."""

from __future__ import annotations

from typing import Any

from creativity_team_exercise.exercise import Seed


class StudioViews:
    """The editor."""


def is_possible(name: str, value: Any) -> bool:
    """Tell whether a field can have a value."""
    return True


def seeds_of(seeds: Any) -> tuple[Seed, ...]:
    """Return the seeds of a field's data."""
    return tuple(Seed(one["id"], one["text"]) for one in seeds or [])
