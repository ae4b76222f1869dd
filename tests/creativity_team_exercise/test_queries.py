"""How often each page and each request asks the database: pinned, and the same at any number of teams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import crum
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.team_exercise.crowd import follow
from bizmooc.hosting.people import Enrolled
from creativity_team_exercise.models import Entry, Member, Team, Turn
from creativity_team_exercise.techniques import Kind
from tests.creativity_team_exercise.acting import done, exercise, hand_in, home, join, key, read
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import COURSE, BareHost, Person, call

pytestmark = pytest.mark.django_db
ME, OTHER, NEW = Person(5_000), Person(5_001), Person(5_002)
STAFF = Person(9_000, is_staff=True)
IDEAS = step("ideas", Kind.WRITE, wanted=1)
ROWS = (prompt("where", "Where"), prompt("when", "When"))
VALUES = step("values", Kind.WRITE, prompts=ROWS, wanted=1)
LAST = step("last", Kind.WRITE, wanted=1)
# What the team is about to do, which has written its first ideas.
STEPS: dict[str, tuple[Any, ...]] = {
    "sheets": (step("sheets", Kind.PASS, wanted=1),),
    "write": (IDEAS,),
    "dots": (IDEAS, step("dots", Kind.DOTS, uses=("ideas",))),
    "sort": (IDEAS, step("sort", Kind.SORT, uses=("ideas",))),
    "result": (IDEAS, step("result", Kind.RESULT, prompts=(prompt("what", "What"),))),
    "pairs": (VALUES, step("pairs", Kind.PAIRS, uses=("values",))),
    "combine": (VALUES, step("combine", Kind.COMBINE, uses=("values",), wanted=1)),
}


@pytest.fixture(autouse=True)
def _people(campus):
    campus.team = {STAFF.number}
    campus.people = [Enrolled(1, 1, "me", "", (ME.anonymous_id,))]


def _team(stage: str, people: int = 2) -> BareHost:
    """Return an exercise in which my team is about to do something: full, or, if it still writes, with a free seat."""
    host = exercise(size=people + (stage == "write"), **own(*STEPS[stage], LAST))
    for number, person in enumerate((ME, OTHER, *map(Person, range(5_100, 5_098 + people)))):
        join(host, person, f"Idea {number}")
        if STEPS[stage][0] is VALUES:
            done(hand_in(host, person, "values", f"Value {number}", prompt="when"))
    return host


def _mine() -> int:
    return Entry.objects.filter(participant=ME.anonymous_id).order_by("pk")[0].pk


def _theirs() -> int:
    return Entry.objects.filter(participant=OTHER.anonymous_id).order_by("pk")[0].pk


def _on_my_sheet() -> int:
    turn = Turn.objects.get(participant=ME.anonymous_id, round=1)
    return Entry.objects.filter(team=turn.team_id, sheet=turn.sheet)[0].pk


def _whole() -> dict[str, int]:
    """Return the fields of a combination."""
    values = Entry.objects.filter(team__members__participant=ME.anonymous_id)
    return {f"part.{row.id}": values.filter(prompt=row.id)[0].pk for row in ROWS}


def _page(host: BareHost, person: Person = ME) -> Callable[[], Any]:
    return lambda: home(host, person)


def _get(name: str, **query: Any) -> Callable[[BareHost], Callable[[], Any]]:
    return lambda host: lambda: done(read(host, ME, name, **query))


def _send(name: str, person: Person = ME, /, **values: Any) -> Callable[[BareHost], Callable[[], Any]]:
    def prepare(host: BareHost) -> Callable[[], Any]:
        sent = {}
        for field, value in values.items():
            found = value() if callable(value) else value
            sent |= found if isinstance(found, dict) else {field.replace("__", "."): found}
        block, body = host.block(person), {field: str(value) for field, value in sent.items()}
        return lambda: done(call(block, name, {"key": key(), "version": 0, "values": body}))

    return prepare


def _erase_trial(host: BareHost) -> Callable[[], Any]:
    erase = _send("erase_trial", STAFF)

    def sit_at_the_keyboard() -> None:
        with crum.impersonate(STAFF):
            erase(host)()

    with crum.impersonate(STAFF):
        join(host, STAFF)
    return sit_at_the_keyboard


def _seed_team(host: BareHost) -> Callable[[], Any]:
    # The pool has the author's ideas once somebody joins.
    host.fields["seeds"] = [{"id": "a", "text": "A repair café"}, {"id": "b", "text": "A shared garden"}]
    join(host, NEW, alone="yes")
    return _send("seed_team", STAFF, team=_team_at(0), number=2, reason="")(host)


def _team_at(place: int) -> Callable[[], int]:
    return lambda: Team.objects.order_by("pk")[place].pk


def _reported(handler: str) -> Callable[[BareHost], Callable[[], Any]]:
    def prepare(host: BareHost) -> Callable[[], Any]:
        _send("report_entry", entry=_theirs, text="Out of place")(host)()
        return _send(handler, STAFF, entry=_theirs, region="reports", reason="")(host)

    return prepare


def _hidden(host: BareHost) -> Callable[[], Any]:
    _send("hide_entry", STAFF, entry=_theirs, region="teams", reason="Out of place")(host)()
    return _send("restore_entry", STAFF, entry=_theirs, region="teams", reason="")(host)


def _look(name: str, **query: Any) -> Callable[[BareHost], Callable[[], Any]]:
    def prepare(host: BareHost) -> Callable[[], Any]:
        found = {field: value() if callable(value) else value for field, value in query.items()}
        return lambda: done(read(host, STAFF, name, **found))

    return prepare


# which request, what my team is about to do, what I do, and how many queries it takes (without savepoints)
PINNED: dict[str, tuple[str, Any, int]] = {
    "page, nobody yet": ("write", lambda host: _page(host, NEW), 2),
    "page, sheets": ("sheets", _page, 9),
    "page, write": ("write", _page, 8),
    "page, dots": ("dots", _page, 11),
    "page, sort": ("sort", _page, 9),
    "page, result": ("result", _page, 11),
    "page, pairs": ("pairs", _page, 10),
    "page, combine": ("combine", _page, 14),
    "show_exercise": ("sheets", _get("show_exercise"), 9),
    "show_step": ("dots", _get("show_step", step="ideas"), 5),
    "show_work": ("dots", _get("show_work"), 6),
    "show_history": ("result", _get("show_history", step="result"), 3),
    "mark_seen": ("sheets", _send("mark_seen"), 29),
    "set_mail": ("sheets", _send("set_mail", wanted="on"), 2),
    "join_team": ("write", _send("join_team", NEW, form="join", alone="", idea="A tool library"), 46),
    "join_team, alone": ("write", _send("join_team", NEW, form="join", alone="yes", idea="A tool library"), 40),
    "go_alone": ("sheets", _send("go_alone"), 44),
    "leave_team": ("write", _send("leave_team"), 41),
    "save_draft": ("write", _send("save_draft", NEW, form="join", alone="", idea="On its way"), 3),
    "drop_draft": ("write", _send("drop_draft", form="join"), 9),
    "hand_in": ("write", _send("hand_in", form="", step="ideas", round=0, text____0="One more"), 27),
    "hand_in, sheets": (
        "sheets",
        _send("hand_in", form="", step="sheets", round=1, text____0="One more", parent____0=_on_my_sheet),
        34,
    ),
    "finish_stage": ("pairs", _send("finish_stage", step="pairs", round=0), 24),
    "choose_entries": ("dots", _send("choose_entries", step="dots", dots=lambda: {f"dots.{_theirs()}": 1}), 34),
    "mark_pair": ("pairs", _send("mark_pair", step="pairs", pair=lambda: _pair()), 23),
    "combine_entries": (
        "combine",
        _send("combine_entries", form="", step="combine", round=0, text="Both", parts=lambda: _whole()),
        41,
    ),
    "tag_entry": ("sort", _send("tag_entry", step="sort", tag=lambda: {f"tag.{_theirs()}": "tools"}), 29),
    "save_result": ("result", _send("save_result", form="", step="result", based_on=0, field__what="Bikes"), 30),
    "report_entry": ("dots", _send("report_entry", entry=_theirs, text="Out of place"), 26),
    "erase_trial": ("write", _erase_trial, 29),
}
# the same for the course team
COURSE_TEAM: dict[str, tuple[str, Any, int]] = {
    "show_figures": ("write", _look("show_figures"), 1),
    "show_teams": ("write", _look("show_teams"), 5),
    "show_team": ("write", _look("show_team", team=_team_at(0)), 11),
    "show_reports": ("write", _look("show_reports"), 1),
    "show_log": ("write", _look("show_log"), 1),
    "show_exports": ("write", _look("show_exports"), 4),
    "extend_stage": ("write", _send("extend_stage", STAFF, team=_team_at(0), hours=24, reason=""), 21),
    "close_stage": ("write", _send("close_stage", STAFF, team=_team_at(0), reason=""), 34),
    "seed_team": ("sheets", _seed_team, 30),
    "move_person": ("write", _send("move_person", STAFF, member=lambda: _seat(), team=_team_at(1), reason=""), 43),
    "merge_teams": ("write", _send("merge_teams", STAFF, team=_team_at(0), into=_team_at(1), reason=""), 45),
    "hide_entry": ("write", _send("hide_entry", STAFF, entry=_theirs, region="teams", reason="Out of place"), 28),
    "restore_entry": ("write", _hidden, 27),
    "keep_entry": ("dots", _reported("keep_entry"), 16),
    "reveal_people": ("write", _send("reveal_people", STAFF, team=_team_at(0)), 15),
    "find_person": ("write", _send("find_person", STAFF, who="me"), 14),
    "start_export": ("write", _send("start_export", STAFF, what="entries"), 9),
}


def _seat() -> int:
    return Member.objects.get(participant=ME.anonymous_id).pk


def _pair() -> dict[str, Any]:
    first, second = _whole().values()
    return {"first": first, "second": second, "wanted": "yes"}


def count(act_: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act_()
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def _scene(stage: str, teams: int) -> BareHost:
    host = _team(stage)
    follow(Team.objects.get(), teams - 1)
    assert Team.objects.count() == teams
    return host


@pytest.mark.parametrize("teams", [3, 300])
@pytest.mark.parametrize("name", PINNED)
def test_queries(name, teams):
    stage, prepare, expected = PINNED[name]
    assert count(prepare(_scene(stage, teams))) == expected


@pytest.mark.parametrize(("view", "expected"), [("changes", 3), ("work", 8), ("work_csv", 7)])
@pytest.mark.parametrize("teams", [3, 300])
def test_queries_of_views(view, expected, teams, client, campus, django_user_model):
    user = django_user_model.objects.create_user("me")
    client.force_login(user)
    campus.enrolled = None
    campus.people = [Enrolled(1, user.id, "me", "", (ME.anonymous_id,))]
    host = _scene("dots", teams)
    where = {"course_key": str(COURSE), "usage_key": str(host.usage_key)}
    address = reverse(f"bizmooc:creativity_team_exercise:{view}", kwargs=where)
    assert client.get(address).status_code == 200
    assert count(lambda: client.get(address)) == expected


@pytest.mark.parametrize("teams", [3, 300])
@pytest.mark.parametrize("name", COURSE_TEAM)
def test_queries_of_the_course_team(name, teams):
    stage, prepare, expected = COURSE_TEAM[name]
    assert count(prepare(_scene(stage, teams))) == expected


@pytest.mark.parametrize("name", [*PINNED, "close_stage"])
def test_queries_in_a_large_team(name):
    """Who ends a stage writes two turns for each person: the one that ends, and the next one. Nothing else grows."""
    stage, prepare, _expected = {**PINNED, **COURSE_TEAM}[name]
    with transaction.atomic():
        middle = count(prepare(_team(stage, people=4)))
        transaction.set_rollback(True)
    grows_by = 2 if name in ("join_team", "close_stage") else 0
    assert count(prepare(_team(stage, people=7))) == middle + 3 * grows_by


def test_every_handler_is_pinned():
    block = type(exercise().block())
    handlers: dict[str, set[str]] = {"learner": set(), "staff": set(), "author": set()}
    for name in dir(block):
        if getattr(getattr(block, name), "_is_xblock_handler", False):
            handlers[getattr(block, name).audience.value].add(name)
    assert handlers["learner"] == {name.partition(",")[0] for name in PINNED} - {"page"}
    assert handlers["staff"] == set(COURSE_TEAM)
    # What an author does is about the exercise and not about its teams.
    assert handlers["author"] == {"save_settings"}
