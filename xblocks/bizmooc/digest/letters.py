"""What stands in a digest."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.people import Letter, Section
from bizmooc.hosting.platform import platform
from bizmooc.registry import News


def letter(course: CourseKey, news: Sequence[News]) -> Letter:
    """Put news of a course into words, in the language that is active: a section for each block."""
    by_block: dict[str, list[str]] = {}
    for one in news:
        # Some of it may be a learner's title: one line, whatever is in it.
        by_block.setdefault(one.usage_key, []).append("- " + " ".join(one.sentence.split()))
    sections = [
        Section("\n".join(lines), platform().block_address(usage_key, course)) for usage_key, lines in by_block.items()
    ]
    closing = _("You get such a mail once a day at most. You can switch it off on each of these pages.")
    return Letter(_("News from your course"), _("This is new for you:"), "", (*sections, Section(closing, "")))
