"""A seeded crowd of teams is what as many teams leave who use the block, and each act is done as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.host import Host
from benchmarks.team_exercise import SUBJECT
from benchmarks.team_exercise.ours import SIZE, TeamExercise
from creativity_team_exercise.models import Entry, Lobby, Member, Team, Turn
from creativity_team_exercise.services.recount import recount

pytestmark = pytest.mark.django_db
TEAMS = 20


@pytest.fixture
def host(settings: Any, tmp_path: Path) -> Host:
    settings.BENCHMARK_DATA = tmp_path
    made = Host(TeamExercise().olx())
    TeamExercise().seed(made, TEAMS)
    return made


def test_the_figures_of_a_crowd_are_right(host: Host) -> None:
    assert Team.objects.count() == Lobby.objects.get().last_number == TEAMS
    assert Member.objects.count() == TEAMS * SIZE
    assert recount() == 0


def test_nine_of_ten_are_in_the_second_round(host: Host) -> None:
    assert Team.objects.filter(round=1).count() == TEAMS * 9 // 10
    for team in Team.objects.filter(round=1):
        assert Entry.objects.filter(team=team, round=0).count() > 2 * SIZE
        assert Turn.objects.filter(team=team, round=1).count() == SIZE
        # What goes back to an idea goes back to one of the same team.
        assert not Entry.objects.filter(team=team, parent__isnull=False).exclude(parent__team=team).exists()
        assert Entry.objects.filter(team=team, round=1, parent__isnull=False).exists()


def test_everything_that_is_measured_is_done(host: Host) -> None:
    before = (Member.objects.count(), Entry.objects.filter(round=1).count())
    acts = TeamExercise().acts(host)
    assert set(acts) == set(SUBJECT.acts)
    for name, prepare in acts.items():
        do = prepare()
        entries, members = Entry.objects.count(), Member.objects.count()
        do()
        assert Entry.objects.count() - entries == {"hand_in": 3, "join": 1}.get(name, 0)
        assert Member.objects.count() - members == (name == "join")
    assert recount() == 0
    assert before < (Member.objects.count(), Entry.objects.filter(round=1).count())
