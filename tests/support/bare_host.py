"""The barest host a block can have: XBlock's own test runtime, with services that say who is asking.

As in the LMS, what authors wrote is read-only there and each learner has a state of their own; as in Studio, what
authors wrote can be changed and there is no learner's state.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, ClassVar

import crum
from django.core.files.storage import Storage
from lxml import etree
from opaque_keys.edx.locator import BlockUsageLocator, CourseLocator
from webob import Request
from xblock.core import XBlock
from xblock.field_data import DictFieldData, FieldData, ReadOnlyFieldData, SplitFieldData
from xblock.fields import Scope, ScopeIds
from xblock.test.tools import TestRuntime

from bizmooc.hosting import people as hosted
from bizmooc.hosting.people import Cohort, Enrolled, Letter, Team
from bizmooc.hosting.platform import NoPlatform
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
    def id(self) -> int:
        """As a Django user."""
        return self.number

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


class Campus(NoPlatform):
    """A platform whose answers a test sets; the fixture ``campus`` empties them before each test.

    Attributes:
        enrolled: ids of enrolled users; None: the host cannot tell.
        team: ids of users with a role in the course's team.
        staff: ids of users who see the LMS's staff views.
        authors: ids of users who may change the course in Studio.
        start: of the course.
        self_paced: learners go through the course at their own pace.
        blocks: of the course; None: the host cannot tell.
        ids: every anonymous id a user has had, by user id.
        people: who is enrolled, in order; their positions are 1, 2, 3 ...
        cohorts: name by user id.
        teams: name by user id and team-set; a team's id is "team-" and its name.
        languages: code by user id.
        letters: what was sent, as (user ids, letter).
        no_mail: ids of users who take no mail of the course.
        storage: where reports are kept.
    """

    enrolled: ClassVar[set[int] | None] = None
    team: ClassVar[set[int]] = set()
    staff: ClassVar[set[int]] = set()
    authors: ClassVar[set[int]] = set()
    start: ClassVar[datetime | None] = None
    self_paced: ClassVar[bool] = False
    blocks: ClassVar[list[Any] | None] = None
    ids: ClassVar[dict[int, list[str]]] = {}
    people: ClassVar[list[Enrolled]] = []
    cohorts: ClassVar[dict[int, str]] = {}
    teams: ClassVar[dict[tuple[int, str], str]] = {}
    languages: ClassVar[dict[int, str]] = {}
    letters: ClassVar[list[tuple[list[int], Letter]]] = []
    no_mail: ClassVar[set[int]] = set()
    storage: ClassVar[Storage | None] = None

    @classmethod
    def reset(cls) -> type[Campus]:
        """Forget every answer."""
        cls.enrolled, cls.team, cls.start, cls.ids = None, set(), None, {}
        cls.staff, cls.authors, cls.no_mail = set(), set(), set()
        cls.people, cls.cohorts, cls.letters, cls.storage = [], {}, [], None
        cls.self_paced, cls.blocks, cls.teams, cls.languages = False, None, {}, {}
        return cls

    def is_enrolled(self, user_id: int, course_key: Any) -> bool | None:
        return None if self.enrolled is None else user_id in self.enrolled

    def is_course_team(self, user: Any, course_key: Any) -> bool:
        return user.id in self.team

    def is_course_staff(self, user: Any, course_key: Any) -> bool:
        return user.id in self.staff

    def can_author(self, user: Any, course_key: Any) -> bool:
        return user.id in self.authors

    def anonymous_ids(self, user: Any) -> list[str]:
        return self.ids.get(user.id, [])

    def course_start(self, course_key: Any) -> datetime | None:
        return self.start

    def is_self_paced(self, course_key: Any) -> bool:
        return self.self_paced

    def blocks_of_type(self, course_key: Any, block_type: str) -> list[Any] | None:
        return self.blocks

    def cohort_of(self, user_id: int, course_key: Any) -> Cohort | None:
        names = sorted(set(self.cohorts.values()))
        return (
            Cohort(names.index(self.cohorts[user_id]) + 1, self.cohorts[user_id]) if user_id in self.cohorts else None
        )

    def cohort_names(self, course_key: Any) -> dict[int, str]:
        return dict(enumerate(sorted(set(self.cohorts.values())), start=1))

    def team_of(self, user_id: int, course_key: Any, teamset: str) -> Team | None:
        names = [name for (user, of), name in self.teams.items() if user == user_id and teamset in ("", of)]
        return Team(f"team-{names[0]}", names[0]) if names else None

    def team_names(self, course_key: Any) -> dict[str, str]:
        return {f"team-{name}": name for name in self.teams.values()}

    def people_of(self, course_key: Any, anonymous_ids: Collection[str]) -> dict[str, hosted.Person]:
        return {
            known: hosted.Person(one.user_id, one.username, one.name, self.languages.get(one.user_id, ""))
            for one in self.people
            for known in one.anonymous_ids
            if known in anonymous_ids
        }

    def roster(self, course_key: Any, after: int, limit: int) -> tuple[list[Enrolled], int | None]:
        page = [person for person in self.people if person.position > after][:limit]
        team_left_out = [person for person in page if person.user_id not in self.team]
        return team_left_out, page[-1].position if len(page) == limit else None

    def anonymous_id_of(self, username_or_email: str, course_key: Any) -> str | None:
        found = [person for person in self.people if person.username == username_or_email.partition("@")[0]]
        return found[0].anonymous_ids[0] if found else None

    def send_letter(self, user_ids: Any, course_key: Any, letter: Letter) -> int:
        to = [user_id for user_id in user_ids if user_id not in self.no_mail]
        self.letters.append((to, letter))
        return len(to)

    def block_address(self, usage_key: str, course_key: Any) -> str:
        return f"https://campus.example/{usage_key}"

    def report_storage(self) -> Storage | None:
        return self.storage


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
    """One block on the bare runtime. What authors wrote and each learner's state are kept between bindings.

    Attributes:
        fields: what authors wrote; change it to edit and publish.
        name: of the block in its course.
        states: each person's user state, by number.
        block_class: whose block it is.
        block_type: its tag.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    states: dict[int, dict[str, Any]] = field(default_factory=dict)
    block_class: type[XBlock] = CompetenceSelfAssessmentBlock
    block_type: str = "competence_self_assessment"

    def __post_init__(self) -> None:
        self.name = self.name or f"block{next(_names)}"
        self.usage_key = BlockUsageLocator(COURSE, self.block_type, self.name)

    def block(self, person: Person | None = None, *, studio: Permissions | None = None, **services: Any) -> Any:
        """Return the block bound to a person; in Studio if there are its permissions."""
        person = person or Person()
        offered = {
            "field-data": self._field_data(person, in_studio=studio is not None),
            "user": UserService(person),
            "i18n": I18nService(),
            **services,
        }
        if studio:
            offered["studio_user_permissions"] = studio
        keys = ScopeIds(person.number, self.block_type, self.usage_key, self.usage_key)
        return BareRuntime(offered).construct_xblock_from_class(self.block_class, keys)

    def _field_data(self, person: Person, *, in_studio: bool) -> SplitFieldData:
        authored: FieldData = DictFieldData(self.fields)
        state: FieldData = DictFieldData(self.states.setdefault(person.number, {}))
        if in_studio:
            state = ReadOnlyFieldData(DictFieldData({}))
        else:
            authored = ReadOnlyFieldData(authored)
        nothing = ReadOnlyFieldData(DictFieldData({}))
        authors = (Scope.content, Scope.settings, Scope.parent, Scope.children)
        others = (Scope.user_state_summary, Scope.preferences, Scope.user_info)
        return SplitFieldData(
            {**dict.fromkeys(authors, authored), **dict.fromkeys(others, nothing), Scope.user_state: state}
        )


def call(
    block: Any,
    handler: str,
    body: Any = None,
    *,
    method: str = "POST",
    path: str = "",
    raw: bytes | None = None,
    content_type: str = "application/json",
) -> Answer:
    """Call a handler as a browser would, with JSON."""
    request = Request.blank(path or f"/handler/{handler}", method=method)
    if method == "POST":
        request.body = json.dumps(body).encode() if raw is None else raw
        request.content_type = content_type
    response = block.runtime.handle(block, handler, request)
    return Answer(response.status_int, json.loads(response.body) if response.body else {})


def call_as(real: Person, block: Any, handler: str, body: Any = None, **options: Any) -> Answer:
    """Call a handler while somebody sits at the keyboard who may be another than the block is bound to."""
    with crum.impersonate(real):
        return call(block, handler, body, **options)


def from_olx(text: str) -> Any:
    """Parse a block from OLX, as an importer would."""
    node = etree.fromstring(text)
    block_class = XBlock.load_class(node.tag)
    host = BareHost(name=node.get("url_name", ""), block_class=block_class, block_type=node.tag)
    runtime = BareRuntime({"field-data": DictFieldData({}), "i18n": I18nService()})
    keys = ScopeIds(None, node.tag, host.usage_key, host.usage_key)
    return block_class.parse_xml(node, runtime, keys)


def to_olx(block: Any) -> bytes:
    """Write a block as OLX, as an exporter would."""
    node = etree.Element("unknown")
    block.add_xml_to_node(node)
    return etree.tostring(node, encoding="utf-8")
