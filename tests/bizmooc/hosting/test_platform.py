"""What the suite asks of the LMS, on stand-ins for the LMS's modules."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import crum
import pytest

from bizmooc.hosting import platform as hosting
from bizmooc.hosting.platform import NoPlatform, OpenEdxPlatform, platform
from tests.support.bare_host import COURSE, Person

OTHER = COURSE.replace(course="another")
USER = SimpleNamespace(id=1, is_staff=False, is_superuser=False)


class Rows:
    """Just enough of a manager: rows as dictionaries."""

    def __init__(self, *rows: dict[str, Any]):
        self.rows = rows

    def filter(self, **conditions: Any) -> Rows:
        def fits(row: dict[str, Any]) -> bool:
            return all(
                row[name.removesuffix("__in")] in value if name.endswith("__in") else row[name] == value
                for name, value in conditions.items()
            )

        return Rows(*filter(fits, self.rows))

    def values_list(self, *names: str, flat: bool = False) -> list[Any]:
        return [row[names[0]] if flat else tuple(row[name] for name in names) for row in self.rows]

    def exists(self) -> bool:
        return bool(self.rows)


@pytest.fixture
def lms(monkeypatch):
    """The LMS's models of students; a test gives each its rows."""
    models = ModuleType("common.djangoapps.student.models")
    for name in ("common", "common.djangoapps", "common.djangoapps.student"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, models.__name__, models)
    for name in ("CourseAccessRole", "CourseEnrollment", "AnonymousUserId"):
        setattr(models, name, SimpleNamespace(objects=Rows()))
    return models


def _role(role, course=COURSE, org=COURSE.org):
    return {"user": USER, "role": role, "course_id": course, "org": org}


class TestCourseTeam:
    def _is_team(self, lms, *roles, **user):
        lms.CourseAccessRole.objects = Rows(*roles)
        return OpenEdxPlatform().is_course_team(SimpleNamespace(**{**vars(USER), **user}), COURSE)

    @pytest.mark.parametrize("role", ["staff", "instructor", "limited_staff", "data_researcher"])
    @pytest.mark.parametrize("as_stored", [lambda key: key, str], ids=["key", "text"])
    def test_a_role_in_the_course(self, lms, role, as_stored):
        assert self._is_team(lms, _role(role, as_stored(COURSE)))

    @pytest.mark.parametrize("role", ["staff", "instructor"])
    @pytest.mark.parametrize("no_course", [None, ""])
    def test_a_role_in_the_whole_organisation(self, lms, role, no_course):
        assert self._is_team(lms, _role(role, no_course))
        assert not self._is_team(lms, _role(role, no_course, org="Another"))

    @pytest.mark.parametrize("right", ["is_staff", "is_superuser"])
    def test_staff_of_the_whole_site(self, lms, right):
        assert self._is_team(lms, **{right: True})

    @pytest.mark.parametrize("role", ["beta_testers", "sales_admin", "library_user", "course_creator_group"])
    def test_other_roles_are_no_team(self, lms, role):
        assert not self._is_team(lms, _role(role))
        assert not self._is_team(lms, _role(role, None, org=""))

    def test_nor_is_a_role_in_another_course(self, lms):
        assert not self._is_team(lms, _role("staff", OTHER))

    def test_nor_is_somebody_else(self, lms):
        other = {**_role("staff"), "user": SimpleNamespace(id=2)}
        assert not self._is_team(lms, other)


@pytest.mark.parametrize(
    ("course", "is_active", "enrolled"), [(COURSE, True, True), (COURSE, False, False), (OTHER, True, False)]
)
def test_enrolment(lms, course, is_active, enrolled):
    lms.CourseEnrollment.objects = Rows({"user_id": 1, "course_id": course, "is_active": is_active})
    assert OpenEdxPlatform().is_enrolled(1, COURSE) is enrolled


def test_every_id_somebody_has_had(lms):
    rows = [{"user": USER, "anonymous_user_id": id_} for id_ in ("old", "new")]
    lms.AnonymousUserId.objects = Rows(*rows, {"user": None, "anonymous_user_id": "another"})
    assert OpenEdxPlatform().anonymous_ids(USER) == ["old", "new"]


def test_the_person_at_the_keyboard_is_found_behind_a_masquerade():
    staff = Person(8)
    shown = SimpleNamespace(id=1, real_user=staff)
    with crum.impersonate(shown):
        assert OpenEdxPlatform().real_user() is staff
    with crum.impersonate(staff):
        assert OpenEdxPlatform().real_user() is staff
    assert OpenEdxPlatform().real_user() is None


class TestChoice:
    def test_without_the_lms_it_is_no_platform(self, settings):
        settings.BIZMOOC = {}
        assert isinstance(platform(), NoPlatform)

    def test_operators_may_name_their_own(self, settings):
        settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus"}
        assert type(platform()).__name__ == "Campus"

    def test_within_the_lms_it_is_the_lms(self, monkeypatch, settings):
        settings.BIZMOOC = {}
        monkeypatch.setattr(hosting, "find_spec", lambda name: object())
        hosting._platform_class.cache_clear()
        assert isinstance(platform(), OpenEdxPlatform)
        hosting._platform_class.cache_clear()

    def test_no_platform_knows_nothing(self):
        host = NoPlatform()
        assert (host.is_enrolled(1, COURSE), host.is_course_team(USER, COURSE), host.anonymous_ids(USER)) == (
            None,
            False,
            (),
        )
        assert (host.course_start(COURSE), host.is_self_paced(COURSE)) == (None, False)
