"""The structures that ship with the block."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from bizmooc.texts import Texts
from peer_idea_board.structures.model import Structure
from peer_idea_board.structures.parse import parse

# In the order in which authors are offered them.
_SHIPPED = ("venture", "question", "simple")


@dataclass(frozen=True)
class Pack:
    """A shipped structure.

    Attributes:
        description: what it is for, for authors.
    """

    structure: Structure
    description: Texts


@cache
def packs() -> dict[str, Pack]:
    """Return the shipped structures by id."""
    return {name: _read(name) for name in _SHIPPED}


def _read(name: str) -> Pack:
    data = yaml.safe_load((files(__package__) / f"{name}.yaml").read_text("utf-8"))
    description = data.pop("description")
    return Pack(parse(data), description)
