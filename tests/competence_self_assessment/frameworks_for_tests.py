"""Small frameworks made up by tests."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import yaml

from competence_self_assessment.frameworks import Framework, parse

BASE: dict[str, Any] = {
    "id": "small",
    "version": "1",
    "languages": ["en"],
    "title": {"en": "Small"},
    "description": {"en": "A small framework."},
    "target_group": {"en": "Everyone"},
    "source": "Own",
    "licence": "CC0",
    "scale": {
        "prompt": {"en": "How often?"},
        "levels": [{"value": number, "label": {"en": f"level {number}"}} for number in (1, 2, 3)],
        "cannot_say": {"en": "I can't say"},
    },
    "areas": [
        {
            "id": "area",
            "title": {"en": "Area"},
            "competences": [
                {
                    "id": name,
                    "title": {"en": f"Competence {name}"},
                    "description": {"en": f"About {name}."},
                    "items": [{"id": f"{name}_{n}", "text": {"en": f"Statement {name} {n}"}} for n in (1, 2)],
                }
                for name in ("aa", "bb", "cc")
            ],
        }
    ],
}


def data(change: Callable[[dict[str, Any]], None] | None = None) -> dict[str, Any]:
    """Return a small framework as data, changed in place by a function."""
    result = copy.deepcopy(BASE)
    if change:
        change(result)
    return result


def text(change: Callable[[dict[str, Any]], None] | None = None) -> str:
    """Return a small framework as an author would write it."""
    return yaml.safe_dump(data(change), allow_unicode=True, sort_keys=False, width=1000)


def framework(change: Callable[[dict[str, Any]], None] | None = None) -> Framework:
    """Return a small framework."""
    return parse(text(change))


def reword(item: str, words: str = "In other words") -> Callable[[dict[str, Any]], None]:
    """Return a change that gives an item other words."""

    def change(whole: dict[str, Any]) -> None:
        for competence in whole["areas"][0]["competences"]:
            for one in competence["items"]:
                if one["id"] == item:
                    one["text"]["en"] = words

    return change
