"""What the suite asks of the LMS about groups and who is in them, on stand-ins for the LMS's modules."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bizmooc.hosting import people as hosted
from bizmooc.hosting.people import Team
from bizmooc.hosting.platform import OpenEdxPlatform
from tests.bizmooc.hosting.stand_ins import Rows, module
from tests.support.bare_host import COURSE

OTHER = COURSE.replace(course="another")


class TestCohorts:
    @pytest.fixture
    def groups(self, monkeypatch):
        group = {"id": 7, "name": "Morning", "course_id": COURSE, "group_type": "cohort"}
        member = {
            "course_id": COURSE,
            "user_id": 1,
            "course_user_group_id": 7,
            "course_user_group__name": "Morning",
        }
        groups = SimpleNamespace(COHORT="cohort", objects=Rows(group, {**group, "id": 8, "group_type": "other"}))
        return module(
            monkeypatch,
            "openedx.core.djangoapps.course_groups.models",
            CourseUserGroup=groups,
            CohortMembership=SimpleNamespace(objects=Rows(member)),
            CourseCohortsSettings=SimpleNamespace(objects=Rows({"course_id": COURSE, "is_cohorted": True})),
        )

    def test_of_a_person(self, groups):
        assert OpenEdxPlatform().cohort_of(1, COURSE) == (7, "Morning")
        assert OpenEdxPlatform().cohort_of(2, COURSE) is None
        assert OpenEdxPlatform().cohort_of(1, OTHER) is None

    def test_a_course_that_has_none_any_more(self, groups):
        groups.CourseCohortsSettings.objects = Rows({"course_id": COURSE, "is_cohorted": False})
        assert OpenEdxPlatform().cohort_of(1, COURSE) is None

    def test_names(self, groups):
        assert OpenEdxPlatform().cohort_names(COURSE) == {7: "Morning"}
        assert OpenEdxPlatform().cohort_names(OTHER) == {}


class TestTeams:
    @pytest.fixture(autouse=True)
    def teams(self, monkeypatch, settings):
        """User 1 is in two team-sets' teams, user 2 in one of another course."""
        settings.ROOT_URLCONF = "lms.urls"

        def member(number, user_id, topic, name, course=COURSE):
            team = {"team_id": f"{name}-1", "name": name, "course_id": course, "topic_id": topic}
            of_team = {f"team__{column}": value for column, value in team.items()}
            return {"id": number, "user_id": user_id, **team, **of_team}

        rows = Rows(
            member(9, 1, "projects", "Oaks"), member(3, 1, "reading", "Elms"), member(5, 2, "projects", "Firs", OTHER)
        )
        manager = SimpleNamespace(objects=rows)
        module(monkeypatch, "lms.djangoapps.teams.models", CourseTeamMembership=manager, CourseTeam=manager)

    def test_of_a_person_in_a_team_set(self):
        assert OpenEdxPlatform().team_of(1, COURSE, "projects") == Team("Oaks-1", "Oaks")
        assert OpenEdxPlatform().team_of(1, COURSE, "reading") == Team("Elms-1", "Elms")
        assert OpenEdxPlatform().team_of(1, COURSE, "other") is None
        assert OpenEdxPlatform().team_of(2, COURSE, "projects") is None

    def test_of_any_team_set_the_first_that_was_joined(self):
        assert OpenEdxPlatform().team_of(1, COURSE, "") == Team("Elms-1", "Elms")

    def test_names(self):
        assert OpenEdxPlatform().team_names(COURSE) == {"Oaks-1": "Oaks", "Elms-1": "Elms"}

    def test_studio_has_none(self, settings):
        settings.ROOT_URLCONF = "cms.urls"
        assert OpenEdxPlatform().team_of(1, COURSE, "") is None
        assert OpenEdxPlatform().team_names(COURSE) == {}


def test_who_is_behind_an_id(lms, monkeypatch):
    def known(number, course=COURSE, name="A. Name"):
        user = {"user_id": number, "user__username": f"user{number}", "user__profile__name": name}
        return {"anonymous_user_id": f"id-{number}", "course_id": course, **user}

    lms.AnonymousUserId.objects = Rows(known(1), known(2, name=None), known(3, OTHER), known(4))
    languages = Rows(
        {"user_id": 1, "key": "pref-lang", "value": "de"}, {"user_id": 2, "key": "time_zone", "value": "UTC"}
    )
    module(monkeypatch, "openedx.core.djangoapps.lang_pref", LANGUAGE_KEY="pref-lang")
    module(monkeypatch, "openedx.core.djangoapps.user_api.models", UserPreference=SimpleNamespace(objects=languages))
    assert OpenEdxPlatform().people_of(COURSE, ["id-1", "id-2", "id-3", "id-9"]) == {
        "id-1": hosted.Person(1, "user1", "A. Name", "de"),
        "id-2": hosted.Person(2, "user2", "", ""),
    }
