"""What handlers and plain views share: how a request's body is read, and what becomes of trouble with texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DatabaseError
from django.utils.translation import gettext as _

from bizmooc.conf import setting
from bizmooc.models import REQUEST_KEY_LENGTH
from bizmooc.refusal import Refusal
from bizmooc.writes import is_unstorable_text

T = TypeVar("T")
Values = Mapping[str, str | list[str]]

_REQUEST_KEY = re.compile(rf"[A-Za-z0-9-]{{8,{REQUEST_KEY_LENGTH}}}")
_BODY_KEYS = {"key", "version", "values"}


@dataclass(frozen=True)
class Body:
    """The body of a POST from a page of ours.

    Attributes:
        key: the page's idempotency key; "" for reads.
        version: of the draft the page started from; 0 where there is none.
        values: the form, field name to text or list of texts, as a browser's form would send it.
    """

    key: str = ""
    version: int = 0
    values: Values = field(default_factory=dict)


def require_method(actual: str, method: str) -> None:
    """Let one method through.

    Raises:
        Refusal: 405.
    """
    if actual != method:
        raise Refusal(405, _("This address answers to %(method)s only.") % {"method": method})


def parse_body(content_type: str, read: Callable[[int], bytes]) -> Body:
    """Read a JSON body, up to ``BIZMOOC["MAX_BODY_BYTES"]``.

    Args:
        content_type: of the request, without parameters.
        read: returns the body's first so many bytes.

    Raises:
        Refusal: 415, 413 or 400, with what is wrong.
    """
    if content_type != "application/json":
        raise Refusal(415, _("Please send JSON."))
    limit = setting("MAX_BODY_BYTES")
    raw = read(limit + 1)
    if len(raw) > limit:
        raise Refusal(413, _("This is more than can be taken at once. Please shorten it."))
    try:
        body = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refusal(400, _("The request could not be read. Please reload the page and try again.")) from None
    return _checked(body)


def storing(values: Values, action: Callable[[], T]) -> T:
    """Carry out an action that may store a form's texts.

    Raises:
        Refusal: 422, the database's tables are too old for some characters.
    """
    try:
        return action()
    except DatabaseError as error:
        faults = _beyond_old_tables(values) if is_unstorable_text(error) else {}
        if not faults:
            raise
        raise Refusal(
            422, " ".join(dict.fromkeys(faults.values())), {name: [faults[name]] for name in faults}
        ) from error


def as_json(content: Mapping[str, Any]) -> str:
    """Return the text of a JSON answer."""
    return json.dumps(content, ensure_ascii=False)


def _beyond_old_tables(values: Values) -> dict[str, str]:
    """Return, by field, a sentence on the characters that a table in MySQL's utf8mb3 does not take."""
    sentences = {}
    for name, value in values.items():
        beyond = [character for character in dict.fromkeys("".join(value)) if character > "\uffff"]
        if beyond:
            sentence = _("These characters cannot be stored here. Please take them out: %(characters)s")
            sentences[name] = sentence % {"characters": " ".join(beyond[:20])}
    return sentences


def _checked(body: Any) -> Body:
    broken = Refusal(400, _("The request is incomplete. Please reload the page and try again."))
    if not isinstance(body, dict) or not set(body) <= _BODY_KEYS:
        raise broken
    key, version, values = body.get("key"), body.get("version", 0), body.get("values", {})
    if not isinstance(key, str) or not _REQUEST_KEY.fullmatch(key):
        raise broken
    if type(version) is not int or not 0 <= version < 2**31:
        raise broken
    if not isinstance(values, dict) or not all(_is_form_value(value) for value in values.values()):
        raise broken
    return Body(key, version, values)


def _is_form_value(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_text(text) for text in value)
    return _is_text(value)


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate: JSON can carry it, no database can.
        return False
    return True
