"""Handing in entries."""

from __future__ import annotations

from creativity_team_exercise.handlers.base import LearnerBase


class WritingHandlers(LearnerBase):
    """Handing in entries."""
