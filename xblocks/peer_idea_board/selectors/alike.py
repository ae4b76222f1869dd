"""Ideas on the board that sound like one that is being written."""

from __future__ import annotations

from collections import Counter

from rapidfuzz import fuzz

from peer_idea_board import visibility
from peer_idea_board.board import Viewer
from peer_idea_board.models import Idea, IdeaWord
from peer_idea_board.text import fold, words_of

# Words looked up, the newest ideas of each, and how many of all of them are compared closely.
_WORDS, _OF_A_WORD, _CANDIDATES = 6, 200, 60
_SHOWN = 3
# From 0 to 100; see rapidfuzz.fuzz.token_set_ratio. Below this, people do not find two titles alike.
_ALIKE = 70
_TITLE_WEIGHT = 0.7
_TEXT_LENGTH = 600


def alike(viewer: Viewer, title: str, text: str, but: int | None = None) -> list[Idea]:
    """Return up to three ideas that sound alike, the closest first: bounded at any number of ideas.

    Args:
        viewer: only ideas that this person sees.
        title: of the idea that is written.
        text: its parts, as far as they are.
        but: the idea itself, where it is being changed.
    """
    board = visibility.board_of(viewer)
    # Long words are rarer, and say more.
    words = sorted(words_of(title), key=lambda word: (-len(word), word))[:_WORDS]
    if board is None or not words:
        return []
    shared: Counter[int] = Counter()
    for word in words:
        rows = IdeaWord.objects.filter(board=board, word=word).order_by("-idea_id")
        shared.update(rows.values_list("idea_id", flat=True)[:_OF_A_WORD])
    least = 2 if len(words) > 1 else 1
    candidates = [idea_id for idea_id, count in shared.most_common(_CANDIDATES) if count >= least and idea_id != but]
    ideas = visibility.on_board(board).filter(pk__in=candidates)
    if viewer.participant:
        ideas = ideas.exclude(participant=viewer.participant)
    scored = [(_score(title, text, idea), idea) for idea in ideas]
    scored.sort(key=lambda one: (-one[0], -one[1].pk))
    return [idea for score, idea in scored[:_SHOWN] if score >= _ALIKE]


def _score(title: str, text: str, idea: Idea) -> float:
    of_titles = fuzz.token_set_ratio(fold(title), fold(idea.title))
    if not text.strip():
        return of_titles
    of_texts = fuzz.token_set_ratio(fold(text)[:_TEXT_LENGTH], idea.search_text[:_TEXT_LENGTH])
    return _TITLE_WEIGHT * of_titles + (1 - _TITLE_WEIGHT) * of_texts
