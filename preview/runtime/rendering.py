"""From blocks to what a page needs of them: HTML, and the scripts and styles that go with it."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment, FragmentResource
from xblock.core import XBlock

from preview.blocks.types import CONTAINERS, STANDARD
from preview.olx import Course, Node
from preview.runtime.runtime import PreviewRuntime
from preview.runtime.seat import Mode, Seat, take_seat
from preview.runtime.wrapping import wants_view_completion

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RenderedBlock:
    """One block, drawn.

    Attributes:
        node: Where it stands in the course.
        title: Its name as it is now, an author's draft included.
        html: The view in its wrapper; empty where there is nothing for this person.
        failed: Whether the box of a failure stands in its place.
        editable: Whether the block has an editor of its own.
        wants_view_completion: Whether the page shall report it once it was in view.
    """

    node: Node
    title: str
    html: SafeString
    failed: bool = False
    editable: bool = False
    wants_view_completion: bool = False

    @property
    def usage_key(self) -> UsageKey:
        """The block's key."""
        return self.node.usage_key

    @property
    def block_type(self) -> str:
        """The block's type."""
        return self.node.block_type

    @property
    def visible(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.html)


@dataclass(frozen=True)
class Rendered:
    """Blocks in order, and what the page has to load for all of them."""

    blocks: tuple[RenderedBlock, ...]
    _fragment: Fragment

    @property
    def html(self) -> SafeString:
        """All blocks, one after the other."""
        return mark_safe("".join(block.html for block in self.blocks))

    @property
    def head_html(self) -> SafeString:
        """What belongs into the page's head, each resource once."""
        return mark_safe(self._fragment.head_html())

    @property
    def foot_html(self) -> SafeString:
        """What belongs at the end of the page, each resource once."""
        return mark_safe(self._fragment.foot_html())

    @property
    def resources(self) -> list[list[Any]]:
        """The resources as Studio's JSON lists them: an id and what it is."""
        return [[_resource_id(resource), resource._asdict()] for resource in self._fragment.resources]


def open_block(request: HttpRequest, course: Course, usage_key: UsageKey | str, mode: Mode = Mode.LMS) -> XBlock:
    """A block, bound to whoever sent the request.

    Raises:
        BlockNotFound: the course has no such block.
    """
    node = course.node(usage_key)
    return PreviewRuntime(take_seat(request, course, mode)).block_of(node)


def render_unit(request: HttpRequest, course: Course, unit: Node, mode: Mode = Mode.LMS) -> Rendered:
    """What stands in a unit for this person; hidden blocks are left out.

    Args:
        request: The page's request; its query parameters reach the blocks, as in the LMS.
        course: The course.
        unit: The unit, or a block that stands where a unit should.
        mode: Mode.LMS shows what is published, Mode.STUDIO_PREVIEW what authors have now.
    """
    return _render(request, course, unit.children if unit.block_type in CONTAINERS else (unit,), mode)


def render_block(
    request: HttpRequest, course: Course, node: Node, mode: Mode = Mode.LMS, view: str | None = None
) -> Rendered:
    """One block by itself, by the view of the window or by one that is named."""
    return _render(request, course, (node,), mode, view)


def render_editor(request: HttpRequest, course: Course, node: Node) -> Rendered:
    """A block's editor, as Studio's dialog gets it."""
    return _render(request, course, (node,), Mode.STUDIO_EDITOR, "studio_view")


def _render(
    request: HttpRequest, course: Course, nodes: Iterable[Node], mode: Mode, view: str | None = None
) -> Rendered:
    seat = take_seat(request, course, mode)
    shown = [node for node in nodes if seat.may_see(node)]
    runtime = PreviewRuntime(seat)
    runtime.prefetch(inner for node in shown for inner in course.walk(node))
    resources = Fragment()
    with _as_the_page_does(seat):
        blocks = tuple(_draw(runtime, node, view, resources) for node in shown)
    return Rendered(blocks, resources)


def _draw(runtime: PreviewRuntime, node: Node, view: str | None, resources: Fragment) -> RenderedBlock:
    try:
        block = runtime.block_of(node)
        fragment = block.render(view or _view_of(runtime, block), _context(runtime.seat))
        title = block.display_name_with_default
    except Exception:
        if settings.PREVIEW_STRICT:
            raise
        return _failure(node)
    resources.add_fragment_resources(fragment)
    # What learners are not shown is left out whole, wrapper and all.
    hidden = node.problem and node.get("hidden", True) and not runtime.seat.mode.is_studio
    return RenderedBlock(
        node=node,
        title=title,
        html=mark_safe("" if hidden else fragment.content),
        editable=hasattr(block, "studio_view") and node.block_type not in STANDARD,
        wants_view_completion=wants_view_completion(runtime, block),
    )


def _failure(node: Node) -> RenderedBlock:
    """The box in place of a block whose view raised. The LMS would show no unit at all."""
    reference = uuid.uuid4().hex[:8]
    log.exception("%s could not be drawn (%s)", node.usage_key, reference)
    html = format_html(
        '<div class="preview-failure" role="alert"><p>{}</p><p>{}</p></div>',
        _("“{title}” could not be shown.").format(title=node.title),
        _("The server's log says more under {reference}. In Open edX the whole unit would fail.").format(
            reference=reference
        ),
    )
    return RenderedBlock(node=node, title=node.title, html=html, failed=True)


def _view_of(runtime: PreviewRuntime, block: XBlock) -> str:
    if runtime.seat.is_studio_preview and getattr(block, "has_author_view", False):
        return "author_view"
    return "student_view"


def _context(seat: Seat) -> dict[str, Any]:
    """What a view gets in a unit. Parameters of the page's address come along, so blocks must not trust it."""
    return {
        **seat.request.GET.dict(),
        "child_of_vertical": True,
        "bookmarked": False,
        "username": seat.real_user.get_username(),
        "show_title": True,
        "show_bookmark_button": False,
        "hide_access_error_blocks": False,
        "is_mobile_app": False,
    }


@contextmanager
def _as_the_page_does(seat: Seat) -> Iterator[None]:
    """While it draws for one learner, the LMS makes the learner the request's user; handlers keep the real one."""
    if not seat.is_specific_masquerade:
        yield
        return
    before = seat.request.user
    seat.user.real_user = seat.real_user
    seat.request.user = seat.user
    try:
        yield
    finally:
        seat.request.user = before


def _resource_id(resource: FragmentResource) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, repr(tuple(resource))).hex
