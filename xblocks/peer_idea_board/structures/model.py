"""The structure of ideas (parts) and of feedback (criteria with worded levels)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import Any

from bizmooc.texts import Texts


class StructureError(ValueError):
    """A structure cannot be used.

    Args:
        by_place: sentences by where they belong: names and positions (from 0), as in "parts.0.title"; "": the whole.
    """

    def __init__(self, by_place: Mapping[str, list[str]]):
        self.by_place = dict(by_place)
        super().__init__(" ".join(self.problems))

    @property
    def problems(self) -> list[str]:
        """All sentences."""
        return [sentence for sentences in self.by_place.values() for sentence in sentences]


@dataclass(frozen=True)
class Part:
    """One field of an idea.

    Attributes:
        id: small letters, digits and "_"; unique in the structure and never reused.
        title: what is asked, in few words. prompt: the question in full, with an example; may be empty.
        is_required: an idea cannot be posted without it.
        max_length: in characters, 50 to 4,000.
    """

    id: str
    title: Texts
    prompt: Texts
    is_required: bool
    max_length: int


@dataclass(frozen=True)
class Criterion:
    """What feedback rates.

    Attributes:
        id: as a part's.
        title: in few words.
        levels: two to six, worded, the weakest first; a rating is the number of one, from 1.
    """

    id: str
    title: Texts
    levels: tuple[Texts, ...]


@dataclass(frozen=True)
class Structure:
    """What a board asks for.

    Attributes:
        title: of the structure itself, for authors.
        parts: at least one. criteria: may be none.
    """

    title: Texts
    parts: tuple[Part, ...]
    criteria: tuple[Criterion, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content: rows name the structure they were written for by it."""
        text = json.dumps(self.as_data(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def as_data(self) -> dict[str, Any]:
        """Return JSON-like data; from_data() takes it back."""
        return json.loads(json.dumps(asdict(self)))

    def part(self, part_id: str) -> Part | None:
        """Return a part by its id, None if there is none."""
        return next((part for part in self.parts if part.id == part_id), None)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return a criterion by its id, None if there is none."""
        return next((one for one in self.criteria if one.id == criterion_id), None)


def from_data(data: Mapping[str, Any]) -> Structure:
    """Return the structure of data that as_data() gave: checked before, so not again."""
    return Structure(
        title=data["title"],
        parts=tuple(Part(**part) for part in data["parts"]),
        criteria=tuple(Criterion(**{**one, "levels": tuple(one["levels"])}) for one in data["criteria"]),
    )


def kept(digest: str, content: Mapping[str, Any]) -> Structure:
    """Return a kept structure, built once for all who ask for it."""
    return _kept(digest, json.dumps(content, sort_keys=True))


@lru_cache(maxsize=256)
def _kept(digest: str, content: str) -> Structure:
    return from_data(json.loads(content))
