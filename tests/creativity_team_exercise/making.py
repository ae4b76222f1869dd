"""Techniques that tests put together, as an author's own."""

from __future__ import annotations

from typing import Any

from creativity_team_exercise.techniques import Kind, Prompt, Step, Technique


def step(name: str, kind: Kind, **values: Any) -> Step:
    """Return a step; its title is its id with a capital."""
    title = {"en": name.capitalize()}
    return Step(name, kind, title, {"en": f"Do “{name}” now."}, {"en": ""}, minutes=10, hours=48, **values)


def prompt(name: str, title: str) -> Prompt:
    """Return a prompt, criterion or field."""
    return Prompt(name, {"en": title}, {"en": ""})


def own(*steps: Step, question: str = "How can neighbours share more?") -> dict[str, Any]:
    """Return the fields of a block with a technique of its author's own."""
    technique = Technique({"en": "Own way"}, {"en": "Ours."}, {"en": ""}, {"en": ""}, steps)
    return {"technique": "own", "own_technique": technique.as_data(), "question": question}
