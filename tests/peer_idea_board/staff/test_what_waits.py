"""What the course team finds waiting: nothing is overlooked, and what changed is read as it was before."""

from __future__ import annotations

import pytest

from peer_idea_board.models import Idea, Revision, State
from tests.peer_idea_board.acting import act, board, done, give, post, revise
from tests.peer_idea_board.staff.course_team import ANNA, BEN, decide, fresh, key_of, look

pytestmark = pytest.mark.django_db


class TestChangedIdeas:
    def test_an_answered_idea_that_changed_waits_for_approval_as_new_ones_do(self):
        host = board(pre_approval=True)
        idea = post(host, ANNA, "As it was")
        done(decide(host, "approve", key_of(idea), region="pending"))
        give(host, BEN, idea)
        done(revise(host, ANNA, idea, "As it is now"))
        assert (fresh(idea).state, fresh(idea).feedback_count) == (State.PENDING, 1)
        assert "As it is now" in look(host, "show_pending")


class TestEarlierVersions:
    @pytest.mark.parametrize("region", ["show_pending", "show_tools"])
    def test_all_of_them_are_read_with_what_was_said_about_the_change(self, region):
        host = board(pre_approval=True)
        idea = post(host, ANNA, "Something rude", link="https://first.example.org/", tags="one, two")
        done(revise(host, ANNA, idea, "Milder words", note="Nobody saw it yet"))
        done(revise(host, ANNA, idea, "Quite harmless", note="All of it"))
        html = look(host, region, **({"idea": idea.pk} if region == "show_tools" else {}))
        told = ("Something rude", "https://first.example.org/", "one, two", "Nobody saw it yet", "Milder words")
        for text in (*told, "All of it", "Quite harmless"):
            assert text in html
        assert html.index("Milder words") < html.index("Something rude")

    def test_there_is_nothing_to_unfold_where_nothing_changed(self):
        host = board()
        post(host, ANNA)
        assert "Earlier versions" not in look(host, "show_waiting")

    def test_what_was_taken_back_is_taken_back_in_every_version(self):
        host = board()
        idea = post(host, ANNA, "Something rude")
        done(revise(host, ANNA, idea, "Quite harmless"))
        done(act(host, BEN, "report_content", target="idea", target_id=idea.pk, why="rude", text=""))
        assert "Something rude" in look(host, "show_reports")
        done(act(host, ANNA, "withdraw_idea", idea=idea.pk))
        assert "Something rude" not in look(host, "show_reports")

    def test_of_very_many_the_latest_are_shown_and_that_is_said(self):
        host = board()
        idea = post(host, ANNA, "Title 0")
        done(revise(host, ANNA, idea, "Title 1"))
        first = Revision.objects.get()
        assert "Only the latest versions" not in look(host, "show_waiting")
        for number in range(2, 70):
            first.pk, first.number, first.title = None, number, f"Title {number}"
            first.save()
        Idea.objects.filter(pk=idea.pk).update(revision=70)
        html = look(host, "show_waiting")
        assert "Only the latest versions" in html
        assert "Title 69" in html
        assert "Title 0<" not in html
