"""Grades: what counts, and whether everybody can pass."""

from __future__ import annotations

from collections import Counter
from typing import Any

from course_quality import our_blocks
from course_quality.blocks import OURS
from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity

_NEEDS_OTHERS = frozenset({"openassessment", "ubcpi", "staffgradedxblock", "edx_sga", "discussion"})
"""Block types whose points depend on other people."""
_SHOW = frozenset({
    "answered", "attempted", "closed", "finished", "correct_or_past_due", "past_due", "after_attempts", "always",
    "after_all_attempts", "after_all_attempts_or_correct", "attempted_no_past_due",
})  # fmt: skip
"""When an answer may be shown, except never."""


def _file(course: Export) -> str:
    return f"policies/{course.run}/grading_policy.json"


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


@check("assessment-weights", 47, source="Studio's best practices")
def weights(course: Export) -> Faults:
    """The weights of the types of assignment add up to one."""
    total = sum(_number(grader.get("weight")) for grader in course.graders)
    if abs(total - 1) > 1e-8:
        yield Fault(f"The weights add up to {total:g}.", "Let them add up to 1.", _file(course))


@check("assessment-types", 48, source="Open edX grading policy")
def types(course: Export) -> Faults:
    """Each type of assignment has exactly the subsections it counts, and drops fewer than it has."""
    graded = [each for each in course.of("sequential") if each.is_graded]
    have = Counter(subsection.get("format") for subsection in graded)
    known = {str(grader.get("type")) for grader in course.graders}
    for subsection in graded:
        if subsection.get("format") not in known:
            wrong = f'"{subsection.get("format")}" is no type of assignment.'
            yield Fault(wrong, "Mend format, or add the type to the grading policy.", subsection)
    for grader in course.graders:
        name, wanted = str(grader.get("type")), int(_number(grader.get("min_count")))
        if have[name] != wanted:
            yield Fault(f'"{name}" counts {wanted} and there are {have[name]}.', "Mend min_count.", _file(course))
        if _number(grader.get("drop_count")) >= max(wanted, 1):
            yield Fault(f'"{name}" drops all that it counts.', "Drop fewer.", _file(course))


@check("assessment-reachable", 49, source="BizMOOC recommendations on certificates; OpenupEd 31")
def reachable(course: Export) -> Faults:
    """The pass mark is 50 to 70 percent, and somebody who is alone can reach it."""
    cutoffs = course.grading.get("GRADE_CUTOFFS")
    mark = min(map(_number, cutoffs.values()), default=0.0) if isinstance(cutoffs, dict) else 0.0
    if not 0.5 <= mark <= 0.7:
        yield Fault(f"The pass mark is {mark:.0%}.", "Set it between 50 and 70 percent.", _file(course))
    share = 1 - share_of_others(course)
    if share < mark:
        yield Fault(f"Alone, {share:.0%} can be reached.", "Let less depend on other people.", _file(course))
    for block in course.of(*OURS):
        if block.is_graded and len(our_blocks.seeds(block)) < our_blocks.seeds_needed(block):
            wrong = (
                f"It has {len(our_blocks.seeds(block))} seeds; somebody alone needs {our_blocks.seeds_needed(block)}."
            )
            yield Fault(wrong, "Add seeds.", block)


def share_of_others(course: Export) -> float:
    """The share of the grade that depends on other people."""
    lost = 0.0
    for grader in course.graders:
        own = [each for each in course.of("sequential") if each.is_graded and each.get("format") == grader.get("type")]
        needy = [each for each in own if any(leaf.kind in _NEEDS_OTHERS for leaf in each.leaves)]
        spare = _number(grader.get("drop_count"))
        counted = max(1.0, len(own) - spare)
        lost += _number(grader.get("weight")) * max(0.0, len(needy) - spare) / counted
    return lost


@check("assessment-attempts", 50, source="OpenupEd 30; retrieval with feedback")
def attempts(course: Export) -> Faults:
    """Problems allow two attempts or more and show their answers some time; graded ones have a weight."""
    for problem in course.of("problem"):
        tries = problem.get("max_attempts").strip('"')
        if tries.isdigit() and int(tries) < 2:
            yield Fault(f"It allows {tries} attempt.", "Allow two or more.", problem)
        shown = problem.get("showanswer").strip('"') or str(course.policy.get("showanswer") or "")
        if shown not in _SHOW:
            wrong = f'Its answer is shown "{shown}".' if shown else "It does not say when its answer is shown."
            yield Fault(wrong, 'Write showanswer="finished".', problem, Severity.ADVICE if not shown else None)
        if problem.is_graded and problem.get("weight").strip('"') in {"0", "0.0"}:
            yield Fault("It is graded and has no weight.", "Give it a weight, or do not grade it.", problem)
