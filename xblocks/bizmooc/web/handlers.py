"""XBlock handlers behind the gate: checked, parsed, and answered as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal

from django.db import DatabaseError
from django.utils.translation import gettext as _
from webob import Response
from xblock.core import XBlock

from bizmooc.conf import setting
from bizmooc.hosting.gate import Audience, authorise
from bizmooc.hosting.participant import Participant, Place
from bizmooc.models import REQUEST_KEY_LENGTH
from bizmooc.refusal import Refusal
from bizmooc.writes import WriteKey, digest_of, is_unstorable_text

_REQUEST_KEY = re.compile(rf"[A-Za-z0-9-]{{8,{REQUEST_KEY_LENGTH}}}")
_BODY_KEYS = {"key", "version", "values"}


@dataclass(frozen=True)
class Call:
    """One request to a handler, after the gate.

    Attributes:
        place: the block.
        participant: who calls.
        key: the page's idempotency key; "" for reads.
        version: of the draft the page started from; 0 where there is none.
        values: the form, field name to text or list of texts, as a browser's form would send it.
    """

    place: Place
    participant: Participant
    key: str = ""
    version: int = 0
    values: Mapping[str, str | list[str]] = field(default_factory=dict)

    @property
    def write_key(self) -> WriteKey:
        """The identity of the write that this call asks for."""
        return WriteKey(self.place, self.participant.anonymous_id, self.key, digest_of(dict(self.values)))


def handler(audience: Audience, method: Literal["GET", "POST"]) -> Callable[[Callable], Callable]:
    """Turn ``method(self, call) -> dict`` into an XBlock handler that answers JSON.

    A refusal becomes ``{"error": sentence, "fields": {name: [sentence]}}`` with its status. Anything else that is
    raised is a defect and is left to the host, which logs it.

    Args:
        audience: whom the handler serves.
        method: GET for reads; POST, with a JSON body, for everything that changes something.
    """

    def decorate(function: Callable[[Any, Call], dict[str, Any]]) -> Callable:
        @wraps(function)
        def handle(self: Any, request: Any, suffix: str = "") -> Response:
            try:
                _require_method(request, method)
                participant = authorise(self, request, audience, writes=method == "POST")
                body = _parse(request) if method == "POST" else {}
                return _answer(200, _carried_out(function, self, Call(Place.of(self), participant, **body)))
            except Refusal as refusal:
                return _answer(refusal.status, {"error": refusal.message, "fields": refusal.fields})

        handle.audience, handle.method = audience, method
        return XBlock.handler(handle)

    return decorate


def _carried_out(function: Callable[[Any, Call], dict[str, Any]], block: Any, call: Call) -> dict[str, Any]:
    try:
        return function(block, call)
    except DatabaseError as error:
        faults = _beyond_old_tables(call.values) if is_unstorable_text(error) else {}
        if not faults:
            raise
        raise Refusal(
            422, " ".join(dict.fromkeys(faults.values())), {name: [faults[name]] for name in faults}
        ) from error


def _beyond_old_tables(values: Mapping[str, str | list[str]]) -> dict[str, str]:
    """Return, by field, a sentence on the characters that a table in MySQL's utf8mb3 does not take."""
    sentences = {}
    for name, value in values.items():
        beyond = [character for character in dict.fromkeys("".join(value)) if character > "\uffff"]
        if beyond:
            sentence = _("These characters cannot be stored here. Please take them out: %(characters)s")
            sentences[name] = sentence % {"characters": " ".join(beyond[:20])}
    return sentences


def _answer(status: int, content: Mapping[str, Any]) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    response = Response(text, status=status, content_type="application/json", charset="utf-8")
    response.cache_control = "no-store"
    return response


def _require_method(request: Any, method: str) -> None:
    if request.method != method:
        raise Refusal(405, _("This address answers to %(method)s only.") % {"method": method})


def _parse(request: Any) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise Refusal(415, _("Please send JSON."))
    limit = setting("MAX_BODY_BYTES")
    raw = request.body_file.read(limit + 1)
    if len(raw) > limit:
        raise Refusal(413, _("This is more than can be taken at once. Please shorten it."))
    try:
        body = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refusal(400, _("The request could not be read. Please reload the page and try again.")) from None
    return _checked(body)


def _checked(body: Any) -> dict[str, Any]:
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
    return {"key": key, "version": version, "values": values}


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
