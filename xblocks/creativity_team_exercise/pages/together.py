"""Steps in which entries are put together, sorted and summed up."""

from __future__ import annotations

from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.techniques import Step


def pairs_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which contradictory pairs are marked."""
    return ""


def combine_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which entries are put together."""
    return ""


def sort_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which entries get tags."""
    return ""


def result_html(scene: Scene, step: Step) -> str:
    """Return the part of the page with the team's result, to write or to read."""
    return ""
