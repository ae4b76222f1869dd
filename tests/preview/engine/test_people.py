"""Enrolment, roles, ids, the ground floor's questions, and deleting a learner's state."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.platform import platform
from preview import people, state
from preview.models import AnonymousId, Completion, CourseRole, Enrollment, FieldValue, Score
from preview.platform import PreviewPlatform
from preview.runtime import open_block
from tests.preview.engine.builder import usage
from tests.preview.engine.probe import Scored

ELSEWHERE = CourseKey.from_string("course-v1:no+such+run")


def test_enrolling_and_leaving(crowd, course) -> None:
    people.enrol(crowd.outsider, course.key)
    people.enrol(crowd.outsider, course.key)
    assert people.is_enrolled(crowd.outsider.pk, course.key)
    assert [user.username for user in people.learners(course.key)] == ["learner", "other", "outsider"]
    people.unenrol(crowd.outsider, course.key)
    assert not people.is_enrolled(crowd.outsider.pk, course.key)
    assert not people.is_enrolled(crowd.learner.pk, ELSEWHERE)


def test_roles(crowd, course) -> None:
    people.set_role(crowd.staff, course.key, "instructor")
    assert people.role(crowd.staff, course.key) == "instructor"
    people.set_role(crowd.staff, course.key, None)
    assert people.role(crowd.staff, course.key) == "student"
    assert people.role(AnonymousUser(), course.key) == "student"
    assert not people.is_course_team(crowd.instructor, ELSEWHERE)
    assert people.is_course_team(crowd.superuser, ELSEWHERE)
    with pytest.raises(ValueError):
        people.set_role(crowd.staff, course.key, "king")


def test_ids_stay_when_the_key_of_the_host_changes(crowd, course, settings) -> None:
    before = people.anonymous_id(crowd.learner, course.key)
    settings.SECRET_KEY = "another"
    assert people.anonymous_id(crowd.learner, course.key) == before
    assert people.user_by_anonymous_id(before) == crowd.learner


@pytest.mark.parametrize(
    "make",
    [
        lambda user: Enrollment(user=user, course_key="k"),
        lambda user: CourseRole(user=user, course_key="k", role="staff"),
        lambda user: AnonymousId(user=user, course_key="k", anonymous_id="x"),
        lambda user: Score(user=user, course_key="k", usage_key="u", earned=1, possible=1),
        lambda user: Completion(user=user, course_key="k", usage_key="u", completion=1),
        lambda user: FieldValue(scope="s", scope_id="", user_key=0, field="f", modified="2026-01-01T00:00Z"),
    ],
)
def test_what_must_not_be_doubled_cannot_be(crowd, make) -> None:
    make(crowd.learner).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(crowd.learner).save()


class TestPlatform:
    def test_the_ground_floor_asks_the_preview(self) -> None:
        assert isinstance(platform(), PreviewPlatform)

    def test_answers(self, crowd, course) -> None:
        ask = PreviewPlatform()
        assert ask.is_enrolled(crowd.learner.pk, course.key)
        assert not ask.is_enrolled(crowd.outsider.pk, course.key)
        assert ask.is_course_team(crowd.staff, course.key)
        assert not ask.is_course_team(crowd.learner, course.key)
        assert ask.course_start(course.key) == course.start
        assert ask.course_start(ELSEWHERE) is None
        assert ask.is_self_paced(course.key) is False
        assert ask.is_self_paced(ELSEWHERE) is False

    @pytest.mark.django_db
    def test_blocks_of_a_type_are_those_that_authors_see(self, course) -> None:
        ask = PreviewPlatform()
        (found,) = ask.blocks_of_type(course.key, "probe")
        assert found.text == "hello"
        assert ask.blocks_of_type(course.key, "problem") == []
        assert ask.blocks_of_type(ELSEWHERE, "probe") is None

    def test_ids_are_the_course_specific_ones(self, crowd, course) -> None:
        people.anonymous_id(crowd.learner, None)
        uid = people.anonymous_id(crowd.learner, course.key)
        assert PreviewPlatform().anonymous_ids(crowd.learner) == [uid]

    def test_nobody_is_behind_no_request(self) -> None:
        assert PreviewPlatform().real_user() is None


class TestDeleteState:
    def test_the_block_is_asked_unbound_and_then_the_rows_go(self, crowd, course, page) -> None:
        node = course.node(usage("probe_scored", "probe_scored_1"))
        for user in (crowd.learner, crowd.other):
            block = open_block(page(user.username), course, node.usage_key)
            block.count = 5
            block.save()
            block.runtime.publish(block, "grade", {"value": 1, "max_value": 1})
        state.delete_state(course, node, crowd.learner, crowd.staff)
        assert Scored.cleared == [
            {
                "user_id": people.anonymous_id(crowd.learner, course.key),
                "course_id": str(course.key),
                "item_id": str(node.usage_key),
                "requesting_user_id": people.anonymous_id(crowd.staff, course.key),
                "bound_to": None,
            }
        ]
        assert list(FieldValue.objects.values_list("user_key", flat=True)) == [crowd.other.pk]
        assert list(Score.objects.values_list("user_id", flat=True)) == [crowd.other.pk]
        assert list(Completion.objects.values_list("user_id", flat=True)) == [crowd.other.pk]

    def test_everything_inside_goes_too(self, crowd, course) -> None:
        state.delete_state(course, course.units[0], crowd.learner, crowd.staff)
        assert len(Scored.cleared) == 1

    def test_nothing_goes_when_the_block_refuses(self, crowd, course, page, monkeypatch) -> None:
        node = course.node(usage("probe_scored", "probe_scored_1"))
        block = open_block(page("learner"), course, node.usage_key)
        block.count = 5
        block.save()

        def refuse(self, **_who) -> None:
            raise RuntimeError

        monkeypatch.setattr(Scored, "clear_student_state", refuse)
        with pytest.raises(RuntimeError):
            state.delete_state(course, node, crowd.learner, crowd.staff)
        assert FieldValue.objects.count() == 1
