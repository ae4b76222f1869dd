"""The line above all else: what waits for the course team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bizmooc.hosting.participant import Place
from peer_idea_board.models import Idea
from peer_idea_board.staff.needs import needs_in_words
from tests.peer_idea_board.acting import act, board, done, give, home, post
from tests.support.bare_host import Person

pytestmark = pytest.mark.django_db
ANNA, BEN, CARLA = (Person(number) for number in (1, 2, 3))
STAFF = Person(8, is_staff=True)


def _words(host) -> list[str]:
    return needs_in_words(Place.of(host.block(STAFF)))


def test_nothing():
    assert _words(board()) == ["Nothing waits for you."]


def test_the_most_urgent_first():
    host = board()
    ideas = [post(host, person) for person in (ANNA, BEN)]
    Idea.objects.filter(pk=ideas[0].pk).update(posted_at=timezone.now() - timedelta(days=4, hours=1))
    done(act(host, CARLA, "report_content", target="idea", target_id=ideas[1].pk, why="spam"))
    host.fields["pre_approval"] = True
    post(host, CARLA)

    assert _words(host) == [
        "1 report to decide",
        "1 idea to approve",
        "2 ideas without an answer (days the oldest has waited: 4)",
    ]


def test_what_is_answered_does_not_wait():
    host = board()
    give(host, BEN, post(host, ANNA))
    assert _words(host) == ["Nothing waits for you."]


def test_two_queries_and_a_number_that_does_not_grow_without_end(django_assert_num_queries):
    host = board()
    idea = post(host, ANNA)
    columns = {field.attname: getattr(idea, field.attname) for field in Idea._meta.concrete_fields[1:]}
    Idea.objects.bulk_create(Idea(**columns) for _ in range(150))
    with django_assert_num_queries(2):
        words = _words(host)
    assert words == ["more than 100 ideas without an answer (days the oldest has waited: 0)"]


def test_the_course_team_reads_it_and_learners_do_not():
    host = board()
    post(host, ANNA)
    assert "1 idea without an answer" in home(host, STAFF)
    assert "without an answer" not in home(host, BEN)
