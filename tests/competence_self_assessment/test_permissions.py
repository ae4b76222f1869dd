"""Who may call what: every handler with every kind of caller. A handler without a row fails the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from django.urls import reverse

from bizmooc.hosting.people import Enrolled
from competence_self_assessment.block import CompetenceSelfAssessmentBlock
from competence_self_assessment.models import Draft, Participation, Round, RoundStatistics, StageCount
from competence_self_assessment.staff.exports import Export
from competence_self_assessment.urls import urlpatterns
from tests.competence_self_assessment.acting import FRAMEWORK, all_rows, key, learners, ratings, save_draft, submit
from tests.support.bare_host import COURSE, Answer, BareHost, Permissions, Person, call, call_as

pytestmark = pytest.mark.django_db

LEARNER, OTHER, OUTSIDER, STAFF, GUEST_STAFF = (
    Person(number, is_staff=number in (8, 10)) for number in (1, 2, 3, 8, 10)
)
STAFF_AS_LEARNER = Person(STAFF.number)
NOBODY = Person(99, is_authenticated=False)
IN_PREVIEW = Person(8, "student")
AUTHOR, NO_AUTHOR = Permissions(True), Permissions(False)

SETTINGS = {
    "display_name": "Changed",
    "framework": "learning_to_learn",
    "occasion": "pre",
    "series": "changed",
    "participation_points": "3",
    "threshold": "7",
}


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

    def call(self, host: BareHost, name: str, body: Any) -> Answer:
        block = host.block(self.bound, studio=self.studio)
        method = getattr(CompetenceSelfAssessmentBlock, name).method
        return call_as(self.real or self.bound, block, name, body, method=method, path=self.path.format(name))


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
_LEARN, _TEAM = {"learner"}, {"course staff", "course team in learner's view"}
_STAFF = {"course staff", "staff without enrolment or role"}

# handler -> its request, and who is served; everybody else is refused
ROWS: dict[str, tuple[Callable[[], dict[str, str]], set[str]]] = {
    "mark_seen": (dict, _LEARN | _TEAM | _STAFF),
    "save_draft": (lambda: {"framework": FRAMEWORK.digest, "now.growth_mindset_1": "2"}, _LEARN | _TEAM | _STAFF),
    "submit_round": (ratings, _LEARN | _TEAM | _STAFF),
    "answer_again": (dict, _LEARN | _TEAM | _STAFF),
    "keep_round": (dict, _LEARN | _TEAM | _STAFF),
    "save_plan": (lambda: {"round": "1", "goal": "Mine"}, _LEARN | _TEAM | _STAFF),
    "finish_plan": (lambda: {"plan": "1", "done": "yes"}, _LEARN | _TEAM | _STAFF),
    "download_own": (dict, _LEARN | _TEAM | _STAFF),
    "erase_trial": (dict, _TEAM),
    "show_figures": (dict, _STAFF),
    "show_not_started": (dict, _STAFF),
    "list_not_started": (dict, _STAFF),
    "remind_learners": (lambda: {"subject": "A word", "text": "Please look.", "confirmed": "yes"}, _STAFF),
    "show_exports": (dict, _STAFF),
    "prepare_export": (dict, _STAFF),
    "show_reopening": (dict, _STAFF),
    "reopen_round": (lambda: {"learner": "other"}, _STAFF),
    "save_settings": (lambda: SETTINGS, {"author in Studio's editor", "author in Studio's preview"}),
}
# Who is let through is told that there is nothing of theirs to write on or read: only OTHER has a round.
NOTHING_THERE = {"save_plan", "finish_plan", "download_own"}


@pytest.fixture(autouse=True)
def _people(campus, monkeypatch):
    campus.enrolled = {LEARNER.number, OTHER.number}
    campus.team = {STAFF.number}
    named = {"learner": LEARNER, "other": OTHER}
    campus.people = [Enrolled(one.number, one.number, name, "", (one.anonymous_id,)) for name, one in named.items()]
    # Enough people to take out; how many that takes is tried elsewhere.
    monkeypatch.setattr(Export, "people", 10)


def test_every_handler_has_a_row():
    block = CompetenceSelfAssessmentBlock
    handlers = {name for name in dir(block) if getattr(getattr(block, name), "_is_xblock_handler", False)}
    assert handlers == set(ROWS)


def test_every_caller_named_in_a_row_exists():
    assert set().union(*(served for _request, served in ROWS.values())) <= set(CALLERS)


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", ROWS)
def test_permission(name, caller):
    host = BareHost({"display_name": "As it was", "occasion": "repeat", "allow_reopening": True})
    submit(host.block(OTHER), ratings())
    request, served = ROWS[name]
    rows, fields, states = all_rows(), dict(host.fields), {**host.states}
    answer = CALLERS[caller].call(host, name, {"key": key(), "version": 0, "values": request()})
    if caller in served:
        assert answer.status == (404 if name in NOTHING_THERE else 200), answer
    else:
        assert answer.status == 403, answer
        assert len(answer.body["error"].split()) > 3
        assert set(answer.body) == {"error", "fields"}
        assert (all_rows(), host.fields) == (rows, fields)
        assert not [state for number, state in host.states.items() if state and number not in states]


@pytest.mark.parametrize(
    "caller", [caller for caller in CALLERS.values() if caller.studio and caller.bound is not NOBODY]
)
def test_in_studio_people_are_told_why(caller):
    answer = caller.call(BareHost(), "submit_round", {"key": key(), "values": ratings()})
    assert ("sign in" if "noauth" in caller.path else "in Studio nothing is stored") in answer.body["error"]


class TestOtherLearners:
    def test_one_sees_nothing_of_the_other(self):
        host = BareHost()
        submit(host.block(LEARNER), ratings("5", reflection="Only for me"))
        save_draft(host.block(OTHER), {"now.growth_mindset_1": "2"})
        page = host.block(OTHER).student_view({}).content
        assert "Only for me" not in page
        assert "csa-profile" not in page
        assert 'name="now.growth_mindset_1" value="2" checked' in page
        assert 'value="5" checked' not in page

    def test_one_changes_nothing_of_the_other(self):
        host = BareHost()
        save_draft(host.block(LEARNER), {"now.growth_mindset_1": "5"})
        submit(host.block(OTHER), ratings("1"))
        call(host.block(OTHER), "erase_trial", {"key": key(), "values": {}})
        assert Draft.objects.get().values == {"now.growth_mindset_1": "5"}
        assert submit(host.block(LEARNER), ratings("5")).status == 200
        assert {tuple(set(one.now.values())) for one in Round.objects.all()} == {(1,), (5,)}

    def test_the_same_idempotency_key_is_another_persons_own(self):
        host, same = BareHost(), key()
        assert submit(host.block(LEARNER), ratings("5"), same).status == 200
        assert submit(host.block(OTHER), ratings("1"), same).status == 200
        assert Round.objects.count() == 2

    def test_no_id_in_a_body_makes_one_the_other(self):
        host = BareHost()
        for name in ("participant", "anonymous_id", "user_id", "usage_key"):
            assert submit(host.block(OTHER), ratings() | {name: LEARNER.anonymous_id}).status == 400
        assert not Round.objects.exists()


@pytest.mark.parametrize("view", [STAFF, STAFF_AS_LEARNER], ids=["staff view", "learner's view"])
class TestCourseTeam:
    def _act(self, host, view, name, values):
        return call_as(view, host.block(view), name, {"key": key(), "version": 0, "values": values})

    def test_rows_are_marked_and_stay_out_of_all_figures(self, view):
        host = BareHost()
        self._act(host, view, "mark_seen", {})
        self._act(host, view, "save_draft", {"framework": FRAMEWORK.digest, "now.growth_mindset_1": "2"})
        self._act(host, view, "submit_round", ratings())
        assert Participation.objects.get().is_course_team
        assert Round.objects.get().is_course_team
        assert not StageCount.objects.exists()
        assert not RoundStatistics.objects.exists()

    def test_a_trial_can_be_erased_and_done_again(self, view):
        host = BareHost()
        for _time in range(2):
            assert self._act(host, view, "submit_round", ratings()).status == 200
            assert self._act(host, view, "erase_trial", {}).status == 200
            assert not Round.objects.exists()
            assert not Participation.objects.exists()

    def test_erasing_a_trial_leaves_learners_and_figures_alone(self, view):
        host = BareHost()
        learners(host, [1, 2])
        before = all_rows()
        self._act(host, view, "submit_round", ratings("5"))
        self._act(host, view, "erase_trial", {})
        assert all_rows() == before


def test_figures_are_not_for_the_learners_view():
    assert "show_figures" in BareHost().block(STAFF).student_view({}).content
    for person in (LEARNER, STAFF_AS_LEARNER, NOBODY):
        assert "show_figures" not in BareHost().block(person).student_view({}).content


def test_where_the_host_cannot_tell_who_is_enrolled_everybody_is(campus):
    campus.enrolled = None
    assert submit(BareHost().block(OUTSIDER), ratings()).status == 200


def test_views_write_nothing():
    host = BareHost()
    submit(host.block(LEARNER), ratings())
    before, states = all_rows(), {number: dict(state) for number, state in host.states.items()}
    for caller in CALLERS.values():
        block = host.block(caller.bound, studio=caller.studio)
        for view in (block.student_view, block.author_view, block.studio_view):
            view({})
        block.save()
    assert all_rows() == before
    assert {number: state for number, state in host.states.items() if state} == states


class Browser(NamedTuple):
    """Somebody who opens an address under /bizmooc/. ``rights``: what the platform says of them."""

    signed_in: bool
    rights: frozenset[str] = frozenset()


BROWSERS = {
    "anonymous": Browser(False),
    "not enrolled": Browser(True),
    "learner": Browser(True, frozenset({"enrolled"})),
    "course team without the staff view": Browser(True, frozenset({"team"})),
    "course staff": Browser(True, frozenset({"staff", "team"})),
    "author": Browser(True, frozenset({"authors"})),
}
# view -> who is served; the audience of the view is checked against it, too
VIEWS = {
    "author_check": {"author"},
    "author_file": {"author"},
    "author_preview": {"author"},
    "rounds": {"course staff"},
    "codebook": {"course staff"},
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
    address = {"usage_key": str(BareHost().usage_key), "course_key": str(COURSE), "token": "0" * 32}
    path = reverse(
        f"bizmooc:competence_self_assessment:{name}",
        kwargs={part: address[part] for part in ("course_key", *pattern.pattern.converters)},
    )
    before = all_rows()
    answer = client.get(path) if pattern.callback.method == "GET" else client.post(path, "{}", "application/json")
    # Who is let through hears what is wrong with the request.
    assert (answer.status_code in (400, 404)) is (browser in VIEWS[name]), answer.content
    assert answer.status_code in (400, 403, 404)
    assert set(answer.json()) == {"error", "fields"}
    assert all_rows() == before
