"""Which technique an exercise uses."""

from __future__ import annotations

from typing import Any

from creativity_team_exercise.techniques.model import Technique, TechniqueError
from creativity_team_exercise.techniques.packs import packs
from creativity_team_exercise.techniques.parse import parse

OWN = "own"
DEFAULT = "brainwriting"


def chosen(name: Any, own: Any) -> Technique | None:
    """Return the technique that the author has chosen.

    Args:
        name: id of a shipped one, or OWN.
        own: data of the author's own; see parse.

    Returns:
        None if the shipped one does not exist.

    Raises:
        TechniqueError: the author's own is broken.
    """
    if name == OWN:
        return parse(own)
    return packs().get(name) if isinstance(name, str) else None


def technique_of(name: Any, own: Any) -> Technique:
    """Return the technique that the author has chosen, the default one where it cannot be used; never raises."""
    try:
        found = chosen(name, own)
    except TechniqueError:
        found = None
    return found or packs()[DEFAULT]
