"""Measures of what a team wrote: fluency, flexibility, originality and elaboration. Pure functions, no Django.

The four are Guilford's (1967) marks of divergent thinking. They were made for people who list uses of a thing within
minutes, scored by trained raters. Here a computer counts what a team wrote over days, so that they describe one team's
material. They are no test of a person, and no measure of how good an idea is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Fewer entries to compare with, and how rare an answer is says nothing: "1 of 20" is the rarest there can be.
LEAST_ENTRIES = 100
# Shares of people below which an answer is rare, and up to which it is unusual; with their points.
RARE_BELOW, UNUSUAL_UP_TO = 0.01, 0.05
RARE_POINTS, UNUSUAL_POINTS = 2, 1


@dataclass(frozen=True)
class Answers:
    """What many people wrote, to compare with.

    Attributes:
        entries: how many there are, duplicates included.
        people: how many people wrote them.
        givers: folded text -> how many of these people gave it.
    """

    entries: int
    people: int
    givers: Mapping[str, int]

    @classmethod
    def of(cls, written: Iterable[tuple[str, str]]) -> Answers:
        """Return the answers of pairs (person, text); texts that are empty when folded are left out."""
        folded = [(person, fold(text)) for person, text in written]
        folded = [(person, text) for person, text in folded if text]
        givers = Counter(text for _person, text in set(folded))
        return cls(len(folded), len({person for person, _text in folded}), givers)


@dataclass(frozen=True)
class Originality:
    """How rare a team's answers are.

    Attributes:
        rare: answers that fewer than RARE_BELOW of the people gave. unusual: up to UNUSUAL_UP_TO.
        answers: all of the team's, each once.
    """

    rare: int
    unusual: int
    answers: int

    @property
    def points(self) -> int:
        """RARE_POINTS for each rare answer, UNUSUAL_POINTS for each unusual one."""
        return RARE_POINTS * self.rare + UNUSUAL_POINTS * self.unusual


@dataclass(frozen=True)
class Elaboration:
    """How much is said in entries.

    Attributes:
        words: mean number in an entry.
        built: share of entries that go back to another one, between 0 and 1.
    """

    words: float
    built: float


def fold(text: str) -> str:
    """Return a text without differences of case, accents, width, punctuation and spacing; "" if nothing is left."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (one if one.isalnum() else " " for one in decomposed if not unicodedata.combining(one))
    return " ".join("".join(letters).split())


def fluency(texts: Iterable[str]) -> int:
    """Return how many entries there are that are no duplicates: the same folded text counts once.

    Source: ideational fluency, Guilford (1967), as the number of valid answers that differ.

    Limits: the same idea in other words counts twice, and nonsense counts like sense. Whoever has more time, and a
    larger team, has more; compare only teams of about the same size in the same step.
    """
    return len({fold(text) for text in texts} - {""})


def flexibility(tags: Iterable[str]) -> int:
    """Return how many different tags a team has set; 0 where it set none.

    Source: flexibility, Guilford (1967), as the number of categories that answers fall into; there trained raters
    sort by one list of categories, here a team sorts its own.

    Limits: a team that sorts finely has more than one that sorts coarsely. It tells nothing in a technique without a
    step of sorting, and does not compare teams.
    """
    return len({fold(tag) for tag in tags} - {""})


def originality(texts: Iterable[str], everybody: Answers) -> Originality | None:
    """Return how rare answers are among all answers to the same question; None: too few to say.

    An answer that fewer than 1 % of the people gave has two points, one that 1 to 5 % gave has one.

    Source: originality by frequency, Guilford (1967); these cut-offs as used by Radel et al. (2015).

    Limits: rare is not good, and a slip of the pen is rare. Equal means equal letters after folding, so that the same
    idea in other words looks original. Frequencies depend on how many took part: below LEAST_ENTRIES nothing is said,
    and up to 100 people nobody can have an answer that fewer than 1 % gave. The sum grows with fluency.

    Args:
        texts: a team's.
        everybody: answers to the same question, the team's own among them.
    """
    if everybody.entries < LEAST_ENTRIES:
        return None
    answers = {fold(text) for text in texts} - {""}
    shares = [everybody.givers.get(answer, 0) / everybody.people for answer in answers]
    rare = sum(share < RARE_BELOW for share in shares)
    return Originality(rare, sum(share <= UNUSUAL_UP_TO for share in shares) - rare, len(answers))


def elaboration(entries: Sequence[tuple[str, bool]]) -> Elaboration | None:
    """Return how much is said in entries, given (text, whether it builds on another one); None: there are none.

    Source: elaboration, Guilford (1967), as the detail that answers are worked out with. The number of words stands
    for detail; what builds on another entry is worked out by several people.

    Limits: long is not detailed, and languages need different numbers of words. Words are split at spaces: of Chinese,
    Japanese, Thai and others the mean says nothing. How many build on others depends on whether the technique asks
    for it.
    """
    if not entries:
        return None
    words = sum(len(text.split()) for text, _is_built in entries)
    built = sum(is_built for _text, is_built in entries)
    return Elaboration(words / len(entries), built / len(entries))
