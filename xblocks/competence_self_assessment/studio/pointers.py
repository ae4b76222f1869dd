"""Pointers from competences to units: what learners who rate themselves low are offered."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey

from bizmooc.web.forms import PlainText

TITLE_LENGTH = 200
LINK_LENGTH = 500
MAX_FOR_ONE = 5
MAX_COMPETENCES = 150
_JUMP = re.compile(r"(?:.*/)?jump_to_id/(?P<id>[A-Za-z0-9_.\-~]+)/?", re.ASCII)
_BLOCK_ID = re.compile(r"[A-Za-z0-9_.\-~]+", re.ASCII)
_USAGE_KEY = re.compile(r"block-v1:[^/?#&]+")
# As everywhere where such links are written into pages.
_UNSAFE = re.compile(r"[\s\"'<>\\]")
_is_address = URLValidator(schemes=["https"])
_title = PlainText(max_length=TITLE_LENGTH, rows=1)


class Pointers(forms.CharField):
    """Competence id -> list of ``{"title", "link"}``, as JSON text from the page or as data from OLX.

    Each problem carries ``place``: the competence's id, the position in its list (from 0), and "title" or "link".
    """

    course: CourseKey | None = None

    def to_python(self, value: Any) -> dict[str, list[dict[str, str]]]:
        """Return checked pointers; entries with neither title nor link are left out.

        Raises:
            ValidationError: with a sentence for everything that is wrong.
        """
        given = self._data(value)
        found = {}
        problems: list[ValidationError] = []
        for competence, entries in given.items():
            kept = []
            for number, entry in enumerate(entries):
                try:
                    kept += self._entry(entry)
                except ValidationError as error:
                    for problem in error.error_list:
                        problem.place = (competence, number, "link" if problem.code == "link" else "title")
                        problems.append(problem)
            if kept:
                found[competence] = kept
        if problems:
            raise ValidationError(problems)
        return found

    def validate(self, value: Any) -> None:
        """Nothing is required."""

    def run_validators(self, value: Any) -> None:
        """Everything is checked above."""

    def _data(self, value: Any) -> dict[str, list[dict[str, str]]]:
        broken = ValidationError(_("The pointers to units could not be read. Please reload the page."))
        if value in (None, "", {}):
            return {}
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                raise broken from None
        if not isinstance(value, dict) or len(value) > MAX_COMPETENCES:
            raise broken
        for competence, entries in value.items():
            if not isinstance(competence, str) or not isinstance(entries, list) or len(entries) > MAX_FOR_ONE:
                raise broken
            if not all(isinstance(entry, dict) and set(entry) == {"title", "link"} for entry in entries):
                raise broken
            if not all(isinstance(text, str) for entry in entries for text in entry.values()):
                raise broken
        return value

    def _entry(self, entry: dict[str, str]) -> list[dict[str, str]]:
        title, link = entry["title"].strip(), entry["link"].strip()
        if not title and not link:
            return []
        if not title:
            raise ValidationError(_("Please give the unit a title, as learners should read it."), code="title")
        return [{"title": _title.clean(title), "link": link_of(link, self.course)}]


def link_of(text: str, course: CourseKey | None) -> str:
    """Return where a pointer leads: ``/jump_to_id/<block id>``, which a course keeps when it is run again, or https.

    Args:
        text: what an author pasted: such a link, a block id, the address of a unit in the LMS or in Studio, or https.
        course: the block's own course; units of others keep their address.

    Raises:
        ValidationError: it is none of these.
    """
    text = text.strip()
    jump = _JUMP.fullmatch(urlsplit(text).path) if "jump_to_id/" in text else None
    if jump:
        return f"/jump_to_id/{jump['id']}"
    block_id = _unit_in(text, course)
    if block_id:
        return f"/jump_to_id/{block_id}"
    if _BLOCK_ID.fullmatch(text):
        return f"/jump_to_id/{text}"
    try:
        if len(text) <= LINK_LENGTH and not _UNSAFE.search(text):
            _is_address(text)
            return text
    except ValidationError:
        pass
    sentence = _("Please paste the address of a unit of this course, or an address that begins with https://.")
    raise ValidationError(sentence, code="link")


def _unit_in(address: str, course: CourseKey | None) -> str:
    """Return the id of the last block that an address names, if it is one of this course; else ""."""
    keys = _USAGE_KEY.findall(unquote(address))
    if not keys:
        return ""
    try:
        usage = UsageKey.from_string(keys[-1])
    except InvalidKeyError:
        return ""
    if course is not None and usage.context_key != course:
        return ""
    return usage.block_id
