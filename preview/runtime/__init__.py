"""Blocks in front of people: seats, runtimes, and what a page needs to show them."""

from preview.runtime.rendering import (
    Rendered,
    RenderedBlock,
    open_block,
    render_block,
    render_editor,
    render_unit,
)
from preview.runtime.runtime import PreviewRuntime
from preview.runtime.seat import Mode, Seat, seat_without_request, take_seat

__all__ = [
    "Mode",
    "PreviewRuntime",
    "Rendered",
    "RenderedBlock",
    "Seat",
    "open_block",
    "render_block",
    "render_editor",
    "render_unit",
    "seat_without_request",
    "take_seat",
]
