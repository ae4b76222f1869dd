"""A structure and example ideas in the shape in which the editor's page holds them, however broken they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peer_idea_board.structures.parse import LENGTHS, UNNAMED


def shown_structure(data: Any) -> dict[str, Any]:
    """Return a structure whose texts all have the same languages; what the page cannot show is left out.

    Args:
        data: as the block keeps it.

    Returns:
        ``{"title", "languages", "parts", "criteria"}``; the language of texts without one is UNNAMED. The title is
        handed on as it is.
    """
    data = data if isinstance(data, Mapping) else {}
    parts: list[dict[str, Any]] = [
        {
            "id": _word(part.get("id")),
            "title": part.get("title"),
            "prompt": part.get("prompt"),
            "is_required": part.get("is_required") is True,
            "max_length": part["max_length"] if type(part.get("max_length")) is int else LENGTHS[-1],
        }
        for part in _entries(data.get("parts"))
    ]
    criteria: list[dict[str, Any]] = [
        {
            "id": _word(one.get("id")),
            "title": one.get("title"),
            "levels": _list(one.get("levels")),
        }
        for one in _entries(data.get("criteria"))
    ]
    texts = [part[name] for part in parts for name in ("title", "prompt")]
    texts += [text for one in criteria for text in (one["title"], *one["levels"])]
    codes = [code for text in texts if isinstance(text, Mapping) for code in text if isinstance(code, str)]
    languages = [code for code in dict.fromkeys(codes) if code != UNNAMED] or [UNNAMED]
    for part in parts:
        part |= {name: _texts(part[name], languages) for name in ("title", "prompt")}
    for one in criteria:
        one["title"] = _texts(one["title"], languages)
        one["levels"] = [_texts(level, languages) for level in one["levels"]]
    return {"title": data.get("title"), "languages": languages, "parts": parts, "criteria": criteria}


def shown_seeds(data: Any) -> list[dict[str, Any]]:
    """Return example ideas; one without an id gets a new one in the page."""
    return [
        {
            "id": _word(seed.get("id")),
            "title": _word(seed.get("title")),
            "tags": [tag for tag in _list(seed.get("tags")) if isinstance(tag, str)],
            "content": {part: text for part, text in _mapping(seed.get("content")).items() if isinstance(text, str)},
        }
        for seed in _entries(data)
    ]


def _entries(data: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in _list(data) if isinstance(entry, Mapping)]


def _list(data: Any) -> list[Any]:
    return list(data) if isinstance(data, list | tuple) else []


def _mapping(data: Any) -> Mapping[Any, Any]:
    return data if isinstance(data, Mapping) else {}


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(data: Any, languages: list[str]) -> dict[str, str]:
    given = {languages[0]: data} if isinstance(data, str) else dict(_mapping(data))
    if UNNAMED in given and languages[0] != UNNAMED:
        given.setdefault(languages[0], given[UNNAMED])
    return {code: _word(given.get(code)) for code in languages}
