"""The frameworks that ship with the block."""

from functools import cache
from importlib.resources import files

from competence_self_assessment.frameworks.model import Framework
from competence_self_assessment.frameworks.parse import parse


@cache
def sources() -> dict[str, str]:
    """Return the text of every shipped framework by id."""
    folder = files("competence_self_assessment") / "frameworks"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return {parse(text).id: text for text in sorted(texts)}


@cache
def packs() -> dict[str, Framework]:
    """Return the shipped frameworks by id."""
    return {name: parse(text) for name, text in sources().items()}


def pack(pack_id: str) -> Framework | None:
    """Return a shipped framework, None if there is none of that id."""
    return packs().get(pack_id)
