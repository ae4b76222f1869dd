"""The addresses of handlers, as they are in the LMS and in Studio."""

from __future__ import annotations

from django.conf import settings
from opaque_keys.edx.keys import UsageKey

from preview.runtime.seat import Mode, Seat


def handler_base(seat: Seat, usage_key: UsageKey) -> str:
    """Where a block's handlers are in this window; a handler's name follows."""
    if seat.mode is Mode.STUDIO_PREVIEW:
        return f"/preview/xblock/{usage_key}/handler/"
    if seat.mode is Mode.STUDIO_EDITOR:
        return f"/xblock/{usage_key}/handler/"
    return f"/courses/{seat.course.key}/xblock/{usage_key}/handler/"


def handler_path(
    seat: Seat, usage_key: UsageKey, name: str, suffix: str = "", query: str = "", thirdparty: bool = False
) -> str:
    """The address of one handler.

    Studio's preview ends it with ``/?``, which scripts that add parameters must expect; it takes no notice of
    third parties.

    Raises:
        NotImplementedError: a third party cannot call Studio's editor.
    """
    base = handler_base(seat, usage_key)
    if seat.mode is Mode.STUDIO_PREVIEW:
        return f"{base}{name}/{suffix}?{query}"
    if thirdparty:
        if seat.mode is Mode.STUDIO_EDITOR:
            raise NotImplementedError("Studio has no handlers for third parties")
        base = settings.LMS_ROOT_URL + base.replace("/handler/", "/handler_noauth/")
    path = base + name + (f"/{suffix}" if suffix else "")
    return f"{path}?{query}" if query else path
