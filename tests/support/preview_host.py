"""The preview host in tests: a course, people in every role, and real requests to its addresses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from preview import olx, people
from preview.olx import Course
from tests.preview.engine.builder import KEY, CourseBuilder

UNIT = "un"
"""The unit that holds the blocks."""


class Role(Enum):
    """Through which window somebody looks at a block, and as whom."""

    LEARNER = "learner in the LMS"
    STAFF = "staff in the LMS"
    GENERIC = "staff as any learner"
    SPECIFIC = "staff as one learner"
    STUDIO_PREVIEW = "author in Studio's preview"
    STUDIO_EDITOR = "author in Studio's editor"
    NOAUTH = "learner by the noauth path"
    STAFF_NOAUTH = "staff by the noauth path"
    OUTSIDER = "not enrolled in the LMS"
    STUDIO_LEARNER = "learner in Studio's preview"
    VISITOR = "nobody in the LMS"
    VISITOR_NOAUTH = "nobody by the noauth path"

    @property
    def user(self) -> str:
        """Who sits at the keyboard; "": nobody is signed in."""
        if self in (Role.VISITOR, Role.VISITOR_NOAUTH):
            return ""
        return {Role.OUTSIDER: "olga", Role.LEARNER: "anna", Role.NOAUTH: "anna", Role.STUDIO_LEARNER: "anna"}.get(
            self, "ivo"
        )


NAMED = (
    Role.LEARNER,
    Role.STAFF,
    Role.GENERIC,
    Role.SPECIFIC,
    Role.STUDIO_PREVIEW,
    Role.STUDIO_EDITOR,
    Role.NOAUTH,
)
"""The ways in which each promise of the hosts is tried."""
LMS_PAGES = (Role.LEARNER, Role.STAFF, Role.GENERIC, Role.SPECIFIC)
PAGES = (*LMS_PAGES, Role.STUDIO_PREVIEW, Role.STUDIO_EDITOR)
"""Those who are shown something: nothing is drawn by the noauth path."""

_HANDLERS = {
    Role.STUDIO_PREVIEW: "/preview/xblock/{usage}/handler/{name}",
    Role.STUDIO_LEARNER: "/preview/xblock/{usage}/handler/{name}",
    Role.STUDIO_EDITOR: "/xblock/{usage}/handler/{name}",
    **dict.fromkeys(
        (Role.NOAUTH, Role.STAFF_NOAUTH, Role.VISITOR_NOAUTH),
        "/courses/{course}/xblock/{usage}/handler_noauth/{name}",
    ),
}
_IN_THE_LMS = "/courses/{course}/xblock/{usage}/handler/{name}"


@dataclass(frozen=True)
class Reply:
    """What a handler answered: its JSON, or its text where it is none."""

    status: int
    body: Any


class PreviewHost:
    """One course on the preview host with anna, a learner; ben, another; ivo, its instructor; olga, an outsider.

    Attributes:
        course: with one unit that holds the blocks.
    """

    def __init__(self, builder: CourseBuilder, settings: Any) -> None:
        settings.PREVIEW_COURSE_DIRS = [builder.path]
        olx.forget()
        self.course: Course = olx.get_course(KEY)
        make = get_user_model().objects.create_user
        self.users = {name: make(name, f"{name}@example.org") for name in ("anna", "ben", "ivo", "olga")}
        for name in ("anna", "ben", "ivo"):
            people.enrol(self.users[name], self.course.key)
        people.set_role(self.users["ivo"], self.course.key, "instructor")
        self._clients: dict[Role, Client] = {}

    def usage(self, name: str) -> str:
        """The usage key of one of our blocks, by its url_name."""
        return str(next(node.usage_key for node in self.course.walk() if node.usage_key.block_id == name))

    def client(self, role: Role, **options: Any) -> Client:
        """The browser of somebody in a role; the same one every time, unless there are options for a new one."""
        if options:
            return self._sign_in(role, Client(**options))
        if role not in self._clients:
            self._clients[role] = self._sign_in(role, Client())
        return self._clients[role]

    def show(self, role: Role, block: str) -> str:
        """The page with a block as HTML: the whole unit in the LMS, the block alone in Studio.

        Raises:
            AssertionError: the host did not answer 200.
        """
        if role in (Role.STUDIO_PREVIEW, Role.STUDIO_EDITOR):
            return self.parts(role, block)["html"]
        unit = self.course.unit_of(self.course.node(self.usage(block)))
        assert unit
        answer = self.client(role).get(reverse("pages:unit", args=[self.course.key, unit.usage_key]))
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def parts(self, role: Role, block: str) -> dict[str, Any]:
        """What Studio's pages fetch of a block: HTML and resources.

        Raises:
            AssertionError: the host did not answer 200.
        """
        name = "studio-view" if role is Role.STUDIO_EDITOR else "studio-preview"
        key = self.course.node(self.usage(block)).usage_key
        answer = self.client(role).get(reverse(f"pages:{name}", args=[self.course.key, key]))
        assert answer.status_code == 200, answer.status_code
        return answer.json()

    def address(self, role: Role, block: str, handler: str) -> str:
        """Where somebody in a role reaches a handler."""
        pattern = _HANDLERS.get(role, _IN_THE_LMS)
        return pattern.format(course=self.course.key, usage=self.usage(block), name=handler)

    def call(self, role: Role, block: str, handler: str, body: Any = None, **extra: Any) -> Reply:
        """Call a handler: with a body as a JSON POST, else by GET."""
        client, address = self.client(role), self.address(role, block, handler)
        if body is None:
            answer = client.get(address, **extra)
        else:
            answer = client.post(address, json.dumps(body), content_type="application/json", **extra)
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return Reply(answer.status_code, answer.json() if is_json else answer.content.decode())

    def _sign_in(self, role: Role, client: Client) -> Client:
        if role.user:
            client.force_login(self.users[role.user])
        disguise = {Role.GENERIC: {"as": "generic"}, Role.SPECIFIC: {"as": "learner", "username": "anna"}}.get(role)
        if disguise:
            client.post(reverse("pages:view-as", args=[self.course.key]), disguise)
        return client
