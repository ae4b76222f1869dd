"""What is hidden, withdrawn, waiting, or of another board or group is nowhere to be found, and nobody's to change."""

from __future__ import annotations

import json

import pytest

from peer_idea_board.models import Comment, Feedback, Idea, Shown, State, Tag
from tests.peer_idea_board.acting import act, all_rows, board, done, feedback, give, home, idea, post, read, revise
from tests.support.bare_host import Person

pytestmark = pytest.mark.django_db
AUTHOR, READER, GIVER = (Person(number) for number in (1, 2, 3))
SECRET = "zebrafish"
GONE = (State.PENDING, State.HIDDEN, State.WITHDRAWN, State.MERGED, State.ERASED)


@pytest.fixture
def host():
    host = board()
    for person in (AUTHOR, READER, GIVER):
        done(act(host, person, "mark_seen"))
    return host


@pytest.fixture
def secret(host):
    """An idea that says something secret everywhere, with feedback and a comment that do, too."""
    parts = {f"part.{part}": f"About {SECRET} and {part}" for part in ("who", "problem", "idea", "first_test")}
    found = post(host, AUTHOR, f"A {SECRET} library", tags=f"{SECRET}, other", **parts)
    give(host, GIVER, found, works=f"The {SECRET} works well, it is clear and small.")
    done(act(host, AUTHOR, "post_comment", idea=found.pk, text=f"More {SECRET}"))
    done(act(host, READER, "follow_idea", idea=found.pk, wanted="yes"))
    return found


def _everything(host, person, idea_id, tag_id):
    """Every answer that somebody can get of a board, as one text. Searching repeats the words, so it is cut out."""
    sorts = ("new", "needs", "helpful", "top", "mine", "following")
    answers = [read(host, person, "list_ideas", sort=sort) for sort in sorts]
    answers += [read(host, person, "list_ideas", tag=tag_id), read(host, person, "show_board")]
    answers += [read(host, person, name, idea=idea_id) for name in ("show_idea", "list_feedback", "list_comments")]
    answers += [read(host, person, "show_form", idea=idea_id)]
    found = act(host, person, "search_ideas", text=SECRET)
    answers.append(act(host, person, "find_alike", title=f"A {SECRET} library", text=""))
    told = [home(host, person), *(json.dumps(answer.body) for answer in answers)]
    return " ".join(told) + found.body["html"].replace(f"“{SECRET}”", "")


def _acts(idea_id, comment_id, feedback_id):
    return {
        "take_turn": {"idea": idea_id},
        "skip_turn": {"idea": idea_id},
        "give_feedback": feedback(idea_id),
        "post_comment": {"idea": idea_id, "text": "Where?"},
        "withdraw_comment": {"comment": comment_id},
        "vote_for_idea": {"idea": idea_id, "dots": 1},
        "follow_idea": {"idea": idea_id, "wanted": "yes"},
        "report_content": {"target": "idea", "target_id": idea_id, "why": "spam"},
        "withdraw_idea": {"idea": idea_id},
        "answer_feedback": {"feedback": feedback_id, "reply": "Mine now"},
        "save_draft": feedback(idea_id),
    }


def _ids(secret):
    return secret.pk, Comment.objects.get(idea=secret).pk, Feedback.objects.get(idea=secret).pk


def test_what_is_on_the_board_is_seen(host, secret):
    """The look at everything can tell."""
    assert SECRET in _everything(host, READER, secret.pk, Tag.objects.get(name=SECRET).pk)


@pytest.mark.parametrize("state", GONE)
def test_what_is_not_on_the_board_is_nowhere(host, secret, state):
    tag = Tag.objects.get(name=SECRET).pk
    Idea.objects.filter(pk=secret.pk).update(state=state)
    assert SECRET not in _everything(host, READER, secret.pk, tag)
    assert read(host, READER, "show_idea", idea=secret.pk).status == 404
    assert read(host, READER, "list_ideas", tag=tag).status == 404


@pytest.mark.parametrize("state", GONE)
def test_nothing_can_be_done_about_what_is_not_on_the_board(host, secret, state):
    Idea.objects.filter(pk=secret.pk).update(state=state)
    before = all_rows()
    for name, values in _acts(*_ids(secret)).items():
        assert act(host, READER, name, **values).status == 404, name
    assert all_rows() == before


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.WITHDRAWN, State.MERGED])
def test_its_author_still_sees_it_and_why(host, secret, state):
    Idea.objects.filter(pk=secret.pk).update(state=state)
    page = done(read(host, AUTHOR, "show_idea", idea=secret.pk)).body["html"]
    assert SECRET in page
    assert 'class="bizmooc-note"' in page


@pytest.mark.parametrize("shown", [Shown.HIDDEN, Shown.WITHDRAWN])
def test_feedback_and_comments_that_are_hidden(host, secret, shown):
    Idea.objects.update(title="A library", content={}, tags=["other"], search_text="")
    Tag.objects.filter(name=SECRET).delete()
    for model in (Feedback, Comment):
        # Whoever wrote it may read it.
        model.objects.update(shown=shown, participant=GIVER.anonymous_id)
    for person in (READER, AUTHOR):
        assert SECRET not in _everything(host, person, secret.pk, Tag.objects.first().pk)
    assert SECRET in read(host, GIVER, "show_idea", idea=secret.pk).body["html"]


def test_another_block_does_not_reach_it(host, secret):
    other = board()
    done(act(other, READER, "mark_seen"))
    assert SECRET not in _everything(other, READER, secret.pk, Tag.objects.get(name=SECRET).pk)
    before = all_rows()
    for person in (READER, AUTHOR):
        for name, values in _acts(*_ids(secret)).items():
            assert act(other, person, name, **values).status == 404, name
    assert all_rows() == before


def test_another_group_does_not_reach_it(campus):
    campus.cohorts = {AUTHOR.number: "a", GIVER.number: "a", READER.number: "b"}
    host = board(groups="cohort")
    for person in (AUTHOR, READER, GIVER):
        done(act(host, person, "mark_seen"))
    parts = {f"part.{part}": f"About {SECRET}" for part in ("who", "problem", "idea", "first_test")}
    secret = post(host, AUTHOR, f"A {SECRET} library", tags=SECRET, **parts)
    give(host, GIVER, secret)
    done(act(host, AUTHOR, "post_comment", idea=secret.pk, text=f"More {SECRET}"))
    tag = Tag.objects.get().pk
    before = all_rows()
    for outsider in (READER, Person(9)):
        assert SECRET not in _everything(host, outsider, secret.pk, tag)
    for name, values in _acts(*_ids(secret)).items():
        assert act(host, READER, name, **values).status == 404, name
    assert all_rows() == before
    assert SECRET in _everything(host, GIVER, secret.pk, tag)


def test_an_idea_is_its_authors_alone(host, secret):
    before = all_rows()
    assert revise(host, READER, secret, "Mine now").status == 403
    for name, values in (
        ("withdraw_idea", {"idea": secret.pk}),
        ("answer_feedback", {"feedback": _ids(secret)[2], "reply": "Mine now"}),
        ("withdraw_comment", {"comment": _ids(secret)[1]}),
    ):
        assert act(host, READER, name, **values).status == 404, name
    draft = idea("Mine now", form=f"revision:{secret.pk}", idea=secret.pk, revision=1, note="x")
    assert act(host, READER, "save_draft", **draft).status == 403
    assert act(host, GIVER, "answer_feedback", feedback=_ids(secret)[2], is_helpful="on").status == 404
    assert all_rows() == before


def test_drafts_are_ones_own(host, secret):
    done(act(host, AUTHOR, "save_draft", **idea("Only mine so far")))
    assert "Only mine so far" in read(host, AUTHOR, "show_form").body["html"]
    assert "Only mine so far" not in read(host, READER, "show_form").body["html"]


def test_what_others_gave_is_seen_after_ones_own(host, secret):
    Comment.objects.all().delete()
    done(act(host, READER, "take_turn", idea=secret.pk))
    for name in ("show_idea", "list_feedback"):
        page = read(host, READER, name, idea=secret.pk).body["html"]
        assert "works well" not in page
    done(act(host, READER, "give_feedback", **feedback(secret.pk)))
    assert "works well" in read(host, READER, "show_idea", idea=secret.pk).body["html"]


def test_nobody_is_told_ids_of_people(host, secret):
    pages = _everything(host, READER, secret.pk, Tag.objects.get(name=SECRET).pk)
    for person in (AUTHOR, GIVER):
        assert person.anonymous_id not in pages
