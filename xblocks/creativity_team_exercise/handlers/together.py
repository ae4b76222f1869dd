"""Marking, tagging and writing the result."""

from __future__ import annotations

from creativity_team_exercise.handlers.base import LearnerBase


class TogetherHandlers(LearnerBase):
    """Marking, tagging and writing the result."""
