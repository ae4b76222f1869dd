"""The frameworks that ship with the block."""

from functools import cache
from importlib.resources import files

from competence_self_assessment.frameworks.model import Framework
from competence_self_assessment.frameworks.parse import parse


@cache
def packs() -> dict[str, Framework]:
    """Return the shipped frameworks by id."""
    folder = files("competence_self_assessment") / "frameworks"
    texts = (entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return {framework.id: framework for framework in sorted(map(parse, texts), key=lambda one: one.id)}


def pack(pack_id: str) -> Framework | None:
    """Return a shipped framework, None if there is none of that id."""
    return packs().get(pack_id)
