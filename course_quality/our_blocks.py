"""The inside of this suite's own blocks, where other validators do not look.

Names of fields are repeated here, because a checker of files needs neither Django nor the blocks' models; a test
holds them against the blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from course_quality.blocks import Block

LEARNERS_FIELDS = {
    "competence_self_assessment": frozenset({"has_rows", "credited_points"}),
    "creativity_team_exercise": frozenset({"has_rows", "credited_share", "credited_points"}),
    "peer_idea_board": frozenset({"has_rows", "credited_share", "credited_points"}),
}
"""Fields that belong to one learner: XBlock would write and read them, and a course has no learners."""

JSON_FIELDS: dict[str, dict[str, type]] = {
    "competence_self_assessment": {"pointers": dict},
    "creativity_team_exercise": {"own_technique": dict, "hours": dict, "seeds": list},
    "peer_idea_board": {"own_structure": dict, "seeds": list, "phases": dict},
}
"""Fields that hold JSON, and of what kind."""

_CHOICES = {
    "competence_self_assessment": ("framework", "frameworks", "learning_to_learn"),
    "creativity_team_exercise": ("technique", "techniques", "brainwriting"),
    "peer_idea_board": ("structure", "structures", "venture"),
}
"""Block type: the field that names a shipped pack, the folder of the packs, and the default."""
_NOT_SHOWN = frozenset({"id", "kind", "of", "version", "scale", "tags"})
"""Keys inside a field whose values are no text for learners."""


@dataclass(frozen=True)
class Text:
    """A text inside a block: where it stands, what it says, and whether it is HTML."""

    field: str
    words: str
    is_html: bool = False


def texts(block: Block) -> Iterator[Text]:
    """The texts of the course team inside a block."""
    if introduction := block.get("introduction"):
        yield Text("introduction", introduction, is_html=True)
    if question := block.get("question"):
        yield Text("question", question)
    for name in JSON_FIELDS.get(block.kind, {}):
        for words in _strings(block.data(name)):
            yield Text(name, words)
    for words in _strings(_yaml(block.get("own_framework"))):
        yield Text("own_framework", words)


def _strings(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str) and key not in _NOT_SHOWN and " " in value.strip():
        yield value


def _yaml(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def seeds(block: Block) -> list[dict[str, Any]]:
    """The ideas that the author gave to a board or an exercise."""
    found = block.data("seeds")
    return [seed for seed in found if isinstance(seed, dict)] if isinstance(found, list) else []


def seeds_needed(block: Block) -> int:
    """How many seeds somebody needs who is alone with the block and wants all of its points."""
    if block.kind == "peer_idea_board":
        return block.whole("feedback_quota", 3)
    if block.kind == "creativity_team_exercise":
        # A sheet meets others' ideas in each round after the first, three of them, and not always the same.
        return 7 if block.get("teams") == "alone" else 15
    return 0


@lru_cache(maxsize=32)
def _shipped(package: str, folder: str) -> dict[str, Any]:
    """The packs of a block by their id."""
    found = (entry for entry in files(package).joinpath(folder).iterdir() if entry.name.endswith(".yaml"))
    return {entry.name.removesuffix(".yaml"): _yaml(entry.read_text(encoding="utf-8")) for entry in found}


def pack_name(block: Block) -> str:
    """The id of the framework, structure or technique that the block uses."""
    field, _, default = _CHOICES[block.kind]
    return block.get(field) or default


def has_pack(block: Block) -> bool:
    """Whether the framework, structure or technique that the block uses is shipped with it, or its own."""
    _, folder, _ = _CHOICES[block.kind]
    return pack_name(block) == "own" or pack_name(block) in _shipped(block.kind, folder)


def visits(block: Block) -> list[float]:
    """The minutes of each visit to a team exercise: one for a step, or for each round of passing sheets."""
    if block.kind != "creativity_team_exercise":
        return []
    technique = block.data("own_technique") or _shipped(block.kind, "techniques").get(pack_name(block)) or {}
    found: list[float] = []
    for step in technique.get("steps", ()) if isinstance(technique, dict) else ():
        # Where the technique says "one round for each sheet", somebody alone has three.
        rounds = block.whole("rounds") or step.get("rounds") or 3
        found += [float(step.get("minutes", 0))] * (rounds if step.get("kind") == "pass" else 1)
    return found
