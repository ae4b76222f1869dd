"""Joining, going alone and leaving."""

from __future__ import annotations

from creativity_team_exercise.handlers.base import LearnerBase


class JoiningHandlers(LearnerBase):
    """Joining, going alone and leaving."""
