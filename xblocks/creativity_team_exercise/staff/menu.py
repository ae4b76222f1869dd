"""The course team's part of the learner's page. It imports no page of learners': theirs import it."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from bizmooc.hosting.participant import Place
from bizmooc.web.render import render
from creativity_team_exercise.staff.needs import needs_in_words


def staff_html(block: Any) -> SafeString:
    """Return what needs somebody in one line, and regions that load when they are opened. Five queries."""
    html = render("creativity_team_exercise/staff/menu.html", {"needs": needs_in_words(Place.of(block))})
    return mark_safe(html)  # noqa: S308 - rendered by our own template
