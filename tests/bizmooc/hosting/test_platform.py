"""What the suite asks of the LMS, on stand-ins for the LMS's modules."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import crum
import pytest

from bizmooc.hosting import platform as hosting
from bizmooc.hosting.people import Enrolled, Letter, Section
from bizmooc.hosting.platform import NoPlatform, OpenEdxPlatform, platform
from tests.bizmooc.hosting.stand_ins import Rows, module
from tests.support.bare_host import COURSE, Person

OTHER = COURSE.replace(course="another")
USER = SimpleNamespace(id=1, is_staff=False, is_superuser=False)


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


class TestRights:
    @pytest.mark.parametrize("answer", [True, False])
    def test_authors(self, monkeypatch, answer):
        asked = []
        may = lambda user, course: asked.append((user, course)) or answer  # noqa: E731 - one expression
        module(monkeypatch, "common.djangoapps.student.auth", has_studio_write_access=may)
        assert OpenEdxPlatform().can_author(USER, COURSE) is answer
        assert asked == [(USER, COURSE)]

    @pytest.mark.parametrize("answer", [True, False])
    def test_course_staff(self, monkeypatch, settings, answer):
        settings.ROOT_URLCONF = "lms.urls"
        asked = []
        may = lambda user, action, course: asked.append((user, action, course)) or answer  # noqa: E731
        module(monkeypatch, "lms.djangoapps.courseware.access", has_access=may)
        assert OpenEdxPlatform().is_course_staff(USER, COURSE) is answer
        assert asked == [(USER, "staff", COURSE)]

    def test_nobody_is_course_staff_in_studio(self, settings):
        settings.ROOT_URLCONF = "cms.urls"
        assert OpenEdxPlatform().is_course_staff(USER, COURSE) is False


class TestRoster:
    @pytest.fixture
    def course(self, lms, accounts):
        """Five are enrolled: 3 is of the team, 4 staff of the site, 5 has left; 2 has had two ids."""
        lms.CourseEnrollment.objects = Rows(
            *(
                {
                    "id": 10 * number,
                    "course_id": COURSE,
                    "is_active": number != 5,
                    "user_id": number,
                    "user__username": f"user{number}",
                    "user__profile__name": None if number == 1 else f"User {number}",
                }
                for number in (2, 1, 3, 4, 5)
            )
        )
        lms.AnonymousUserId.objects = Rows(
            {"user_id": 2, "course_id": COURSE, "anonymous_user_id": "old"},
            {"user_id": 2, "course_id": COURSE, "anonymous_user_id": "new"},
            {"user_id": 2, "course_id": OTHER, "anonymous_user_id": "elsewhere"},
        )
        lms.CourseAccessRole.objects = Rows(
            {"user_id": 3, "role": "staff", "org": COURSE.org, "course_id": COURSE},
            {"user_id": 1, "role": "staff", "org": COURSE.org, "course_id": OTHER},
            {"user_id": 2, "role": "beta_testers", "org": COURSE.org, "course_id": COURSE},
        )
        # The rows of the stand-in do not tell apart who is staff of the site.
        accounts.objects = Rows({"id": 4})

    def test_learners_in_the_order_of_their_enrolment(self, course):
        assert OpenEdxPlatform().roster(COURSE, 0, 100) == (
            [Enrolled(10, 1, "user1", "", ()), Enrolled(20, 2, "user2", "User 2", ("old", "new"))],
            None,
        )

    def test_page_by_page(self, course):
        pages, after = [], 0
        while after is not None:
            people, after = OpenEdxPlatform().roster(COURSE, after, 2)
            pages.append([person.user_id for person in people])
        assert pages == [[1, 2], [], []]


class TestFinding:
    @pytest.mark.parametrize(("name", "found"), [("anna", "id-1"), ("anna@example.org", "id-1"), ("bert", None)])
    def test_by_name_or_address(self, lms, accounts, name, found):
        accounts.objects = Rows({"id": 1, "username": "anna", "email": "anna@example.org"})
        lms.anonymous_id_for_user = lambda user, course: f"id-{user.id}" if course == COURSE else ""
        assert OpenEdxPlatform().anonymous_id_of(name, COURSE) == found


class TestLetters:
    LETTER = Letter("A word", "Please look.", "https://lms.example/block", (Section("More", "https://lms.example/b"),))

    @pytest.fixture
    def ace(self, monkeypatch, settings, accounts):
        """The platform's mail; 2 has opted out, 3 has not confirmed an address."""
        settings.ROOT_URLCONF = "lms.urls"
        accounts.objects = Rows(
            *({"id": number, "email": f"{number}@example.org", "is_active": number != 3} for number in (1, 2, 3, 4))
        )
        sent: list[Any] = []
        email = object()

        def channels_for(message):
            opted_out = message.recipient.lms_user_id == 2 and message.context["course_ids"] == [str(COURSE)]
            return set() if opted_out else {email}

        @contextmanager
        def emulate_http_request(site, user):
            yield

        languages = Rows({"user_id": 1, "key": "pref-lang", "value": "de"})
        stand_ins = {
            "edx_ace": {"ace": SimpleNamespace(send=sent.append), "policy": SimpleNamespace(channels_for=channels_for)},
            "edx_ace.channel": {"ChannelType": SimpleNamespace(EMAIL=email)},
            "edx_ace.message": {"Message": lambda **values: SimpleNamespace(**values)},
            "edx_ace.recipient": {
                "Recipient": lambda user_id, address: SimpleNamespace(lms_user_id=user_id, address=address)
            },
            "django.contrib.sites.models": {
                "Site": SimpleNamespace(objects=SimpleNamespace(get_current=lambda: "site"))
            },
            "openedx.core.djangoapps.ace_common.template_context": {
                "get_base_template_context": lambda site: {"platform_name": site}
            },
            "openedx.core.djangoapps.lang_pref": {"LANGUAGE_KEY": "pref-lang"},
            "openedx.core.djangoapps.user_api.models": {"UserPreference": SimpleNamespace(objects=languages)},
            "openedx.core.lib.celery.task_utils": {"emulate_http_request": emulate_http_request},
        }
        for name, contents in stand_ins.items():
            module(monkeypatch, name, **contents)
        return sent

    def test_who_takes_mail_of_the_course_gets_it(self, ace):
        assert OpenEdxPlatform().send_letter([1, 2, 3], COURSE, self.LETTER) == 1
        (message,) = ace
        assert (message.app_label, message.name, message.language) == ("bizmooc", "letter", "de")
        assert (message.recipient.lms_user_id, message.recipient.address) == (1, "1@example.org")
        assert message.context == {
            "platform_name": "site",
            "course_ids": [str(COURSE)],
            "subject": "A word",
            "text": "Please look.",
            "address": "https://lms.example/block",
            "sections": [{"text": "More", "address": "https://lms.example/b"}],
        }

    def test_each_gets_a_mail_of_their_own(self, ace):
        assert OpenEdxPlatform().send_letter([1, 4], COURSE, self.LETTER) == 2
        assert [message.recipient.lms_user_id for message in ace] == [1, 4]

    def test_nothing_is_sent_in_studio(self, ace, settings):
        settings.ROOT_URLCONF = "cms.urls"
        assert OpenEdxPlatform().send_letter([1], COURSE, self.LETTER) == 0
        assert ace == []


def test_reports_lie_where_the_instructor_dashboards_do(monkeypatch, settings):
    asked = []
    store = SimpleNamespace(from_config=lambda name: asked.append(name) or SimpleNamespace(storage="there"))
    module(monkeypatch, "lms.djangoapps.instructor_task.models", ReportStore=store)
    settings.ROOT_URLCONF = "lms.urls"
    assert (OpenEdxPlatform().report_storage(), asked) == ("there", ["GRADES_DOWNLOAD"])
    settings.ROOT_URLCONF = "cms.urls"
    assert OpenEdxPlatform().report_storage() is None


def test_the_address_of_a_block(settings):
    settings.LMS_ROOT_URL = "https://lms.example"
    assert OpenEdxPlatform().block_address("block-v1:x", COURSE) == (
        f"https://lms.example/courses/{COURSE}/jump_to/block-v1:x"
    )


def test_the_store_of_courses_is_asked_for_blocks_of_a_type(monkeypatch):
    store = SimpleNamespace(get_items=lambda course, qualifiers: [(course, qualifiers)])
    module(monkeypatch, "xmodule.modulestore.django", modulestore=lambda: store)
    assert OpenEdxPlatform().blocks_of_type(COURSE, "problem") == [(COURSE, {"category": "problem"})]


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
        assert (host.can_author(USER, COURSE), host.is_course_staff(USER, COURSE)) == (False, False)
        assert (host.cohort_of(1, COURSE), host.cohort_names(COURSE)) == (None, {})
        assert (host.team_of(1, COURSE, ""), host.team_names(COURSE), host.people_of(COURSE, ["x"])) == (None, {}, {})
        assert (host.roster(COURSE, 0, 10), host.anonymous_id_of("anna", COURSE)) == (([], None), None)
        assert (host.send_letter([1], COURSE, TestLetters.LETTER), host.block_address("b", COURSE)) == (0, "")
        assert (host.report_storage(), host.blocks_of_type(COURSE, "problem")) == (None, None)
