"""The course team's regions: what is in them, what can be done there, who may not, and what they cost."""

from __future__ import annotations

import pytest
from lxml import html as markup

from creativity_team_exercise.models import Entry, Member, Team
from creativity_team_exercise.staff import teams
from creativity_team_exercise.staff_handlers import CourseTeamHandlers
from tests.creativity_team_exercise.acting import act, all_rows, done, exercise, home, join, member, read, words_of
from tests.creativity_team_exercise.staff.course_team import (
    ANNA,
    BEN,
    CARLA,
    STAFF,
    fill,
    help_team,
    look,
    queries_of,
    words,
)
from tests.support.bare_host import Person
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
LOOKS = {"show_figures", "show_teams", "show_team", "show_reports", "show_log", "show_exports"}
ACTS = {
    "extend_stage", "close_stage", "seed_team", "move_person", "merge_teams", "hide_entry", "restore_entry",
    "keep_entry", "reveal_people", "find_person", "start_export",
}  # fmt: skip


def _query(name: str, team: Team) -> dict[str, int]:
    return {"team": team.pk} if name == "show_team" else {}


def _titles(page: str) -> list[str]:
    return [row.text_content() for row in markup.fromstring(page).xpath("//tbody/tr/th/button")]


class TestWhoMay:
    @pytest.mark.parametrize("name", sorted(LOOKS | ACTS))
    @pytest.mark.parametrize("person", [ANNA, BEN, Person(5, is_authenticated=False)])
    def test_only_the_course_team(self, name, person):
        host = exercise()
        team = join(host, ANNA).team
        before = all_rows()
        if name in LOOKS:
            answer = read(host, person, name, **_query(name, team))
        else:
            answer = act(host, person, name, team=team.pk, entry=Entry.objects.get().pk, region="teams", reason="x")
        assert answer.status == 403
        assert all_rows() == before

    def test_every_one_of_their_handlers_is_in_this_file(self):
        assert {name for name, value in vars(CourseTeamHandlers).items() if hasattr(value, "audience")} == LOOKS | ACTS

    @pytest.mark.parametrize("name", sorted(LOOKS))
    def test_looking_writes_nothing(self, name, clock):
        host = exercise()
        team = join(host, ANNA).team
        clock.wait(100)
        before = all_rows()
        look(host, name, **_query(name, team))
        assert all_rows() == before

    def test_the_menu_is_on_their_page_alone(self):
        host = exercise()
        assert 'data-load="show_teams"' in home(host, STAFF)
        assert 'data-load="show_teams"' not in home(host, ANNA)

    @pytest.mark.parametrize("name", sorted(ACTS - {"find_person", "start_export", "move_person"}))
    def test_ids_of_another_block_are_not_there(self, name):
        host, other = exercise(), exercise()
        join(host, ANNA)
        theirs = join(other, BEN).team
        values = {
            "hide_entry": {"entry": Entry.objects.get(team=theirs).pk, "region": "teams", "reason": "x"},
            "extend_stage": {"team": theirs.pk, "hours": 1, "reason": ""},
            "seed_team": {"team": theirs.pk, "number": 1, "reason": ""},
            "merge_teams": {"team": theirs.pk, "into": theirs.pk, "reason": ""},
            "reveal_people": {"team": theirs.pk},
        }
        values["restore_entry"] = values["keep_entry"] = values["hide_entry"]
        sent = values.get(name, {"team": theirs.pk, "reason": ""})
        before = all_rows()
        assert act(host, STAFF, name, **sent).status == 404
        assert all_rows() == before
        assert read(host, STAFF, "show_team", team=theirs.pk).status == 404


class TestNeeds:
    def test_nothing(self):
        assert "Nothing waits for you." in words_of(home(exercise(), STAFF))

    def test_stuck_teams(self):
        host = exercise()
        fill(host, 2, present=1)
        fill(host, 3, present=3)
        assert "2 teams are stuck" in words_of(home(host, STAFF))

    def test_of_very_many_it_says_how_many_were_looked_at(self, monkeypatch):
        monkeypatch.setattr(teams, "LOOKED_AT", 3)
        host = exercise()
        fill(host, 4, present=1)
        assert "3 teams are stuck, of the first 200 that are running" in words_of(home(host, STAFF))

    @pytest.mark.parametrize("count", [1, 60])
    def test_five_queries_at_any_number_of_teams(self, count, django_assert_num_queries):
        from creativity_team_exercise.staff.menu import staff_html

        host = exercise()
        fill(host, count, present=1)
        block = host.block(STAFF)
        with django_assert_num_queries(5):
            assert "stuck" in staff_html(block)


class TestStuck:
    @pytest.mark.parametrize(
        ("people", "present", "stuck"), [(4, 0, True), (4, 2, True), (4, 3, False), (2, 1, True), (2, 2, False)]
    )
    def test_fewer_present_than_make_a_team(self, people, present, stuck):
        host = exercise()
        fill(host, 1, people=people, present=present)
        assert bool(_titles(look(host, "show_teams", shown="stuck"))) is stuck

    def test_a_team_that_is_being_filled_is_not(self, clock):
        host = exercise()
        join(host, ANNA)
        assert "No team is stuck." in words(host, "show_teams", shown="stuck")
        clock.wait(100)
        assert _titles(look(host, "show_teams", shown="stuck")) == ["Team 1"]

    def test_whoever_works_alone_is_not(self, clock):
        host = exercise()
        join(host, ANNA, alone="yes")
        clock.wait(1000)
        assert "No team is stuck." in words(host, "show_teams", shown="stuck")

    def test_it_goes_on_where_it_ended(self, monkeypatch):
        monkeypatch.setattr(teams, "LOOKED_AT", 5)
        host = exercise()
        fill(host, 5, present=4)
        fill(host, 1, present=0)
        page = look(host, "show_teams", shown="stuck")
        assert not _titles(page)
        assert "look through the next ones" in page
        after = markup.fromstring(page).xpath("//input[@name='after']/@value")[0]
        assert len(_titles(look(host, "show_teams", shown="stuck", after=after))) == 1


class TestList:
    def test_a_team_in_words(self):
        host = exercise()
        fill(host, 1, present=3)
        page = words(host, "show_teams")
        assert "Team 1000 runningStep 2 of 5" in page
        # Two of four turns of the step before were on time.
        assert "4350 %" in page

    def test_filters(self, clock):
        host = exercise()
        join(host, ANNA)
        join(host, BEN, alone="yes")
        clock.wait(5000)
        done(act(host, ANNA, "mark_seen"))
        join(host, CARLA)
        found = {shown: _titles(look(host, "show_teams", shown=shown)) for shown in teams.SHOWN}
        assert found == {
            "all": ["Team 1", "Alone, 2", "Team 3"],
            "running": ["Alone, 2", "Team 3"],
            "stuck": [],
            "ended": ["Team 1"],
            "alone": ["Alone, 2"],
            "merged": [],
        }

    def test_merged_into_which(self):
        host = exercise()
        gone, stays = fill(host, 2, present=1)
        help_team(host, "merge_teams", team=gone.pk, into=stays.pk)
        assert "merged into: Team 1001" in words(host, "show_teams", shown="merged")

    def test_pages_by_key(self):
        host = exercise()
        fill(host, 25, present=3)
        page = look(host, "show_teams", shown="running")
        after = markup.fromstring(page).xpath("//input[@name='after']/@value")[0]
        rest = look(host, "show_teams", shown="running", after=after)
        assert (len(_titles(page)), len(_titles(rest))) == (20, 5)
        assert not set(_titles(page)) & set(_titles(rest))

    @pytest.mark.parametrize("shown", ["all", "stuck"])
    def test_five_queries_at_any_number_of_teams(self, shown):
        host = exercise()
        fill(host, 2, present=1)
        few = queries_of(host, "show_teams", shown=shown)
        fill(host, 60, present=1)
        assert queries_of(host, "show_teams", shown=shown) == few == 5

    def test_another_filter_than_there_is(self):
        assert read(exercise(), STAFF, "show_teams", shown="x").status == 422

    def test_trials_are_marked(self, campus):
        campus.team = {CARLA.number}
        host = exercise()
        host_block = host.block(CARLA)
        assert host_block
        fill(host, 1, present=3)
        team = Team.objects.get()
        team.lobby.name, team.is_course_team = "trial", True
        team.lobby.save()
        assert "Team 1000 · a trial of the course team" in words(host, "show_teams")

    def test_cohorts_and_teams_of_the_platform_have_their_names(self, campus):
        campus.cohorts = {ANNA.number: "Red"}
        host = exercise()
        join(host, ANNA)
        assert "Team 1 · Red" in words(host, "show_teams")
        campus.teams = {(BEN.number, "s"): "Otters"}
        host = exercise(teams="platform", teamset="s")
        join(host, BEN)
        assert "Otters" in words(host, "show_teams")


@pytest.mark.parametrize("text", XSS)
def test_no_text_becomes_markup(text):
    host = exercise(size=2)
    for person in (ANNA, BEN):
        join(host, person, text[:500])
    team = member(host, ANNA).team
    help_team(host, "close_stage", team=team.pk, reason=text[:400])
    done(act(host, BEN, "report_entry", entry=Entry.objects.filter(seat=1).get().pk, text=text[:400]))
    Entry.objects.update(tag=text[:40])
    for name in sorted(LOOKS):
        assert not dangers(look(host, name, **_query(name, team))), name


def test_nobody_is_called_by_their_id():
    host = exercise()
    join(host, ANNA)
    team = Team.objects.get()
    ids = set(Member.objects.values_list("participant", flat=True))
    for name in sorted(LOOKS):
        page = look(host, name, **_query(name, team))
        assert not [one for one in ids if one in page], name
