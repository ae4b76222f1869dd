"""The barest host a block can have: XBlock's own test runtime, with services that say who is asking."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from lxml import etree
from opaque_keys.edx.locator import BlockUsageLocator, CourseLocator
from webob import Request
from xblock.field_data import DictFieldData
from xblock.fields import ScopeIds
from xblock.test.tools import TestRuntime

from competence_self_assessment.block import CompetenceSelfAssessmentBlock

COURSE = CourseLocator("BizMOOC", "L2L", "2026")
_names = count(1)


@dataclass
class Person:
    """Somebody in front of a block; the defaults are an enrolled learner in the LMS."""

    number: int = 1
    anonymous_id: str = ""
    is_staff: bool = False
    is_authenticated: bool = True

    def __post_init__(self) -> None:
        self.anonymous_id = self.anonymous_id or f"{self.number:032x}"

    @property
    def opt_attrs(self) -> dict[str, Any]:
        """As the LMS's user service has them: nothing but the first key for people who are not signed in."""
        if not self.is_authenticated:
            return {"edx-platform.is_authenticated": False}
        return {
            "edx-platform.is_authenticated": True,
            "edx-platform.anonymous_user_id": self.anonymous_id,
            "edx-platform.user_id": self.number,
            "edx-platform.user_is_staff": self.is_staff,
            "edx-platform.user_role": "staff" if self.is_staff else "student",
        }


class UserService:
    """The host's user service, for one person."""

    def __init__(self, person: Person):
        self.person = person

    def get_current_user(self) -> Person:
        return self.person


class I18nService:
    """The host's translations: none."""

    def gettext(self, text: str) -> str:
        return text


class Permissions:
    """Studio's permissions, for one person."""

    def __init__(self, can_write: bool):
        self.answer = can_write

    def can_write(self, course_key: Any) -> bool:
        return self.answer


class BareRuntime(TestRuntime):
    """Keeps what blocks publish; has addresses for handlers and files."""

    def __init__(self, services: Mapping[str, Any]):
        super().__init__(services=dict(services))
        self.published: list[tuple[str, dict[str, Any]]] = []

    def publish(self, block: Any, event_type: str, event_data: dict[str, Any]) -> None:
        self.published.append((event_type, event_data))

    def handler_url(self, block: Any, handler_name: str, suffix: str = "", query: str = "", **kwargs: Any) -> str:
        getattr(block, handler_name)
        return f"/handler/{handler_name}"

    def local_resource_url(self, block: Any, uri: str) -> str:
        return f"/resource/{block.scope_ids.block_type}/{uri}"


@dataclass
class Answer:
    """What a handler said."""

    status: int
    body: dict[str, Any]


@dataclass
class BareHost:
    """One block on the bare runtime, as one person sees it. Field data is shared between people's views of it."""

    fields: dict[str, Any] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or f"block{next(_names)}"
        self.usage_key = BlockUsageLocator(COURSE, "competence_self_assessment", self.name)

    def block(self, person: Person | None = None, *, studio: Permissions | None = None, **services: Any) -> Any:
        """Return the block bound to a person."""
        person = person or Person()
        data = DictFieldData(dict(self.fields))
        offered = {"field-data": data, "user": UserService(person), "i18n": I18nService(), **services}
        if studio:
            offered["studio_user_permissions"] = studio
        keys = ScopeIds(person.number, "competence_self_assessment", self.usage_key, self.usage_key)
        return BareRuntime(offered).construct_xblock_from_class(CompetenceSelfAssessmentBlock, keys)


def call(
    block: Any, handler: str, body: Any = None, *, method: str = "POST", path: str = "", raw: bytes = b""
) -> Answer:
    """Call a handler as a browser would, with JSON."""
    request = Request.blank(path or f"/handler/{handler}", method=method)
    if method == "POST":
        request.body = raw or json.dumps(body).encode()
        request.content_type = "application/json"
    response = block.runtime.handle(block, handler, request)
    return Answer(response.status_int, json.loads(response.body) if response.body else {})


def from_olx(text: str) -> Any:
    """Parse a block from OLX, as an importer would."""
    node = etree.fromstring(text)
    host = BareHost(name=node.get("url_name", ""))
    runtime = BareRuntime({"field-data": DictFieldData({}), "i18n": I18nService()})
    keys = ScopeIds(None, node.tag, host.usage_key, host.usage_key)
    return CompetenceSelfAssessmentBlock.parse_xml(node, runtime, keys)
