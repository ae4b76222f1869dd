"""The ``replace_urls`` service: portable links in authors' HTML become links of this host."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from preview.olx.tree import Course

_LINK = r"""(?P<quote>\\?['"]){prefix}(?P<rest>[^'"\\]*)(?P=quote)"""
_STATIC = re.compile(_LINK.format(prefix="/static/"))
_COURSE = re.compile(_LINK.format(prefix="/course/"))
_JUMP = re.compile(_LINK.format(prefix="/jump_to_id/"))


class ReplaceUrlService:
    """Rewrites links for one course."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def replace_urls(self, text: str, static_replace_only: bool = False) -> str:
        """The text with links that work here."""
        if static_replace_only:
            return replace_static(text, self._course)
        return replace_urls(text, self._course)


def replace_static(text: str, course: Course) -> str:
    """Links to the course's own files, ``/static/name``, made to reach them; others are this host's."""

    def point(found: re.Match[str]) -> str:
        name = unquote(urlsplit(found["rest"]).path)
        if course.asset(name) is None:
            return found[0]
        return f"{found['quote']}/courses/{course.key}/static/{found['rest']}{found['quote']}"

    return _STATIC.sub(point, text)


def replace_urls(text: str, course: Course) -> str:
    """Links to files, to ``/course/...`` and to ``/jump_to_id/...``, made to work in this course."""
    text = replace_static(text, course)
    text = _COURSE.sub(rf"\g<quote>/courses/{course.key}/\g<rest>\g<quote>", text)
    return _JUMP.sub(rf"\g<quote>/courses/{course.key}/jump_to_id/\g<rest>\g<quote>", text)
