"""A seeded board: as if people had been there, the same each time, and with counts that are right."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey

from peer_idea_board.models import Comment, Feedback, Idea, Member, ModerationEntry, Report, Revision, State, Vote
from peer_idea_board.services.recount import recount
from preview import olx, seeding
from preview.models import Completion, Score
from preview.seeding import idea_board
from preview.seeding.learners import made_up

pytestmark = pytest.mark.django_db
LEARNERS = 40


@pytest.fixture
def venture(settings):
    settings.PREVIEW_COURSE_DIRS = [django_settings.BASE_DIR / "course_exports"]
    olx.forget()
    yield olx.get_course(CourseKey.from_string("course-v1:BizMOOC+SOI+2026"))
    olx.forget()


def board_of(course, name="soi_idea_board"):
    return next(node for node in idea_board.nodes(course) if node.usage_key.block_id == name)


def on_board(course, name="soi_idea_board"):
    """Ideas of learners on one board."""
    return Idea.objects.filter(usage_key=str(board_of(course, name).usage_key), seed_id=None)


def written():
    """Everything that was written, in order."""
    return [
        *Idea.objects.order_by("pk").values_list("title", "content", "votes", "state"),
        *Feedback.objects.order_by("pk").values_list("works", "next_step", "ratings", "reply", "is_helpful"),
        *Comment.objects.order_by("pk").values_list("text"),
        *Revision.objects.order_by("pk").values_list("note"),
    ]


def test_the_board_is_lively_and_its_counts_are_right(venture):
    assert seeding.seed_course(venture, LEARNERS) == LEARNERS
    ideas = on_board(venture).filter(state=State.LIVE)
    assert LEARNERS / 5 < ideas.count() < LEARNERS
    assert ideas.filter(feedback_count__gte=1).count() > ideas.count() / 2
    assert Feedback.objects.exclude(reply="").exists()
    assert Revision.objects.exists()
    assert Vote.objects.exists()
    assert Comment.objects.exists()
    assert on_board(venture).get(state=State.HIDDEN).title == "Earn money from home without work"
    assert set(Report.objects.values_list("outcome", flat=True)) == set(Report.Outcome.values)
    assert ModerationEntry.objects.filter(act="endorse", usage_key=str(board_of(venture).usage_key)).count() == 1
    assert recount() == 0


def test_fewer_come_to_a_board_that_stands_later_in_the_course(venture):
    seeding.seed_course(venture, LEARNERS)
    names = ("soi_opportunity_board", "soi_page_board", "soi_idea_board", "soi_third_board")
    counts = [on_board(venture, name).count() for name in names]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] > 0


def test_on_a_board_with_one_text_an_idea_stands_in_its_lines(venture):
    seeding.seed_course(venture, LEARNERS)
    for name, first in (("soi_opportunity_board", "Who: "), ("soi_third_board", "My idea now: ")):
        for idea in on_board(venture, name):
            assert list(idea.content) == ["idea"]
            assert idea.content["idea"].startswith(first)
            assert "\n" in idea.content["idea"]


def test_times_lie_in_the_weeks_before_now_and_feedback_comes_after_its_idea(venture):
    seeding.seed_course(venture, LEARNERS)
    now = timezone.now()
    for idea in Idea.objects.all():
        assert now - timedelta(weeks=5, days=1) < idea.posted_at < now
    days = set(Idea.objects.filter(seed_id=None).values_list("posted_at__date", flat=True))
    assert len(days) > 7
    for feedback in Feedback.objects.select_related("idea"):
        assert feedback.idea.posted_at < feedback.given_at < now
        assert feedback.replied_at is None or feedback.given_at < feedback.replied_at < now


def test_the_same_crowd_writes_the_same_each_time(venture):
    runs = []
    for _run in range(2):
        with transaction.atomic():
            idea_board.fill(venture, board_of(venture), list(made_up(venture, 12)))
            runs.append(written())
            transaction.set_rollback(True)
    assert runs[0] == runs[1]
    assert runs[0]


def test_a_second_time_nothing_is_added(venture):
    seeding.seed_course(venture, 12)
    before = written()
    assert seeding.seed_course(venture, 12) == 0
    assert written() == before


def test_the_host_gives_credit_for_what_people_did_and_no_more(venture):
    seeding.seed_course(venture, LEARNERS)
    usage = str(board_of(venture).usage_key)
    members = Member.objects.filter(usage_key=usage)
    did_it_all = members.filter(ideas_posted__gte=1, feedback_given__gte=3).count()
    assert 0 < did_it_all < members.count()
    assert Completion.objects.filter(usage_key=usage, completion=1.0).count() == did_it_all
    scores = Score.objects.filter(usage_key=usage)
    assert scores.filter(earned=4.0).count() == did_it_all
    assert scores.count() == members.exclude(ideas_posted=0, feedback_given=0).count()


def test_few_are_on_a_board_when_few_are_in_the_course(venture):
    assert seeding.seed_course(venture, 3) == 3
    assert not Idea.objects.exclude(state=State.LIVE).exists()
    assert recount() == 0
