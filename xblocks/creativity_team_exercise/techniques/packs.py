"""The techniques that ship with the block."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from creativity_team_exercise.techniques.model import Technique
from creativity_team_exercise.techniques.parse import parse

# In the order in which authors are offered them: ways to find ideas first, ways to choose last.
SHIPPED = (
    "brainwriting",
    "pool",
    "scamper",
    "viewpoints",
    "morphological_box",
    "reverse",
    "how_might_we",
    "nominal_group",
    "dot_voting",
)


@cache
def packs() -> dict[str, Technique]:
    """Return the shipped techniques by id."""
    return {name: _read(name) for name in SHIPPED}


def _read(name: str) -> Technique:
    return parse(yaml.safe_load((files(__package__) / f"{name}.yaml").read_text("utf-8")))
