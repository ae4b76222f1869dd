"""Joining, teams that fill, thin teams, leaving, going on alone, teams of the platform."""

from __future__ import annotations

import pytest

from bizmooc.refusal import Refusal
from creativity_team_exercise.exercise import ALONE, PLATFORM, Seed
from creativity_team_exercise.models import Entry, HelpEntry, Member, PoolIdea, Team
from creativity_team_exercise.services.come import come
from creativity_team_exercise.services.finish import finish
from creativity_team_exercise.services.go_alone import go_alone
from creativity_team_exercise.services.join_team import JoinRequest, join_team
from creativity_team_exercise.services.leave_team import leave_team
from creativity_team_exercise.services.recount import recount
from creativity_team_exercise.services.upkeep import catch_up
from creativity_team_exercise.standing import standing
from tests.creativity_team_exercise.services.people import (
    RULES,
    SHEETS,
    TURNED,
    actor,
    join,
    member_of,
    plan,
    rules,
    seen_by,
    session_of,
    write,
)

pytestmark = pytest.mark.django_db


def sizes() -> list[int]:
    running = Team.objects.filter(state=Team.State.RUNNING)
    return sorted(running.values_list("member_count", flat=True))


def finish_stage(*numbers: int) -> None:
    """Let people say that they are done."""
    for number in numbers:
        session = session_of(member_of(number).team)
        finish(actor(number), session.current.id, session.round)


class TestJoining:
    def test_teams_fill_one_after_the_other(self, clock) -> None:
        for number in range(1, 11):
            join(number)
        assert sizes() == [2, 4, 4]
        assert Member.objects.count() == 10

    def test_the_first_idea_is_theirs_alone(self, clock) -> None:
        join(1), join(2)
        assert seen_by(1) == {"The first idea of 1"}

    def test_one_seat(self, clock) -> None:
        join(1)
        with pytest.raises(Refusal) as refusal:
            join(1)
        assert refusal.value.status == 409
        assert Entry.objects.count() == 1

    def test_the_same_request_again(self, clock) -> None:
        request = JoinRequest(ideas=("One",))
        assert join_team(actor(1, key="twice-the-same"), RULES, request)
        assert join_team(actor(1, key="twice-the-same"), RULES, request) is None
        assert Entry.objects.count() == 1

    def test_a_team_whose_first_stage_is_over_takes_nobody(self, clock) -> None:
        join(1), join(2)
        clock.wait(49)
        join(3)
        assert sizes() == [1, 2]

    def test_cohorts_stay_apart(self, clock) -> None:
        join(1, cohort="cohort:1"), join(2, cohort="cohort:2"), join(3, cohort="cohort:1")
        assert member_of(1).team == member_of(3).team != member_of(2).team

    def test_those_who_prefer_the_same_meet(self, clock) -> None:
        for number, language in enumerate(("de", "en", "de", "en"), start=1):
            join(number, preference=language)
        assert member_of(1).team == member_of(3).team != member_of(2).team == member_of(4).team

    def test_trials_of_the_course_team_are_apart_and_not_counted(self, clock) -> None:
        join(1), join(2, is_course_team=True)
        assert member_of(1).team != member_of(2).team
        assert recount() == 0

    def test_where_nobody_is_to_have_a_team(self, clock) -> None:
        assert join(1, rules(teams=ALONE)).team.is_alone
        assert join(2, alone=True).team.is_alone


class TestPlatformTeams:
    RULES = rules(teams=PLATFORM)

    def test_its_members_meet(self, clock) -> None:
        join(1, self.RULES, team="blue"), join(2, self.RULES, team="blue"), join(3, self.RULES, team="red")
        assert member_of(1).team == member_of(2).team != member_of(3).team

    def test_without_a_team_one_works_alone(self, clock) -> None:
        assert join(1, self.RULES).team.is_alone

    def test_who_changes_sits_down_with_the_new_one_and_what_they_wrote_stays(self, clock) -> None:
        join(1, self.RULES, team="blue"), join(2, self.RULES, team="red")
        blue = member_of(1).team
        come(actor(1, team="red"), self.RULES)
        assert member_of(1).team == member_of(2).team
        assert Entry.objects.filter(team=blue).count() == 1

    def test_they_cannot_be_left_for_another(self, clock) -> None:
        join(1, self.RULES, team="blue")
        with pytest.raises(Refusal):
            leave_team(actor(1, team="blue"), self.RULES)

    def test_they_are_not_merged(self, clock) -> None:
        join(1, self.RULES, team="blue"), join(2, self.RULES, team="red")
        clock.wait(100)
        come(actor(1, team="blue"), self.RULES)
        assert not Team.objects.filter(state=Team.State.MERGED).exists()


class TestThinTeams:
    def test_they_are_joined_with_all_that_was_written(self, clock) -> None:
        join(1), join(2)
        clock.wait(49)
        for number in (3, 4, 5):
            join(number)
        write(3, "A second of three")
        clock.wait(49)
        come(actor(1), RULES)
        assert member_of(1).team.handle != ""
        clock.wait(1)
        come(actor(1), RULES)
        team = member_of(1).team
        assert member_of(3).team == team
        assert Team.objects.filter(state=Team.State.MERGED).count() == 1
        assert Entry.objects.filter(team=team, is_from_pool=False).count() == 6
        assert HelpEntry.objects.filter(act=HelpEntry.Act.MERGED, team=team).exists()
        assert recount() == 0

    def test_the_command_joins_them_too(self, clock) -> None:
        for number in (1, 2):
            join(number)
            clock.wait(49)
        clock.wait(80)
        assert catch_up(clock.now) == 1
        assert Team.objects.filter(state=Team.State.MERGED).count() == 1

    def test_where_there_is_no_other_the_pool_helps_out(self, clock) -> None:
        join(1)
        clock.wait(50)
        come(actor(1), RULES)
        pool = Entry.objects.filter(team=member_of(1).team, is_from_pool=True)
        assert pool.count() == 3
        assert seen_by(1) > set(pool.values_list("text", flat=True))
        come(actor(1), RULES)
        assert pool.count() == 3


class TestThePool:
    def test_the_authors_ideas_are_those_of_today(self, clock) -> None:
        join(1, alone=True)
        assert PoolIdea.objects.count() == 12
        join(2, rules(seeds=(Seed("s1", "Put differently"), Seed("s99", "New"))), alone=True)
        assert set(PoolIdea.objects.values_list("seed_id", "text")) == {("s1", "Put differently"), ("s99", "New")}
        another = plan(*SHEETS.technique.steps, question="Another question?")
        join(3, rules(another, seeds=(Seed("s1", "For another question"),)), alone=True)
        assert PoolIdea.objects.count() == 3


class TestGoingOnAlone:
    def test_what_was_done_counts_on_and_is_there(self, clock) -> None:
        the_rules = rules(TURNED, size=2)
        join(1, the_rules, ideas=("Shut at noon",)), join(2, the_rules, ideas=("No chairs",))
        assert session_of(member_of(1).team).step == 1
        go_alone(actor(1), the_rules)
        team = member_of(1).team
        assert team.is_alone
        assert session_of(team).current.id == "better"
        assert "Shut at noon" in seen_by(1)
        assert "No chairs" not in seen_by(1)
        assert standing(actor(1).viewer).share == 0.25
        assert recount() == 0

    def test_to_the_end(self, clock) -> None:
        join(1, alone=True)
        clock.wait(10_000)
        for text in ("A", "B", "C"):
            come(actor(1), RULES)
            write(1, text, text + "!")
        finish_stage(1)
        come(actor(1), RULES)
        assert session_of(member_of(1).team).current.id == "dots"
        assert standing(actor(1).viewer).done == {"ideas", "sort"}

    def test_twice(self, clock) -> None:
        join(1)
        go_alone(actor(1), RULES)
        with pytest.raises(Refusal):
            go_alone(actor(1), RULES)


class TestLeaving:
    def test_into_another_team(self, clock) -> None:
        for number in range(1, 6):
            join(number)
        first, second = member_of(1).team, member_of(5).team
        leave_team(actor(1), RULES)
        assert member_of(1).team == second
        assert Entry.objects.filter(team=first).count() == 4
        assert Entry.objects.filter(team=second).count() == 2
        assert recount() == 0

    def test_where_there_is_none(self, clock) -> None:
        join(1), join(2)
        leave_team(actor(1), RULES)
        assert member_of(1).team.is_alone

    def test_nobody_waits_for_them(self, clock) -> None:
        for number in range(1, 5):
            join(number)
        for number in (1, 2, 3):
            write(number, "A second one")
        assert session_of(member_of(1).team).is_first_stage
        clock.wait(48)
        come(actor(1), RULES), come(actor(2), RULES), come(actor(3), RULES)
        finish_count = session_of(member_of(1).team).active
        go_alone(actor(4), RULES)
        assert session_of(member_of(1).team).active == finish_count - 1
