"""Point 2: every service may be absent, and nothing is stored for anybody who is no learner of the course."""

from __future__ import annotations

from typing import Any

import pytest
from xblock.core import XBlock

from preview import people
from tests.competence_self_assessment.acting import key
from tests.contract.cases import Case, row_count, rows_of
from tests.support.bare_host import BareHost, Permissions, Person, call, call_as
from tests.support.preview_host import PreviewHost, Role

MAY_NEED = {"user", "i18n", "settings", "field-data"}
VIEWS = ("student_view", "author_view", "studio_view")
# Who the block is bound to, who sits at the keyboard if that is another, and whether it is Studio.
NO_LEARNERS: dict[str, tuple[Any, Any, Any]] = {
    "an id that is missing": (Person(3, anonymous_id="-"), None, None),
    "Studio's id for everybody": (Person(3, anonymous_id="student"), None, None),
    "Studio's id in Studio": (Person(3, anonymous_id="student"), None, Permissions(True)),
    "an id of its own in Studio": (Person(3), None, Permissions(True)),
    "nobody signed in": (Person(3, is_authenticated=False), None, None),
    "staff bound to a learner": (Person(3), Person(4), None),
}


class _Attributes(Person):
    """Somebody whose host says less of them, or says it otherwise."""

    changes: dict[str, Any] = {}
    without: tuple[str, ...] = ()

    @property
    def opt_attrs(self) -> dict[str, Any]:
        attributes = {**super().opt_attrs, **self.changes}
        return {name: value for name, value in attributes.items() if name not in self.without}


def _declared(case: Case) -> dict[str, str]:
    """The services that the block and its parents ask for, each with "need" or "want"."""
    return dict(XBlock.load_class(case.block_type)._combined_services)


@pytest.fixture
def bare(case: Case, settings: Any) -> BareHost:
    settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus", "RAISE_VIEW_ERRORS": True}
    return BareHost(block_class=XBlock.load_class(case.block_type), block_type=case.block_type)


@pytest.mark.django_db
class TestServices:
    def test_only_what_every_host_has_is_needed(self, case: Case) -> None:
        assert {name for name, how in _declared(case).items() if how == "need"} <= MAY_NEED

    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("studio", [None, Permissions(True)], ids=["lms", "studio"])
    def test_each_view_without_each_service_and_without_all(
        self, case: Case, bare: BareHost, view: str, studio: Any
    ) -> None:
        wanted = [name for name, how in _declared(case).items() if how == "want"]
        assert "user" in wanted
        for absent in (*([name] for name in wanted), wanted):
            services = dict.fromkeys(absent)
            block = bare.block(studio=None if "studio_user_permissions" in absent else studio, **services)
            assert getattr(block, view)({}).content, absent

    def test_without_a_user_nothing_is_stored(self, case: Case, bare: BareHost) -> None:
        for handler in case.learner_writes:
            assert call(bare.block(user=None), handler, case.body(handler)).status == 403
        assert row_count(case) == 0


@pytest.mark.django_db
class TestIdentity:
    @pytest.mark.parametrize("who", NO_LEARNERS)
    def test_nothing_is_stored_for(self, case: Case, bare: BareHost, who: str) -> None:
        bound, real, studio = NO_LEARNERS[who]
        bound.anonymous_id = "" if bound.anonymous_id == "-" else bound.anonymous_id
        for handler in case.learner_writes:
            answer = call_as(real or bound, bare.block(bound, studio=studio), handler, case.body(handler))
            assert answer.status == 403
            assert answer.body["error"]
        assert row_count(case) == 0

    @pytest.mark.parametrize("how", ["missing", "None"])
    def test_nor_where_the_host_says_nothing_of_the_id(self, case: Case, bare: BareHost, how: str) -> None:
        person = _Attributes(3)
        name = "edx-platform.anonymous_user_id"
        if how == "missing":
            person.without = (name,)
        else:
            person.changes = {name: None}
        for handler in case.learner_writes:
            assert call(bare.block(person), handler, case.body(handler)).status == 403
        assert bare.block(person).student_view({}).content
        assert row_count(case) == 0

    @pytest.mark.parametrize(
        "role",
        [
            Role.SPECIFIC, Role.STUDIO_PREVIEW, Role.STUDIO_EDITOR, Role.NOAUTH, Role.STAFF_NOAUTH, Role.OUTSIDER,
            Role.STUDIO_LEARNER, Role.VISITOR, Role.VISITOR_NOAUTH,
        ],
        ids=lambda role: role.value,
    )  # fmt: skip
    def test_nothing_is_stored_on_the_preview_host_for(self, case: Case, preview: PreviewHost, role: Role) -> None:
        preview.call(Role.LEARNER, "one", next(iter(case.learner_writes)), case.body(next(iter(case.learner_writes))))
        before = rows_of(case)
        for handler in case.learner_writes:
            body = case.body(handler)
            reply = preview.call(role, "one", handler, body)
            assert reply.status in (403, 302), (handler, reply)
            again = preview.call(role, "one", handler, {**body, "key": key()})
            assert again.status in (403, 302)
        assert rows_of(case) == before

    def test_a_learners_rows_carry_the_courses_anonymous_id(self, case: Case, preview: PreviewHost) -> None:
        for handler in case.learner_writes:
            assert preview.call(Role.LEARNER, "one", handler, case.body(handler)).status == 200
        anna = preview.users["anna"]
        named = {row["participant"] for rows in rows_of(case).values() for row in rows if "participant" in row}
        assert named == {people.anonymous_id(anna, preview.course.key)}
        texts = str(rows_of(case))
        assert anna.username not in texts
        assert anna.email not in texts

    @pytest.mark.parametrize("role", [Role.STAFF, Role.GENERIC], ids=lambda role: role.value)
    def test_what_the_course_team_tries_out_is_marked_so(self, case: Case, preview: PreviewHost, role: Role) -> None:
        for handler in case.learner_writes:
            assert preview.call(role, "one", handler, case.body(handler)).status == 200
        marks = [row["is_course_team"] for rows in rows_of(case).values() for row in rows if "is_course_team" in row]
        assert marks
        assert all(marks)
