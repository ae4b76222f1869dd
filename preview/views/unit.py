"""The unit page: what learners spend their time on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import UsageKey

from preview.olx import Course, Node
from preview.runtime import Mode, render_unit
from preview.seeding import team_exercise
from preview.views.access import CourseVisit, course_page
from preview.views.outline import DONE, SOME, Outline, UnitRow


@dataclass(frozen=True)
class Place:
    """Where a unit stands among the units a visit sees."""

    section: Node
    subsection: Node
    siblings: tuple[UnitRow, ...]
    number: int
    previous: UnitRow | None
    next: UnitRow | None


@course_page
def unit(visit: CourseVisit, usage_key: UsageKey) -> HttpResponse:
    """One unit with its blocks and the way on."""
    node = visit.unit(usage_key)
    outline = Outline(visit)
    rendered = render_unit(visit.request, visit.course, node, Mode.LMS)
    blocks = [block for block in rendered.blocks if block.visible or (visit.sees_all and block.node.problem)]
    context = {
        "visit": visit,
        "course": visit.course,
        "tab": "outline",
        "unit": outline.row(node),
        "place": place_of(node, visit.course, outline),
        "rendered": rendered,
        "blocks": blocks,
        "teammates_of": team_exercise.BLOCK_TYPE,
        "anything_visible": any(block.visible for block in blocks),
    }
    return render(visit.request, "preview/unit.html", context)


@course_page
def unit_state(visit: CourseVisit, usage_key: UsageKey) -> JsonResponse:
    """The unit's tick, for the page to follow what its blocks reported."""
    row = Outline(visit).row(visit.unit(usage_key))
    announcement = _("This unit is complete.") if row.state == DONE else ""
    return JsonResponse({"state": row.state, "word": state_word(row.state), "announcement": announcement})


def state_word(state: str) -> str:
    """The tick in words."""
    return {DONE: _("complete"), SOME: _("in progress")}.get(state, _("not started"))


def place_of(node: Node, course: Course, outline: Outline) -> Place:
    """Breadcrumbs, strip and neighbours of a unit."""
    _root, section, subsection = course.ancestors(node)
    rows = outline.units
    at = next((index for index, row in enumerate(rows) if row.node is node), None)
    siblings = tuple(row for row in rows if course.parent(row.node) is subsection)
    number = next((index for index, row in enumerate(siblings, 1) if row.node is node), 0)
    return Place(
        section=section,
        subsection=subsection,
        siblings=siblings,
        number=number,
        previous=rows[at - 1] if at else None,
        next=rows[at + 1] if at is not None and at + 1 < len(rows) else None,
    )
