"""Steps in which everybody writes: alone, or on sheets that go round."""

from __future__ import annotations

from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.techniques import Step


def write_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which one writes; once the step has ended, what was written."""
    return ""


def pass_html(scene: Scene, step: Step) -> str:
    """Return the part of the page with the sheet that one holds; once the step has ended, what is on the sheets."""
    return ""
