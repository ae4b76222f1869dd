"""The names of a framework's parts in a table, and where in the framework each stands."""

from __future__ import annotations

import re

from competence_self_assessment.frameworks.parse import Path

# Above the items: one row each, the name and then the value.
HEAD: dict[str, Path] = {
    "framework id": ("id",),
    "version": ("version",),
    "languages": ("languages",),
    "title": ("title",),
    "description": ("description",),
    "target group": ("target_group",),
    "source": ("source",),
    "licence": ("licence",),
    "question": ("scale", "prompt"),
    "can't say": ("scale", "cannot_say"),
}
_LEVELS = ("scale", "levels", "label")
# One row for each item.
COLUMNS: dict[str, Path] = {
    "area id": ("areas", "id"),
    "area": ("areas", "title"),
    "competence id": ("areas", "competences", "id"),
    "competence": ("areas", "competences", "title"),
    "competence description": ("areas", "competences", "description"),
    "item id": ("areas", "competences", "items", "id"),
    "item": ("areas", "competences", "items", "text"),
}
# Names that people use as well.
_ALSO = {
    "area title": "area",
    "competence title": "competence",
    "item text": "item",
    "statement": "item",
    "id": "framework id",
    "license": "licence",
    "scale prompt": "question",
    "prompt": "question",
    "cannot say": "can't say",
}
_NO_LANGUAGE = {"framework id", "version", "languages", "source", "licence", "area id", "competence id", "item id"}
_BY_PATH = {path: name for name, path in (HEAD | COLUMNS).items()}

# A name and the language in brackets, "" where there is none: ("level 2", "de").
Name = tuple[str, str]


def name_of(cell: str) -> Name:
    """Read a name as people write it: "Target_group [DE]" is the target group in German."""
    words = " ".join(cell.replace("_", " ").replace("’", "'").casefold().split())
    match = re.fullmatch(r"(.*?) ?\[ ?([^\[\]]*?) ?\]", words)
    name, language = match.groups() if match else (words, "")
    return _ALSO.get(name, name), language.replace(" ", "-")


def level_of(name: str) -> int | None:
    """Return the value of a level named "level 3", None for another name."""
    match = re.fullmatch(r"level (0|[1-9][0-9]{0,2})", name)
    return int(match.group(1)) if match else None


def has_languages(name: str) -> bool:
    """Tell whether a part stands in the framework once for each language."""
    return name not in _NO_LANGUAGE


def written(name: str, language: str = "") -> str:
    """Return a name as it is shown."""
    return f"{name} [{language}]" if language else name


def shown_at(path: Path) -> str:
    """Return the name of the row or column in which a part of a framework stands; "" where there is none."""
    parts = tuple(part for part in path if isinstance(part, str))
    numbers = [part + 1 for part in path if isinstance(part, int)]
    language = ""
    if parts not in _BY_PATH and parts[:-1] in {*_BY_PATH, _LEVELS}:
        parts, language = parts[:-1], parts[-1]
    name = f"level {numbers[0]}" if parts == _LEVELS else _BY_PATH.get(parts, "")
    return written(name, language)
