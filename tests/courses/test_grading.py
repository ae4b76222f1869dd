"""The grading policy fits the subsections that exist, and a learner alone can pass."""

import json
from collections import Counter

import pytest

from .olx import OUR_BLOCK_TYPES

# What a learner can do without anybody else. A block that waits for other people must not decide a pass. An idea board
# does not: it counts own acts, there are the author's seeds to answer, and a board with nothing left counts as done.
# Nor does a team exercise: one can always go on alone, and it counts the same.
DONE_ALONE = {"html", "problem", "competence_self_assessment", "peer_idea_board", "creativity_team_exercise"}
RESPONSES = {"multiplechoiceresponse", "choiceresponse", "optionresponse", "numericalresponse", "stringresponse"}


def graded_subsections(course):
    return [seq for seq in course.tree.iter("sequential") if seq.get("graded") == "true"]


def course_grade(course, share_of) -> float:
    """The grade of a learner who wins ``share_of(subsection)`` of the points in each graded subsection."""
    grade = 0.0
    for grader in course.grading_policy["GRADER"]:
        shares = [share_of(seq) for seq in graded_subsections(course) if seq.get("format") == grader["type"]]
        # As the platform does it: what is missing counts as nothing, and only then the lowest are dropped.
        shares += [0.0] * (grader["min_count"] - len(shares))
        counted = sorted(shares)[grader["drop_count"] :]
        grade += grader["weight"] * sum(counted) / len(counted)
    return grade


def is_taking_part(subsection) -> bool:
    """Whether the points are for taking part, so that no answer is right or wrong."""
    return subsection.find(".//problem") is None


def pass_mark(course) -> float:
    return course.grading_policy["GRADE_CUTOFFS"]["Pass"]


def test_weights_add_up_to_one(course):
    total = sum(grader["weight"] for grader in course.grading_policy["GRADER"])
    assert total == pytest.approx(1, abs=1e-8)


def test_each_type_has_exactly_the_subsections_it_counts(course):
    expected = {grader["type"]: grader["min_count"] for grader in course.grading_policy["GRADER"]}
    assert Counter(seq.get("format") for seq in graded_subsections(course)) == expected


def test_the_pass_mark_leaves_room(course):
    assert 0.5 <= pass_mark(course) <= 0.7


def test_everything_done_and_right_is_a_full_grade(course):
    assert course_grade(course, lambda subsection: 1.0) == pytest.approx(1)


def test_taking_part_and_six_in_ten_right_answers_are_a_pass(course):
    assert course_grade(course, lambda subsection: 1.0 if is_taking_part(subsection) else 0.6) >= pass_mark(course)


def test_taking_part_without_a_right_answer_is_no_pass(course):
    assert course_grade(course, lambda subsection: 1.0 if is_taking_part(subsection) else 0.0) < pass_mark(course)


def test_no_single_subsection_decides_the_pass(course):
    for missed in graded_subsections(course):
        grade = course_grade(course, lambda subsection, missed=missed: 0.0 if subsection is missed else 1.0)
        assert grade >= pass_mark(course), missed.get("url_name")


def test_nobody_needs_other_people_for_a_grade(course):
    for subsection in graded_subsections(course):
        assert {block.tag for unit in subsection for block in unit} <= DONE_ALONE, subsection.get("url_name")


def test_a_graded_board_can_be_done_by_the_first_learner(course):
    for subsection in graded_subsections(course):
        for board in subsection.iter("peer_idea_board"):
            assert len(json.loads(board.findtext("seeds"))) >= int(board.get("feedback_quota")), board.get("url_name")


def test_a_graded_team_exercise_has_ideas_for_those_who_go_on_alone(course):
    for subsection in graded_subsections(course):
        for exercise in subsection.iter("creativity_team_exercise"):
            seeds = json.loads(exercise.findtext("seeds"))
            assert len({seed["id"] for seed in seeds}) == len({seed["text"] for seed in seeds}) == len(seeds)
            # Alone, a sheet meets others' ideas in each round after the first: three of them, and not always the same.
            assert len(seeds) >= (15 if exercise.get("teams") != "alone" else 7), exercise.get("url_name")


def test_a_final_quiz_is_long_and_asks_in_several_ways(course):
    for subsection in graded_subsections(course):
        if subsection.get("format") != "Final quiz":
            continue
        problems = list(subsection.iter("problem"))
        assert len(problems) >= 10
        assert len({element.tag for problem in problems for element in problem} & RESPONSES) >= 4
        assert any("Back to week" in problem.get("display_name") for problem in problems)


def test_every_graded_subsection_has_points_to_win(course):
    for subsection in graded_subsections(course):
        points = len(list(subsection.iter("problem"))) + sum(
            int(block.get("participation_points")) for block in subsection.iter(*OUR_BLOCK_TYPES)
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
