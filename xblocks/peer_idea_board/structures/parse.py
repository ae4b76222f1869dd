"""Reading a structure from plain data, as authors' editors and course files give it: every problem is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.texts import Texts
from peer_idea_board.structures.model import Criterion, Part, Structure, StructureError

# Of a text that was given without its language.
UNNAMED = "und"
MAX_PARTS, MAX_CRITERIA = 12, 6
LEVELS = range(2, 7)
LENGTHS = range(50, 4001)
TITLE_LENGTH, PROMPT_LENGTH, LEVEL_LENGTH = 80, 600, 200
# The columns of ratings and content name these ids.
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def parse(data: Any) -> Structure:
    """Read a structure.

    Args:
        data: ``{"title", "parts": [{"id", "title", "prompt", "is_required", "max_length"}], "criteria": [{"id",
            "title", "levels": [...]}]}``. A text is plain, or a text for each language code. The title, prompts,
            ``is_required`` and ``criteria`` may be left out.

    Raises:
        StructureError: with every problem found, by its place ("parts.0.title").
    """
    reader = _Reader()
    structure = reader.structure(data)
    if reader.found:
        raise StructureError(reader.found)
    return structure


@dataclass
class _Reader:
    """Collects problems and goes on, so that an author sees all of them at once."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def wrong(self, place: str, sentence: str) -> None:
        self.found.setdefault(place, []).append(sentence)

    def structure(self, data: Any) -> Structure:
        data = self.mapping("", data, ("title", "parts", "criteria"))
        return Structure(
            title=self.texts("title", data.get("title"), TITLE_LENGTH, may_be_empty=True),
            parts=tuple(self.each("parts", data.get("parts"), self.part, range(1, MAX_PARTS + 1))),
            criteria=tuple(self.each("criteria", data.get("criteria", []), self.criterion, range(MAX_CRITERIA + 1))),
        )

    def part(self, place: str, data: Any) -> Part:
        data = self.mapping(place, data, ("id", "title", "prompt", "is_required", "max_length"))
        is_required, max_length = data.get("is_required", False), data.get("max_length")
        if type(is_required) is not bool:
            self.wrong(f"{place}.is_required", _("Here “true” or “false” is expected."))
        if type(max_length) is not int or max_length not in LENGTHS:
            words = {"least": LENGTHS[0], "most": LENGTHS[-1]}
            self.wrong(f"{place}.max_length", _("Please enter a number from %(least)d to %(most)d.") % words)
        return Part(
            id=self.id(place, data.get("id")),
            title=self.texts(f"{place}.title", data.get("title"), TITLE_LENGTH),
            prompt=self.texts(f"{place}.prompt", data.get("prompt"), PROMPT_LENGTH, may_be_empty=True),
            is_required=is_required,
            max_length=max_length,
        )

    def criterion(self, place: str, data: Any) -> Criterion:
        data = self.mapping(place, data, ("id", "title", "levels"))
        return Criterion(
            id=self.id(place, data.get("id")),
            title=self.texts(f"{place}.title", data.get("title"), TITLE_LENGTH),
            levels=self.levels(f"{place}.levels", data.get("levels")),
        )

    def levels(self, place: str, data: Any) -> tuple[Texts, ...]:
        if not isinstance(data, list | tuple) or len(data) not in LEVELS:
            words = {"least": LEVELS[0], "most": LEVELS[-1]}
            self.wrong(place, _("A criterion has %(least)d to %(most)d levels, the weakest first.") % words)
            return ()
        # An editor shows all levels in one field.
        return tuple(self.texts(place, level, LEVEL_LENGTH) for level in data)

    # The small shapes everything above is made of.

    def mapping(self, place: str, data: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self.wrong(place, _("Here “name: value” pairs are expected: %(names)s.") % {"names": ", ".join(names)})
            return {}
        unknown = ", ".join(sorted(str(name) for name in data if name not in names))
        if unknown:
            words = {"unknown": unknown[:80], "names": ", ".join(names)}
            self.wrong(place, _("“%(unknown)s” is not known here. Known are: %(names)s.") % words)
        return data

    def each(self, place: str, data: Any, read: Callable[[str, Any], Any], count: range) -> list[Any]:
        if not isinstance(data, list | tuple) or len(data) not in count:
            words = {"least": count[0], "most": count[-1]}
            self.wrong(place, _("Here %(least)d to %(most)d entries are expected.") % words)
            return []
        entries = [read(f"{place}.{number}", entry) for number, entry in enumerate(data)]
        ids = [entry.id for entry in entries]
        for number, one in enumerate(ids):
            if one and one in ids[:number]:
                self.wrong(f"{place}.{number}", _("The id “%(id)s” is used twice.") % {"id": one})
        return entries

    def id(self, place: str, data: Any) -> str:
        if isinstance(data, str) and ID.fullmatch(data):
            return data
        self.wrong(place, _("An id has up to 40 small letters, digits and “_”, and starts with a letter."))
        return ""

    def texts(self, place: str, data: Any, length: int, *, may_be_empty: bool = False) -> Texts:
        given = {UNNAMED: data} if isinstance(data, str) else {} if data is None else data
        if not isinstance(given, Mapping):
            self.wrong(place, _("Here a text is expected."))
            return {}
        kept = {code: self.text(place, code, text, length) for code, text in given.items()}
        kept = {code: text for code, text in kept.items() if text}
        if not kept and not may_be_empty:
            self.wrong(place, _("Please enter a text."))
        return kept or {UNNAMED: ""}

    def text(self, place: str, code: Any, text: Any, length: int) -> str:
        if not isinstance(text, str) or not isinstance(code, str):
            self.wrong(place, _("Here a text is expected."))
            return ""
        if code != UNNAMED and not _LANGUAGE.fullmatch(code):
            words = {"code": code[:40]}
            self.wrong(place, _("“%(code)s” is not a language code such as en, de or pt-br.") % words)
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > length:
            self.wrong(place, _("This text is longer than %(limit)d characters.") % {"limit": length})
        if _CONTROL.search(text):
            self.wrong(place, _("Please remove the invisible control characters from this text."))
        return text
