"""The exercise as a person comes to it: where they are, what is asked now, until when, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from creativity_team_exercise.pages.choosing import choosing_html
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.pages.together import combine_html, pairs_html, result_html, sort_html
from creativity_team_exercise.pages.writing import pass_html, write_html
from creativity_team_exercise.techniques import Kind, Step

# What draws the part of a page in which a step is done, or, once it has ended, looked back at.
STAGES: Mapping[Kind, Callable[[Scene, Step], str]] = {
    Kind.WRITE: write_html,
    Kind.PASS: pass_html,
    Kind.PAIRS: pairs_html,
    Kind.COMBINE: combine_html,
    Kind.SORT: sort_html,
    Kind.RATE: choosing_html,
    Kind.RANK: choosing_html,
    Kind.DOTS: choosing_html,
    Kind.RESULT: result_html,
}


def home_html(scene: Scene, notice: str = "") -> str:
    """Return the region with the exercise.

    Args:
        scene: who looks at which exercise.
        notice: a sentence on what has just been done.
    """
    return ""
