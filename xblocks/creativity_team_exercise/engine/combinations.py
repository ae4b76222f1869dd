"""How many combinations a morphological box has left once contradictory pairs are taken out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import prod
from operator import and_

# Values that are tried before counting gives up: less than a tenth of a second.
_TRIES = 40_000


@dataclass(frozen=True)
class Remaining:
    """What is left of a box.

    Attributes:
        number: combinations of one value of each row without a contradictory pair.
        is_exact: False: the box is too large to count them all, and there are more than that.
        of: combinations with the contradictory ones.
    """

    number: int
    is_exact: bool
    of: int


def remaining(rows: Sequence[Sequence[int]], pairs: Collection[tuple[int, int]], tries: int = _TRIES) -> Remaining:
    """Count combinations, exactly as long as that takes no more than so many tries.

    Rows without a pair between them multiply; those that pairs connect are counted by trying, where what leaves the
    same choice in all later rows is counted once.

    Args:
        rows: numbers of the values in each row.
        pairs: of values of different rows that contradict each other, the lower number first.
        tries: see above.
    """
    barred = {one for low, high in pairs for one in ((low, high), (high, low))}
    counts = [_Counter([rows[one] for one in group], barred, tries) for group in _connected(rows, barred)]
    number = prod(counter.count() for counter in counts) if rows else 0
    of = prod(map(len, rows)) if rows else 0
    return Remaining(number, all(counter.tries >= 0 for counter in counts), of)


def _connected(rows: Sequence[Sequence[int]], barred: Collection[tuple[int, int]]) -> list[list[int]]:
    """Return the numbers of the rows in groups without any pair between one group and another."""
    groups: list[list[int]] = []
    for number, row in enumerate(rows):
        touched = [group for group in groups if any((a, b) in barred for one in group for a in rows[one] for b in row)]
        groups = [group for group in groups if group not in touched]
        groups.append([*(one for group in touched for one in group), number])
    return groups


class _Counter:
    """Tries the values of connected rows, one row after the other; a set bit is a value that is still free."""

    def __init__(self, rows: Sequence[Sequence[int]], barred: Collection[tuple[int, int]], tries: int):
        self.rows = sorted(rows, key=len)
        self.barred, self.tries = barred, tries
        self.known: dict[tuple[int, ...], int] = {}
        self.fitting: dict[int, tuple[int, ...]] = {}

    def count(self) -> int:
        """Return how many combinations there are, or, with no tries left, how many were found."""
        return self._from(tuple((1 << len(row)) - 1 for row in self.rows))

    def _from(self, free: tuple[int, ...]) -> int:
        if len(free) == 1:
            return free[0].bit_count()
        if free not in self.known:
            self.known[free] = self._each(free)
        return self.known[free]

    def _each(self, free: tuple[int, ...]) -> int:
        at = len(self.rows) - len(free)
        found = 0
        for bit, value in enumerate(self.rows[at]):
            if free[0] >> bit & 1 and self.tries >= 0:
                self.tries -= 1
                left = tuple(map(and_, free[1:], self._fitting(at, value)))
                found += self._from(left) if all(left) else 0
        return found

    def _fitting(self, at: int, value: int) -> tuple[int, ...]:
        """Return which values of each later row do not contradict one of the row ``at``."""
        if value not in self.fitting:
            self.fitting[value] = tuple(
                sum(1 << bit for bit, other in enumerate(row) if (value, other) not in self.barred)
                for row in self.rows[at + 1 :]
            )
        return self.fitting[value]
