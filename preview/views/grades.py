"""The progress page, by the course's own grading policy."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preview import progress
from preview.grades import AssignmentGrade
from preview.views.access import CourseVisit, course_page
from preview.views.outline import Outline


@dataclass(frozen=True)
class AssignmentRow:
    """One kind of work in the table of what counts."""

    type: str
    weight: float
    percent: float
    contribution: float
    rule: str

    @classmethod
    def of(cls, grade: AssignmentGrade) -> AssignmentRow:
        """The row for one assignment type's grade."""
        return cls(grade.type, grade.weight, grade.percent, grade.weight * grade.percent, _rule(grade))


def _rule(grade: AssignmentGrade) -> str:
    """How many pieces of work count, in words."""
    text = ngettext("%(n)s piece of work", "%(n)s pieces of work", grade.expected) % {"n": grade.expected}
    if not grade.drop_count:
        return text
    dropped = ngettext("the lowest is dropped", "the lowest %(n)s are dropped", grade.drop_count)
    return _("%(count)s, %(dropped)s") % {"count": text, "dropped": dropped % {"n": grade.drop_count}}


@course_page
def progress_page(visit: CourseVisit) -> HttpResponse:
    """How far the person is and what has been earned, per assignment type and per subsection."""
    grade = progress.course_grade(visit.viewer, visit.course)
    context = {
        "visit": visit,
        "course": visit.course,
        "tab": "progress",
        "outline": Outline(visit),
        "grade": grade,
        "graded": [each for each in grade.subsections if each.graded],
        "practice": [each for each in grade.subsections if not each.graded and each.possible],
        "assignments": [AssignmentRow.of(each) for each in grade.assignments],
        "pass_mark": grade.pass_cutoff,
        "pass_at": f"{100 * grade.pass_cutoff:.1f}",
        "missing": grade.pass_cutoff - grade.percent,
    }
    return render(visit.request, "preview/progress.html", context)
