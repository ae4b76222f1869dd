"""What a learner does with the board, from end to end, through the handlers of the page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import TestCase
from django.utils import timezone

from bizmooc.digest import wants_mail
from peer_idea_board import events
from peer_idea_board.models import Draft, Feedback, Follow, Idea, Member, Report, Vote
from tests.peer_idea_board.acting import act, all_rows, board, done, feedback, give, home, idea, key, post, read, revise
from tests.support.bare_host import COURSE, BareHost, Person, call, call_as

pytestmark = pytest.mark.django_db
ANNA, BEN, CARLA, DORA = (Person(number) for number in (1, 2, 3, 4))
TEAM = Person(8)
SEEDS = [{"id": "s_1", "title": "A repair café", "content": {"who": "Neighbours"}, "tags": ["repair"]}]


def published(host: BareHost, person: Person, name: str, **values: object) -> list[tuple[str, dict]]:
    """Return what a request makes the host hear of."""
    block = host.block(person)
    sent = {field.replace("__", "."): str(value) for field, value in values.items()}
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert call(block, name, {"key": key(), "version": 0, "values": sent}).status == 200
    return block.runtime.published


def test_the_whole_way():
    host = board()
    done(act(host, ANNA, "mark_seen"))
    mine = post(host, ANNA, "A tool library")
    for number, person in enumerate((BEN, CARLA, DORA)):
        post(host, person, f"Idea {number}")
    for _time in range(3):
        page = done(act(host, ANNA, "take_turn")).body["html"]
        idea_id = page.partition('name="idea" value="')[2].partition('"')[0]
        assert "Give this feedback" in page
        last = done(act(host, ANNA, "give_feedback", **feedback(idea_id)))
    assert "Nothing is left to give feedback on" not in last.body["html"]
    assert "You are done. You can still give more." in last.body["html"]
    given = give(host, BEN, mine)
    assert given.works in read(host, ANNA, "show_idea", idea=mine.pk).body["html"]
    done(act(host, ANNA, "answer_feedback", feedback=given.pk, is_helpful="on", reply="I asked them."))
    done(revise(host, ANNA, mine, "A tool library for two streets"))
    page = read(host, BEN, "show_idea", idea=mine.pk).body["html"]
    for told in ("I asked them.", "A tool library for two streets", "More exact now", "Helpful to the author"):
        assert told in page


class TestFirstVisit:
    def test_puts_examples_on_the_board_and_answers_with_it(self):
        host = board(seeds=SEEDS)
        assert "A repair café" not in home(host, ANNA)
        answer = done(act(host, ANNA, "mark_seen"))
        assert answer.body["region"] == "main"
        assert "A repair café" in answer.body["html"]
        assert "Example" in answer.body["html"]

    def test_is_told_once(self):
        host = board()
        assert events.BOARD_SEEN in dict(published(host, ANNA, "mark_seen"))
        assert events.BOARD_SEEN not in dict(published(host, ANNA, "mark_seen"))

    def test_is_not_asked_for_again_at_once(self):
        host = board(post_quota=1)
        assert 'data-visit="mark_seen"' in home(host, ANNA)
        done(act(host, ANNA, "mark_seen"))
        assert "data-visit" not in home(host, ANNA)
        Member.objects.update(visit_at=timezone.now() - timedelta(minutes=2))
        assert "data-visit" in home(host, ANNA)


class TestDrafts:
    def test_come_back_and_go_when_sent(self):
        host = board()
        answer = done(act(host, ANNA, "save_draft", **idea("Half an ide", **{"part.who": ""})))
        assert answer.body["version"] == 1
        assert 'value="Half an ide"' in read(host, ANNA, "show_form").body["html"]
        assert "Go on with your idea" in home(host, ANNA)
        post(host, ANNA)
        assert not Draft.objects.exists()

    def test_of_feedback_and_of_a_change(self):
        host = board()
        mine, theirs = post(host, ANNA), post(host, BEN)
        done(act(host, ANNA, "take_turn"))
        done(act(host, ANNA, "save_draft", **feedback(theirs.pk, works="Short so far")))
        assert "Short so far" in done(act(host, ANNA, "take_turn")).body["html"]
        change = idea("Changing", form=f"revision:{mine.pk}", idea=mine.pk, revision=1, note="")
        done(act(host, ANNA, "save_draft", **change))
        assert 'value="Changing"' in read(host, ANNA, "show_form", idea=mine.pk).body["html"]

    def test_of_feedback_may_be_a_single_word(self):
        host = board()
        theirs = post(host, BEN)
        done(act(host, ANNA, "take_turn", idea=theirs.pk))
        done(act(host, ANNA, "save_draft", **feedback(theirs.pk, works="good " * 12)))

    def test_of_no_form_are_refused(self):
        for name in ("", "idea:1", "feedback:0", "feedback:x", "other"):
            assert act(board(), ANNA, "save_draft", **idea(form=name)).status in (400, 404)


class TestCredit:
    def test_grows_with_own_acts_and_is_given_once(self):
        host = board(participation_points=4, feedback_quota=1)
        others = [post(host, person, f"Idea {person.number}") for person in (BEN, CARLA)]
        told = dict(published(host, ANNA, "post_idea", **idea()))
        assert told["completion"] == {"completion": 0.5}
        assert told["grade"] == {"value": 2.0, "max_value": 4}
        assert "grade" not in dict(published(host, ANNA, "take_turn", idea=others[0].pk))
        told = dict(published(host, ANNA, "give_feedback", **feedback(others[0].pk)))
        assert told["completion"] == {"completion": 1.0}
        assert told["grade"] == {"value": 4.0, "max_value": 4}
        assert not {"completion", "grade"} & set(dict(published(host, ANNA, "mark_seen")))

    def test_never_falls(self):
        host = board(participation_points=4)
        mine = post(host, ANNA)
        assert host.states[ANNA.number]["credited_share"] == 1.0
        post(host, BEN)
        assert not {"completion", "grade"} & set(dict(published(host, ANNA, "withdraw_idea", idea=mine.pk)))
        assert host.states[ANNA.number]["credited_share"] == 1.0

    def test_an_empty_board_keeps_nobody_waiting_who_has_posted(self):
        host = board()
        assert events.BOARD_SEEN in dict(published(host, ANNA, "mark_seen"))
        assert not host.states[ANNA.number].get("credited_share")
        told = dict(published(host, ANNA, "post_idea", **idea()))
        assert told["completion"] == {"completion": 1.0}
        assert "Nothing is left to give feedback on: you are done." in home(host, ANNA)

    def test_is_given_again_when_the_author_changes_the_points(self):
        host = board(participation_points=4)
        post(host, ANNA)
        host.fields["participation_points"] = 0
        assert dict(published(host, ANNA, "mark_seen"))["grade"] == {"value": 0.0, "max_value": 0}

    def test_no_grade_where_there_are_no_points(self):
        assert "grade" not in dict(published(board(), ANNA, "post_idea", **idea()))

    def test_received_votes_and_helpful_marks_are_not_graded(self):
        host = board(participation_points=4)
        mine = post(host, ANNA)
        post(host, CARLA)
        before = dict(host.states[ANNA.number])
        given = give(host, BEN, mine)
        done(act(host, BEN, "vote_for_idea", idea=mine.pk, dots=1))
        done(act(host, ANNA, "answer_feedback", feedback=given.pk, is_helpful="on"))
        share = "credited_share"
        assert host.states[ANNA.number][share] == before[share]

    def test_the_first_write_leaves_a_mark(self):
        host = board()
        done(act(host, ANNA, "save_draft", **idea()))
        assert host.states[ANNA.number]["has_rows"] is True


class TestEvents:
    @staticmethod
    def _told(host, person, name, **values):
        return [one for one in published(host, person, name, **values) if one[0] in events.EVENTS]

    def test_every_act_has_one_with_numbers_only(self):
        host = board(vote_kind="dots")
        theirs = post(host, BEN)
        told = self._told(host, ANNA, "post_idea", **idea("Secret words"))
        mine = Idea.objects.get(participant=ANNA.anonymous_id)
        told += self._told(host, ANNA, "take_turn")
        told += self._told(host, ANNA, "give_feedback", **feedback(theirs.pk))
        given = Feedback.objects.get()
        told += self._told(host, BEN, "answer_feedback", feedback=given.pk, is_helpful="on", reply="Secret words")
        told += self._told(host, ANNA, "post_comment", idea=theirs.pk, text="Secret words")
        told += self._told(host, ANNA, "withdraw_comment", comment=theirs.comments.get().pk)
        told += self._told(host, ANNA, "vote_for_idea", idea=theirs.pk, dots=2)
        told += self._told(host, ANNA, "follow_idea", idea=theirs.pk, wanted="yes")
        told += self._told(host, ANNA, "follow_idea", idea=theirs.pk, wanted="no")
        told += self._told(
            host, ANNA, "report_content", target="idea", target_id=theirs.pk, why="spam", text="Secret words"
        )
        told += self._told(host, CARLA, "take_turn", idea=mine.pk)
        told += self._told(host, CARLA, "skip_turn", idea=mine.pk)
        change = idea("Secret words", form=f"revision:{mine.pk}", idea=mine.pk, revision=1, note="Secret words")
        told += self._told(host, ANNA, "revise_idea", **change)
        told += self._told(host, ANNA, "withdraw_idea", idea=mine.pk)
        assert [name for name, _content in told] == [
            events.IDEA_POSTED, events.TURN_TAKEN, events.FEEDBACK_GIVEN, events.FEEDBACK_ANSWERED,
            events.COMMENT_POSTED, events.COMMENT_WITHDRAWN, events.VOTE_CAST, events.IDEA_FOLLOWED,
            events.IDEA_UNFOLLOWED, events.CONTENT_REPORTED, events.TURN_TAKEN, events.TURN_SKIPPED,
            events.IDEA_REVISED, events.IDEA_WITHDRAWN,
        ]  # fmt: skip
        assert "Secret" not in repr(told)
        assert ANNA.anonymous_id not in repr(told)

    def test_a_turn_that_is_handed_out_again_is_no_new_one(self):
        host = board()
        post(host, BEN)
        assert len(self._told(host, ANNA, "take_turn")) == 1
        assert self._told(host, ANNA, "take_turn") == []


class TestPhases:
    CLOSED = {"closes_after_days": 1}

    @pytest.fixture(autouse=True)
    def _long_ago(self, campus):
        campus.start = datetime(2020, 1, 1, tzinfo=UTC)

    def test_posting(self):
        host = board()
        mine = post(host, ANNA)
        host.fields["phases"] = {"post": self.CLOSED}
        before = all_rows()
        for name in ("post_idea", "save_draft"):
            answer = act(host, ANNA, name, **idea())
            assert (answer.status, "closed on" in answer.body["error"]) == (409, True)
        assert read(host, ANNA, "show_form").status == 409
        assert all_rows() == before
        page = home(host, ANNA)
        assert "Posting ideas: This closed on" in page
        assert ">Post an idea<" not in page
        assert revise(host, ANNA, mine, "Still mine to change").status == 200

    def test_feedback(self):
        host = board()
        theirs = post(host, BEN)
        done(act(host, ANNA, "take_turn", idea=theirs.pk))
        host.fields["phases"] = {"feedback": self.CLOSED}
        for name, values in (("take_turn", {}), ("give_feedback", feedback(theirs.pk))):
            answer = act(host, ANNA, name, **values)
            assert (answer.status, "closed on" in answer.body["error"]) == (409, True)
        assert "Give feedback on this idea" not in read(host, CARLA, "show_idea", idea=theirs.pk).body["html"]

    def test_votes(self):
        host = board()
        theirs = post(host, BEN)
        host.fields["phases"] = {"vote": self.CLOSED}
        assert act(host, ANNA, "vote_for_idea", idea=theirs.pk, dots=1).status == 409
        assert not Vote.objects.exists()

    def test_when_all_is_over_one_can_read(self):
        host = board()
        theirs = post(host, BEN)
        host.fields["phases"] = dict.fromkeys(("post", "feedback", "vote"), self.CLOSED)
        assert act(host, ANNA, "post_comment", idea=theirs.pk, text="Late").status == 409
        assert revise(host, BEN, theirs, "Late").status == 403
        assert "A tool library" in home(host, ANNA)


class TestFollowersReportsAndMail:
    def test_following(self):
        host = board()
        theirs = post(host, BEN)
        answer = done(act(host, ANNA, "follow_idea", idea=theirs.pk, wanted="yes"))
        assert "Stop following" in answer.body["html"]
        assert "A tool library" in read(host, ANNA, "list_ideas", sort="following").body["html"]
        done(act(host, ANNA, "follow_idea", idea=theirs.pk, wanted="no"))
        assert not Follow.objects.exists()

    def test_the_reporter_is_told_once_what_became_of_it(self):
        host = board()
        theirs = post(host, BEN)
        done(act(host, ANNA, "mark_seen"))
        done(act(host, ANNA, "report_content", target="idea", target_id=theirs.pk, why="spam"))
        assert "You have reported this" in read(host, ANNA, "show_idea", idea=theirs.pk).body["html"]
        assert act(host, ANNA, "report_content", target="idea", target_id=theirs.pk, why="rude").status == 409
        Report.objects.update(outcome=Report.Outcome.KEPT, decided_at=timezone.now())
        assert "has looked at it and left it" in home(host, ANNA)
        done(act(host, ANNA, "mark_seen"))
        assert "has looked at it" not in home(host, ANNA)

    def test_mail_is_ones_own_choice(self):
        host = board()
        assert 'name="wanted" checked' in home(host, ANNA)
        assert "no more mail" in done(act(host, ANNA, "set_mail")).body["announce"]
        assert not wants_mail(str(COURSE), ANNA.anonymous_id)
        assert wants_mail(str(COURSE), BEN.anonymous_id)
        assert 'name="wanted" checked' not in home(host, ANNA)


class TestTrials:
    def test_the_course_team_erases_its_own(self, campus):
        campus.team = {TEAM.number}
        host = board()
        post(host, BEN)
        before = all_rows()
        for name, values in (("post_idea", idea("A trial")), ("mark_seen", {})):
            body = {"key": key(), "version": 0, "values": {field: str(value) for field, value in values.items()}}
            assert call_as(TEAM, host.block(TEAM), name, body).status == 200
        assert Idea.objects.get(participant=TEAM.anonymous_id).is_course_team
        assert call_as(TEAM, host.block(TEAM), "erase_trial", {"key": key(), "values": {}}).status == 200
        after = all_rows()
        for table in ("peer_idea_board.Idea", "peer_idea_board.Member", "peer_idea_board.KeptCount"):
            assert after[table] == before[table] or table.endswith("KeptCount")

    def test_learners_do_not(self):
        host = board()
        post(host, ANNA)
        assert act(host, ANNA, "erase_trial").status == 403
        assert Idea.objects.exists()
