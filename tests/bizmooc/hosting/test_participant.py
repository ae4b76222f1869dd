"""Who somebody is to the blocks: no more than the host says, and never Studio's stand-in."""

from types import SimpleNamespace

import crum
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opaque_keys.edx.locator import CourseLocator

from bizmooc.hosting.participant import Participant, Place, pseudonym
from tests.support.bare_host import COURSE, BareHost, Campus, Permissions, Person
from tests.support.properties import quick


@pytest.fixture(autouse=True)
def campus(settings):
    settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus"}
    return Campus.reset()


def test_a_learner():
    participant = Participant.of(BareHost().block(Person(7)))
    assert participant.anonymous_id == f"{7:032x}"
    assert (participant.user_id, participant.is_authenticated) == (7, True)
    rights = ("is_staff", "is_course_team", "is_masquerading", "in_studio", "can_author")
    assert not [right for right in rights if getattr(participant, right)]


def test_nobody():
    participant = Participant.of(BareHost().block(Person(is_authenticated=False)))
    assert (participant.anonymous_id, participant.user_id, participant.is_authenticated) == ("", None, False)


@pytest.mark.parametrize("name", ["user", "i18n"])
def test_services_may_be_absent(name):
    participant = Participant.of(BareHost().block(Person(), **{name: None}))
    assert participant.is_authenticated is (name != "user")


@pytest.mark.parametrize("anonymous_id", ["student", "f" * 32])
@pytest.mark.parametrize("can_write", [True, False])
def test_studio_gives_nobody_an_id_that_rows_may_carry(anonymous_id, can_write):
    participant = Participant.of(BareHost().block(Person(1, anonymous_id), studio=Permissions(can_write)))
    assert participant.anonymous_id == ""
    assert (participant.in_studio, participant.can_author) == (True, can_write)


def test_studios_stand_in_is_nobody_even_where_studio_does_not_show():
    assert Participant.of(BareHost().block(Person(1, "student"))).anonymous_id == ""


def test_the_course_team_is_known_through_every_view(campus):
    campus.team = {9}
    block = BareHost().block(Person(9, is_staff=False))
    with crum.impersonate(Person(9)):
        assert Participant.of(block).is_course_team
    with crum.impersonate(Person(8)):
        assert not Participant.of(block).is_course_team


def test_somebody_else_at_the_keyboard_is_masquerade(campus):
    campus.team = {9}
    block = BareHost().block(Person(1))
    with crum.impersonate(Person(9)):
        participant = Participant.of(block)
    assert participant.is_masquerading
    assert participant.is_course_team
    assert not participant.is_staff
    with crum.impersonate(Person(1)):
        assert not Participant.of(block).is_masquerading


def test_an_anonymous_request_is_no_masquerade():
    with crum.impersonate(SimpleNamespace(id=None, is_authenticated=False)):
        participant = Participant.of(BareHost().block(Person(1)))
    assert (participant.is_masquerading, participant.is_course_team) == (False, False)


def test_a_place_is_what_rows_carry():
    block = BareHost().block()
    place = Place.of(block)
    assert (place.usage_key, place.course_key) == (str(block.scope_ids.usage_id), str(COURSE))
    assert place.course == COURSE


def test_a_host_without_courses_has_places_too():
    place = Place.of(SimpleNamespace(scope_ids=SimpleNamespace(usage_id="a.b.d0.u0")))
    assert place == Place("a.b.d0.u0", "")
    assert place.course is None


class TestPseudonym:
    def test_it_differs_by_course_purpose_and_person(self):
        names = [
            pseudonym(person, course_key=str(CourseLocator("o", course, "r")), purpose=purpose)
            for person in ("a" * 32, "b" * 32)
            for course in ("one", "two")
            for purpose in ("chart", "export")
        ]
        assert len(set(names)) == 8
        assert all(len(name) == 16 and int(name, 16) >= 0 for name in names)

    def test_it_is_the_same_every_time_and_depends_on_the_secret(self, settings):
        settings.BIZMOOC = {"PSEUDONYM_SECRET": "one"}
        first = pseudonym("a" * 32, course_key="c", purpose="p")
        assert first == pseudonym("a" * 32, course_key="c", purpose="p")
        settings.BIZMOOC = {"PSEUDONYM_SECRET": "two"}
        assert first != pseudonym("a" * 32, course_key="c", purpose="p")

    def test_without_a_secret_of_its_own_it_hangs_on_the_sites(self, settings):
        settings.SECRET_KEY = "one"
        first = pseudonym("a" * 32, course_key="c", purpose="p")
        settings.SECRET_KEY = "two"
        assert first != pseudonym("a" * 32, course_key="c", purpose="p")

    @quick
    @given(st.text("0123456789abcdef", min_size=32, max_size=32))
    def test_it_shows_nothing_of_the_id(self, anonymous_id):
        name = pseudonym(anonymous_id, course_key="c", purpose="p")
        assert anonymous_id[:8] not in name

    def test_its_parts_cannot_be_shifted_into_each_other(self):
        assert pseudonym("x", course_key="bc", purpose="a") != pseudonym("x", course_key="c", purpose="ab")
