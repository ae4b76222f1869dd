"""What an author does with the editor, in the words of the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponseBase
from django.test import RequestFactory

from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key
from tests.support.bare_host import COURSE, Answer, BareHost, Permissions, call

SETTINGS = {
    "display_name": "A title",
    "framework": "learning_to_learn",
    "occasion": "pre",
    "series": "a-series",
    "participation_points": "0",
    "threshold": "10",
}
AUTHOR = SimpleNamespace(id=7, is_authenticated=True)


def author(host: BareHost) -> Any:
    """Return the block as Studio's editor opens it."""
    return host.block(studio=Permissions(True))


def save(host: BareHost, **values: Any) -> Answer:
    """Save the settings with some of them changed."""
    return call(author(host), "save_settings", {"key": key(), "values": SETTINGS | values})


def as_page(change: Any = None) -> str:
    """Return a small framework as the editor's page sends it."""
    return json.dumps(small.data(change))


def ask(view: Any, host: BareHost, user: Any = AUTHOR, **values: str) -> HttpResponseBase:
    """Ask one of the author's plain views about a block."""
    body = json.dumps({"key": key(), "values": values})
    request = RequestFactory().post("/", body, content_type="application/json")
    request.user = user
    return view(request, str(COURSE), usage_key=str(host.usage_key))


def read(response: HttpResponseBase) -> Mapping[str, Any]:
    """Return what a view answered."""
    return json.loads(response.content)
