"""What the course team sees: blocks with figures, learners, one learner's state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import UsageKey

from preview import people, progress, state
from preview.grades import CourseGrade
from preview.models import Completion, FieldValue, Score
from preview.olx import Course, Node
from preview.runtime import Mode, PreviewRuntime, render_block, take_seat
from preview.views.access import CourseVisit, team_page
from preview.views.kinds import own_block_types
from preview.views.paging import page_of


@dataclass(frozen=True)
class LearnerRow:
    """One learner in the table."""

    user: AbstractBaseUser
    done: int
    grade: CourseGrade


@dataclass(frozen=True)
class FigureRow:
    """One block that has figures for the course team."""

    node: Node
    unit: Node | None
    title: str


@dataclass(frozen=True)
class StateRow:
    """What is kept of one learner in one block."""

    node: Node
    unit: Node | None
    score: Score | None
    completion: float | None


@team_page
def overview(visit: CourseVisit) -> HttpResponse:
    """The blocks with figures and the learners, a page at a time."""
    course = visit.course
    page = page_of(visit.request, people.learners(course.key).order_by("username"))
    context = {
        "visit": visit,
        "course": course,
        "tab": "instructor",
        "blocks": _figure_rows(visit),
        "page": page,
        "learners": learner_rows(course, page.object_list),
        "unit_count": len(course.units),
    }
    return render(visit.request, "preview/instructor.html", context)


@team_page
def block(visit: CourseVisit, usage_key: UsageKey) -> HttpResponse:
    """One block as the course team sees it, alone on a page."""
    node = visit.node(usage_key)
    rendered = render_block(visit.request, visit.course, node, Mode.LMS)
    context = {
        "visit": visit,
        "course": visit.course,
        "tab": "instructor",
        "title": rendered.blocks[0].title if rendered.blocks else node.title,
        "unit": visit.course.unit_of(node),
        "rendered": rendered,
    }
    return render(visit.request, "preview/instructor_block.html", context)


@team_page
def learner(visit: CourseVisit, username: str) -> HttpResponse:
    """One learner's grade and what is kept of them in each block."""
    user = _learner(visit, username)
    context = {
        "visit": visit,
        "course": visit.course,
        "tab": "instructor",
        "learner": user,
        "grade": progress.course_grade(user, visit.course),
        "states": state_rows(visit.course, user),
    }
    return render(visit.request, "preview/learner.html", context)


@team_page
def confirm_delete(visit: CourseVisit, username: str, usage_key: UsageKey) -> HttpResponse:
    """Ask before a learner's state in a block is deleted; the answer is a POST to the same address."""
    user, node = _learner(visit, username), visit.node(usage_key)
    if visit.request.method == "POST":
        return _delete_state(visit, user, node)
    context = {"visit": visit, "course": visit.course, "tab": "instructor", "learner": user, "node": node}
    return render(visit.request, "preview/delete_state.html", context)


def _delete_state(visit: CourseVisit, user: AbstractBaseUser, node: Node) -> HttpResponse:
    state.delete_state(visit.course, node, user, visit.request.user)
    messages.success(
        visit.request,
        _("Deleted what %(name)s had done in “%(block)s”.") % {"name": user.username, "block": node.title},
    )
    return redirect("pages:learner", visit.course.key, user.username)


def _learner(visit: CourseVisit, username: str) -> AbstractBaseUser:
    user = people.learners(visit.course.key).filter(username=username).first()
    if user is None:
        raise Http404(_("This course has no such learner."))
    return user


def blocks_with_figures(course: Course) -> list[Node]:
    """The blocks that may have something to show the course team, in the order of the course."""
    ours = own_block_types()
    return [node for node in course.walk() if node.block_type in ours and not node.problem]


def _figure_rows(visit: CourseVisit) -> list[FigureRow]:
    """The blocks with figures under the names learners see."""
    nodes = blocks_with_figures(visit.course)
    runtime = PreviewRuntime(take_seat(visit.request, visit.course, Mode.LMS))
    runtime.prefetch(nodes)
    return [
        FigureRow(node, visit.course.unit_of(node), runtime.block_of(node).display_name_with_default) for node in nodes
    ]


def learner_rows(course: Course, users: Sequence[AbstractBaseUser]) -> list[LearnerRow]:
    """The table's rows: two queries and the grades of the whole page at once."""
    completions: dict[int, dict[UsageKey, float]] = defaultdict(dict)
    known = {str(node.usage_key): node.usage_key for node in course.walk()}
    rows = Completion.objects.filter(course_key=str(course.key), user_id__in=[user.pk for user in users])
    for user_id, usage_key, value in rows.values_list("user_id", "usage_key", "completion"):
        if usage_key in known:
            completions[user_id][known[usage_key]] = value
    grades = progress.course_grades(users, course)
    return [LearnerRow(user, _units_done(course, completions[user.id]), grades[user.id]) for user in users]


def _units_done(course: Course, completions: dict[UsageKey, float]) -> int:
    complete = progress.completed_nodes(course, completions) if completions else {}
    return sum(bool(complete.get(unit.usage_key)) for unit in course.units)


def state_rows(course: Course, user: AbstractBaseUser) -> list[StateRow]:
    """The blocks of the course in which anything is kept of this learner."""
    own = {"user": user, "course_key": str(course.key)}
    scores = {score.usage_key: score for score in Score.objects.filter(**own)}
    completions = dict(Completion.objects.filter(**own).values_list("usage_key", "completion"))
    kept = set(FieldValue.objects.filter(user_key=user.id).values_list("scope_id", flat=True))
    kept |= set(scores) | set(completions)
    return [
        StateRow(node, course.unit_of(node), scores.get(key), completions.get(key))
        for node in course.walk()
        if (key := str(node.usage_key)) in kept
    ]
