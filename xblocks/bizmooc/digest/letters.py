"""What stands in a digest."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.people import Letter
from bizmooc.hosting.platform import platform
from bizmooc.registry import News


def letter(course: CourseKey, news: Sequence[News]) -> Letter:
    """Put news of a course into words, in the language that is active, with the address of each block."""
    by_block: dict[str, list[str]] = {}
    for one in news:
        by_block.setdefault(one.usage_key, []).append(" ".join(one.sentence.split()))
    parts = [_("This is new for you:")]
    for usage_key, sentences in by_block.items():
        lines = [f"- {sentence}" for sentence in sentences]
        parts.append("\n".join(filter(None, [*lines, platform().block_address(usage_key, course)])))
    parts.append(_("You get such a mail once a day at most. You can switch it off on each of these pages."))
    # The addresses stand in the text.
    return Letter(subject=_("News from your course"), text="\n\n".join(parts), address="")
