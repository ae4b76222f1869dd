"""What people write in every contender: made-up ideas and feedback, as long as people's are, the same in every run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

# fmt: off
_WHO = (
    "students", "parents", "farmers", "nurses", "cyclists", "newcomers", "retirees", "shopkeepers", "teachers",
    "neighbours", "hikers", "bakers",
)
_WHAT = ("a sharing shelf", "a repair evening", "a ride board", "a tool library", "a reading circle", "a seed exchange")
_WHERE = ("at the station", "in the old school", "online", "in the village hall", "by the harbour", "in the library")
_WORDS = (
    "we", "people", "often", "need", "find", "nobody", "knows", "who", "time", "small", "town", "week", "help", "each",
    "other", "start", "with", "ten", "then", "grow", "cost", "little", "money", "tools", "place", "shared", "trust",
    "first", "month", "ask", "listen", "test", "again", "next", "learn", "what", "works", "before", "build",
)
# fmt: on


@dataclass(frozen=True)
class Text:
    """One idea.

    Attributes:
        title: a line, another for every number.
        body: a few sentences.
        tags: up to two words.
    """

    title: str
    body: str
    tags: tuple[str, ...]

    def parts(self, number: int) -> list[str]:
        """The body in so many parts."""
        words = self.body.split()
        each = -(-len(words) // number)
        return [" ".join(words[start : start + each]) for start in range(0, each * number, each)]


@lru_cache(maxsize=200_000)
def idea(number: int) -> Text:
    """Make up the idea of this number."""
    rng = dice(number)
    what, who, where = rng.choice(_WHAT), rng.choice(_WHO), rng.choice(_WHERE)
    title = f"{what.capitalize()} for {who} {where} ({number})"
    return Text(title, sentences(rng, 90), tuple(rng.sample(_WHO, rng.randrange(3))))


def sentences(rng: random.Random, words: int) -> str:
    """Make up so many words of text."""
    return " ".join(rng.choice(_WORDS) for _ in range(words)).capitalize() + "."


def dice(seed: int) -> random.Random:
    """Return a source of chance that gives the same in every run."""
    return random.Random(seed)  # noqa: S311 - a simulation
