"""Who may call what: every handler with every kind of caller. A handler without a row fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.urls import reverse

from bizmooc.hosting.people import Enrolled
from creativity_team_exercise.block import CreativityTeamExerciseBlock
from creativity_team_exercise.models import Entry
from creativity_team_exercise.techniques import Kind, Sees
from creativity_team_exercise.urls import urlpatterns
from tests.creativity_team_exercise.acting import all_rows, exercise, join, key
from tests.creativity_team_exercise.making import own, prompt, step
from tests.creativity_team_exercise.studio.saving import SETTINGS
from tests.support.bare_host import COURSE, Answer, BareHost, Permissions, Person, call_as

pytestmark = pytest.mark.django_db

LEARNER, OUTSIDER, STAFF, GUEST_STAFF = (Person(number, is_staff=number in (8, 10)) for number in (1, 3, 8, 10))
# Of another platform cohort, and so of another team.
OTHER = Person(10_000)
STAFF_AS_LEARNER = Person(STAFF.number)
NOBODY = Person(99, is_authenticated=False)
IN_PREVIEW = Person(8, "student")
AUTHOR, NO_AUTHOR = Permissions(True), Permissions(False)
TECHNIQUE = own(
    step("ideas", Kind.WRITE, wanted=2, sees=Sees.TEAM),
    step("choice", Kind.DOTS, uses=("ideas",)),
    step("result", Kind.RESULT, prompts=(prompt("x", "Our idea"),)),
)


@dataclass
class Caller:
    """Somebody who calls handlers.

    Attributes:
        bound: the person the block is bound to.
        real: who sits at the keyboard, if that is another.
        studio: Studio's permissions, if it is Studio.
        path: of the request, "{}" for the handler's name.
    """

    bound: Person
    real: Person | None = None
    studio: Permissions | None = None
    path: str = "/handler/{}"

    def call(self, host: BareHost, name: str, values: dict[str, Any]) -> Answer:
        block = host.block(self.bound, studio=self.studio)
        method = getattr(CreativityTeamExerciseBlock, name).method
        sent = {field: str(value) for field, value in values.items()}
        path = self.path.format(name)
        if method == "GET":
            path += "?" + "&".join(f"{field}={value}" for field, value in sent.items())
        body = {"key": key(), "version": 0, "values": SETTINGS if name == "save_settings" else sent}
        return call_as(self.real or self.bound, block, name, body, method=method, path=path)


CALLERS = {
    "anonymous": Caller(NOBODY),
    "not enrolled": Caller(OUTSIDER),
    "learner": Caller(LEARNER),
    "member of another team": Caller(OTHER),
    "course staff": Caller(STAFF),
    "staff without enrolment or role": Caller(GUEST_STAFF),
    "course team in learner's view": Caller(STAFF_AS_LEARNER),
    "staff masquerading as a learner": Caller(LEARNER, real=STAFF),
    "learner by the noauth path": Caller(LEARNER, path="/courses/c/xblock/u/handler_noauth/{}"),
    "staff by the noauth path": Caller(STAFF, path="/courses/c/xblock/u/handler_noauth/{}"),
    "anonymous by the noauth path": Caller(NOBODY, path="/courses/c/xblock/u/handler_noauth/{}"),
    "author in Studio's editor": Caller(Person(8, "e" * 32, is_staff=False), studio=AUTHOR),
    "author in Studio's preview": Caller(IN_PREVIEW, studio=AUTHOR),
    "author by the noauth path": Caller(IN_PREVIEW, studio=AUTHOR, path="/handler_noauth/{}"),
    "learner in Studio": Caller(Person(1), studio=NO_AUTHOR),
    "learner in Studio's preview": Caller(Person(1, "student"), studio=NO_AUTHOR),
    "Studio's stand-in without permissions": Caller(IN_PREVIEW),
    "anonymous in Studio": Caller(NOBODY, studio=AUTHOR),
}
_TEAM = {"course staff", "course team in learner's view"}
_STAFF = {"course staff", "staff without enrolment or role"}
_WRITE = {"learner", "member of another team"} | _TEAM | _STAFF
_READ = _WRITE | {"staff masquerading as a learner"}
_AUTHORS = {"author in Studio's editor", "author in Studio's preview"}

Row = tuple[Callable[[], dict[str, Any]], set[str]]


def _entry() -> int:
    """The number of what the learner has written."""
    return Entry.objects.get(participant=LEARNER.anonymous_id).pk


# handler -> its request, and who is let through; everybody else is refused with 403, and nothing changes
LEARNERS: dict[str, Row] = {
    "show_exercise": (dict, _READ),
    "show_step": (lambda: {"step": "ideas"}, _READ),
    "show_work": (dict, _READ),
    "show_history": (lambda: {"step": "result"}, _READ),
    "mark_seen": (dict, _WRITE),
    "set_mail": (dict, _WRITE),
    "join_team": (lambda: {"form": "join", "alone": "", "idea": "A tool library"}, _WRITE),
    "go_alone": (dict, _WRITE),
    "leave_team": (dict, _WRITE),
    "save_draft": (lambda: {"form": "join", "alone": "", "idea": "On its way"}, _WRITE),
    "drop_draft": (lambda: {"form": "join"}, _WRITE),
    "hand_in": (lambda: {"form": "", "step": "ideas", "round": 0, "text..0": "One more"}, _WRITE),
    "finish_stage": (lambda: {"step": "ideas", "round": 0}, _WRITE),
    "choose_entries": (lambda: {"step": "choice", f"dots.{_entry()}": 1}, _WRITE),
    "mark_pair": (lambda: {"step": "pairs", "first": _entry(), "second": _entry(), "wanted": "yes"}, _WRITE),
    "combine_entries": (lambda: {"step": "combine", "round": 0, "text": "Both"}, _WRITE),
    "tag_entry": (lambda: {"step": "sort", f"tag.{_entry()}": "tools"}, _WRITE),
    "save_result": (lambda: {"step": "result", "based_on": 0, "field.x": "Ours"}, _WRITE),
    "report_entry": (lambda: {"entry": _entry(), "text": "Out of place"}, _WRITE),
    "erase_trial": (dict, _TEAM),
}
COURSE_TEAM: dict[str, Row] = {
    name: (dict, _STAFF)
    for name in dir(CreativityTeamExerciseBlock)
    if getattr(getattr(getattr(CreativityTeamExerciseBlock, name), "audience", None), "value", "") == "staff"
}
AUTHORS: dict[str, Row] = {"save_settings": (dict, _AUTHORS)}
ROWS = {**LEARNERS, **COURSE_TEAM, **AUTHORS}
# Their time has not come, or they are in the exercise already: who is let through hears that, and nothing changes.
NOT_NOW = {"show_step", "show_history", "join_team", "choose_entries", "mark_pair", "combine_entries", "tag_entry"}
NOT_NOW |= {"save_result"}
# One's own is not reported, and what another team wrote is not there.
ANSWERED = {("report_entry", caller): 400 if caller == "learner" else 404 for caller in _WRITE}


@pytest.fixture(autouse=True)
def _people(campus):
    campus.enrolled = {LEARNER.number, OTHER.number}
    campus.team = {STAFF.number}
    campus.cohorts = {LEARNER.number: "a", OTHER.number: "b"}
    named = {"learner": LEARNER, "other": OTHER}
    campus.people = [Enrolled(one.number, one.number, name, "", (one.anonymous_id,)) for name, one in named.items()]


@pytest.fixture
def lively():
    """Everybody who can has begun."""
    host = exercise(display_name="As it was", **TECHNIQUE)
    for person in (LEARNER, OTHER, STAFF, GUEST_STAFF):
        join(host, person)
    return host


def test_every_handler_has_a_row():
    block = CreativityTeamExerciseBlock
    handlers = {name for name in dir(block) if getattr(getattr(block, name), "_is_xblock_handler", False)}
    assert handlers == set(ROWS)
    assert not set(LEARNERS) & (set(COURSE_TEAM) | set(AUTHORS))


def _states(host: BareHost) -> dict[int, dict[str, Any]]:
    return {number: dict(state) for number, state in host.states.items() if state}


@contextmanager
def _undone(host: BareHost) -> Iterator[None]:
    """Put everything back as it was."""
    fields, states = dict(host.fields), _states(host)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    host.fields, host.states = fields, states


def _let_through(name: str, caller: str, answer: Answer) -> bool:
    """Return whether an answer is one of the handler's own: what each of them does is tried elsewhere."""
    if name in NOT_NOW or name in COURSE_TEAM:
        return answer.status in (200, 400, 404, 409, 422)
    return answer.status == ANSWERED.get((name, caller), 200)


@pytest.mark.parametrize("name", ROWS)
def test_permission(name, lively):
    """One team for all callers: each finds it as it was at first."""
    request, served = ROWS[name]
    rows, fields, states = all_rows(), dict(lively.fields), _states(lively)
    wrong = {}
    for caller, who in CALLERS.items():
        with _undone(lively):
            answer = who.call(lively, name, request())
            if caller in served:
                is_right = _let_through(name, caller, answer)
            else:
                is_right = answer.status == 403 and set(answer.body) == {"error", "fields"}
                is_right = is_right and (all_rows(), lively.fields, _states(lively)) == (rows, fields, states)
        if not is_right:
            wrong[caller] = answer
    assert wrong == {}
    assert (all_rows(), lively.fields, _states(lively)) == (rows, fields, states)


class Browser(NamedTuple):
    """Somebody who opens an address under /bizmooc/.

    Attributes:
        rights: what the platform says of them.
        has_begun: they are in a team.
    """

    signed_in: bool
    rights: frozenset[str] = frozenset()
    has_begun: bool = False


BROWSERS = {
    "anonymous": Browser(False),
    "not enrolled": Browser(True),
    "not enrolled any more": Browser(True, has_begun=True),
    "learner": Browser(True, frozenset({"enrolled"})),
    "member": Browser(True, frozenset({"enrolled"}), has_begun=True),
    "course staff": Browser(True, frozenset({"staff", "team"})),
    "author": Browser(True, frozenset({"authors"})),
}
# view -> who is served, and with what; everybody else is refused
VIEWS = {
    "changes": ({"learner", "member", "course staff"}, 200),
    "work": ({"member"}, 200),
    "work_csv": ({"member"}, 200),
    "export": ({"course staff"}, 404),
}


def test_every_view_has_a_row():
    assert {pattern.name for pattern in urlpatterns} == set(VIEWS)


@pytest.mark.parametrize("browser", BROWSERS)
@pytest.mark.parametrize("name", VIEWS)
def test_permission_of_views(name, browser, campus, client, django_user_model):
    somebody, host = BROWSERS[browser], exercise(**TECHNIQUE)
    user = django_user_model.objects.create_user("somebody")
    person = Person(user.id)
    campus.people = [Enrolled(user.id, user.id, "somebody", "", (person.anonymous_id,))]
    if somebody.has_begun:
        campus.enrolled = {user.id}
        join(host, person)
    for right in ("enrolled", "team", "staff", "authors"):
        setattr(campus, right, {user.id} if right in somebody.rights else set())
    if somebody.signed_in:
        client.force_login(user)
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    address = {"usage_key": str(host.usage_key), "course_key": str(COURSE), "token": "0" * 32}
    wanted = ("course_key", *pattern.pattern.converters)
    path = reverse(f"bizmooc:creativity_team_exercise:{name}", kwargs={part: address[part] for part in wanted})
    before = all_rows()
    answer = client.get(path)
    served, status = VIEWS[name]
    assert answer.status_code == (status if browser in served else 403), answer.content
    assert all_rows() == before
