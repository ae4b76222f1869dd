"""The course grade by the grading policy, and completion up the outline."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from preview import progress
from preview.models import AuthoredBlock, Completion, Score
from preview.olx import Course
from tests.preview.engine.builder import OPEN, usage

HOMEWORK = {"type": "Homework", "short_label": "HW", "weight": 0.4, "min_count": 3, "drop_count": 1}
EXAM = {"type": "Exam", "short_label": "Ex", "weight": 0.6, "min_count": 1, "drop_count": 0}


def section(name: str, kind: str, *blocks: str) -> str:
    return (
        f'<sequential url_name="{name}" display_name="{name}" graded="true" format="{kind}">'
        f'<vertical url_name="{name}_u">{"".join(blocks)}</vertical></sequential>'
    )


def scored(name: str, **more: object) -> str:
    attributes = " ".join(f'{key}="{value}"' for key, value in more.items())
    return f'<probe_scored url_name="{name}" {attributes}/>'


@pytest.fixture
def graded(builder, play, db) -> Course:
    """Two of three homeworks, an exam, and something that does not count."""
    builder.grading(HOMEWORK, EXAM, cutoffs={"A": 0.8, "B": 0.5})
    ungraded = (
        '<sequential url_name="free"><vertical url_name="free_u"><probe_scored url_name="f"/></vertical></sequential>'
    )
    builder.course(
        '<chapter url_name="c">'
        + section("h1", "Homework", scored("a"))
        + section("h2", "Homework", scored("b"))
        + section("ex", "Exam", scored("x", points=10), scored("y", points=5, weight=20))
        + ungraded
        + "</chapter>",
        OPEN,
    )
    return play()


@pytest.fixture
def earn(graded, django_user_model):
    """Give points, and hand out the grade."""
    user = django_user_model.objects.create_user("ann")

    def do(**points: tuple[float, float]) -> progress.CourseGrade:
        for name, (earned, possible) in points.items():
            Score.objects.record(user.pk, graded.node(usage("probe_scored", name)).usage_key, earned, possible)
        return progress.course_grade(user, graded)

    return do


def test_nothing_done_is_nothing_earned(earn) -> None:
    grade = earn()
    assert (grade.percent, grade.passed, grade.letter, grade.pass_cutoff) == (0.0, False, None, 0.5)
    assert [(s.title, s.earned, s.possible, s.attempted) for s in grade.subsections] == [
        ("h1", 0, 4, False),
        ("h2", 0, 4, False),
        ("ex", 0, 30, False),
        ("free", 0, 4, False),
    ]


def test_missing_assignments_are_dropped_first(earn) -> None:
    """Three homeworks are expected, two exist, the weakest is dropped: that is the missing one."""
    grade = earn(a=(4, 4), b=(2, 4))
    homework = grade.assignments[0]
    assert homework.percent == pytest.approx((1 + 0.5) / 2)
    assert not any(s.dropped for s in grade.subsections)
    assert grade.percent == pytest.approx(0.3)


def test_an_assignment_that_is_missing_and_not_dropped_counts_as_nothing(builder, play, django_user_model) -> None:
    builder.grading({**HOMEWORK, "min_count": 4, "weight": 1.0})
    sections = section("h1", "Homework", scored("a")) + section("h2", "Homework", scored("b"))
    builder.course(f'<chapter url_name="c">{sections}</chapter>')
    course = play()
    user = django_user_model.objects.create_user("ann")
    for name in "ab":
        Score.objects.record(user.pk, course.node(usage("probe_scored", name)).usage_key, 4, 4)
    assert progress.course_grade(user, course).assignments[0].percent == pytest.approx(2 / 3)


def test_weights_rescale(earn) -> None:
    grade = earn(x=(5, 10), y=(5, 5))
    exam = next(s for s in grade.subsections if s.title == "ex")
    assert (exam.earned, exam.possible, exam.graded, exam.format) == (25, 30, True, "Exam")
    assert grade.percent == pytest.approx(0.5)
    assert (grade.passed, grade.letter) == (True, "B")


def test_all_done(earn) -> None:
    grade = earn(a=(4, 4), b=(4, 4), x=(10, 10), y=(5, 5), f=(0, 4))
    assert (grade.percent, grade.letter) == (1.0, "A")


def test_what_does_not_count_does_not_count(earn) -> None:
    assert earn(f=(4, 4)).percent == 0.0


def test_the_weakest_is_dropped_when_none_is_missing(builder, play, django_user_model) -> None:
    builder.grading({**HOMEWORK, "min_count": 2, "weight": 1.0})
    sections = section("h1", "Homework", scored("a")) + section("h2", "Homework", scored("b"))
    builder.course(f'<chapter url_name="c">{sections}</chapter>')
    course = play()
    user = django_user_model.objects.create_user("ann")
    Score.objects.record(user.pk, course.node(usage("probe_scored", "a")).usage_key, 1, 4)
    Score.objects.record(user.pk, course.node(usage("probe_scored", "b")).usage_key, 3, 4)
    grade = progress.course_grade(user, course)
    assert [s.dropped for s in grade.subsections] == [True, False]
    assert grade.percent == pytest.approx(0.75)


def test_hidden_and_unknown_blocks_are_not_in_the_denominator(builder, play, django_user_model) -> None:
    builder.grading({**EXAM, "weight": 1.0})
    hidden = scored("h", visible_to_staff_only="true")
    exam = section("ex", "Exam", scored("a"), hidden, '<later url_name="l"/>')
    builder.course(f'<chapter url_name="c">{exam}</chapter>')
    grade = progress.course_grade(django_user_model.objects.create_user("ann"), play())
    assert grade.subsections[0].possible == 4


def test_a_published_change_changes_what_can_be_earned(graded, earn) -> None:
    assert earn().subsections[0].possible == 4
    AuthoredBlock.objects.create(
        course_key=str(graded.key), usage_key=usage("probe_scored", "a"), published={"points": 9}, draft={"points": 99}
    )
    assert earn().subsections[0].possible == 9


def test_two_queries_however_many_people(graded, django_user_model) -> None:
    users = [django_user_model.objects.create_user(f"u{n}") for n in range(10)]
    with CaptureQueriesContext(connection) as captured:
        grades = progress.course_grades(users, graded)
    assert len(captured) == 2
    assert set(grades) == {user.pk for user in users}


class TestCompletion:
    @pytest.fixture
    def outline(self, builder, play):
        excluded = '<vertical url_name="empty"><later url_name="l"/></vertical>'
        split = '<split_test url_name="sp"><probe url_name="s1"/><probe url_name="s2"/></split_test>'
        builder.course(
            '<chapter url_name="c"><sequential url_name="s">'
            f'<vertical url_name="u1"><probe url_name="p1"/><probe url_name="p2"/></vertical>{excluded}'
            f'<vertical url_name="u2">{split}</vertical></sequential></chapter>'
        )
        return play()

    def judged(self, course: Course, *done: str) -> dict[str, bool]:
        given = {course.node(usage("probe", name)).usage_key: 1.0 for name in done}
        return {key.block_id: value for key, value in progress.completed_nodes(course, given).items()}

    def test_a_unit_is_complete_with_all_its_blocks(self, outline) -> None:
        assert self.judged(outline, "p1")["u1"] is False
        both = self.judged(outline, "p1", "p2")
        assert (both["u1"], both["s"], both["c"]) == (True, False, False)

    def test_one_branch_of_an_experiment_is_enough(self, outline) -> None:
        assert self.judged(outline, "p1", "p2", "s2")["course"] is True

    def test_what_has_nothing_to_complete_is_left_out_and_holds_nothing_up(self, outline) -> None:
        judged = self.judged(outline, "p1", "p2", "s1")
        assert "empty" not in judged
        assert "l" not in judged
        assert judged["course"] is True

    def test_completions_of_one_person(self, outline, crowd, django_assert_num_queries) -> None:
        key = outline.node(usage("probe", "p1")).usage_key
        Completion.objects.record(crowd.learner.pk, key, 0.5)
        Completion.objects.record(crowd.other.pk, key, 1.0)
        with django_assert_num_queries(1):
            assert progress.completions(crowd.learner, outline) == {key: 0.5}
