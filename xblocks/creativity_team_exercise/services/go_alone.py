"""Go on alone: the way out of a team that is always open; see leave_team.py, which it shares all with."""

from creativity_team_exercise.services.leave_team import go_alone

__all__ = ["go_alone"]
