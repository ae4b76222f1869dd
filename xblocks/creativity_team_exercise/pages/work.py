"""All that a team made, to read, print and keep."""

from __future__ import annotations

from creativity_team_exercise.pages.shared import Scene


def work_html(scene: Scene) -> str:
    """Return the region with all of the team's work that a member may see."""
    return ""
