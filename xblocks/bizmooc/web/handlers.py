"""XBlock handlers behind the gate: checked, parsed, and answered as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal
from urllib.parse import parse_qsl

from webob import Response
from xblock.core import XBlock

from bizmooc.hosting.gate import Audience, authorise
from bizmooc.hosting.participant import Participant, Place
from bizmooc.refusal import Refusal
from bizmooc.web.requests import Body, Values, as_json, parse_body, require_method, storing
from bizmooc.writes import WriteKey, digest_of


@dataclass(frozen=True)
class Call:
    """One request to a handler, after the gate.

    Attributes:
        place: the block.
        participant: who calls.
        key: the page's idempotency key; "" for reads.
        version: of the draft the page started from; 0 where there is none.
        values: the form, field name to text or list of texts, as a browser's form would send it; of a read, its
            query, in which no learner's text travels.
    """

    place: Place
    participant: Participant
    key: str = ""
    version: int = 0
    values: Values = field(default_factory=dict)

    @property
    def write_key(self) -> WriteKey:
        """The identity of the write that this call asks for."""
        return WriteKey(self.place, self.participant.anonymous_id, self.key, digest_of(dict(self.values)))


@dataclass(frozen=True)
class File:
    """What a read may answer instead of JSON: a file to keep, or a page of its own.

    Attributes:
        text: the content.
        content_type: without charset; the text is sent as UTF-8.
        name: that a browser stores it under, ASCII; "" for a page that is shown.
    """

    text: str
    content_type: str
    name: str = ""


def handler(audience: Audience, method: Literal["GET", "POST"]) -> Callable[[Callable], Callable]:
    """Turn ``method(self, call) -> dict`` into an XBlock handler that answers JSON; a read may return a ``File``.

    A refusal becomes ``{"error": sentence, "fields": {name: [sentence]}}`` with its status. Anything else that is
    raised is a defect and is left to the host, which logs it.

    Args:
        audience: whom the handler serves.
        method: GET for reads; POST, with a JSON body, for everything that changes something.
    """

    def decorate(function: Callable[[Any, Call], dict[str, Any] | File]) -> Callable:
        @wraps(function)
        def handle(self: Any, request: Any, suffix: str = "") -> Response:
            try:
                require_method(request.method, method)
                participant = authorise(self, request, audience, writes=method == "POST")
                body = _body(request, method)
                call = Call(Place.of(self), participant, body.key, body.version, body.values)
                answer = storing(call.values, lambda: function(self, call))
                return _file(answer) if isinstance(answer, File) else _answer(200, answer)
            except Refusal as refusal:
                return _answer(refusal.status, refusal.as_dict())

        handle.audience, handle.method = audience, method
        return XBlock.handler(handle)

    return decorate


def _body(request: Any, method: str) -> Body:
    if method == "POST":
        return parse_body(request.content_type, request.body_file.read)
    return Body(values=dict(parse_qsl(request.query_string)))


def _answer(status: int, content: Mapping[str, Any]) -> Response:
    response = Response(as_json(content), status=status, content_type="application/json", charset="utf-8")
    response.cache_control = "no-store"
    return response


def _file(file: File) -> Response:
    response = Response(file.text, content_type=file.content_type, charset="utf-8")
    response.cache_control = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    # A page of ours needs no more than its own style, whatever a text in it might try.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    if file.name:
        response.content_disposition = f'attachment; filename="{file.name}"'
    return response
