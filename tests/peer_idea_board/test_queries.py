"""How often each page and each request asks the database: pinned, and the same at any number of ideas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peer_idea_board.models import Idea, Tag
from tests.peer_idea_board.acting import act, as_sent, board, done, feedback, give, home, idea, key, post, read, revise
from tests.peer_idea_board.crowd import fill
from tests.support.bare_host import BareHost, Person, call

pytestmark = pytest.mark.django_db
ME, OTHER = Person(5_000), Person(5_001)


class Scene:
    """A board with a crowd on it, and me among them."""

    def __init__(self, crowd: int):
        self.host: BareHost = board()
        self.ideas = fill(self.host, crowd, feedback=5, comments=5)
        done(act(self.host, ME, "mark_seen"))

    @property
    def mine(self) -> Idea:
        return Idea.objects.get(participant=ME.anonymous_id)


def _nothing(scene: Scene) -> None:
    """Nothing more has happened."""


def _posted(scene: Scene) -> None:
    post(scene.host, ME, "A library on wheels")


def _taken(scene: Scene) -> None:
    done(act(scene.host, ME, "take_turn", idea=scene.ideas[0].pk))


def _answered(scene: Scene) -> None:
    _posted(scene)
    give(scene.host, OTHER, scene.mine)


def _commented(scene: Scene) -> None:
    done(act(scene.host, ME, "post_comment", idea=scene.ideas[0].pk, text="Where?"))


def _get(name: str, **query: Any) -> Callable[[Scene], Callable[[], Any]]:
    def prepare(scene: Scene) -> Callable[[], Any]:
        values = {field: value(scene) if callable(value) else value for field, value in query.items()}
        return lambda: done(read(scene.host, ME, name, **values))

    return prepare


def _send(name: str, **values: Any) -> Callable[[Scene], Callable[[], Any]]:
    def prepare(scene: Scene) -> Callable[[], Any]:
        block = scene.host.block(ME)
        sent = as_sent({field: value(scene) if callable(value) else value for field, value in values.items()})
        body = {"key": key(), "version": 0, "values": sent}
        return lambda: done(call(block, name, body))

    return prepare


def _form(name: str, form: Callable[[Scene], dict[str, Any]]) -> Callable[[Scene], Callable[[], Any]]:
    return lambda scene: _send(name, **form(scene))(scene)


def _page(scene: Scene) -> Callable[[], Any]:
    return lambda: home(scene.host, ME)


def _first(scene: Scene) -> int:
    return scene.ideas[0].pk


def _revision(scene: Scene) -> dict[str, Any]:
    mine = scene.mine
    return idea("Changed", form=f"revision:{mine.pk}", idea=mine.pk, revision=1, note="Clearer")


# what is done, after what, and how many queries it takes (without savepoints)
PINNED: dict[str, tuple[Any, Any, int]] = {
    "page": (_page, _nothing, 17),
    "page, posted": (_page, _posted, 20),
    "page, answered": (_page, _answered, 20),
    "show_board": (_get("show_board"), _posted, 20),
    "list_ideas, new": (_get("list_ideas", sort="new"), _nothing, 8),
    "list_ideas, top": (_get("list_ideas", sort="top"), _nothing, 1),
    "list_ideas, needs": (_get("list_ideas", sort="needs"), _nothing, 7),
    "list_ideas, helpful": (_get("list_ideas", sort="helpful"), _nothing, 7),
    "list_ideas, mine": (_get("list_ideas", sort="mine"), _posted, 6),
    "list_ideas, following": (_get("list_ideas", sort="following"), _nothing, 2),
    "list_ideas, tag": (_get("list_ideas", tag=lambda scene: Tag.objects.first().pk), _nothing, 9),
    "search_ideas": (_send("search_ideas", text="wheels"), _nothing, 7),
    "find_alike": (_send("find_alike", title="A library on wheels"), _nothing, 4),
    "show_idea": (_get("show_idea", idea=_first), _nothing, 18),
    "show_idea, mine": (_get("show_idea", idea=lambda scene: scene.mine.pk), _answered, 13),
    "show_form": (_get("show_form"), _nothing, 2),
    "show_form, revision": (_get("show_form", idea=lambda scene: scene.mine.pk), _posted, 3),
    "list_feedback": (_get("list_feedback", idea=_first), _nothing, 9),
    "list_comments": (_get("list_comments", idea=_first), _nothing, 5),
    "mark_seen": (_send("mark_seen"), _nothing, 5),
    "set_mail": (_send("set_mail", wanted="on"), _nothing, 2),
    "save_draft": (_form("save_draft", lambda scene: idea("On its way")), _nothing, 4),
    "post_idea": (_form("post_idea", lambda scene: idea("A library on wheels", tags="one, two")), _nothing, 38),
    "revise_idea": (_form("revise_idea", _revision), _posted, 30),
    "withdraw_idea": (_send("withdraw_idea", idea=lambda scene: scene.mine.pk), _posted, 30),
    "take_turn": (_send("take_turn"), _nothing, 16),
    "skip_turn": (_send("skip_turn", idea=_first), _taken, 23),
    "give_feedback": (_form("give_feedback", lambda scene: feedback(_first(scene))), _taken, 34),
    "answer_feedback": (
        _form("answer_feedback", lambda scene: {"feedback": scene.mine.feedback.get().pk, "reply": "I asked."}),
        _answered,
        19,
    ),
    "post_comment": (_send("post_comment", idea=_first, text="Where?"), _nothing, 18),
    "withdraw_comment": (
        _send("withdraw_comment", comment=lambda scene: scene.ideas[0].comments.latest("pk").pk),
        _commented,
        10,
    ),
    "vote_for_idea": (_send("vote_for_idea", idea=_first, dots=1), _nothing, 14),
    "follow_idea": (_send("follow_idea", idea=_first, wanted="yes"), _nothing, 7),
    "report_content": (_send("report_content", target="idea", target_id=_first, why="spam"), _nothing, 7),
}


def count(act_: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act_()
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("crowd", [10, 300])
@pytest.mark.parametrize("name", PINNED)
def test_queries(name, crowd, django_db_blocker):
    prepare, before, expected = PINNED[name]
    scene = Scene(crowd)
    before(scene)
    # One query more where a database can pass over what somebody else has locked.
    skips = name == "take_turn" and connection.features.has_select_for_update_skip_locked
    assert count(prepare(scene)) == expected + skips


def test_every_handler_of_learners_is_pinned():
    block = type(board().block())
    handlers = {
        name
        for name in dir(block)
        if getattr(getattr(block, name), "_is_xblock_handler", False)
        and getattr(block, name).audience.value == "learner"
    }
    assert handlers - {"erase_trial"} == {name.partition(",")[0] for name in PINNED} - {"page"}


def test_revising_is_possible_with_the_form_above():
    scene = Scene(2)
    _posted(scene)
    assert revise(scene.host, ME, scene.mine, "Changed").status == 200
