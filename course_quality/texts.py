"""Words, sentences, syllables and the grade of a text.

The grade is that of Kincaid et al. 1975 (Flesch-Kincaid). Syllables are counted by rules of our own: grades from
another counter differ by some tenths, so only those from the same counter are compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_END = re.compile(r"(?<=[.!?…:])[\"”’')\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")
_SHORT_FORMS = re.compile(r"\b(e\.g|i\.e|etc|et al|cf|vs|Dr|Mr|Mrs|Ms|No|St|approx)\.", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")
_SPLIT_VOWELS = re.compile(
    r"ia(?!l\b|n\b)|io(?!u|n)|iu|eo(?!p|u)|ua|[aeo]ing|ying|creat|reali|dea\b|sci(?=e)|quie|clie|\bdie(?=t)"
)
"""Vowels side by side that are spoken apart, and beginnings in which they are."""


def words(text: str) -> list[str]:
    """The words of a text; numbers count as words, signs do not."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    kept = _SHORT_FORMS.sub(lambda found: found[0].replace(".", "\u2024"), text)
    return [part.replace("\u2024", ".").strip() for part in _END.split(kept) if part.strip()]


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if len(plain) <= 3:
        return 1
    count = len(_VOWELS.findall(plain)) + len(_SPLIT_VOWELS.findall(plain))
    if plain.endswith("ed") and plain[-3] not in "td" and count > 1:
        return count - 1
    if plain.endswith("es") and plain[-3] not in "sxzcg" and not plain.endswith(("ches", "shes")) and count > 1:
        return count - 1
    silent = plain.endswith("e") and not plain.endswith("le") and plain[-2] not in "aeiouy"
    return max(1, count - silent - len(re.findall(r"(?<=[a-z])(?:ement|eless|eful|ely)", plain)))


def grade(paragraphs: Iterable[str]) -> float | None:
    """The Flesch-Kincaid grade of paragraphs; None for fewer than a hundred words."""
    found = [words(sentence) for paragraph in paragraphs for sentence in sentences(paragraph)]
    found = [sentence for sentence in found if sentence]
    count = sum(map(len, found))
    if count < 100:
        return None
    spoken = sum(syllables(word) for sentence in found for word in sentence)
    return 0.39 * count / len(found) + 11.8 * spoken / count - 15.59


def percentile(values: Sequence[int], share: float) -> int:
    """The smallest value that at least this share of the values does not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)] if ordered else 0
