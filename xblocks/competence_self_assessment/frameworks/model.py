"""A framework: areas > competences > items, and the scale they are rated on, in one or more languages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from bizmooc.texts import Texts


def _same_words(texts: Texts, others: Texts) -> bool:
    shared = texts.keys() & others.keys()
    return bool(shared) and all(texts[code] == others[code] for code in shared)


@dataclass(frozen=True)
class Level:
    """One step of the scale."""

    value: int
    label: Texts


@dataclass(frozen=True)
class Scale:
    """What every item is rated on.

    Attributes:
        prompt: the question above the items.
        levels: ascending, values 1, 2, 3 ... without gaps.
        cannot_say: the choice that is stored as missing.
    """

    prompt: Texts
    levels: tuple[Level, ...]
    cannot_say: Texts

    def reads_as(self, other: Scale) -> bool:
        """Tell whether a rating on one scale means the same on the other."""
        return (
            len(self.levels) == len(other.levels)
            and _same_words(self.prompt, other.prompt)
            and all(_same_words(one.label, two.label) for one, two in zip(self.levels, other.levels, strict=True))
        )

    @property
    def lowest(self) -> int:
        """Value of the first level."""
        return self.levels[0].value

    @property
    def highest(self) -> int:
        """Value of the last level."""
        return self.levels[-1].value


@dataclass(frozen=True)
class Item:
    """One statement that a learner rates."""

    id: str
    text: Texts


@dataclass(frozen=True)
class Competence:
    """What its items together describe; the unit in which profiles are shown."""

    id: str
    title: Texts
    description: Texts
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Area:
    """A group of competences."""

    id: str
    title: Texts
    competences: tuple[Competence, ...]


@dataclass(frozen=True)
class Framework:
    """A whole framework. Ids are unique in it and never reused for something else."""

    id: str
    version: str
    languages: tuple[str, ...]
    title: Texts
    description: Texts
    target_group: Texts
    source: str
    licence: str
    scale: Scale
    areas: tuple[Area, ...]

    @property
    def competences(self) -> Iterator[Competence]:
        """All competences in reading order."""
        return (competence for area in self.areas for competence in area.competences)

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by id, in reading order."""
        return {item.id: item for competence in self.competences for item in competence.items}

    def as_data(self) -> dict[str, Any]:
        """Return the framework as JSON-like data, the shape of a pack file."""
        return asdict(self)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content (64 hex digits): one framework text, one digest."""
        text = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def same_items(self, other: Framework) -> set[str]:
        """Return the ids of items that were asked in the same words on the same scale in both frameworks.

        A language that only one of them has changes nothing.
        """
        if not self.scale.reads_as(other.scale):
            return set()
        return {
            id_
            for id_, item in self.items.items()
            if id_ in other.items and _same_words(item.text, other.items[id_].text)
        }


def from_data(data: Mapping[str, Any]) -> Framework:
    """Build a framework from data that ``as_data`` gave (it is not checked again)."""
    data = _in_order(data, list(data["languages"]))
    scale = data["scale"]
    return Framework(
        **{name: data[name] for name in ("id", "version", "title", "description", "target_group", "source", "licence")},
        languages=tuple(data["languages"]),
        scale=Scale(
            prompt=scale["prompt"],
            levels=tuple(Level(**level) for level in scale["levels"]),
            cannot_say=scale["cannot_say"],
        ),
        areas=tuple(
            Area(id=area["id"], title=area["title"], competences=tuple(map(_competence, area["competences"])))
            for area in data["areas"]
        ),
    )


_kept: dict[str, Framework] = {}
_MOST_KEPT = 64


def kept(digest: str, data: Mapping[str, Any]) -> Framework:
    """Build a framework from data of a digest, once in a process: every page and every round counted asks for it."""
    if digest not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[digest] = from_data(data)
    return _kept[digest]


def _in_order(node: Any, languages: list[str]) -> Any:
    """Return data with the languages of each text in the framework's order: some databases sort the keys of JSON."""
    if isinstance(node, Mapping):
        names = sorted(node, key=languages.index) if set(node) <= set(languages) else node
        return {name: _in_order(node[name], languages) for name in names}
    return [_in_order(part, languages) for part in node] if isinstance(node, list | tuple) else node


def _competence(data: Mapping[str, Any]) -> Competence:
    items = tuple(Item(**item) for item in data["items"])
    return Competence(id=data["id"], title=data["title"], description=data["description"], items=items)
