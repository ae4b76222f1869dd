"""Course list, outline, info page and the links that point into a course."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from preview import olx, people, progress
from preview.olx import Course
from preview.views.access import CourseVisit, course_page
from preview.views.documents import documents
from preview.views.outline import Outline


@dataclass(frozen=True)
class CourseCard:
    """One course in the list."""

    course: Course
    enrolled: bool
    on_team: bool
    done: int
    total: int

    @property
    def part(self) -> float:
        """How much of the course is complete, from 0 to 1."""
        return self.done / self.total if self.total else 0.0


def course_list(request: HttpRequest) -> HttpResponse:
    """Every course this host can play."""
    context = {"cards": [_card(request, course) for course in olx.courses()], "unreadable": olx.unreadable()}
    return render(request, "preview/course_list.html", context)


def _card(request: HttpRequest, course: Course) -> CourseCard:
    if not request.user.is_authenticated:
        return CourseCard(course, False, False, 0, len(course.units))
    enrolled = people.is_enrolled(request.user.id, course.key)
    on_team = people.is_course_team(request.user, course.key)
    if not enrolled and not on_team:
        return CourseCard(course, False, False, 0, len(course.units))
    outline = Outline(CourseVisit(request, course, on_team))
    return CourseCard(course, enrolled, on_team, outline.done, outline.total)


@course_page
def outline(visit: CourseVisit) -> HttpResponse:
    """The sections, subsections and units, with ticks and where to go on."""
    context = {"visit": visit, "course": visit.course, "outline": Outline(visit), "tab": "outline"}
    if visit.course.grading.assignment_types:
        context["grade"] = progress.course_grade(visit.viewer, visit.course)
    return render(visit.request, "preview/outline.html", context)


@course_page
def info(visit: CourseVisit) -> HttpResponse:
    """What the course says about itself outside its units."""
    context = {"visit": visit, "course": visit.course, "documents": documents(visit.course), "tab": "info"}
    return render(visit.request, "preview/info.html", context)


@course_page
def jump_to_id(visit: CourseVisit, block_id: str) -> HttpResponse:
    """Go to the unit that holds the block with this id, as ``/jump_to_id/`` links in course texts mean it."""
    target = next((node for node in visit.course.walk() if node.usage_key.block_id == block_id), None)
    if target is None:
        raise Http404(_("This course has no block with the id “%(id)s”.") % {"id": block_id})
    return redirect(_address(visit, target))


@course_page
def jump_to(visit: CourseVisit, usage_key: str) -> HttpResponse:
    """Go to the unit that holds this block."""
    return redirect(_address(visit, visit.node(usage_key)))


def asset_by_key(_request: HttpRequest, name: str) -> HttpResponse:
    """A course file under the key Studio shows to authors, as they sometimes write it into their texts."""
    course, found, file = name.partition("+type@asset+block@")
    if not found:
        raise Http404(_("There is no such file."))
    return redirect(f"/courses/course-v1:{course}/static/{file}")


def _address(visit: CourseVisit, target: olx.Node) -> str:
    """The page that shows a node: its unit, or for a container its first unit, or the outline."""
    course = visit.course
    unit = course.unit_of(target) or next((each for each in course.walk(target) if course.unit_of(each)), None)
    if unit is None:
        return reverse("pages:outline", args=[course.key])
    inside = course.unit_of(target) is unit and target is not unit
    anchor = f"#{target.usage_key.block_id}" if inside else ""
    return reverse("pages:unit", args=[course.key, unit.usage_key]) + anchor
