"""How texts are compared: without case and accents, and words by their beginnings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from peer_idea_board.models.ideas import TAG_LENGTH, WORD_LENGTH

# Words of a title that are kept; a longer title says no more.
WORDS = 12
# Shorter words (articles, prepositions of many languages) join ideas that have nothing in common.
_SHORTEST = 4
# A word's beginning stands for its forms ("garden", "gardens", "gardening"): crude, and the same in all languages.
_STEM = 6
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return a text without differences of case, accents, width and spacing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in decomposed if not unicodedata.combining(one)).split())


def words_of(text: str) -> set[str]:
    """Return the beginnings of the words that say something, at most WORDS, from the start of the text."""
    kept: dict[str, None] = {}
    for word in _WORD.findall(fold(text)):
        if len(word) >= _SHORTEST or _is_dense(word):
            kept.setdefault(word[:_STEM][:WORD_LENGTH])
        if len(kept) == WORDS:
            break
    return set(kept)


def _is_dense(word: str) -> bool:
    """Tell whether a word is of a script in which two characters are a word, as in Chinese."""
    return len(word) >= 2 and all("\u3040" <= one <= "\u9fff" or "\uac00" <= one <= "\ud7a3" for one in word)


def tag_names(tags: Iterable[str]) -> list[str]:
    """Return tags as filters compare them, each once."""
    return list(dict.fromkeys(fold(tag)[:TAG_LENGTH] for tag in tags if fold(tag)))


def search_text(title: str, parts: Iterable[str], tags: Iterable[str]) -> str:
    """Return what searching an idea looks through."""
    return fold("\n".join([title, *parts, *tags]))
