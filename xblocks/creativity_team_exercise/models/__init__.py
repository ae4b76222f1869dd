"""Rows of team exercises."""

from creativity_team_exercise.models.teams import Lobby, Member, PlanVersion, Team, Turn
from creativity_team_exercise.models.upkeep import CountKind, HelpEntry, KeptCount, PoolIdea, Report
from creativity_team_exercise.models.work import Choice, Draft, Entry, Pair, Part, ResultVersion

__all__ = [
    "Choice",
    "CountKind",
    "Draft",
    "Entry",
    "HelpEntry",
    "KeptCount",
    "Lobby",
    "Member",
    "Pair",
    "Part",
    "PlanVersion",
    "PoolIdea",
    "Report",
    "ResultVersion",
    "Team",
    "Turn",
]
