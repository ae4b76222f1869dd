"""Which structure a board uses."""

from __future__ import annotations

from typing import Any

from peer_idea_board.structures.model import Structure, StructureError
from peer_idea_board.structures.packs import packs
from peer_idea_board.structures.parse import parse

OWN = "own"
DEFAULT = "venture"


def chosen(name: Any, own: Any) -> Structure | None:
    """Return the structure that the author has chosen.

    Args:
        name: id of a shipped one, or OWN.
        own: data of the author's own; see parse.

    Returns:
        None if the shipped one does not exist.

    Raises:
        StructureError: the author's own is broken.
    """
    if name == OWN:
        return parse(own)
    pack = packs().get(name) if isinstance(name, str) else None
    return pack.structure if pack else None


def structure_of(name: Any, own: Any) -> Structure:
    """Return the structure that the author has chosen, the default one where it cannot be used; never raises."""
    try:
        found = chosen(name, own)
    except StructureError:
        found = None
    return found or packs()[DEFAULT].structure
