"""What a learner does with the board, from end to end, through the handlers of the page."""

from __future__ import annotations

import pytest

from tests.peer_idea_board.acting import act, board, done, feedback, give, post, read, revise
from tests.support.bare_host import Person

pytestmark = pytest.mark.django_db
ANNA, BEN, CARLA, DORA = (Person(number) for number in (1, 2, 3, 4))


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
    assert "You are done. You can still give more." in last.body["html"]
    given = give(host, BEN, mine)
    page = read(host, ANNA, "show_idea", idea=mine.pk).body["html"]
    assert given.works in page
    done(act(host, ANNA, "answer_feedback", feedback=given.pk, is_helpful="on", reply="I asked them."))
    done(revise(host, ANNA, mine, "A tool library for two streets"))
    page = read(host, BEN, "show_idea", idea=mine.pk).body["html"]
    assert "I asked them." in page
    assert "A tool library for two streets" in page
    assert "More exact now" in page
