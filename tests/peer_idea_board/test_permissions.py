"""Who may call what: every handler with every kind of caller. A handler without a row fails the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from django.urls import reverse

from bizmooc.hosting.people import Enrolled
from peer_idea_board.block import PeerIdeaBoardBlock
from peer_idea_board.models import Comment, Feedback, Idea
from peer_idea_board.urls import urlpatterns
from tests.peer_idea_board.acting import all_rows, as_sent, board, feedback, idea, key
from tests.peer_idea_board.crowd import fill
from tests.peer_idea_board.studio.saving import SETTINGS
from tests.support.bare_host import COURSE, Answer, BareHost, Permissions, Person, call_as

pytestmark = pytest.mark.django_db

LEARNER, OUTSIDER, STAFF, GUEST_STAFF = (Person(number, is_staff=number in (8, 10)) for number in (1, 3, 8, 10))
# Has an idea on the board, with feedback and a comment of somebody else.
OTHER = Person(10_000)
STAFF_AS_LEARNER = Person(STAFF.number)
NOBODY = Person(99, is_authenticated=False)
IN_PREVIEW = Person(8, "student")
AUTHOR, NO_AUTHOR = Permissions(True), Permissions(False)


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
        method = getattr(PeerIdeaBoardBlock, name).method
        sent, path = as_sent(values), self.path.format(name)
        if method == "GET":
            path += "?" + "&".join(f"{field}={value}" for field, value in sent.items())
        body = {"key": key(), "version": 0, "values": sent}
        return call_as(self.real or self.bound, block, name, body, method=method, path=path)


CALLERS = {
    "anonymous": Caller(NOBODY),
    "not enrolled": Caller(OUTSIDER),
    "learner": Caller(LEARNER),
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
_WRITE = {"learner"} | _TEAM | _STAFF
_READ = _WRITE | {"staff masquerading as a learner"}
_AUTHORS = {"author in Studio's editor", "author in Studio's preview"}

Row = tuple[Callable[[], dict[str, Any]], set[str]]


def _idea_id() -> int:
    return Idea.objects.get(participant=OTHER.anonymous_id).pk


def _feedback_id() -> int:
    return Feedback.objects.latest("pk").pk


def _comment_id() -> int:
    return Comment.objects.latest("pk").pk


def _revision() -> dict[str, Any]:
    return idea("Mine now", form=f"revision:{_idea_id()}", idea=_idea_id(), revision=1, note="Because")


# handler -> its request, and who is let through; everybody else is refused with 403, and nothing changes
LEARNERS: dict[str, Row] = {
    "show_board": (dict, _READ),
    "list_ideas": (dict, _READ),
    "show_idea": (lambda: {"idea": _idea_id()}, _READ),
    "show_form": (dict, _READ),
    "list_feedback": (lambda: {"idea": _idea_id()}, _READ),
    "list_comments": (lambda: {"idea": _idea_id()}, _READ),
    "search_ideas": (lambda: {"text": "library"}, _WRITE),
    "find_alike": (lambda: {"title": "A tool library"}, _WRITE),
    "mark_seen": (dict, _WRITE),
    "set_mail": (dict, _WRITE),
    "save_draft": (lambda: idea("On its way"), _WRITE),
    "post_idea": (idea, _WRITE),
    "revise_idea": (_revision, _WRITE),
    "withdraw_idea": (lambda: {"idea": _idea_id()}, _WRITE),
    "take_turn": (dict, _WRITE),
    "skip_turn": (lambda: {"idea": _idea_id()}, _WRITE),
    "give_feedback": (lambda: feedback(_idea_id()), _WRITE),
    "answer_feedback": (lambda: {"feedback": _feedback_id(), "reply": "Mine now"}, _WRITE),
    "post_comment": (lambda: {"idea": _idea_id(), "text": "Where?"}, _WRITE),
    "withdraw_comment": (lambda: {"comment": _comment_id()}, _WRITE),
    "vote_for_idea": (lambda: {"idea": _idea_id(), "dots": 1}, _WRITE),
    "follow_idea": (lambda: {"idea": _idea_id(), "wanted": "yes"}, _WRITE),
    "report_content": (lambda: {"target": "idea", "target_id": _idea_id(), "why": "spam"}, _WRITE),
    "erase_trial": (dict, _TEAM),
}
COURSE_TEAM: dict[str, Row] = {
    name: (dict, _STAFF)
    for name in dir(PeerIdeaBoardBlock)
    if getattr(getattr(getattr(PeerIdeaBoardBlock, name), "audience", None), "value", "") == "staff"
}
AUTHORS: dict[str, Row] = {"save_settings": (lambda: SETTINGS, _AUTHORS)}
ROWS = {**LEARNERS, **COURSE_TEAM, **AUTHORS}
# Who is let through hears that it is not theirs: only OTHER has written something.
ANOTHERS = {"revise_idea", "withdraw_idea", "skip_turn", "answer_feedback", "withdraw_comment"}


@pytest.fixture(autouse=True)
def _people(campus):
    campus.enrolled = {LEARNER.number, OTHER.number}
    campus.team = {STAFF.number}
    named = {"learner": LEARNER, "other": OTHER}
    campus.people = [Enrolled(one.number, one.number, name, "", (one.anonymous_id,)) for name, one in named.items()]


@pytest.fixture
def lively():
    host = board(display_name="As it was")
    fill(host, 1, feedback=1, comments=1)
    return host


def test_every_handler_has_a_row():
    block = PeerIdeaBoardBlock
    handlers = {name for name in dir(block) if getattr(getattr(block, name), "_is_xblock_handler", False)}
    assert handlers == set(ROWS)
    assert not set(LEARNERS) & (set(COURSE_TEAM) | set(AUTHORS))


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", ROWS)
def test_permission(name, caller, lively):
    request, served = ROWS[name]
    rows, fields = all_rows(), dict(lively.fields)
    states = {number: dict(state) for number, state in lively.states.items()}
    answer = CALLERS[caller].call(lively, name, request())
    if caller in served:
        if name in ANOTHERS:
            assert answer.status in (403, 404), answer
        elif name in COURSE_TEAM:
            # What each of them needs, and does, is tried elsewhere: here, that the gate lets them through.
            assert answer.status in (200, 404, 409, 422), answer
        else:
            assert answer.status == 200, answer
    else:
        assert answer.status == 403, answer
        assert set(answer.body) == {"error", "fields"}
    if caller not in served or name in ANOTHERS:
        assert (all_rows(), lively.fields) == (rows, fields)
        assert {number: state for number, state in lively.states.items() if state} == {
            number: state for number, state in states.items() if state
        }


class Browser(NamedTuple):
    """Somebody who opens an address under /bizmooc/. ``rights``: what the platform says of them."""

    signed_in: bool
    rights: frozenset[str] = frozenset()


BROWSERS = {
    "anonymous": Browser(False),
    "not enrolled": Browser(True),
    "learner": Browser(True, frozenset({"enrolled"})),
    "course staff": Browser(True, frozenset({"staff", "team"})),
    "author": Browser(True, frozenset({"authors"})),
}
# view -> who is served, and with what
VIEWS = {
    "changes": ({"learner", "course staff"}, 200),
    "export": ({"course staff"}, 404),
}


def test_every_view_has_a_row():
    assert {pattern.name for pattern in urlpatterns} == set(VIEWS)


@pytest.mark.parametrize("browser", BROWSERS)
@pytest.mark.parametrize("name", VIEWS)
def test_permission_of_views(name, browser, campus, client, django_user_model):
    somebody = BROWSERS[browser]
    user = django_user_model.objects.create_user("somebody")
    for right in ("enrolled", "team", "staff", "authors"):
        setattr(campus, right, {user.id} if right in somebody.rights else set())
    if somebody.signed_in:
        client.force_login(user)
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    address = {"usage_key": str(board().usage_key), "course_key": str(COURSE), "token": "0" * 32}
    wanted = ("course_key", *pattern.pattern.converters)
    path = reverse(f"bizmooc:peer_idea_board:{name}", kwargs={part: address[part] for part in wanted})
    before = all_rows()
    answer = client.get(path)
    served, status = VIEWS[name]
    assert answer.status_code == (status if browser in served else 403), answer.content
    assert all_rows() == before
