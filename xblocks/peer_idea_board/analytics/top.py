"""The ideas that stand out."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from peer_idea_board.models import Board, Idea, State

_SHOWN = 5
_COLUMNS = ("id", "title", "board_id", "votes", "helpful_count", "feedback_count")


def top(usage_key: str, boards: dict[int, str]) -> dict[str, list[dict[str, Any]]]:
    """Return the ideas with the most votes, and those whose feedback helped most, of all boards of a block.

    Args:
        usage_key: of the block.
        boards: its boards: id to what their groups are called.
    """
    live = Idea.objects.filter(usage_key=usage_key, state=State.LIVE)
    # Of one board, which is the rule, an index has the order.
    helpful = live if len(boards) != 1 else Idea.objects.filter(board=next(iter(boards)), state=State.LIVE)
    return {
        "votes": _first(live.filter(votes__gt=0).order_by("-votes", "-id"), boards),
        "helpful": _first(helpful.filter(helpful_count__gt=0).order_by("-helpful_count", "-id"), boards),
    }


def boards_of(usage_key: str) -> list[tuple[int, str]]:
    """Return the boards of a block as (id, group), in order of their groups."""
    return list(Board.objects.filter(usage_key=usage_key).order_by("group").values_list("id", "group"))


def _first(ideas: QuerySet[Idea], boards: dict[int, str]) -> list[dict[str, Any]]:
    return [{**row, "group": boards.get(row["board_id"], "")} for row in ideas.values(*_COLUMNS)[:_SHOWN]]
