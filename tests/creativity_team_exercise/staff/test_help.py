"""What the course team does for teams: what it changes, what it refuses, and that it is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from bizmooc.refusal import Refusal
from creativity_team_exercise.models import Entry, HelpEntry, KeptCount, Member, PoolIdea, Report, Team, Turn
from creativity_team_exercise.services import help as helping
from creativity_team_exercise.services.come import come
from creativity_team_exercise.services.recount import recount
from creativity_team_exercise.services.report_entry import report_entry
from creativity_team_exercise.services.upkeep import catch_up
from tests.creativity_team_exercise.services.people import (
    BOX,
    HERE,
    RULES,
    THERE,
    actor,
    join,
    member_of,
    rules,
    seen_by,
    session_of,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
STAFF = "f" * 32


@pytest.fixture(autouse=True)
def _counts_stay_true():
    yield
    assert recount() == 0


def _team(*numbers: int, **request) -> Team:
    for number in numbers:
        join(number, **request)
    return member_of(numbers[0]).team


def _two_teams() -> tuple[Team, Team]:
    """Two full teams of four, both in the second round."""
    return _team(1, 2, 3, 4), _team(5, 6, 7, 8)


def _refused(status: int, service, *args) -> str:
    before = (HelpEntry.objects.count(), list(Team.objects.order_by("pk").values()), list(Member.objects.values()))
    with pytest.raises(Refusal) as refusal:
        service(HERE, STAFF, *args)
    after = (HelpEntry.objects.count(), list(Team.objects.order_by("pk").values()), list(Member.objects.values()))
    assert refusal.value.status == status
    assert before == after
    return refusal.value.message


def _log() -> list[tuple[int, str, int, str, str]]:
    return list(HelpEntry.objects.order_by("pk").values_list("team_id", "act", "number", "reason", "viewer"))


class TestTime:
    def test_extended_from_its_end(self):
        team = _team(1, 2)
        before = session_of(team).closes_at
        helping.extend(HERE, STAFF, team.pk, 24, "They asked for it")
        assert session_of(team).closes_at == before + timedelta(hours=24)
        assert _log() == [(team.pk, "extended", 24, "They asked for it", STAFF)]

    def test_extended_after_the_clock_has_gone_on(self, clock):
        team = _team(1, 2)
        clock.wait(50)
        now = session_of(team)
        helping.extend(HERE, STAFF, team.pk, 1, "")
        after = session_of(team)
        assert (after.step, after.round) == (now.step, now.round) == (0, 1)
        assert after.closes_at == now.closes_at + timedelta(hours=1)

    def test_closed_and_going_on(self):
        team = _team(1, 2)
        change = team.change
        helping.close_stage(HERE, STAFF, team.pk, "Both are done")
        assert (session_of(team).step, session_of(team).round) == (0, 1)
        assert Team.objects.get(pk=team.pk).change > change
        assert Turn.objects.filter(team=team, is_closed=True).count() == 2

    @pytest.mark.parametrize("hours", [0, -1, 337])
    def test_so_many_hours(self, hours):
        _refused(400, helping.extend, _team(1).pk, hours, "")

    def test_refused_where_there_are_no_times(self):
        alone = _team(1, alone=True)
        assert "no times" in _refused(409, helping.extend, alone.pk, 1, "")
        assert "no times" in _refused(409, helping.close_stage, alone.pk, "")

    def test_refused_of_what_has_ended(self, clock):
        team = _team(1)
        clock.wait(5000)
        assert "has ended" in _refused(409, helping.extend, team.pk, 1, "")
        catch_up(timezone.now())
        assert "has ended" in _refused(409, helping.close_stage, team.pk, "")
        assert "has ended" in _refused(409, helping.seed_team, team.pk, 1, "")

    def test_not_of_another_block(self):
        team = _team(1)
        for service, values in ((helping.extend, (1, "")), (helping.close_stage, ("",)), (helping.seed_team, (1, ""))):
            with pytest.raises(Refusal) as refusal:
                service(THERE, STAFF, team.pk, *values)
            assert refusal.value.status == 404
        assert not HelpEntry.objects.exists()


class TestSeeds:
    def test_on_each_sheet_that_somebody_holds(self):
        team = _team(1, 2)
        helping.close_stage(HERE, STAFF, team.pk, "")
        helping.seed_team(HERE, STAFF, team.pk, 3, "")
        sheets = Entry.objects.filter(team=team, is_from_pool=True).values_list("sheet", flat=True)
        assert {sheet: list(sheets).count(sheet) for sheet in sheets} == {1: 3, 2: 3}
        assert len([text for text in seen_by(1) if text.startswith("An idea of the author's")]) >= 3

    def test_seen_at_once_where_everybody_writes(self):
        team = join(1, rules(BOX)).team
        helping.seed_team(HERE, STAFF, team.pk, 2, "")
        assert len(seen_by(1)) == 3

    def test_refused_where_they_are_of_no_use(self):
        team = _team(1, 2)
        assert "of use" in _refused(409, helping.seed_team, team.pk, 3, "")

    def test_refused_where_there_are_none(self):
        team = join(1, rules(BOX, seeds=())).team
        assert "no more ideas" in _refused(409, helping.seed_team, team.pk, 3, "")

    @pytest.mark.parametrize("number", [0, 21])
    def test_so_many(self, number):
        _refused(400, helping.seed_team, _team(1).pk, number, "")


class TestMoving:
    def test_into_another_team_with_a_copy_of_what_they_wrote(self):
        source, target = _two_teams()
        member = Member.objects.get(pk=member_of(4).pk)
        # One place is made first: eight at most.
        helping.move_person(HERE, STAFF, member.pk, target.pk, "Their friend is there")
        moved = member_of(4)
        assert moved.team_id == target.pk
        assert moved.seat not in Member.objects.filter(team=target).exclude(pk=moved.pk).values_list("seat", flat=True)
        assert "The first idea of 4" in seen_by(4)
        assert Entry.objects.filter(team=source, text="The first idea of 4", is_copy=False).exists()
        assert Team.objects.get(pk=source.pk).member_count == 3
        assert Team.objects.get(pk=target.pk).member_count == 5
        assert _log() == [(target.pk, "moved", member.pk, "Their friend is there", STAFF)]

    def test_a_full_team_takes_nobody(self):
        source, target = _two_teams()
        for number in (1, 2, 3):
            helping.move_person(HERE, STAFF, member_of(number).pk, target.pk, "")
        helping.move_person(HERE, STAFF, member_of(4).pk, target.pk, "")
        other = _team(9)
        assert "full" in _refused(409, helping.move_person, member_of(9).pk, target.pk, "")
        assert member_of(9).team_id == other.pk

    def test_nobody_of_another_block(self):
        team = _team(1)
        elsewhere = join(2, place=THERE)
        _refused(404, helping.move_person, elsewhere.pk, team.pk, "")
        _refused(404, helping.move_person, member_of(1).pk, elsewhere.team_id, "")
        _refused(404, helping.move_person, 10**9, team.pk, "")


class TestMerging:
    def test_members_and_work_go_over(self):
        source, target = _team(1, 2, 3, 4), _team(5, 6)
        helping.merge(HERE, STAFF, source.pk, target.pk, "Both are small")
        assert {member_of(number).team_id for number in range(1, 7)} == {target.pk}
        assert Team.objects.get(pk=source.pk).state == Team.State.MERGED
        assert not Entry.objects.filter(team=source).exists()
        assert _log() == [(target.pk, "merged", source.pk, "Both are small", STAFF)]

    def test_with_a_team_that_is_behind(self):
        source, target = _team(1, 2, 3, 4), _team(5)
        helping.close_stage(HERE, STAFF, source.pk, "")
        assert helping.merge(HERE, STAFF, source.pk, target.pk, "").pk == target.pk
        assert session_of(target).seats.keys() == {1, 2, 3, 4, 5}

    def test_not_more_than_eight(self):
        source, target = _two_teams()
        third = _team(9)
        helping.move_person(HERE, STAFF, member_of(9).pk, target.pk, "")
        assert third.pk not in (source.pk, target.pk)
        assert "8 at most" in _refused(409, helping.merge, source.pk, target.pk, "")


class TestNoWayBetween:
    def _refused_both(self, source: Team, target: Team, says: str) -> None:
        member = Member.objects.filter(team=source).first()
        assert says in _refused(409, helping.merge, source.pk, target.pk, "")
        assert says in _refused(409, helping.move_person, member.pk, target.pk, "")

    def test_the_same(self):
        team = _team(1)
        self._refused_both(team, team, "same team")

    def test_another_plan(self):
        self._refused_both(_team(1), join(2, rules(BOX)).team, "different settings")

    def test_another_lobby(self):
        self._refused_both(_team(1), join(2, cohort="cohort:1").team, "different groups")
        self._refused_both(_team(1 + 10), join(3, is_course_team=True).team, "different groups")

    def test_teams_of_the_platform(self):
        settings = rules(teams="platform")
        ours, theirs = join(1, settings, team="a").team, join(2, settings, team="b").team
        self._refused_both(ours, theirs, "platform's")
        self._refused_both(_team(3), theirs, "platform's")

    def test_somebody_alone(self):
        self._refused_both(_team(1, alone=True), _team(2), "alone")
        self._refused_both(_team(3), _team(4, alone=True), "alone")

    def test_what_has_ended(self, clock):
        ended = _team(1)
        clock.wait(5000)
        self._refused_both(ended, _team(2), "has ended")
        self._refused_both(_team(3), ended, "has ended")


class TestEntries:
    def _reported(self) -> tuple[Team, Entry]:
        team = _team(1, 2)
        helping.close_stage(HERE, STAFF, team.pk, "")
        HelpEntry.objects.all().delete()
        entry = Entry.objects.get(text="The first idea of 1")
        # Whose sheet came round sees what stands on it.
        come(actor(2), RULES)
        report_entry(actor(2), entry.pk, "An insult")
        return team, entry

    def _open_reports(self) -> int:
        return sum(KeptCount.objects.filter(kind="open_reports").values_list("number", flat=True))

    def test_hidden_from_all_but_its_author(self):
        team, entry = self._reported()
        assert entry.text in seen_by(2)
        assert helping.hide_entry(HERE, STAFF, entry.pk, "Insults somebody")
        assert entry.text not in seen_by(2)
        assert entry.text in seen_by(1)
        assert (Report.objects.get().outcome, self._open_reports()) == ("hidden", 0)
        assert _log() == [(team.pk, "hidden", entry.pk, "Insults somebody", STAFF)]

    def test_twice_is_once(self):
        _team_, entry = self._reported()
        assert helping.hide_entry(HERE, STAFF, entry.pk, "a")
        assert not helping.hide_entry(HERE, STAFF, entry.pk, "b")
        assert len(_log()) == 1

    def test_restored(self):
        _team_, entry = self._reported()
        helping.hide_entry(HERE, STAFF, entry.pk, "a")
        assert helping.restore_entry(HERE, STAFF, entry.pk, "A mistake")
        assert not helping.restore_entry(HERE, STAFF, entry.pk, "again")
        assert entry.text in seen_by(2)
        assert Report.objects.get().outcome == "kept"

    def test_kept(self):
        _team_, entry = self._reported()
        assert self._open_reports() == 1
        assert helping.keep_entry(HERE, STAFF, entry.pk, "Rough but fair")
        assert not helping.keep_entry(HERE, STAFF, entry.pk, "")
        assert (Report.objects.get().outcome, self._open_reports()) == ("kept", 0)
        assert entry.text in seen_by(2)

    def test_hidden_ideas_leave_the_pool_and_come_back(self, clock):
        _team(1, may_be_reused=True)
        clock.wait(5000)
        catch_up(timezone.now())
        entry = Entry.objects.get(text="The first idea of 1")
        assert PoolIdea.objects.filter(entry=entry).exists()
        helping.hide_entry(HERE, STAFF, entry.pk, "a")
        assert not PoolIdea.objects.filter(entry=entry).exists()
        helping.restore_entry(HERE, STAFF, entry.pk, "")
        assert PoolIdea.objects.filter(entry=entry).exists()

    def test_not_of_another_block(self):
        _team_, entry = self._reported()
        for service in (helping.hide_entry, helping.restore_entry, helping.keep_entry):
            with pytest.raises(Refusal) as refusal:
                service(THERE, STAFF, entry.pk, "x")
            assert refusal.value.status == 404

    def test_trials_are_not_counted(self):
        join(1, is_course_team=True)
        write(1, "Only a trial")
        helping.hide_entry(HERE, STAFF, Entry.objects.get(text="Only a trial").pk, "a")
        assert self._open_reports() == 0
