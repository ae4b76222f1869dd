"""Techniques of creativity as data: see model.py. The shipped ones lie beside this file."""

from creativity_team_exercise.techniques.model import (
    CHOICE_KINDS,
    ENTRY_KINDS,
    TEAM_KINDS,
    Builds,
    Kind,
    Prompt,
    Sees,
    Step,
    Technique,
    TechniqueError,
)

__all__ = [
    "CHOICE_KINDS",
    "ENTRY_KINDS",
    "TEAM_KINDS",
    "Builds",
    "Kind",
    "Prompt",
    "Sees",
    "Step",
    "Technique",
    "TechniqueError",
]
