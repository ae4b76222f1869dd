"""Posting, revising and withdrawing: one's own only, history kept, nothing lost, nothing doubled."""

from __future__ import annotations

import pytest

from bizmooc.refusal import Refusal
from peer_idea_board import visibility
from peer_idea_board.models import Draft, Idea, IdeaWord, KeptCount, Kind, Member, Revision, State, Tag
from peer_idea_board.services.post_idea import post_idea
from peer_idea_board.services.revise_idea import revise_idea
from peer_idea_board.services.save_draft import save_draft
from peer_idea_board.services.withdraw_idea import withdraw_idea
from tests.peer_idea_board.services.people import HERE, RULES, THERE, actor, post, rules, text

pytestmark = pytest.mark.django_db


def _number(kind: Kind) -> int:
    return sum(KeptCount.objects.filter(kind=kind).values_list("number", flat=True))


class TestPosting:
    def test_it_is_on_the_board_with_what_it_is_found_by(self):
        idea = post_idea(actor(1), RULES, text("A tool library", tags=("Street", "tools")))

        assert idea.state == State.LIVE
        assert set(Tag.objects.values_list("name", flat=True)) == {"street", "tools"}
        assert set(IdeaWord.objects.values_list("word", flat=True)) == {"tool", "librar"}
        assert idea.search_text.startswith("a tool library everybody owns")
        assert _number(Kind.IDEAS) == _number(Kind.PEOPLE_BY_IDEAS) == 1

    def test_the_same_request_again_changes_nothing(self):
        request = actor(1)
        assert post_idea(request, RULES, text()) is not None
        assert post_idea(request, RULES, text()) is None
        assert Idea.objects.count() == 1

    def test_the_draft_goes_with_it(self):
        save_draft(actor(1), "idea", {"title": "A tool"}, 0)
        post_idea(actor(1), RULES, text())

        assert not Draft.objects.exists()

    def test_with_approval_beforehand_nobody_else_sees_it(self):
        idea = post_idea(actor(1), rules(pre_approval=True), text())

        assert (idea.state, idea.posted_at) == (State.PENDING, None)
        assert not visibility.ideas(actor(2).viewer).exists()
        assert visibility.ideas(actor(1).viewer).get() == idea
        assert (_number(Kind.IDEAS), _number(Kind.PENDING)) == (0, 1)

    def test_ten_within_an_hour_and_not_one_more(self, settings):
        settings.BIZMOOC = {"IDEA_BOARD_LIMITS": {"post_idea": (2, 3600)}}
        post(1), post(1)

        with pytest.raises(Refusal) as refused:
            post(1)
        assert refused.value.status == 403
        assert "kept" in refused.value.message
        assert Idea.objects.count() == 2
        post(2)

    def test_who_is_muted_cannot_write(self):
        post(1)
        Member.objects.update(is_muted=True)

        with pytest.raises(Refusal) as refused:
            post(1)
        assert refused.value.status == 403

    def test_people_have_different_made_up_names_that_stay(self):
        for number in range(1, 60):
            post(number)
        names = list(Member.objects.order_by("pk").values_list("alias", flat=True))

        assert len(set(names)) == 59
        post(1)
        assert Member.objects.filter(participant=f"{1:032x}").get().alias == names[0]


class TestRevising:
    def test_the_version_before_stays_with_what_was_changed_and_why(self):
        idea = post(1, "A tool library")
        revise_idea(actor(1), RULES, idea.pk, text("A tool library with a booking list"), "Two people asked how.")

        before = Revision.objects.get()
        assert (before.number, before.title, before.note) == (1, "A tool library", "Two people asked how.")
        idea.refresh_from_db()
        assert (idea.revision, idea.title) == (2, "A tool library with a booking list")
        assert "booking" in idea.search_text

    @pytest.mark.parametrize("place", [HERE, THERE], ids=["another person", "another block"])
    def test_only_ones_own_on_its_own_board(self, place):
        idea = post(1)

        with pytest.raises(Refusal) as refused:
            revise_idea(actor(1 if place == THERE else 2, place=place), RULES, idea.pk, text("Mine now"), "")
        assert refused.value.status == 404
        idea.refresh_from_db()
        assert idea.title != "Mine now"

    def test_two_windows_do_not_overwrite_each_other(self):
        idea = post(1)
        revise_idea(actor(1), RULES, idea.pk, text("One"), "", revision=1)

        with pytest.raises(Refusal) as refused:
            revise_idea(actor(1), RULES, idea.pk, text("Two"), "", revision=1)
        assert refused.value.status == 409

    def test_not_hundreds_within_an_hour(self, settings):
        settings.BIZMOOC = {"IDEA_BOARD_LIMITS": {"post_idea": (3, 3600)}}
        idea = post(1)
        for number in range(3):
            revise_idea(actor(1), RULES, idea.pk, text(f"Title {number}"), "Again")

        with pytest.raises(Refusal) as refused:
            revise_idea(actor(1), RULES, idea.pk, text("Title 4"), "Again")
        assert refused.value.status == 403

    def test_where_ideas_wait_for_approval_a_new_version_waits_too(self):
        idea = post(1)
        revise_idea(actor(1), rules(pre_approval=True), idea.pk, text("Buy now"), "")

        assert not visibility.ideas(actor(2).viewer).exists()
        assert _number(Kind.IDEAS) == 0


class TestWithdrawing:
    def test_nobody_else_sees_it_and_it_is_found_by_nothing(self):
        idea = post(1)
        withdraw_idea(actor(1), idea.pk)

        assert not visibility.ideas(actor(2).viewer).exists()
        assert not IdeaWord.objects.exists()
        assert (_number(Kind.IDEAS), _number(Kind.PEOPLE_BY_IDEAS)) == (0, 0)

    def test_only_ones_own(self):
        idea = post(1)

        with pytest.raises(Refusal):
            withdraw_idea(actor(2), idea.pk)
        assert Idea.objects.get().state == State.LIVE

    def test_who_is_muted_may_still_take_back_what_is_theirs(self):
        idea = post(1)
        Member.objects.update(is_muted=True)
        withdraw_idea(actor(1), idea.pk)

        assert Idea.objects.get().state == State.WITHDRAWN

    def test_the_draft_of_a_change_goes_too(self):
        idea = post(1)
        save_draft(actor(1), f"revision:{idea.pk}", {"title": "Once more"}, 0)
        withdraw_idea(actor(1), idea.pk)

        assert not Draft.objects.exists()


class TestDrafts:
    def test_another_window_is_not_overwritten(self):
        assert save_draft(actor(1), "idea", {"title": "A"}, 0) == 1
        assert save_draft(actor(1), "idea", {"title": "AB"}, 1) == 2

        with pytest.raises(Refusal) as refused:
            save_draft(actor(1), "idea", {"title": "X"}, 1)
        assert refused.value.status == 409
        assert Draft.objects.get().values == {"title": "AB"}

    def test_the_same_save_again_changes_nothing(self):
        request = actor(1)
        assert [save_draft(request, "idea", {"title": "A"}, 0) for _ in range(2)] == [1, 1]
