"""The page of one team: its work, each member's share, measures, what helps, and reports."""

from __future__ import annotations

import pytest
from django.test import TestCase
from django.utils import timezone
from lxml import html as markup

from bizmooc.hosting.people import Enrolled
from bizmooc.models import AccessLog
from creativity_team_exercise.models import Choice, Entry, HelpEntry, ResultVersion, Team
from tests.creativity_team_exercise.acting import act, done, exercise, home, join, member, words_of
from tests.creativity_team_exercise.staff.course_team import (
    ANNA,
    BEN,
    CARLA,
    DORA,
    STAFF,
    fill,
    help_team,
    look,
    queries_of,
    words,
)
from tests.support.bare_host import COURSE, BareHost, Campus, call

pytestmark = pytest.mark.django_db


class TestTeamPage:
    def _team(self) -> tuple[BareHost, Team]:
        host = exercise(size=3)
        for person in (ANNA, BEN, CARLA):
            join(host, person, f"Idea of {person.number}")
        return host, member(host, ANNA).team

    def test_work_and_shares(self):
        host, team = self._team()
        page = words(host, "show_team", team=team.pk)
        for person in (ANNA, BEN, CARLA):
            assert f"Idea of {person.number}" in page
            assert member(host, person).alias in page
        assert "33 %" in page
        assert "3 different entries" in page
        assert "too few to say" in page

    def test_what_was_chosen_and_the_result_of_steps_that_have_ended(self):
        host, team = self._team()
        keys = {"team": team, "usage_key": str(host.usage_key), "course_key": str(COURSE)}
        entry = Entry.objects.get(text="Idea of 1")
        for seat, value in ((1, 2), (2, 1)):
            Choice.objects.create(**keys, participant=f"{seat}", seat=seat, step_id="dots", entry=entry, value=value)
        now = timezone.now()
        for number, text, is_beside in ((1, "At first", False), (2, "Then", False), (3, "Meanwhile", True)):
            ResultVersion.objects.create(
                **keys, seat=1, step_id="result", number=number, based_on=1, is_beside=is_beside,
                content={"idea": text}, created_at=now,
            )  # fmt: skip
        assert "3 from 2" not in words(host, "show_team", team=team.pk)
        Team.objects.filter(pk=team.pk).update(step=4)
        page = words(host, "show_team", team=team.pk)
        assert "Blind dots: 3 from 2" in page
        assert "Version 2, which stands" in page
        assert "Then" in page
        assert "Version 3, kept beside" in page
        assert "At first" not in page

    def test_originality_where_there_is_enough_to_compare_with(self):
        host = exercise()
        team = fill(host, 25, present=3)[0]
        # Each of a hundred people has written something else: unusual, and none can be rare.
        assert "4 points for 4 entries: 0 rare, 4 unusual" in words(host, "show_team", team=team.pk)

    def test_a_team_that_is_merged_can_be_read(self):
        host = exercise()
        gone, stays = fill(host, 2, present=1)
        help_team(host, "merge_teams", team=gone.pk, into=stays.pk)
        page = words(host, "show_team", team=gone.pk)
        assert "merged into: Team 1001" in page
        assert "Nobody is in this team." in page

    def test_hidden_is_marked_and_can_be_restored(self):
        host, team = self._team()
        entry = Entry.objects.get(text="Idea of 1")
        page = help_team(host, "hide_entry", entry=entry.pk, region="teams", reason="An insult")
        assert "Idea of 1" in page
        assert f"Show entry {entry.pk} again" in page
        assert "2 different entries" in page
        page = help_team(host, "restore_entry", entry=entry.pk, region="teams")
        assert f"Hide entry {entry.pk}" in page
        assert [row.act for row in HelpEntry.objects.order_by("pk")] == ["hidden", "restored"]

    def test_hiding_needs_a_reason(self):
        host, _team = self._team()
        entry = Entry.objects.first()
        answer = act(host, STAFF, "hide_entry", entry=entry.pk, region="teams", reason="  ")
        assert (answer.status, list(answer.body["fields"])) == (422, ["reason"])
        assert not Entry.objects.filter(is_hidden=True).exists()

    def test_help_is_carried_out_once_and_reported(self):
        host, team = self._team()
        block = host.block(STAFF)
        body = {"key": "the-same-key-1", "version": 0, "values": {"team": str(team.pk), "hours": "24", "reason": "x"}}
        closes_at = Team.objects.get(pk=team.pk).closes_at
        with TestCase.captureOnCommitCallbacks(execute=True):
            for _attempt in range(2):
                assert call(block, "extend_stage", body).status == 200
        assert (Team.objects.get(pk=team.pk).closes_at - closes_at).total_seconds() == 24 * 3600
        assert [name for name, _data in block.runtime.published] == ["bizmooc.creativity_team_exercise.team.helped"]
        assert block.runtime.published[0][1] == {"usage_key": str(host.usage_key), "team": team.pk, "act": "extended"}

    def test_what_helps_is_offered_where_it_does(self):
        host, team = self._team()
        assert self._offered(host, team) == {"extend_stage", "close_stage"}
        other = fill(host, 1, present=1)[0]
        assert self._offered(host, team) == {"extend_stage", "close_stage", "move_person", "merge_teams"}
        assert self._offered(host, other) == {"extend_stage", "close_stage", "move_person", "merge_teams"}
        help_team(host, "close_stage", team=team.pk)
        assert "seed_team" in self._offered(host, team)
        join(host, DORA, alone="yes")
        assert not self._offered(host, member(host, DORA).team)

    def _offered(self, host: BareHost, team: Team) -> set[str]:
        page = markup.fromstring(look(host, "show_team", team=team.pk))
        acts = {"extend_stage", "close_stage", "seed_team", "move_person", "merge_teams"}
        return set(page.xpath("//form/@data-handler")) & acts

    def test_moving_somebody_by_the_page(self):
        host, team = self._team()
        other = fill(host, 1, present=1)[0]
        page = markup.fromstring(look(host, "show_team", team=team.pk))
        form = page.xpath("//form[@data-handler='move_person']")[0]
        anna = member(host, ANNA)
        assert form.xpath(f".//option[text()='{anna.alias}']/@value") == [str(anna.pk)]
        assert form.xpath(".//select[@name='team']/option/@value") == [str(other.pk)]
        assert anna.alias in help_team(host, "move_person", member=anna.pk, team=other.pk, reason="Asked for it")
        assert member(host, ANNA).team_id == other.pk
        assert "Asked for it" in words(host, "show_log")

    def test_names_on_request_only_and_written_down(self):
        host, team = self._team()
        Campus.people = [Enrolled(1, ANNA.number, "anna", "Anna A.", (ANNA.anonymous_id,))]
        assert "Anna A." not in look(host, "show_team", team=team.pk)
        page = words_of(done(act(host, STAFF, "reveal_people", team=team.pk)).body["html"])
        assert "Anna A. (anna)" in page
        assert "nobody this host knows" in page
        assert list(AccessLog.objects.values_list("act", "people")) == [("reveal_people", 1)]

    def test_finding_somebody(self):
        host, _team = self._team()
        Campus.people = [Enrolled(1, ANNA.number, "anna", "Anna A.", (ANNA.anonymous_id,))]
        answer = done(act(host, STAFF, "find_person", who="anna"))
        assert f"They are “{member(host, ANNA).alias}”." == answer.body["announce"]
        assert act(host, STAFF, "find_person", who="nobody").status == 404
        assert list(AccessLog.objects.order_by("pk").values_list("act", "people")) == [
            ("find_person", 1),
            ("find_person", 0),
        ]

    def test_who_has_left_keeps_a_share(self):
        host, team = self._team()
        done(act(host, ANNA, "go_alone"))
        page = words(host, "show_team", team=team.pk)
        assert "Somebody who has left" in page
        assert "Idea of 1" in page

    def test_the_same_queries_for_a_small_and_a_large_team_among_few_and_many(self):
        host = exercise()
        small, _other = fill(host, 2, people=2, present=1)
        few = queries_of(host, "show_team", team=small.pk)
        large = fill(host, 40, people=8, present=5)[0]
        assert queries_of(host, "show_team", team=large.pk) == few <= 15


class TestReports:
    def _reported(self) -> tuple[BareHost, Entry]:
        host = exercise(size=2)
        for person in (ANNA, BEN):
            join(host, person, f"Idea of {person.number}")
        help_team(host, "close_stage", team=member(host, ANNA).team_id)
        entry = Entry.objects.get(text="Idea of 1")
        done(act(host, BEN, "report_entry", entry=entry.pk, text="This insults me"))
        return host, entry

    def test_reported_and_kept(self):
        host, entry = self._reported()
        assert "1 report to decide" in words_of(home(host, STAFF))
        page = words(host, "show_reports")
        assert "Idea of 1" in page
        assert "This insults me" in page
        assert "This insults me" in words(host, "show_team", team=entry.team_id)
        assert "Nothing is reported." in help_team(host, "keep_entry", entry=entry.pk, region="reports")
        assert "1 report to decide" not in words_of(home(host, STAFF))

    def test_reported_and_hidden(self):
        host, entry = self._reported()
        page = help_team(host, "hide_entry", entry=entry.pk, region="reports", reason="It does")
        assert "Nothing is reported." in page
        assert "Idea of 1" not in words_of(home(host, BEN))
