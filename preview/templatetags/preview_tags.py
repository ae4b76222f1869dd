"""Tags and filters of the host's own pages."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from preview import accounts
from preview.blocks.types import CONTAINERS
from preview.olx import Course
from preview.views.documents import short_description
from preview.views.kinds import own_block_types
from preview.views.resources import without_remote_imports
from preview.views.unit import state_word

register = template.Library()

TILE = 40
COVER_COLUMNS, COVER_ROWS = 12, 3
_NATIVE = frozenset({"html", "video"})
"""Block types whose look is the page's own, or dark already."""


@register.inclusion_tag("preview/parts/account_menu.html", takes_context=True)
def account_menu(context: RequestContext) -> dict[str, Any]:
    """Who is logged in, with one button for each other demo account."""
    # Django 4.2 shows the page for an outdated form without the request.
    request = context.get("request")
    user = getattr(request, "user", None)
    account = accounts.find(user.username) if user and user.is_authenticated else None
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "person": user if user and user.is_authenticated else None,
        "account": account,
        "accounts": accounts.ACCOUNTS,
        "is_team": bool(account and account.role),
    }


@register.inclusion_tag("preview/parts/tick.html")
def tick(state: str) -> dict[str, str]:
    """A round tick with its meaning in words."""
    return {"state": state, "word": state_word(state)}


@register.inclusion_tag("preview/parts/bar.html")
def bar(part: float) -> dict[str, str]:
    """A bar for a figure between 0 and 1 that stands beside it in words."""
    return {"width": f"{100 * min(max(part, 0), 1):.1f}%"}


@register.filter
def word(state: str) -> str:
    """A unit's state in words."""
    return state_word(state)


@register.filter
def percent(part: float | None) -> str:
    """0.256 as ``26 %`` with a no-break space."""
    return "–" if part is None else f"{round(100 * part)}\u00a0%"


@register.filter
def points(value: float | None) -> str:
    """Points without needless decimals."""
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def minutes(count: int | None) -> str:
    """``15 min``, or nothing."""
    return "" if not count else ngettext("%(n)s min", "%(n)s min", count) % {"n": count}


@register.filter
def local(html: SafeString) -> SafeString:
    """A fragment's head or foot without style sheets' imports from other hosts."""
    return mark_safe(without_remote_imports(html))


@register.filter
def is_own(block_type: str) -> bool:
    """Whether a block is of this suite: it speaks the reader's language, not the course's."""
    return block_type in own_block_types()


@register.filter
def wants_paper(block_type: str) -> bool:
    """Whether a block writes dark text on a light ground whatever the reader prefers."""
    return block_type not in _NATIVE and block_type not in CONTAINERS and block_type not in own_block_types()


@register.filter
def as_json(value: Any) -> str:
    """A value as indented JSON, for reading."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)


@register.filter
def about(course: Course) -> str:
    """The course's own short description."""
    return short_description(course)


@register.simple_tag
def csrf_cookie_name() -> str:
    """Where scripts find the CSRF token."""
    return settings.CSRF_COOKIE_NAME


@register.simple_tag
def cover(course: Course) -> SafeString:
    """The course's image, or a pattern that is always the same for the same course; decoration either way."""
    name = course.root.get("course_image") or ""
    if name and course.asset(name):
        return format_html('<img class="pv-cover" src="/courses/{}/static/{}" alt="" loading="lazy">', course.key, name)
    return _pattern(str(course.key))


def _pattern(seed: str) -> SafeString:
    """Quarter circles laid out by a digest of the seed."""
    digest = hashlib.sha256(seed.encode()).digest() * 2
    tiles = (
        _tile(digest[row * COVER_COLUMNS + column], column * TILE, row * TILE)
        for row in range(COVER_ROWS)
        for column in range(COVER_COLUMNS)
    )
    return format_html(
        '<svg class="pv-cover" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" aria-hidden="true"'
        ' focusable="false" fill="currentColor">{}</svg>',
        COVER_COLUMNS * TILE,
        COVER_ROWS * TILE,
        format_html_join("", '<path d="{}" opacity="{}"/>', tiles),
    )


def _tile(byte: int, x: int, y: int) -> tuple[str, str]:
    """One quarter circle: two bits choose its corner, the others how strong it is."""
    corners = (
        f"M{x} {y}h{TILE}a{TILE} {TILE} 0 0 1-{TILE} {TILE}z",
        f"M{x + TILE} {y}v{TILE}a{TILE} {TILE} 0 0 1-{TILE}-{TILE}z",
        f"M{x + TILE} {y + TILE}h-{TILE}a{TILE} {TILE} 0 0 1 {TILE}-{TILE}z",
        f"M{x} {y + TILE}v-{TILE}a{TILE} {TILE} 0 0 1 {TILE} {TILE}z",
    )
    return corners[byte & 3], f"{0.06 + (byte >> 2) / 63 * 0.5:.2f}"


@register.simple_tag(takes_context=True)
def page_address(context: RequestContext, number: int) -> str:
    """This page's address with another page number."""
    query = context["request"].GET.copy()
    query["page"] = number
    return f"?{query.urlencode()}"


@register.simple_tag
def units_done(done: int, total: int) -> str:
    """``3 of 14 units complete``."""
    text = ngettext("%(done)s of %(total)s unit complete", "%(done)s of %(total)s units complete", total)
    return text % {"done": done, "total": total}


@register.filter
def block_id(usage_key: str) -> str:
    """The last part of a usage key: what its author called the block."""
    return usage_key.rpartition("@")[2]
