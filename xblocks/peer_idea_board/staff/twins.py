"""Ideas that sound alike, for the course team to merge: looked for among the newest of a board, at a bounded cost."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from peer_idea_board.models import Idea, IdeaWord, State
from peer_idea_board.text import fold

# Ideas that are compared with each other.
LOOKED_AT = 300
# A word that so many of them share says nothing.
_COMMON = 30
_SHOWN = 20
# From 0 to 100, of titles, whatever the order of their words.
_ALIKE = 80


class Twins(NamedTuple):
    """Two ideas that sound alike, the older one first."""

    older: Idea
    newer: Idea


def twins(board_id: int) -> list[Twins]:
    """Return pairs of live ideas of one board whose titles are alike, the closest first. Two queries."""
    newest = Idea.objects.filter(board=board_id, state=State.LIVE).order_by("-pk")
    ideas = {idea.pk: idea for idea in newest.only("id", "title", "votes", "feedback_count", "participant")[:LOOKED_AT]}
    by_word: dict[str, list[int]] = {}
    words = IdeaWord.objects.filter(idea__in=list(ideas)).order_by("idea_id")
    for word, idea_id in words.values_list("word", "idea_id"):
        by_word.setdefault(word, []).append(idea_id)
    shared: Counter[tuple[int, int]] = Counter()
    for ids in by_word.values():
        if len(ids) <= _COMMON:
            shared.update(combinations(ids, 2))
    titles = {key: fold(idea.title) for key, idea in ideas.items()}
    scored = [(fuzz.token_sort_ratio(titles[one], titles[other]), one, other) for one, other in shared]
    scored.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return [Twins(ideas[one], ideas[other]) for score, one, other in scored[:_SHOWN] if score >= _ALIKE]
