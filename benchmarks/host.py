"""The preview host with one course, on a fresh database: what every contender's blocks run on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from xblock.django.request import django_to_webob_request

from preview import people
from preview.olx import Course, Node, load_course
from preview.runtime import open_block, render_block

_RUN = "bench"
_START = 'start="2020-01-01T00:00:00Z"'
_numbers = count(1)


class RefusedError(Exception):
    """A block did not do what it was asked to: what came of it is no measurement."""


class Host:
    """A course in which people look at blocks and use them.

    Args:
        blocks: the OLX of what stands in its only unit.
    """

    def __init__(self, blocks: str) -> None:
        folder = settings.BENCHMARK_DATA / f"course-{next(_numbers)}"
        (folder / "course").mkdir(parents=True)
        (folder / "course.xml").write_text(f'<course url_name="{_RUN}" org="BizMOOC" course="Bench"/>')
        unit = f'<chapter url_name="c"><sequential url_name="s"><vertical url_name="u">{blocks}</vertical>'
        text = f'<course display_name="Bench" {_START}>{unit}</sequential></chapter></course>'
        (folder / "course" / f"{_RUN}.xml").write_text(text, encoding="utf-8")
        self.course: Course = load_course(folder)
        if self.course.problems:
            raise RefusedError(str(self.course.problems))
        self._nodes = {node.usage_key.block_id: node for node in self.course.walk()}

    def node(self, name: str) -> Node:
        """The block of this url_name."""
        return self._nodes[name]

    def person(self, *, is_staff: bool = False) -> Any:
        """Somebody new in the course."""
        user = get_user_model().objects.create_user(f"person-{next(_numbers)}")
        people.enrol(user, self.course.key)
        if is_staff:
            people.set_role(user, self.course.key, "staff")
        return user

    def anonymous_id(self, user: Any) -> str:
        """The id under which blocks know a person."""
        return people.anonymous_id(user, self.course.key)

    def view(self, user: Any, name: str) -> str:
        """The HTML of a block as this person sees it."""
        return render_block(_request(user), self.course, self.node(name)).html

    def call(self, user: Any, name: str, handler: str, body: Any = None) -> Any:
        """What a block's handler answers, from JSON; without a body it is read, with one it is told.

        Raises:
            RefusedError: the answer's status is not 200.
        """
        return json.loads(self.text(user, name, handler, body))

    def text(self, user: Any, name: str, handler: str, body: Any = None) -> str:
        """The same as it is sent.

        Raises:
            RefusedError: the answer's status is not 200.
        """
        request = _request(user, body)
        block = open_block(request, self.course, self.node(name).usage_key)
        answer = block.handle(handler, django_to_webob_request(request))
        if answer.status_int != 200:
            raise RefusedError(f"{handler}: {answer.status_int} {answer.body[:300]!r}")
        return answer.text

    def get(self, user: Any, address: str) -> str:
        """What a plain view answers.

        Raises:
            RefusedError: the answer's status is not 200.
        """
        found = resolve(address)
        answer = found.func(_request(user), *found.args, **found.kwargs)
        if answer.status_code != 200:
            raise RefusedError(f"{address}: {answer.status_code} {answer.content[:300]!r}")
        return answer.content.decode()


def _request(user: Any, body: Any = None) -> HttpRequest:
    make = RequestFactory()
    request = make.get("/") if body is None else make.post("/", json.dumps(body), content_type="application/json")
    request.user, request.session = user, SessionStore()
    return request


@contextmanager
def fresh_database() -> Iterator[None]:
    """An empty database with all tables, gone afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
