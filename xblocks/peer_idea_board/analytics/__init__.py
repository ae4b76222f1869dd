"""What instructors are shown about a board: whether ideas are answered, how soon, who contributes, what stands out.

Rooms: kept (the counts that all of it is drawn from), answered (the main figure), waited (time to the first feedback),
people (funnel and contributions), top (ideas that stand out).
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from bizmooc.hosting.participant import Place
from bizmooc.web.render import render
from peer_idea_board.analytics.answered import answered
from peer_idea_board.analytics.kept import read
from peer_idea_board.analytics.people import contributions, funnel
from peer_idea_board.analytics.top import boards_of, top
from peer_idea_board.analytics.waited import waited
from peer_idea_board.models import Kind
from peer_idea_board.staff.groups import group_titles

__all__ = ["figures_html"]


def figures_html(block: Any) -> str:
    """Return the figures of all boards of a block as a partial: five queries at any number of people and ideas."""
    place, rules = Place.of(block), block.rules
    kept = read(place.usage_key, timezone.now())
    boards = dict(boards_of(place.usage_key))
    titles = group_titles(place, boards.values())
    context: dict[str, Any] = {
        "html_id": place.html_id,
        "funnel": funnel(kept, rules),
        "is_empty": not kept.all[Kind.IDEAS],
        "has_groups": bool(block.groups),
        "has_votes": rules.vote_kind != "none",
        "answered": answered(kept),
        "waited": waited(kept),
        "totals": {name: kept.total(kind) for name, kind in _TOTALS.items()} | {"ideas": kept.all[Kind.IDEAS]},
        "top": top(place.usage_key, {board: titles[group] for board, group in boards.items()}),
    }
    if not context["is_empty"]:
        context["contributions"] = contributions(kept, place.html_id)
    return render("peer_idea_board/staff/figures.html", context)


_TOTALS = {"feedback": Kind.FEEDBACK, "comments": Kind.COMMENTS, "votes": Kind.VOTES}
