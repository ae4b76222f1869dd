"""The author's side of the block: what course teams edit, how it is checked, and what they are told about it."""

from creativity_team_exercise.studio.hours import hours_of
from creativity_team_exercise.studio.seeds import seeds_of
from creativity_team_exercise.studio.settings import MERGE_MOST, is_possible
from creativity_team_exercise.studio.views import StudioViews

__all__ = ["MERGE_MOST", "StudioViews", "hours_of", "is_possible", "seeds_of"]
