"""The feedback queue: fewest first, oldest first, never one's own, never twice, and nobody waits for anybody."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from bizmooc.refusal import Refusal
from peer_idea_board import queue
from peer_idea_board.board import Seed
from peer_idea_board.models import Feedback, Idea, Turn
from peer_idea_board.services.give_feedback import give_feedback
from peer_idea_board.services.join import visit
from peer_idea_board.services.recount import recount
from peer_idea_board.services.take_turn import skip_turn, take_turn
from peer_idea_board.services.withdraw_idea import withdraw_idea
from tests.peer_idea_board.services.people import RULES, actor, feedback_text, give, post, rules

pytestmark = pytest.mark.django_db


def _take_and_give(number: int, wanted=RULES):
    turn = take_turn(actor(number), wanted)
    if turn:
        give_feedback(actor(number), wanted, turn.idea_id, feedback_text())
    return turn


class TestWhatIsHandedOut:
    def test_the_one_with_the_fewest_comes_first(self):
        answered, waiting = post(1), post(2)
        give(3, answered)

        assert take_turn(actor(4), RULES).idea_id == waiting.pk

    def test_of_equals_the_oldest(self):
        first, _second = post(1), post(2)

        assert take_turn(actor(3), RULES).idea_id == first.pk

    def test_of_equals_those_that_can_still_be_answered_in_time(self):
        late, first, _second = post(1), post(2), post(3)
        Idea.objects.filter(pk=late.pk).update(posted_at=timezone.now() - timedelta(hours=73))

        assert take_turn(actor(4), RULES).idea_id == first.pk

    def test_who_waits_too_long_comes_before_those_who_have_more(self):
        late, answered = post(1), post(2)
        Idea.objects.filter(pk=late.pk).update(posted_at=timezone.now() - timedelta(days=30))
        give(3, answered)

        assert take_turn(actor(4), RULES).idea_id == late.pk

    def test_a_turn_that_is_open_counts_like_a_feedback(self):
        first, second = post(1), post(2)

        assert [take_turn(actor(number), RULES).idea_id for number in (3, 4)] == [first.pk, second.pk]

    def test_never_ones_own(self):
        post(1)

        assert take_turn(actor(1), RULES) is None

    def test_never_the_same_twice(self):
        post(1)

        assert _take_and_give(2)
        assert take_turn(actor(2), RULES) is None
        assert queue.is_nothing_left(actor(2).viewer)

    def test_who_asks_again_has_the_same_turn(self):
        post(1), post(2)

        assert take_turn(actor(3), RULES).pk == take_turn(actor(3), RULES).pk
        assert Turn.objects.count() == 1

    def test_not_this_one(self):
        first, second = post(1), post(2)
        take_turn(actor(3), RULES)
        skip_turn(actor(3), first.pk)

        assert take_turn(actor(3), RULES).idea_id == second.pk
        skip_turn(actor(3), second.pk)
        assert take_turn(actor(3), RULES) is None
        assert take_turn(actor(4), RULES).idea_id == first.pk

    def test_trials_of_the_course_team_are_not_handed_out(self):
        post(1, is_course_team=True)

        assert take_turn(actor(2), RULES) is None

    def test_what_was_withdrawn_is_not_handed_out_and_a_turn_on_it_ends(self):
        idea = post(1)
        take_turn(actor(2), RULES)
        withdraw_idea(actor(1), idea.pk)

        assert take_turn(actor(2), RULES) is None
        with pytest.raises(Refusal) as refused:
            give_feedback(actor(2), RULES, idea.pk, feedback_text())
        assert refused.value.status == 404

    def test_other_groups_and_blocks_are_out_of_reach(self):
        idea = post(1, group="cohort:1")

        assert take_turn(actor(2, group="cohort:2"), RULES) is None
        with pytest.raises(Refusal) as refused:
            take_turn(actor(2, group="cohort:2"), RULES, idea.pk)
        assert refused.value.status == 404

    def test_who_has_changed_groups_is_given_an_idea_of_the_new_one(self):
        here, there = post(1, group="team:a"), post(2, group="team:b")
        take_turn(actor(3, group="team:a"), RULES)

        assert take_turn(actor(3, group="team:b"), RULES).idea_id == there.pk
        here.refresh_from_db()
        assert here.load == 0
        assert recount() == 0


class TestSeeds:
    WITH_SEED = rules(seeds=(Seed("s1", "An example", {"problem": "Something", "idea": "Something else"}),))

    def test_the_first_learner_has_something_to_do(self):
        visit(actor(1), self.WITH_SEED)

        assert take_turn(actor(1), self.WITH_SEED).idea.seed_id == "s1"

    def test_learners_ideas_come_first_until_each_has_its_feedback(self):
        visit(actor(1), self.WITH_SEED)
        idea = post(1)

        handed = [take_turn(actor(number), self.WITH_SEED).idea for number in range(2, 6)]
        assert [one.seed_id for one in handed] == [None, None, "s1", None]
        assert handed[0].pk == idea.pk

    def test_they_are_there_once_for_each_group(self):
        for number, group in ((1, "cohort:1"), (2, "cohort:2"), (3, "cohort:1")):
            visit(actor(number, group=group), self.WITH_SEED)

        assert sorted(Idea.objects.values_list("board__group", flat=True)) == ["cohort:1", "cohort:2"]


class TestLapse:
    def test_a_turn_lapses_and_the_idea_goes_to_somebody_else(self, monkeypatch):
        idea = post(1)
        take_turn(actor(2), RULES)
        later = timezone.now() + timedelta(minutes=RULES.lease_minutes + 1)
        monkeypatch.setattr(timezone, "now", lambda: later)

        assert take_turn(actor(3), RULES).idea_id == idea.pk
        idea.refresh_from_db()
        assert idea.load == 1

    def test_whose_turn_has_lapsed_may_still_give_what_they_wrote(self, monkeypatch):
        idea = post(1)
        take_turn(actor(2), RULES)
        later = timezone.now() + timedelta(days=3)
        monkeypatch.setattr(timezone, "now", lambda: later)
        for number in (3, 4):
            _take_and_give(number)

        assert give_feedback(actor(2), RULES, idea.pk, feedback_text())
        idea.refresh_from_db()
        assert (idea.feedback_count, idea.load) == (3, 3)
        assert recount() == 0


class TestChoice:
    def test_an_idea_that_needs_feedback_may_be_chosen(self):
        post(1)
        second = post(2)

        assert take_turn(actor(3), RULES, second.pk).idea_id == second.pk

    def test_one_that_has_its_share_may_not_until_ones_own_share_is_given(self):
        popular = post(1)
        for number in (2, 3):
            give(number, popular)

        with pytest.raises(Refusal) as refused:
            take_turn(actor(4), RULES, popular.pk)
        assert refused.value.status == 403
        for number in (11, 12, 13):
            give(4, post(number))
        assert take_turn(actor(4), RULES, popular.pk).idea_id == popular.pk

    def test_choosing_another_gives_the_turn_back(self):
        first, second = post(1), post(2)
        take_turn(actor(3), RULES)
        take_turn(actor(3), RULES, second.pk)

        first.refresh_from_db()
        assert first.load == 0
        assert recount() == 0


def test_nobody_gets_more_than_the_need_while_another_has_none():
    ideas = [post(number) for number in range(1, 31)]
    givers = range(101, 141)
    for round_ in range(3):
        for number in givers:
            _take_and_give(number)
            loads = Counter(Idea.objects.values_list("load", flat=True))
            assert max(loads) - min(loads) <= 1, (round_, loads)
    assert Feedback.objects.count() == 3 * len(givers)
    assert sum(idea.feedback.count() for idea in ideas) == 120
    assert recount() == 0
