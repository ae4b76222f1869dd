"""Author mode: the outline with its drafts, the unit page, the editor's parts, publish and discard."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from opaque_keys.edx.keys import UsageKey

from preview import authoring
from preview.blocks.types import STANDARD, class_or_placeholder
from preview.olx import Node
from preview.runtime import Mode, PreviewRuntime, open_block, render_block, render_editor, take_seat
from preview.views.access import CourseVisit, team_page
from preview.views.resources import local


@dataclass(frozen=True)
class AuthoredBlock:
    """One block on the author's unit page."""

    node: Node
    title: str
    editable: bool
    olx: str


@team_page
def outline(visit: CourseVisit) -> HttpResponse:
    """The whole course with the state of each unit."""
    context = {
        "visit": visit,
        "course": visit.course,
        "author_mode": True,
        "drafts": authoring.draft_units(visit.course),
        "problems": visit.course.problems,
    }
    return render(visit.request, "preview/studio/outline.html", context)


@team_page
def unit(visit: CourseVisit, usage_key: UsageKey) -> HttpResponse:
    """A unit as its author sees it; each block's preview is fetched by the page, as Studio does."""
    node = visit.unit(usage_key)
    before, after = visit.course.neighbours(node)
    context = {
        "visit": visit,
        "course": visit.course,
        "author_mode": True,
        "unit": node,
        "path": visit.course.ancestors(node),
        "before": before,
        "after": after,
        "has_draft": authoring.has_draft(visit.course, node),
        "blocks": _authored_blocks(visit, node),
    }
    return render(visit.request, "preview/studio/unit.html", context)


@team_page
def preview(visit: CourseVisit, usage_key: UsageKey) -> JsonResponse:
    """One block's preview as ``{html, resources}``, with its validation and the unit's state."""
    node = visit.node(usage_key)
    rendered = render_block(visit.request, visit.course, node, Mode.STUDIO_PREVIEW)
    answer = {
        "html": rendered.html,
        "resources": local(rendered.resources),
        "title": rendered.blocks[0].title,
        "validation": _validation(visit, node),
        "unit_state": _unit_state(visit, node),
    }
    return JsonResponse(answer)


@team_page
def editor(visit: CourseVisit, usage_key: UsageKey) -> JsonResponse:
    """A block's ``studio_view`` as ``{html, resources}``."""
    rendered = render_editor(visit.request, visit.course, visit.node(usage_key))
    return JsonResponse({"html": rendered.html, "resources": local(rendered.resources)})


@require_POST
@team_page
def publish(visit: CourseVisit, usage_key: UsageKey) -> HttpResponse:
    """Let learners see the unit's draft."""
    node = visit.unit(usage_key)
    count = authoring.publish(visit.course, node, visit.request.user)
    text = ngettext("Published: %(count)s changed block.", "Published: %(count)s changed blocks.", count)
    messages.success(visit.request, text % {"count": count})
    return redirect("pages:studio-unit", visit.course.key, node.usage_key)


@team_page
def discard(visit: CourseVisit, usage_key: UsageKey) -> HttpResponse:
    """Ask, then drop the unit's draft; learners never saw it."""
    node = visit.unit(usage_key)
    if visit.request.method != "POST":
        context = {"visit": visit, "course": visit.course, "author_mode": True, "unit": node}
        return render(visit.request, "preview/studio/discard.html", context)
    authoring.discard(visit.course, node)
    messages.success(visit.request, _("The unpublished changes were discarded."))
    return redirect("pages:studio-unit", visit.course.key, node.usage_key)


def _authored_blocks(visit: CourseVisit, unit: Node) -> list[AuthoredBlock]:
    """The unit's blocks under the names they have as drafts."""
    runtime = PreviewRuntime(take_seat(visit.request, visit.course, Mode.STUDIO_PREVIEW))
    runtime.prefetch(visit.course.walk(unit))
    return [
        AuthoredBlock(
            node=child,
            title=runtime.block_of(child).display_name_with_default,
            editable=is_editable(child),
            olx=authoring.block_olx(visit.course, child),
        )
        for child in unit.children
    ]


def is_editable(node: Node) -> bool:
    """Whether the block brings an editor of its own; Studio edits the standard ones elsewhere."""
    return node.block_type not in STANDARD and hasattr(class_or_placeholder(node.block_type), "studio_view")


def _validation(visit: CourseVisit, node: Node) -> str:
    """What the block's own ``validate()`` has to say, as HTML."""
    if node.problem:
        return render_to_string("preview/studio/validation.html", {"problem": node.problem}, visit.request)
    block = open_block(visit.request, visit.course, node.usage_key, Mode.STUDIO_PREVIEW)
    return render_to_string("preview/studio/validation.html", {"messages": block.validate().messages}, visit.request)


def _unit_state(visit: CourseVisit, node: Node) -> str:
    """The bar over the unit that holds this block: draft or published, and what to do about it."""
    unit = visit.course.unit_of(node) or node
    context = {"course": visit.course, "unit": unit, "has_draft": authoring.has_draft(visit.course, unit)}
    return render_to_string("preview/studio/unit_state.html", context, visit.request)
