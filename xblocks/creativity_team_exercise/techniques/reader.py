"""The small shapes that an author's data is made of: each is read, and what is wrong with it is noted by its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from bizmooc.texts import Texts

# Of a text that was given without its language.
UNNAMED = "und"
# Rows name prompts and steps by these ids; an entry's number, which starts with a digit, can stand beside them.
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass
class Reader:
    """Collects problems and goes on, so that an author sees all of them at once.

    Attributes:
        found: sentences by place.
        languages: that every text must be in; empty: whatever an author gives.
    """

    found: dict[str, list[str]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def wrong(self, place: str, sentence: str) -> None:
        """Note a problem."""
        self.found.setdefault(place, []).append(sentence)

    def mapping(self, place: str, data: Any, names: tuple[str, ...]) -> Mapping[str, Any]:
        """Return "name: value" pairs, none where there are none."""
        if not isinstance(data, Mapping):
            self.wrong(place, _("Here “name: value” pairs are expected: %(names)s.") % {"names": ", ".join(names)})
            return {}
        unknown = ", ".join(sorted(str(name) for name in data if name not in names))
        if unknown:
            words = {"unknown": unknown[:80], "names": ", ".join(names)}
            self.wrong(place, _("“%(unknown)s” is not known here. Known are: %(names)s.") % words)
        return data

    def each(self, place: str, data: Any, read: Callable[[str, Any], Any], count: range) -> tuple[Any, ...]:
        """Return what a list holds, each entry read by a function that returns something with an id of its own."""
        if not isinstance(data, list | tuple) or len(data) not in count:
            words = {"least": count[0], "most": count[-1]}
            self.wrong(place, _("Here %(least)d to %(most)d entries are expected.") % words)
            return ()
        entries = tuple(read(f"{place}.{number}", entry) for number, entry in enumerate(data))
        ids = [entry.id for entry in entries]
        for number, one in enumerate(ids):
            if one and one in ids[:number]:
                self.wrong(f"{place}.{number}", _("The id “%(id)s” is used twice.") % {"id": one})
        return entries

    def id(self, place: str, data: Any) -> str:
        """Return an id, "" where it is none."""
        if isinstance(data, str) and ID.fullmatch(data):
            return data
        self.wrong(place, _("An id has up to 40 small letters, digits and “_”, and starts with a letter."))
        return ""

    def number(self, place: str, data: Any, numbers: range) -> int:
        """Return a whole number out of some, the first of them where it is none."""
        if type(data) is int and data in numbers:
            return data
        words = {"least": numbers[0], "most": numbers[-1]}
        self.wrong(place, _("Please enter a number from %(least)d to %(most)d.") % words)
        return numbers[0]

    def word(self, place: str, data: Any, words: type[_Word]) -> _Word:
        """Return one of some words, the first where it is none."""
        if data in list(words):
            return words(data)
        self.wrong(place, _("Please choose one of these: %(words)s.") % {"words": ", ".join(words)})
        return next(iter(words))

    def texts(self, place: str, data: Any, length: int, *, may_be_empty: bool = False) -> Texts:
        """Return a text in its languages."""
        given = {UNNAMED: data} if isinstance(data, str) else {} if data is None else data
        if not isinstance(given, Mapping):
            self.wrong(place, _("Here a text is expected."))
            return {}
        kept = {code: self._text(place, code, text, length) for code, text in given.items()}
        kept = {code: text for code, text in kept.items() if text}
        missing = ", ".join(code for code in self.languages if code not in kept)
        if kept and missing:
            words = {"languages": missing}
            self.wrong(place, _("The title has these languages, this text has not: %(languages)s.") % words)
        if not kept and not may_be_empty:
            self.wrong(place, _("Please enter a text."))
        return kept or {UNNAMED: ""}

    def _text(self, place: str, code: Any, text: Any, length: int) -> str:
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
