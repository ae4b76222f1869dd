"""Looking at the exercise."""

from __future__ import annotations

from creativity_team_exercise.handlers.base import LearnerBase


class ReadingHandlers(LearnerBase):
    """Looking at the exercise."""
