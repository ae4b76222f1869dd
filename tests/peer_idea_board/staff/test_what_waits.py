"""What the course team finds waiting: nothing is overlooked, and what changed is read as it was before."""

from __future__ import annotations

import pytest

from peer_idea_board.models import State
from tests.peer_idea_board.acting import board, done, give, post, revise
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
