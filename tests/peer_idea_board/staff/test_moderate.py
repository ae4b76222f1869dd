"""What the course team does to what learners wrote: once, whole, logged, and with counts that equal a recount."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from bizmooc.models import MailState
from bizmooc.refusal import Refusal
from peer_idea_board import visibility
from peer_idea_board.models import (
    Act,
    Follow,
    Idea,
    IdeaWord,
    KeptCount,
    Kind,
    Member,
    ModerationEntry,
    Report,
    State,
    Target,
    Turn,
    Vote,
)
from peer_idea_board.services import moderate
from peer_idea_board.services.answer_feedback import answer_feedback
from peer_idea_board.services.comments import post_comment
from peer_idea_board.services.follow import follow
from peer_idea_board.services.merge import merge
from peer_idea_board.services.post_idea import post_idea
from peer_idea_board.services.recount import recount
from peer_idea_board.services.report import report
from peer_idea_board.services.take_turn import take_turn
from peer_idea_board.services.vote import vote
from peer_idea_board.services.withdraw_idea import withdraw_idea
from tests.peer_idea_board.services.people import HERE, RULES, THERE, actor, give, post, rules, text

pytestmark = pytest.mark.django_db
STAFF = f"{9_000:032x}"
ANN, BEN, CEM, DAN = 1, 2, 3, 4


def number_of(kind: Kind) -> int:
    """What is kept of a kind in all."""
    return sum(KeptCount.objects.filter(usage_key=HERE.usage_key, kind=kind).values_list("number", flat=True))


def fresh(idea: Idea) -> Idea:
    """The idea as it is now."""
    return Idea.objects.get(pk=idea.pk)


def acts() -> list[tuple[str, str, int]]:
    """The log, oldest first."""
    return list(ModerationEntry.objects.order_by("pk").values_list("act", "target", "target_id"))


@pytest.fixture(autouse=True)
def _counts_equal_a_recount():
    yield
    assert recount() == 0


class TestHiding:
    def test_an_idea_is_seen_by_nobody_and_counts_nowhere(self):
        idea = post(ANN)
        give(BEN, idea)
        assert moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "Advertising")
        assert fresh(idea).state == State.HIDDEN
        assert not visibility.ideas(actor(BEN).viewer).exists()
        assert [number_of(kind) for kind in (Kind.IDEAS, Kind.ANSWERED_ONCE, Kind.LATENCY)] == [0, 0, 0]
        assert ModerationEntry.objects.get().reason == "Advertising"

    @pytest.mark.parametrize("target", list(Target))
    def test_who_wrote_it_hears_of_it_and_the_others_do_not(self, target):
        idea = post(ANN)
        things = {
            Target.IDEA: (ANN, idea),
            Target.FEEDBACK: (BEN, give(BEN, idea)),
            Target.COMMENT: (CEM, post_comment(actor(CEM), idea.pk, "Where?")),
        }
        MailState.objects.all().delete()
        author, thing = things[target]
        for _time in range(2):
            moderate.hide(HERE, STAFF, target, thing.pk, "x")
        assert [one.participant for one in MailState.objects.all()] == [f"{author:032x}"]

    def test_who_hides_their_own_is_not_told(self):
        idea = post(ANN)
        MailState.objects.all().delete()
        moderate.hide(HERE, f"{ANN:032x}", Target.IDEA, idea.pk, "x")
        assert not MailState.objects.exists()

    def test_search_and_filters_forget_it_until_it_is_restored(self):
        idea = post(ANN)
        moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x")
        assert not IdeaWord.objects.exists()
        assert moderate.restore(HERE, STAFF, Target.IDEA, idea.pk)
        assert IdeaWord.objects.exists()

    def test_twice_counts_once(self):
        idea = post(ANN)
        assert [moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x") for _time in range(2)] == [True, False]
        assert acts() == [(Act.HIDE, Target.IDEA, idea.pk)]

    def test_restored_it_is_as_before(self):
        idea = post(ANN)
        give(BEN, idea)
        before = sorted(KeptCount.objects.exclude(number=0).values_list("kind", "bucket", "number"))
        moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x")
        assert moderate.restore(HERE, STAFF, Target.IDEA, idea.pk)
        assert sorted(KeptCount.objects.exclude(number=0).values_list("kind", "bucket", "number")) == before
        assert visibility.ideas(actor(BEN).viewer).exists()

    def test_turns_on_it_end(self):
        idea = post(ANN)
        take_turn(actor(BEN), RULES)
        moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x")
        assert not Turn.objects.filter(expires_at__isnull=False).exists()

    def test_feedback_is_taken_out_of_the_idea_and_put_back(self):
        idea = post(ANN)
        given = give(BEN, idea)
        answer_feedback(actor(ANN), given.pk, is_helpful=True, reply="Thanks")
        moderate.hide(HERE, STAFF, Target.FEEDBACK, given.pk, "Rude")
        now = fresh(idea)
        assert (now.feedback_count, now.helpful_count, now.first_feedback_at, now.load) == (0, 0, None, 0)
        assert [number_of(kind) for kind in (Kind.FEEDBACK, Kind.ANSWERED_ONCE)] == [0, 0]
        # What one has done oneself stays done: credit never falls through what others do.
        assert Member.objects.get(participant=given.participant).feedback_given == 1
        moderate.restore(HERE, STAFF, Target.FEEDBACK, given.pk)
        now = fresh(idea)
        assert (now.feedback_count, now.helpful_count, now.first_feedback_at, now.load) == (1, 1, given.given_at, 1)
        assert [number_of(kind) for kind in (Kind.FEEDBACK, Kind.ANSWERED_ONCE)] == [1, 1]

    def test_a_comment(self):
        idea = post(ANN)
        comment = post_comment(actor(BEN), idea.pk, "Nonsense")
        moderate.hide(HERE, STAFF, Target.COMMENT, comment.pk, "Rude")
        assert (fresh(idea).comment_count, number_of(Kind.COMMENTS)) == (0, 0)
        moderate.restore(HERE, STAFF, Target.COMMENT, comment.pk)
        assert (fresh(idea).comment_count, number_of(Kind.COMMENTS)) == (1, 1)

    def test_what_its_author_took_back_stays_so(self):
        idea = post(ANN)
        report(actor(BEN), Target.IDEA, idea.pk, "spam", "")
        withdraw_idea(actor(ANN), idea.pk)
        assert moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x")
        assert fresh(idea).state == State.WITHDRAWN
        assert not moderate.restore(HERE, STAFF, Target.IDEA, idea.pk)
        assert fresh(idea).state == State.WITHDRAWN

    @pytest.mark.parametrize("target", [*Target.values, "member", "idea'"])
    def test_nothing_of_another_block_and_nothing_that_is_not_there(self, target):
        idea = post(ANN, place=THERE)
        for target_id in (idea.pk, 999):
            with pytest.raises(Refusal) as caught:
                moderate.hide(HERE, STAFF, target, target_id, "x")
            assert caught.value.status == 404
        assert fresh(idea).state == State.LIVE


class TestReports:
    def test_several_on_one_thing_are_decided_together_and_told(self):
        idea = post(ANN)
        for number in (BEN, CEM):
            report(actor(number), Target.IDEA, idea.pk, "spam", "Look")
        assert number_of(Kind.OPEN_REPORTS) == 2
        assert moderate.keep(HERE, STAFF, Target.IDEA, idea.pk)
        assert number_of(Kind.OPEN_REPORTS) == 0
        assert set(Report.objects.values_list("outcome", flat=True)) == {Report.Outcome.KEPT}
        assert not Report.objects.filter(decided_at=None).exists()
        assert not moderate.keep(HERE, STAFF, Target.IDEA, idea.pk)
        assert acts() == [(Act.KEEP, Target.IDEA, idea.pk)]

    def test_whoever_reported_is_told_anew_when_it_comes_back(self):
        idea = post(ANN)
        row = report(actor(BEN), Target.IDEA, idea.pk, "spam", "")
        moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x")
        Report.objects.update(told_at=row.reported_at)
        moderate.restore(HERE, STAFF, Target.IDEA, idea.pk)
        after = Report.objects.get()
        assert (after.outcome, after.told_at) == (Report.Outcome.KEPT, None)

    def test_one_on_a_feedback_leaves_that_on_its_idea_open(self):
        idea = post(ANN)
        given = give(BEN, idea)
        report(actor(CEM), Target.IDEA, idea.pk, "spam", "")
        report(actor(CEM), Target.FEEDBACK, given.pk, "rude", "")
        moderate.hide(HERE, STAFF, Target.FEEDBACK, given.pk, "x")
        assert Report.objects.get(target=Target.IDEA).outcome == Report.Outcome.OPEN


class TestApproval:
    def test_it_goes_on_the_board_from_now_on(self):
        idea = post_idea(actor(ANN), rules(pre_approval=True), text())
        assert number_of(Kind.PENDING) == 1
        assert moderate.approve(HERE, STAFF, idea.pk)
        assert not moderate.approve(HERE, STAFF, idea.pk)
        assert (fresh(idea).state, number_of(Kind.PENDING), number_of(Kind.IDEAS)) == (State.LIVE, 0, 1)
        assert fresh(idea).posted_at >= idea.changed_at

    def test_hidden_before_approval_it_goes_on_the_board_when_restored(self):
        idea = post_idea(actor(ANN), rules(pre_approval=True), text())
        moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x")
        with pytest.raises(Refusal):
            moderate.approve(HERE, STAFF, idea.pk)
        moderate.restore(HERE, STAFF, Target.IDEA, idea.pk)
        assert fresh(idea).posted_at


class TestMarks:
    @pytest.mark.parametrize("service", [moderate.pin, moderate.endorse])
    def test_set_and_taken_back_once(self, service):
        idea = post(ANN)
        done = [service(HERE, STAFF, idea.pk, wanted) for wanted in (True, True, False, False)]
        assert done == [True, False, True, False]
        assert len(acts()) == 2

    def test_only_on_the_board(self):
        idea = post(ANN)
        moderate.hide(HERE, STAFF, Target.IDEA, idea.pk, "x")
        for service in (moderate.pin, moderate.endorse):
            with pytest.raises(Refusal):
                service(HERE, STAFF, idea.pk, True)

    def test_asked_for_it_is_pinned_and_the_next_in_the_queue(self):
        first, second = post(ANN), post(BEN)
        take_turn(actor(CEM), RULES)
        assert fresh(first).load == 1
        assert moderate.ask(HERE, STAFF, first.pk)
        assert (fresh(first).load, fresh(first).is_pinned) == (0, True)
        assert take_turn(actor(DAN), RULES).idea_id == first.pk
        assert fresh(second).load == 0
        assert moderate.ask(HERE, STAFF, first.pk)
        assert not moderate.ask(HERE, STAFF, first.pk)

    def test_muted_one_reads_and_does_not_write(self):
        post(ANN)
        member = Member.objects.get()
        assert [moderate.mute(HERE, STAFF, member.pk, True) for _time in range(2)] == [True, False]
        with pytest.raises(Refusal) as caught:
            post(ANN)
        assert caught.value.status == 403
        assert moderate.mute(HERE, STAFF, member.pk, False)
        post(ANN)

    def test_neither_the_course_team_nor_strangers_are_muted(self):
        post(ANN, is_course_team=True)
        post(BEN, place=THERE)
        for member in Member.objects.all():
            with pytest.raises(Refusal):
                moderate.mute(HERE, STAFF, member.pk, True)


class TestMerging:
    def test_votes_go_over_without_double_ones(self):
        gone, stays = post(ANN), post(BEN)
        for number, ideas in {CEM: (gone, stays), DAN: (gone,), 5: (stays,), BEN: (gone,)}.items():
            for idea in ideas:
                vote(actor(number), RULES, idea.pk, 1)
        assert merge(HERE, STAFF, gone.pk, stays.pk)
        assert sorted(Vote.objects.values_list("idea_id", "participant")) == sorted(
            (stays.pk, f"{number:032x}") for number in (CEM, DAN, 5)
        )
        assert (fresh(stays).votes, fresh(gone).votes, number_of(Kind.VOTES)) == (3, 0, 3)

    def test_of_dots_the_larger_number_stays(self):
        by_dots = rules(vote_kind="dots", dots=5, dots_per_idea=3)
        gone, stays = post(ANN), post(BEN)
        vote(actor(CEM), by_dots, gone.pk, 3)
        vote(actor(CEM), by_dots, stays.pk, 1)
        merge(HERE, STAFF, gone.pk, stays.pk)
        assert (Vote.objects.get().dots, fresh(stays).votes) == (3, 3)
        # What went is free again.
        other = post(DAN)
        vote(actor(CEM), by_dots, other.pk, 2)

    def test_votes_of_the_course_team_go_over_and_stay_out_of_counts(self):
        gone, stays = post(ANN), post(BEN)
        for idea in (gone, stays):
            vote(actor(7, is_course_team=True), RULES, idea.pk, 1)
        merge(HERE, STAFF, gone.pk, stays.pk)
        assert (Vote.objects.count(), fresh(stays).votes) == (1, 0)

    def test_feedback_stays_and_follows_go_over(self):
        gone, stays = post(ANN), post(BEN)
        give(CEM, gone)
        for number, ideas in {DAN: (gone, stays), BEN: (gone,), CEM: (gone,)}.items():
            for idea in ideas:
                follow(actor(number), idea.pk, True)
        merge(HERE, STAFF, gone.pk, stays.pk)
        after = fresh(gone)
        assert (after.state, after.merged_into_id, after.feedback_count) == (State.MERGED, stays.pk, 1)
        assert sorted(Follow.objects.values_list("idea_id", "participant")) == sorted(
            (stays.pk, f"{number:032x}") for number in (ANN, CEM, DAN)
        )
        assert number_of(Kind.IDEAS) == 1

    def test_twice_counts_once(self):
        gone, stays = post(ANN), post(BEN)
        assert [merge(HERE, STAFF, gone.pk, stays.pk) for _time in range(2)] == [True, False]

    @pytest.mark.parametrize("where", [{"group": "cohort:1"}, {"place": THERE}])
    def test_not_across_boards(self, where):
        one, other = post(ANN), post(BEN, **where)
        for pair in ((one, other), (other, one), (one, one)):
            with pytest.raises(Refusal):
                merge(HERE, STAFF, pair[0].pk, pair[1].pk)
        assert not acts()

    def test_not_what_is_hidden(self):
        one, other = post(ANN), post(BEN)
        moderate.hide(HERE, STAFF, Target.IDEA, one.pk, "x")
        for pair in ((one, other), (other, one)):
            with pytest.raises(Refusal):
                merge(HERE, STAFF, pair[0].pk, pair[1].pk)


@pytest.mark.parametrize("seed", range(4))
def test_counts_equal_a_recount_after_a_random_history(seed):
    chance = random.Random(seed)
    by_dots = rules(vote_kind="dots", dots=4, dots_per_idea=3)
    ideas = [post(number) for number in range(1, 7)]
    said: list[tuple[str, int]] = [(Target.IDEA, idea.pk) for idea in ideas]
    for _step in range(120):
        idea, number = chance.choice(ideas), chance.randint(1, 8)
        target, target_id = chance.choice(said)
        with suppress(Refusal):
            match chance.randint(0, 12):
                case 0 | 1:
                    said.append((Target.FEEDBACK, give(number, idea).pk))
                case 2:
                    said.append((Target.COMMENT, post_comment(actor(number), idea.pk, "Hm").pk))
                case 3 | 4:
                    vote(actor(number), by_dots, idea.pk, chance.randint(0, 3))
                case 5:
                    take_turn(actor(number), by_dots)
                case 6:
                    report(actor(number), target, target_id, "spam", "")
                case 7 | 8:
                    moderate.hide(HERE, STAFF, target, target_id, "x")
                case 9 | 10:
                    moderate.restore(HERE, STAFF, target, target_id)
                case 11:
                    moderate.keep(HERE, STAFF, target, target_id)
                    moderate.ask(HERE, STAFF, idea.pk)
                case 12:
                    merge(HERE, STAFF, idea.pk, chance.choice(ideas).pk)
    assert recount() == 0
