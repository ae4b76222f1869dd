"""Reading the team's work."""

from __future__ import annotations

from creativity_team_exercise.handlers.base import LearnerBase


class WorkHandlers(LearnerBase):
    """Reading the team's work."""
