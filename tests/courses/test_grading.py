"""The grading policy fits the subsections that exist, and a learner alone can pass."""

from collections import Counter

import pytest


def graded_subsections(course):
    return [seq for seq in course.tree.iter("sequential") if seq.get("graded") == "true"]


def test_weights_add_up_to_one(course):
    total = sum(grader["weight"] for grader in course.grading_policy["GRADER"])
    assert total == pytest.approx(1, abs=1e-8)


def test_each_type_has_exactly_the_subsections_it_counts(course):
    expected = {grader["type"]: grader["min_count"] for grader in course.grading_policy["GRADER"]}
    assert Counter(seq.get("format") for seq in graded_subsections(course)) == expected


def test_the_pass_mark_leaves_room(course):
    assert 0.5 <= course.grading_policy["GRADE_CUTOFFS"]["Pass"] <= 0.7


def test_every_graded_subsection_has_points_to_win(course):
    for subsection in graded_subsections(course):
        points = len(list(subsection.iter("problem"))) + sum(
            int(block.get("participation_points")) for block in subsection.iter("competence_self_assessment")
        )
        assert points > 0, subsection.get("url_name")


def test_every_question_of_a_check_counts_the_same(course):
    for subsection in graded_subsections(course):
        assert all(problem.get("weight") == "1" for problem in subsection.iter("problem"))


def test_nothing_closes_in_a_self_paced_course(course):
    assert course.policy["self_paced"] is True
    assert not [element for element in course.tree.iter() if element.get("due") or element.get("start")]
    # Studio's validator wants an end. It must not close the course in any run of the next years.
    assert course.policy["end"] >= "2090"
