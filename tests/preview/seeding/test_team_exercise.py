"""Seeded teams: in the states that are to be looked at, through the real services, and in the past."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey

from creativity_team_exercise import state
from creativity_team_exercise.models import Entry, HelpEntry, Member, Report, ResultVersion, Team
from creativity_team_exercise.services.recount import recount
from creativity_team_exercise.techniques import Kind
from preview import olx, seeding
from preview.models import Completion, Score
from preview.seeding import team_exercise

pytestmark = pytest.mark.django_db
# Enough for every story: the largest need of a cohort, three times.
LEARNERS = 66


@pytest.fixture(scope="module")
def ideas():
    with override_settings(PREVIEW_COURSE_DIRS=[django_settings.BASE_DIR / "course_exports"]):
        olx.forget()
        yield olx.get_course(CourseKey.from_string("course-v1:BizMOOC+IAC+2026"))
    olx.forget()


@pytest.fixture(scope="module")
def seeded(ideas, django_db_setup, django_db_blocker):
    """The teams, seeded once for all tests that only look at them."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeding.seed_course(ideas, LEARNERS)
        nodes = {node.usage_key.block_id: node for node in team_exercise.nodes(ideas)}
        yield str(nodes["iac_sheets"].usage_key)
        transaction.set_rollback(True)


@pytest.fixture
def sheets(seeded):
    """The usage key of the team exercise."""
    return seeded


def sessions(usage_key):
    """The teams that are not merged, each with where the clock has it now."""
    teams = Team.objects.filter(usage_key=usage_key).exclude(state=Team.State.MERGED).select_related("plan")
    return [(team, state.load(team, timezone.now())) for team in teams.order_by("pk")]


def test_twelve_teams_and_more_in_different_states(sheets):
    found = sessions(sheets)
    assert len(found) >= 12
    states = {(session.is_over, session.step, session.round) for _team, session in found}
    assert len(states) >= 6
    assert Team.objects.get(usage_key=sheets, state=Team.State.MERGED).merged_into.member_count == 4
    alone = Counter(session.is_over for team, session in found if team.is_alone)
    assert alone[True] == 1
    assert alone[False] == 2


def test_some_teams_are_being_filled_and_one_is_full(sheets):
    first = [team for team, session in sessions(sheets) if session.is_first_stage and not team.is_alone]
    assert sorted(team.member_count for team in first) == [2, 3, 5]


def test_in_one_team_somebody_is_silent_and_one_is_stuck(sheets):
    rounds = [
        session
        for team, session in sessions(sheets)
        if not team.is_alone and session.current.kind == Kind.PASS and session.round and not session.is_over
    ]
    assert any(len(session.seats) == 4 and session.active == 4 for session in rounds)
    assert any(len(session.seats) == 2 and session.active == 1 for session in rounds)
    assert HelpEntry.objects.filter(usage_key=sheets, act=HelpEntry.Act.EXTENDED).exists()


def test_a_result_was_written_by_two_at_once(sheets):
    beside = ResultVersion.objects.get(usage_key=sheets, is_beside=True)
    stands = ResultVersion.objects.get(team=beside.team, is_beside=False)
    assert not state.load(beside.team, timezone.now()).is_over
    assert beside.content != stands.content


def test_ended_teams_have_a_result_and_have_looked_back(sheets):
    ended = [team for team, session in sessions(sheets) if session.is_over and not team.is_alone]
    assert len(ended) == 3
    for team in ended:
        assert team.results.exists()
        assert Entry.objects.filter(team=team, step_id="retrospective").exists()


def test_one_entry_waits_for_the_course_team_and_one_is_hidden(sheets):
    assert Report.objects.get(usage_key=sheets).outcome == Report.Outcome.OPEN
    assert "20 percent" in Entry.objects.get(usage_key=sheets, is_hidden=True).text


def test_nobody_repeats_what_stands_in_their_team(sheets):
    # What two teams had before they became one may be the same: the pool dealt both of them the same idea.
    merged = Team.objects.filter(usage_key=sheets, merged_into__isnull=False).values_list("merged_into", flat=True)
    for team in Team.objects.filter(usage_key=sheets).exclude(pk__in=list(merged)):
        written = Entry.objects.filter(team=team, step=0, is_copy=False).values_list("text", flat=True)
        assert len(set(written)) == len(written), team


def test_everything_happened_before_now_and_after_the_team_began(sheets):
    now = timezone.now()
    for entry in Entry.objects.filter(usage_key=sheets).select_related("team"):
        assert now - timedelta(days=27) < entry.created_at < now
    assert Team.objects.filter(usage_key=sheets, created_at__lt=now - timedelta(days=14)).count() >= 3


def test_the_clock_is_the_real_one_again(sheets):
    assert abs(timezone.now() - datetime.now(tz=UTC)) < timedelta(seconds=5)


def test_counts_are_right(sheets):
    assert recount() == 0


def test_the_host_gives_credit_for_what_people_did(ideas, sheets):
    scores = Score.objects.filter(usage_key=sheets)
    complete = Completion.objects.filter(usage_key=sheets, completion=1.0).count()
    assert 0 < complete < scores.count() <= Member.objects.filter(usage_key=sheets).count()
    assert scores.filter(earned=5.0).count() == complete


def test_a_second_time_nothing_is_added(ideas, sheets):
    before = Entry.objects.count()
    assert seeding.seed_course(ideas, LEARNERS) == 0
    assert Entry.objects.count() == before
