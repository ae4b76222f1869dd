"""How often each page and each request asks the database: pinned, and the same at any number of teams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.team_exercise.crowd import follow
from bizmooc.hosting.people import Enrolled
from creativity_team_exercise.models import Entry, Team
from creativity_team_exercise.techniques import Kind
from tests.creativity_team_exercise.acting import done, exercise, hand_in, home, join, key, read
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import COURSE, BareHost, Person, call

pytestmark = pytest.mark.django_db
ME, OTHER, NEW = Person(5_000), Person(5_001), Person(5_002)
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


def _team(stage: str) -> BareHost:
    """Return an exercise in which my team of two, or three, is about to do something."""
    host = exercise(size=3 if stage == "write" else 2, **own(*STEPS[stage], LAST))
    for number, person in enumerate((ME, OTHER)):
        join(host, person, f"Idea {number}")
        if STEPS[stage][0] is VALUES:
            done(hand_in(host, person, "values", f"Value {number}", prompt="when"))
    return host


def _mine() -> int:
    return Entry.objects.filter(participant=ME.anonymous_id).order_by("pk")[0].pk


def _theirs() -> int:
    return Entry.objects.filter(participant=OTHER.anonymous_id).order_by("pk")[0].pk


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
        _send("hand_in", form="", step="sheets", round=1, text____0="One more", parent____0=_theirs),
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
}


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


def test_every_handler_of_learners_is_pinned():
    block = type(exercise().block())
    handlers = {
        name
        for name in dir(block)
        if getattr(getattr(block, name), "_is_xblock_handler", False)
        and getattr(block, name).audience.value == "learner"
    }
    assert handlers - {"erase_trial"} == {name.partition(",")[0] for name in PINNED} - {"page"}
