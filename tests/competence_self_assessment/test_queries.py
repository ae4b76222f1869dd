"""How often each page and each request asks the database: pinned, and the same at any number of learners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import crum
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bizmooc.hosting.people import Enrolled
from bizmooc.lifecycle import erasure
from competence_self_assessment.models import Participation, Plan, Round
from competence_self_assessment.services.recount import recount
from tests.competence_self_assessment.acting import FRAMEWORK, key, learners, ratings, save_draft, submit
from tests.support.bare_host import COURSE, BareHost, Campus, Permissions, Person, call, call_as

pytestmark = pytest.mark.django_db
ME, STAFF = Person(5_000), Person(8_000, is_staff=True)
FILLED = {f"then.{item}": "2" for item in FRAMEWORK.items}


def _crowd(host: BareHost, count: int) -> None:
    """Let many learners have handed in: one really, the others as copies of their rows."""
    learners(host, [1])
    for model in (Round, Participation):
        first = model.objects.get(usage_key=str(host.usage_key))
        copies = [model.objects.get(pk=first.pk) for _number in range(count - 1)]
        for number, copy in enumerate(copies, start=2):
            copy.pk, copy.participant = None, Person(number).anonymous_id
        model.objects.bulk_create(copies)
    recount()


def _nothing(host: BareHost) -> None:
    """Nothing has happened."""


def _seen(host: BareHost) -> None:
    call(host.block(ME), "mark_seen", {"key": key(), "values": {}})


def _drafted(host: BareHost) -> None:
    save_draft(host.block(ME), {"now.growth_mindset_1": "2"})


def _submitted(host: BareHost) -> None:
    submit(host.block(ME), ratings(**FILLED) if host.fields["occasion"] == "post" else ratings())


def _both_submitted(host: BareHost) -> None:
    submit(BareHost({"series": "q"}).block(ME), ratings())
    _submitted(host)


def _repeating(host: BareHost) -> None:
    _submitted(host)
    call(host.block(ME), "answer_again", {"key": key(), "values": {}})


def _enrolled(host: BareHost) -> None:
    people = [ME, *(Person(number) for number in range(1, 900))]
    Campus.people = [Enrolled(at, one.number, "me", "", (one.anonymous_id,)) for at, one in enumerate(people, start=1)]


def _enrolled_submitted(host: BareHost) -> None:
    _enrolled(host)
    _submitted(host)


def _planned(host: BareHost) -> None:
    _submitted(host)
    call(host.block(ME), "save_plan", {"key": key(), "version": 0, "values": PLAN})
    # It is named by its id.
    FINISHED["plan"] = str(Plan.objects.get().pk)


def _download(host: BareHost) -> Callable[[], Any]:
    block = host.block(ME)
    return lambda: call(block, "download_own", method="GET", path="/handler/download_own?format=json")


def _view(host: BareHost, person: Person = ME) -> Callable[[], Any]:
    block = host.block(person)
    return lambda: block.student_view({}).content


def _handler(host: BareHost, name: str, values: dict[str, str], version: int = 0) -> Callable[[], Any]:
    block = host.block(ME)
    return lambda: call(block, name, {"key": key(), "version": version, "values": values})


def _figures(host: BareHost) -> Callable[[], Any]:
    block = host.block(STAFF)
    return lambda: call(block, "show_figures", method="GET")


def _staff(host: BareHost, name: str, values: dict[str, str] | None = None) -> Callable[[], Any]:
    block = host.block(STAFF)
    if values is None:
        return lambda: call(block, name, method="GET")
    return lambda: call(block, name, {"key": key(), "values": values})


LETTER = {"subject": "A word", "text": "Please look.", "confirmed": "yes"}
SAVE = {"framework": FRAMEWORK.digest, "now.growth_mindset_1": "3"}
PLAN = {"round": "1", "goal": "Ask earlier"}
FINISHED = {"plan": "", "done": "yes"}
# what is done, after what, in which block, and how many queries it takes (without savepoints)
PINNED = {
    "page, never seen": (_view, _nothing, "pre", 2),
    "page, seen": (_view, _seen, "pre", 4),
    "page, draft": (_view, _drafted, "pre", 4),
    "page, handed in": (_view, _submitted, "pre", 5),
    "page, handed in at the end": (_view, _submitted, "post", 5),
    "page, compared": (_view, _both_submitted, "post", 5),
    "page, not signed in": (lambda host: _view(host, Person(is_authenticated=False)), _nothing, "pre", 0),
    "page, course team": (lambda host: _view(host, STAFF), _nothing, "pre", 2),
    "mark_seen, first": (lambda host: _handler(host, "mark_seen", {}), _nothing, "pre", 8),
    "mark_seen, again": (lambda host: _handler(host, "mark_seen", {}), _submitted, "pre", 4),
    "save_draft, first": (lambda host: _handler(host, "save_draft", SAVE), _nothing, "pre", 11),
    "save_draft, again": (lambda host: _handler(host, "save_draft", SAVE, 1), _drafted, "pre", 5),
    "save_draft, refused": (lambda host: _handler(host, "save_draft", SAVE), _submitted, "pre", 3),
    "submit_round": (lambda host: _handler(host, "submit_round", ratings()), _seen, "pre", 23),
    "submit_round, again": (lambda host: _handler(host, "submit_round", ratings()), _submitted, "pre", 5),
    "answer_again": (lambda host: _handler(host, "answer_again", {}), _submitted, "repeat", 9),
    "keep_round": (lambda host: _handler(host, "keep_round", {}), _repeating, "repeat", 7),
    "save_plan, first": (lambda host: _handler(host, "save_plan", PLAN), _submitted, "pre", 4),
    "save_plan, again": (lambda host: _handler(host, "save_plan", PLAN, 1), _planned, "pre", 4),
    "finish_plan": (lambda host: _handler(host, "finish_plan", FINISHED), _planned, "pre", 2),
    "download_own": (_download, _both_submitted, "post", 1),
    "erase_trial, refused": (lambda host: _handler(host, "erase_trial", {}), _submitted, "pre", 0),
    "show_figures": (_figures, _submitted, "pre", 2),
    "show_not_started": (lambda host: _staff(host, "show_not_started"), _enrolled, "pre", 3),
    "list_not_started": (lambda host: _staff(host, "list_not_started", {}), _enrolled, "pre", 3),
    "remind_learners": (lambda host: _staff(host, "remind_learners", LETTER), _enrolled, "pre", 10),
    "show_exports": (lambda host: _staff(host, "show_exports"), _submitted, "pre", 3),
    "prepare_export": (lambda host: _staff(host, "prepare_export", {}), _submitted, "pre", 11),
    "show_reopening": (lambda host: _staff(host, "show_reopening"), _submitted, "pre", 0),
    "reopen_round": (lambda host: _staff(host, "reopen_round", {"learner": "me"}), _enrolled_submitted, "pre", 6),
}


def _count(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("crowd", [10, 300])
@pytest.mark.parametrize("name", PINNED)
def test_queries(name, crowd):
    prepare, before, occasion, expected = PINNED[name]
    host = BareHost({"series": "q", "allow_reopening": True})
    _crowd(host, crowd)
    host.fields["occasion"] = occasion
    before(host)
    assert _count(prepare(host)) == expected


def test_the_crowd_is_to_be_seen():
    host = BareHost()
    _crowd(host, 300)
    assert "300 people" in _figures(host)().body["html"]


def test_the_clock_and_the_author_cost_nothing():
    host = BareHost({"opens_after_days": 3})
    author = host.block(Person(), studio=Permissions(True))
    values = {"display_name": "T", "framework": "learning_to_learn", "occasion": "pre", "series": "s"}
    body = {"key": key(), "values": values | {"participation_points": "0", "threshold": "10"}}
    assert _count(lambda: [author.author_view({}), author.validate()]) == 0
    # Rounds and drafts are counted: an edit may concern them.
    assert _count(lambda: author.studio_view({})) == 2
    assert _count(lambda: call(author, "save_settings", body)) == 0


def test_every_handler_is_pinned():
    block = type(BareHost().block())
    handlers = {name for name in dir(block) if getattr(getattr(block, name), "_is_xblock_handler", False)}
    assert handlers - {"save_settings"} == {name.partition(",")[0] for name in PINNED} - {"page"}


def test_erasing_is_bounded(campus):
    campus.team = {ME.number}
    host = BareHost()
    _crowd(host, 300)
    call_as(ME, host.block(ME), "submit_round", {"key": key(), "values": ratings()})
    block = host.block(ME)
    with crum.impersonate(ME):
        assert _count(lambda: call(block, "erase_trial", {"key": key(), "values": {}})) == 14
    assert Round.objects.count() == 300


def test_forgetting_a_course_deletes_in_bulk():
    _crowd(BareHost(), 300)
    # A statement for each table of every block, not for each row.
    assert _count(lambda: erasure.forget_course(str(COURSE))) <= 45
    assert not Round.objects.exists()
