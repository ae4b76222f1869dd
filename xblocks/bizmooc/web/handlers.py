"""XBlock handlers behind the gate: checked, parsed, and answered as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal

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
        values: the form, field name to text or list of texts, as a browser's form would send it.
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
                require_method(request.method, method)
                participant = authorise(self, request, audience, writes=method == "POST")
                body = parse_body(request.content_type, request.body_file.read) if method == "POST" else Body()
                call = Call(Place.of(self), participant, body.key, body.version, body.values)
                return _answer(200, storing(call.values, lambda: function(self, call)))
            except Refusal as refusal:
                return _answer(refusal.status, refusal.as_dict())

        handle.audience, handle.method = audience, method
        return XBlock.handler(handle)

    return decorate


def _answer(status: int, content: Mapping[str, Any]) -> Response:
    response = Response(as_json(content), status=status, content_type="application/json", charset="utf-8")
    response.cache_control = "no-store"
    return response
