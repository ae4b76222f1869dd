"""Questions: their options, their feedback, and what gives an answer away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from course_quality.blocks import Block
from course_quality.checks import Faults, check
from course_quality.export import Export
from course_quality.finding import Fault, Severity
from course_quality.pages import plain

_RESPONSES = ("multiplechoiceresponse", "choiceresponse", "optionresponse", "numericalresponse", "stringresponse")
_HINTS = ("choicehint", "optionhint")
_FEW = 12
"""Questions; with fewer of them a pattern in their answers is chance."""
_ALL_OR_NONE = re.compile(r"\b(all|none|both|neither) of the (above|below|these|answers|options)\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(which|what|who|where)\b[^.?!]*\b(not|never|least|except)\b[^.?!]*\?", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """One response of a problem.

    Attributes:
        problem: The block.
        element: The response; its options are below it.
    """

    problem: Block
    element: etree._Element

    @property
    def label(self) -> str:
        """What is asked."""
        label = self.element.find(".//label")
        return plain(label) if label is not None else (self.element.get("label") or "")

    @property
    def options(self) -> list[etree._Element]:
        """What can be chosen."""
        return [option for option in self.element.iter("choice", "option") if option.get("correct")]

    def words(self, option: etree._Element) -> str:
        """What an option says, without its feedback."""
        inner = (plain(child) + " " + (child.tail or "") for child in option if child.tag not in _HINTS)
        tails = (child.tail or "" for child in option if child.tag in _HINTS)
        return " ".join(" ".join([option.text or "", *inner, *tails]).split())


def questions(course: Export) -> Iterator[Question]:
    """All questions of a course."""
    for problem in course.of("problem"):
        for element in problem.element.iter(*_RESPONSES):
            yield Question(problem, element)


def single_choices(course: Export) -> list[Question]:
    """The questions with one right answer among options that are seen."""
    return [each for each in questions(course) if each.element.tag == "multiplechoiceresponse" and each.options]


def _is_right(option: etree._Element) -> bool:
    return (option.get("correct") or "").lower() == "true"


@check("questions-label", 43, source="WCAG 2.2, 1.3.1 and 3.3.2")
def label(course: Export) -> Faults:
    """Every question has a label."""
    for question in questions(course):
        if not question.label:
            yield Fault("A question has no label.", "Put what is asked into <label>.", question.problem)


@check("questions-options", 43, source="Haladyna, Downing and Rodriguez 2002")
def options(course: Export) -> Faults:
    """A question with one right answer has three or four options, and exactly one of them is right."""
    for question in single_choices(course):
        count = len(question.options)
        right = sum(map(_is_right, question.options))
        if not 3 <= count <= 4:
            yield Fault(f"There are {count} options.", "Offer three or four.", question.problem)
        if right != 1:
            yield Fault(f"{right} options are right.", "Let exactly one be right.", question.problem)


@check("questions-feedback", 43, source="Black and Wiliam 1998; OpenupEd 29")
def feedback(course: Export) -> Faults:
    """Every option has feedback of its own."""
    for question in questions(course):
        for option in question.options:
            hints = [hint for hint in option if hint.tag in _HINTS]
            if not hints or not all(plain(hint) for hint in hints):
                wrong = f'The option "{question.words(option)[:50]}" has no feedback.'
                yield Fault(wrong, "Say why it is right or wrong.", question.problem)


@check("questions-solution", 43, source="OpenupEd 29")
def solution(course: Export) -> Faults:
    """Every problem explains its answer."""
    for problem in course.of("problem"):
        found = problem.element.find(".//solution")
        if (found is None or not plain(found)) and any(True for _ in problem.element.iter(*_RESPONSES)):
            yield Fault("The problem has no solution.", "Explain the answer in <solution>.", problem)


@check("questions-all-or-none", 43, source="Haladyna, Downing and Rodriguez 2002")
def all_or_none(course: Export) -> Faults:
    """No option says "all of the above" or the like."""
    for question in questions(course):
        for option in question.options:
            if _ALL_OR_NONE.search(question.words(option)):
                yield Fault(f'An option says "{question.words(option)}".', "Name what is meant.", question.problem)


@check("questions-position", 43, source="Haladyna, Downing and Rodriguez 2002")
def position(course: Export) -> Faults:
    """The right answer is at no place in more than half of the questions."""
    places = Counter(
        [_is_right(option) for option in question.options].index(True)
        for question in single_choices(course)
        if any(map(_is_right, question.options))
    )
    for place, times in places.items():
        if places.total() >= _FEW and times / places.total() > 0.5:
            wrong = f"In {times} of {places.total()} questions the right answer is number {place + 1}."
            yield Fault(wrong, "Change the order of options.")


@check("questions-longest", 43, source="Haladyna, Downing and Rodriguez 2002")
def longest(course: Export) -> Faults:
    """The right answer is the longest in fewer than two of five questions."""
    found = [
        is_longest for question in single_choices(course) if (is_longest := right_is_longest(question)) is not None
    ]
    if len(found) >= _FEW and sum(found) / len(found) >= 0.4:
        wrong = f"In {sum(found)} of {len(found)} questions the right answer is the longest."
        yield Fault(wrong, "Make other options as long, or the right one shorter.")


def right_is_longest(question: Question) -> bool | None:
    """Whether the right answer is longer than every other; None where not one answer is right."""
    right = [len(question.words(option)) for option in question.options if _is_right(option)]
    wrong = [len(question.words(option)) for option in question.options if not _is_right(option)]
    return right[0] > max(wrong) if len(right) == 1 and wrong else None


@check("questions-negative", 44, source="Haladyna, Downing and Rodriguez 2002", severity=Severity.ADVICE)
def negative(course: Export) -> Faults:
    """A question that asks what is not so says "not" with emphasis."""
    for question in questions(course):
        label = question.element.find(".//label")
        stressed = label is not None and label.find(".//em") is None and label.find(".//strong") is None
        if stressed and _NEGATIVE.search(question.label) and not re.search(r"\b(NOT|NEVER|EXCEPT)\b", question.label):
            yield Fault(
                f'"{question.label[-70:]}" asks for what is not so.',
                "Ask the other way, or use <em>.",
                question.problem,
            )
