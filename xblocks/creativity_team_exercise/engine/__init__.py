"""The engine: how a team goes through a technique. Pure functions of what happened and the clock; no Django.

docs/team-exercise-model.md describes the model and what always holds.
"""

from creativity_team_exercise.engine.session import Closing, Session, Turn

__all__ = ["Closing", "Session", "Turn"]
