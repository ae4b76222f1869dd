"""Feedback and its answer, votes, comments, follows and reports."""

from __future__ import annotations

import pytest

from bizmooc.refusal import Refusal
from peer_idea_board import visibility
from peer_idea_board.models import Comment, Feedback, Follow, Idea, KeptCount, Kind, Member, Report, Vote
from peer_idea_board.services.answer_feedback import answer_feedback
from peer_idea_board.services.comments import post_comment, withdraw_comment
from peer_idea_board.services.follow import follow
from peer_idea_board.services.give_feedback import give_feedback
from peer_idea_board.services.report import report
from peer_idea_board.services.vote import vote
from peer_idea_board.services.withdraw_idea import withdraw_idea
from tests.peer_idea_board.services.people import RULES, THERE, actor, feedback_text, give, post, rules

pytestmark = pytest.mark.django_db
DOTS = rules(vote_kind="dots", dots=5, dots_per_idea=3)


def _refused(act, *arguments, **values) -> int:
    with pytest.raises(Refusal) as refused:
        act(*arguments, **values)
    return refused.value.status


class TestFeedback:
    def test_twice_by_one_person_is_refused(self):
        idea = post(1)
        give(2, idea)

        assert _refused(give, 2, idea) == 409
        assert Feedback.objects.count() == 1

    def test_the_same_request_again_changes_nothing(self):
        idea, request = post(1), actor(2)

        assert give_feedback(request, RULES, idea.pk, feedback_text())
        assert give_feedback(request, RULES, idea.pk, feedback_text()) is None
        assert Idea.objects.get().feedback_count == 1

    def test_not_on_ones_own(self):
        assert _refused(give, 1, post(1)) == 403

    def test_the_author_answers_it_and_nobody_else(self):
        idea = post(1)
        given = give(2, idea)

        assert _refused(answer_feedback, actor(2), given.pk, is_helpful=True, reply="Me") == 404
        assert _refused(answer_feedback, actor(1, place=THERE), given.pk, is_helpful=True, reply="") == 404
        answer_feedback(actor(1), given.pk, is_helpful=True, reply="Thank you")
        idea.refresh_from_db()
        assert idea.helpful_count == 1
        answer_feedback(actor(1), given.pk, is_helpful=False, reply="")
        given.refresh_from_db()
        assert (given.reply, given.replied_at) == ("", None)

    def test_a_hidden_feedback_is_seen_by_who_gave_it_and_by_nobody_else(self):
        given = give(2, post(1))
        Feedback.objects.update(shown="hidden")

        assert visibility.feedback(actor(2).viewer).get() == given
        for number in (1, 3):
            assert not visibility.feedback(actor(number).viewer).exists()


class TestVotes:
    def test_one_person_one_vote_however_often_they_press(self):
        idea = post(1)
        for _ in range(3):
            vote(actor(2), RULES, idea.pk, 1)

        assert Idea.objects.get().votes == Vote.objects.count() == 1
        vote(actor(2), RULES, idea.pk, 0)
        assert (Idea.objects.get().votes, Vote.objects.count()) == (0, 0)
        assert KeptCount.objects.get(kind=Kind.VOTES).number == 0

    def test_not_for_ones_own_and_not_where_there_is_no_voting(self):
        idea = post(1)

        assert _refused(vote, actor(1), RULES, idea.pk, 1) == 403
        assert _refused(vote, actor(2), rules(vote_kind="none"), idea.pk, 1) == 409
        assert _refused(vote, actor(2), RULES, idea.pk, 2) == 422

    def test_a_budget_of_dots(self):
        ideas = [post(number) for number in (1, 2, 3)]
        vote(actor(4), DOTS, ideas[0].pk, 3)
        assert _refused(vote, actor(4), DOTS, ideas[1].pk, 3) == 422
        vote(actor(4), DOTS, ideas[1].pk, 2)
        assert _refused(vote, actor(4), DOTS, ideas[2].pk, 1) == 422
        vote(actor(4), DOTS, ideas[0].pk, 1)
        vote(actor(4), DOTS, ideas[2].pk, 2)

        assert sorted(Idea.objects.values_list("votes", flat=True)) == [1, 2, 2]

    def test_dots_on_what_leaves_the_board_are_free_again(self):
        first, second = post(1), post(2)
        vote(actor(3), DOTS, first.pk, 3)
        withdraw_idea(actor(1), first.pk)

        assert vote(actor(3), DOTS, second.pk, 3).votes == 3

    def test_dots_on_what_may_come_back_are_not_free(self):
        first, second = post(1), post(2)
        vote(actor(3), DOTS, first.pk, 3)
        Idea.objects.filter(pk=first.pk).update(state="hidden")

        assert _refused(vote, actor(3), DOTS, second.pk, 3) == 422

    def test_a_trial_of_the_course_team_does_not_count(self):
        idea = post(1)

        assert vote(actor(2, is_course_team=True), RULES, idea.pk, 1).votes == 0


class TestComments:
    def test_only_ones_own_can_be_taken_back(self):
        idea = post(1)
        comment = post_comment(actor(2), idea.pk, "Have you asked the landlord?")

        assert _refused(withdraw_comment, actor(3), comment.pk) == 404
        withdraw_comment(actor(2), comment.pk)
        assert _refused(withdraw_comment, actor(2), comment.pk) == 404
        assert Idea.objects.get().comment_count == 0
        assert not visibility.comments(actor(1).viewer).exists()

    def test_who_is_muted_may_still_take_back_what_is_theirs(self):
        comment = post_comment(actor(2), post(1).pk, "Have you asked the landlord?")
        Member.objects.update(is_muted=True)
        withdraw_comment(actor(2), comment.pk)

        assert Comment.objects.get().shown == "withdrawn"

    def test_not_under_what_one_does_not_see(self):
        idea = post(1, group="team:a")

        assert _refused(post_comment, actor(2, group="team:b"), idea.pk, "Hello") == 404
        assert not Comment.objects.exists()


class TestFollowing:
    def test_once_and_off_again(self):
        idea = post(1)
        for _ in range(2):
            follow(actor(2), idea.pk, True)
        assert Follow.objects.count() == 1
        follow(actor(2), idea.pk, False)
        assert not Follow.objects.exists()

    def test_ones_own_is_followed_anyway(self):
        follow(actor(1), post(1).pk, True)

        assert not Follow.objects.exists()


class TestReports:
    def test_each_thing_once_by_a_person(self):
        idea = post(1)
        given = give(2, idea)
        report(actor(3), "feedback", given.pk, "rude", "")

        assert _refused(report, actor(3), "feedback", given.pk, "spam", "") == 409
        assert _refused(report, actor(2), "feedback", given.pk, "spam", "") == 403
        assert Report.objects.get().idea_id == idea.pk
        assert KeptCount.objects.get(kind=Kind.OPEN_REPORTS).number == 1

    @pytest.mark.parametrize("target", ["idea", "feedback", "comment"])
    def test_what_one_does_not_see_cannot_be_reported(self, target):
        idea = post(1, group="team:a")
        things = {
            "idea": idea,
            "feedback": give(2, idea, group="team:a"),
            "comment": post_comment(actor(2, group="team:a"), idea.pk, "Hello"),
        }

        assert _refused(report, actor(3, group="team:b"), target, things[target].pk, "spam", "") == 404
