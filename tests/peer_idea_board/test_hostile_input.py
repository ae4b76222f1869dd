"""Whatever is sent to a handler: an answer that a person understands, nothing stored, and never a 5xx."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_idea_board.models import Idea
from tests.peer_idea_board.acting import act, all_rows, board, done, feedback, give, home, idea, key, post, read
from tests.support.bare_host import Person, call
from tests.support.properties import json_values, quick, typed_text

pytestmark = pytest.mark.django_db
ME, OTHER = Person(1), Person(2)
POSTS = (
    "search_ideas", "find_alike", "save_draft", "post_idea", "revise_idea", "withdraw_idea", "take_turn", "skip_turn",
    "give_feedback", "answer_feedback", "post_comment", "withdraw_comment", "vote_for_idea", "follow_idea",
    "report_content", "mark_seen", "set_mail", "erase_trial",
)  # fmt: skip
GETS = ("show_board", "list_ideas", "show_idea", "show_form", "list_feedback", "list_comments")
NAMES = (
    "idea", "form", "structure", "title", "tags", "link", "note", "revision", "part.who", "part", "works", "next_step",
    "rating.need", "feedback", "reply", "is_helpful", "text", "comment", "dots", "wanted", "target", "target_id", "why",
    "sort", "tag", "after", "may_be_reused",
)  # fmt: skip
forms = st.dictionaries(st.sampled_from(NAMES), typed_text | st.sampled_from(["1", "-1", "9" * 40, "on", "idea:1"]))


def test_all_of_them_are_tried():
    block = type(board().block())
    found = {
        name
        for name in dir(block)
        if getattr(getattr(getattr(block, name), "audience", None), "value", "") == "learner"
    }
    assert found == {*POSTS, *GETS}


@pytest.mark.parametrize("name", POSTS)
class TestBodies:
    @quick
    @given(body=json_values)
    def test_any_json(self, name, body):
        answer = call(board().block(ME), name, raw=json.dumps(body).encode("utf-8", "surrogatepass"))
        assert answer.status < 500
        assert answer.status == 200 or answer.body["error"]

    @quick
    @given(values=forms)
    def test_any_form(self, name, values):
        answer = call(board().block(ME), name, {"key": key(), "version": 0, "values": values})
        assert answer.status < 500
        assert answer.status == 200 or len(answer.body["error"].split()) > 3

    def test_fields_that_there_are_not(self, name):
        before = all_rows()
        answer = act(board(), ME, name, participant="f" * 32)
        assert answer.status in (400, 403, 409)
        assert all_rows() == before


@pytest.mark.parametrize("name", GETS)
@quick
@given(values=forms)
def test_any_query(name, values):
    path = f"/handler/{name}?{urlencode(values, errors='replace')}"
    answer = call(board().block(ME), name, method="GET", path=path)
    assert answer.status < 500
    assert answer.status == 200 or len(answer.body["error"].split()) > 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", "x" * 121),
        ("title", "a\x00b"),
        ("part.who", ""),
        ("part.who", "x" * 401),
        ("tags", "a, b, c, d, e, f"),
        ("tags", "x" * 41),
        ("link", "example.org"),
        ("link", "https://example.org/" + "x" * 500),
    ],
)
def test_each_field_of_an_idea_is_refused_at_its_place(name, value):
    host, before = board(), all_rows()
    answer = act(host, ME, "post_idea", **idea(**{name: value}))
    assert answer.status == 422
    assert set(answer.body["fields"]) == {name}
    assert all_rows() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("works", "too short"),
        ("works", " " * 60),
        ("next_step", "x" * 2_001),
        ("rating.need", "0"),
        ("rating.need", "5"),
        ("rating.need", ""),
        ("part", "nothing"),
    ],
)
def test_each_field_of_a_feedback_is_refused_at_its_place(name, value):
    host = board()
    about = post(host, OTHER)
    done(act(host, ME, "take_turn", idea=about.pk))
    before = all_rows()
    answer = act(host, ME, "give_feedback", **feedback(about.pk, **{name: value}))
    assert answer.status == 422
    assert set(answer.body["fields"]) == {name}
    assert all_rows() == before


def test_questions_that_have_changed_take_no_answer():
    host = board()
    host.fields["structure"] = "simple"
    before = all_rows()
    for name in ("post_idea", "save_draft"):
        answer = act(host, ME, name, **idea())
        assert answer.status == 409
        assert "reload" in answer.body["error"]
    assert all_rows() == before


def test_votes_out_of_reach():
    host = board(vote_kind="dots", dots=5, dots_per_idea=3)
    about = post(host, OTHER)
    for dots in ("-1", "4", "1e1", "x", ""):
        assert act(host, ME, "vote_for_idea", idea=about.pk, dots=dots).status == 422
    assert act(board(), ME, "vote_for_idea", idea=about.pk, dots="2").status == 422
    about.refresh_from_db()
    assert about.votes == 0


@quick
@given(typed_text)
def test_any_text_is_kept_as_it_was_typed(text):
    host = board()
    answer = act(host, ME, "post_idea", **idea(**{"part.who": f"W{text}"[:400]}))
    assert answer.status == 200, answer
    kept = Idea.objects.get(usage_key=str(host.usage_key)).content["who"]
    assert kept == f"W{text}"[:400].strip()
    assert home(host, ME)


def test_a_double_click_posts_once():
    host, once = board(), key()
    body = {"key": once, "version": 0, "values": idea()}
    for _time in range(2):
        assert call(host.block(ME), "post_idea", body).status == 200
    assert Idea.objects.count() == 1
    body = {"key": key(), "version": 0, "values": {"idea": str(post(host, OTHER).pk), "text": "Where?"}}
    for _time in range(2):
        assert call(host.block(ME), "post_comment", body).status == 200
    assert Idea.objects.latest("pk").comments.count() == 1


def test_other_methods_are_refused():
    host = board()
    for name in POSTS:
        assert call(host.block(ME), name, method="GET").status == 405
    for name in GETS:
        assert call(host.block(ME), name, {"key": key(), "values": {}}).status == 405


def test_a_second_feedback_is_refused():
    host = board()
    about = post(host, OTHER)
    give(host, ME, about)
    assert act(host, ME, "give_feedback", **feedback(about.pk)).status == 409
    assert read(host, ME, "show_idea", idea=about.pk).status == 200


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        ("good " * 12, False), ("x" * 60, False), ("1 2 3 4 5 6 7 8 9 " * 4, False), ("Good, good; GOOD! " * 4, False),
        ("one two three four five " * 3, False), ("one two three four five six " * 2, True),
        ("日" * 40, False),
        ("这个想法很好，因为它从小处着手，而且人们可以马上试一试，不用等很久，也不用花很多钱。", True),
        ("ความคิดนี้ดีมากเพราะเริ่มจากสิ่งเล็กๆและทุกคนลองทำได้ทันที", True),
    ],
)  # fmt: skip
def test_feedback_says_something_in_words(text, is_enough):
    host = board()
    theirs = post(host, OTHER)
    done(act(host, ME, "take_turn", idea=theirs.pk))
    answer = act(host, ME, "give_feedback", **feedback(theirs.pk, works=text))
    assert answer.status == (200 if is_enough else 422), answer
    assert is_enough or "six different" in answer.body["fields"]["works"][0]
