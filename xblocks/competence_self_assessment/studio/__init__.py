"""The author's side of the block: what course teams edit, how it is checked, and what they are told about it."""

from competence_self_assessment.studio.settings import OWN_FRAMEWORK, is_possible
from competence_self_assessment.studio.views import StudioViews

__all__ = ["OWN_FRAMEWORK", "StudioViews", "is_possible"]
