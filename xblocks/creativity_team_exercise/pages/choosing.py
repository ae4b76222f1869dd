"""Steps in which everybody chooses among entries: ratings, ranks and dots."""

from __future__ import annotations

from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.techniques import Step


def choosing_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which one chooses; once the step has ended, what came of it."""
    return ""
