"""What an export carries beside its units: about text, updates, handouts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from preview.olx import Course
from preview.services.urls import replace_urls

_SOURCES = (
    ("about", "about/overview.html"),
    ("handouts", "info/handouts.html"),
)


@dataclass(frozen=True)
class Update:
    """One dated note to the learners."""

    date: str
    html: SafeString


@dataclass(frozen=True)
class Documents:
    """The texts found; each may be empty."""

    about: SafeString
    handouts: SafeString
    updates: tuple[Update, ...]

    def __bool__(self) -> bool:
        return bool(self.about or self.handouts or self.updates)


def documents(course: Course) -> Documents:
    """The course's own texts outside its units, as their authors wrote them."""
    texts = {name: _html(course, course.path / file) for name, file in _SOURCES}
    return Documents(updates=_updates(course), **texts)


def short_description(course: Course) -> str:
    """One sentence about the course for lists; may be empty."""
    file = course.path / "about" / "short_description.html"
    return strip_tags(_read(file)).strip()


def _updates(course: Course) -> tuple[Update, ...]:
    text = _read(course.path / "info" / "updates.items.json")
    try:
        items = json.loads(text) if text else []
    except ValueError:
        # An unreadable list of news keeps nobody from the course; the author sees it missing here.
        return (Update("", SafeString(_("The course updates could not be read."))),)
    shown = [item for item in items if isinstance(item, dict) and item.get("status") != "deleted"]
    shown.sort(key=lambda item: item.get("id") or 0, reverse=True)
    return tuple(Update(str(item.get("date", "")), _linked(course, str(item.get("content", "")))) for item in shown)


def _html(course: Course, file: Path) -> SafeString:
    text = _read(file)
    # Studio writes an empty list when there are no handouts.
    has_words = bool(strip_tags(text).strip()) or "<img" in text
    return _linked(course, text) if has_words else SafeString("")


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def _linked(course: Course, html: str) -> SafeString:
    """The text with its links pointing into this host; trusted like every text of a course's authors."""
    return mark_safe(replace_urls(html, course))
