"""A seeded crowd of the idea board is what as many people leave who use the block."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.host import Host
from benchmarks.idea_board import ours
from benchmarks.idea_board.ours import IdeaBoard
from peer_idea_board.models import Feedback, Idea, IdeaWord, Member, Tag, Turn, Vote
from peer_idea_board.services import index
from peer_idea_board.services.recount import recount

pytestmark = pytest.mark.django_db
PEOPLE = 30


@pytest.fixture
def host(settings: Any, tmp_path: Path) -> Host:
    settings.BENCHMARK_DATA = tmp_path
    return Host(IdeaBoard().olx())


def test_the_figures_of_a_crowd_are_right(host: Host) -> None:
    IdeaBoard().seed(host, PEOPLE)

    assert Idea.objects.count() == Member.objects.count() == PEOPLE
    assert recount() == 0
    assert Feedback.objects.count() == Turn.objects.count() > PEOPLE
    assert Vote.objects.exists()


def test_a_crowd_is_found_by_what_it_wrote(host: Host) -> None:
    IdeaBoard().seed(host, PEOPLE)
    idea = Idea.objects.order_by("pk").last()
    assert idea is not None

    def kept() -> tuple[str, set[str], set[str]]:
        idea.refresh_from_db()
        words = IdeaWord.objects.filter(idea=idea).values_list("word", flat=True)
        return idea.search_text, set(words), set(Tag.objects.filter(idea=idea).values_list("name", flat=True))

    seeded = kept()
    index.write(idea)

    assert kept() == seeded


def test_times_of_a_crowd_go_with_the_order_of_its_ideas(host: Host) -> None:
    IdeaBoard().seed(host, PEOPLE)

    crowd = Idea.objects.filter(pk__gt=1_000_000).order_by("pk")
    times = list(crowd.values_list("posted_at", flat=True))
    waited = [idea.first_feedback_at - idea.posted_at for idea in crowd if idea.first_feedback_at]
    first = Feedback.objects.filter(idea=crowd[0]).order_by("given_at")[0]

    assert times == sorted(times)
    assert min(waited).total_seconds() > 0
    assert first.given_at == crowd[0].first_feedback_at


def test_the_queue_goes_on_with_what_waits(host: Host) -> None:
    IdeaBoard().seed(host, PEOPLE)
    waiting = list(Idea.objects.filter(load=0).order_by("posted_at", "pk").values_list("pk", flat=True))

    assert ours.take(host, host.person()) == waiting[0]
