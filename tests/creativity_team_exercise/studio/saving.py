"""What an author does with the editor, in the words of the tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from creativity_team_exercise.block import CreativityTeamExerciseBlock
from tests.support.bare_host import Answer, BareHost, Permissions, call

SETTINGS = {
    "display_name": "An exercise",
    "technique": "brainwriting",
    "rounds": "0",
    "teams": "own",
    "size": "5",
    "matched_by": "",
    "merge_hours": "72",
    "allow_reuse": "on",
    "participation_points": "0",
}
OWN = {
    "title": "Two steps",
    "steps": [
        {"id": "gather", "kind": "write", "title": "Gather", "ask": "What comes to mind?", "hours": 24},
        {"id": "pick", "kind": "dots", "title": "Pick", "ask": "Give your dots.", "hours": 48, "uses": ["gather"]},
    ],
}
YAML = """\
title: Two steps
steps:
  - id: gather
    kind: write
    title: Gather
    ask: What comes to mind?
    hours: 24
  - id: pick
    kind: dots
    title: Pick
    ask: Give your dots.
    hours: 48
    uses: [gather]
"""
SEEDS = [{"id": f"s_{number}", "text": text} for number, text in enumerate(("A tool shelf", "A bench", "A map"))]
_keys = count(1)


def key() -> str:
    """Return a new idempotency key."""
    return f"test-key-{next(_keys):08d}"


def exercise(**fields: Any) -> BareHost:
    """Return a host with an exercise whose authored fields are given."""
    return BareHost(fields, block_class=CreativityTeamExerciseBlock, block_type="creativity_team_exercise")


def author(host: BareHost) -> Any:
    """Return the block as Studio's editor opens it."""
    return host.block(studio=Permissions(True))


def save(host: BareHost, **values: str) -> Answer:
    """Save the settings with some of them changed; ``hours__brainwriting__ideas`` stands for a name with dots."""
    sent = {name.replace("__", "."): value for name, value in values.items()}
    return call(author(host), "save_settings", {"key": key(), "values": SETTINGS | sent})


def told(host: BareHost) -> list[str]:
    """Return what the unit page in Studio says about the block."""
    return [message.text for message in author(host).validate().messages]
