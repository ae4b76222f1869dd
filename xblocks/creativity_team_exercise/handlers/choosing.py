"""Choosing among entries."""

from __future__ import annotations

from creativity_team_exercise.handlers.base import LearnerBase


class ChoosingHandlers(LearnerBase):
    """Choosing among entries."""
