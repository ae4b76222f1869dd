"""What people are called on a board."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peer_idea_board.board import Rules, Viewer
from peer_idea_board.models import Member


@dataclass(frozen=True)
class Author:
    """Who wrote something, as far as others are told.

    Attributes:
        name: made up, or the user name; "" where there is nobody to name.
        is_team: of the course team.
        is_me: the person who looks.
    """

    name: str
    is_team: bool = False
    is_me: bool = False


def authors(viewer: Viewer, rules: Rules, rows: Iterable[Any]) -> dict[str, Author]:
    """Return who wrote rows (ideas, feedback, comments), by participant: one query."""
    people = {row.participant for row in rows if row.participant}
    if not people:
        return {}
    members = Member.objects.filter(usage_key=viewer.place.usage_key, participant__in=people)
    return {one.participant: _author(one, rules, viewer) for one in members}


def _author(member: Member, rules: Rules, viewer: Viewer) -> Author:
    name = member.name if rules.names == "name" and member.name else member.alias
    return Author(name, member.is_course_team, member.participant == viewer.participant)
