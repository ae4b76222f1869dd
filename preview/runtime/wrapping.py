"""What Open edX does to a block's view before it reaches the page."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from xblock.core import XBlock

from preview.blocks.mixins import completes_on_view
from preview.blocks.types import STANDARD
from preview.runtime.seat import Mode
from preview.runtime.urls import handler_base
from preview.services.urls import replace_static, replace_urls

if TYPE_CHECKING:
    from preview.runtime.runtime import PreviewRuntime

RUNTIME_CLASSES = {Mode.STUDIO_PREVIEW: "PreviewRuntime", Mode.STUDIO_EDITOR: "StudioRuntime"}
PAGE_VIEWS = frozenset({"student_view", "public_view", "author_view"})
_JSON_IN_HTML = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def finish(runtime: PreviewRuntime, block: XBlock, view: str, fragment: Fragment) -> Fragment:
    """Hide what cannot be shown, rewrite links, and put the wrapper around it."""
    seat = runtime.seat
    if seat.is_specific_masquerade and not block.show_in_read_only_mode:
        fragment = Fragment(_("This type of component cannot be shown while viewing the course as a specific student."))
    html = fragment.body_html()
    html = replace_static(html, seat.course) if seat.mode.is_studio else replace_urls(html, seat.course)
    wrapped = Fragment()
    wrapped.add_fragment_resources(fragment)
    wrapped.add_content(
        format_html(
            '<div class="{}"{}>{}{}</div>',
            " ".join(_classes(block, view)),
            format_html_join("", ' data-{}="{}"', sorted(_data(runtime, block, fragment).items())),
            _init_args(fragment),
            mark_safe(html),
        )
    )
    return wrapped


def request_token(request: HttpRequest) -> str:
    """An id of this request, by which page scripts tell the blocks of one answer from those of another."""
    if not hasattr(request, "_preview_token"):
        request._preview_token = uuid.uuid1().hex
    return request._preview_token


def _classes(block: XBlock, view: str) -> list[str]:
    block_type = block.scope_ids.block_type
    classes = ["xblock", f"xblock-{view}", f"xblock-{view}-{block_type}"]
    if block_type in STANDARD and view in PAGE_VIEWS:
        classes += ["xmodule_display", f"xmodule_{block.unmixed_class.__name__}"]
    return classes


def _data(runtime: PreviewRuntime, block: XBlock, fragment: Fragment) -> dict[str, Any]:
    seat = runtime.seat
    data: dict[str, Any] = {
        "usage-id": block.scope_ids.usage_id,
        "block-type": block.scope_ids.block_type,
        "request-token": request_token(seat.request),
        "graded": block.graded,
        "has-score": bool(block.has_score),
        "handler-base": handler_base(seat, block.scope_ids.usage_id),
    }
    if not seat.mode.is_studio:
        data["course-id"] = seat.course.key
    if fragment.js_init_fn:
        data["init"] = fragment.js_init_fn
        data["runtime-class"] = RUNTIME_CLASSES.get(seat.mode, "LmsRuntime")
        data["runtime-version"] = fragment.js_init_version
    if wants_view_completion(runtime, block):
        data["mark-completed-on-view-after-delay"] = settings.PREVIEW_COMPLETE_BY_VIEWING_MS
    return data


def wants_view_completion(runtime: PreviewRuntime, block: XBlock) -> bool:
    """Whether the page shall report the block as complete once it was in view."""
    seat = runtime.seat
    return (
        not seat.mode.is_studio
        and seat.user.is_authenticated
        and not seat.is_specific_masquerade
        and completes_on_view(block)
    )


def _init_args(fragment: Fragment) -> str:
    if fragment.json_init_args is None:
        return ""
    text = json.dumps(fragment.json_init_args).translate(_JSON_IN_HTML)
    return format_html(
        '<script type="json/xblock-args" class="xblock-json-init-args">{}</script>',
        mark_safe(text),
    )
