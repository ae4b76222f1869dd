"""Pages of the exercise."""

from __future__ import annotations

from typing import Any

from web_fragments.fragment import Fragment

from bizmooc.hosting.participant import Participant


def student_page(block: Any, person: Participant) -> Fragment:
    """Return the learner's page."""
    return Fragment("")
