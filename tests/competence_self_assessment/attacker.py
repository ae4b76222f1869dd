"""Somebody who looks at every figure after everything that happens, and reckons with all of it together.

The people of these tests are *marked*: each gives the high level to one question of their own and the low level to all
others. How often a person is part of a figure can then be read off the figure itself, whatever rule made it: it is the
count of high levels at their question. A look is the vector of these counts, one for each person. Looks can be added,
subtracted and multiplied; whatever comes out is again a vector, and tells of the people whose count is not zero.

Exports hold a row for each person, without a name. Rows that are in the same exports cannot be told apart; the
attacker, who knows what happened between two exports, knows of which people they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from bizmooc.hosting.participant import Place
from competence_self_assessment import selectors
from competence_self_assessment.frameworks import Framework, parse
from competence_self_assessment.models import FrameworkVersion, Round, RoundStatistics
from competence_self_assessment.staff.exports import Export
from tests.competence_self_assessment import frameworks_for_tests

LOW, HIGH = 1, 3
Look = tuple[int, ...]
Row = tuple[Any, ...]


def marked_framework(people: int, words: str = "About it") -> Framework:
    """A framework with a competence of one question for each person; other words make another version."""

    def change(whole: dict[str, Any]) -> None:
        whole["areas"][0]["competences"] = [
            {
                "id": f"c{n}",
                "title": {"en": f"Competence {n}"},
                "description": {"en": words},
                "items": [{"id": f"i{n}", "text": {"en": f"Statement {n}"}}],
            }
            for n in range(people)
        ]

    return parse(frameworks_for_tests.text(change))


def marked_answers(person: int, people: int) -> dict[str, int]:
    """What a person answers."""
    return {f"i{n}": HIGH if n == person else LOW for n in range(people)}


class Attacker:
    """Collects looks by what they are about: answers of the same kind can be reckoned with, others cannot.

    Args:
        people: how many there are.
        places: the blocks, by their occasion.
        reckons_across: whether the figures of one block are reckoned with those of another.
    """

    def __init__(self, people: int, places: Mapping[str, Place], *, reckons_across: bool = False) -> None:
        self.people, self.places, self.reckons_across = people, places, reckons_across
        self.looks: dict[str, set[Look]] = defaultdict(set)
        self.exports: dict[str, list[set[Row]]] = defaultdict(list)
        self._seen_last: object = None

    def look(self, threshold: int) -> None:
        """Take every look there is: instructors' in all and by group, learners' at each version, exports."""
        state = _what_can_be_seen(threshold)
        if state == self._seen_last:
            return
        self._seen_last = state
        for occasion, place in self.places.items():
            whole = selectors.block_figures(place, threshold)
            of_groups = [selectors.block_figures(place, threshold, group) for group in whole.groups]
            for figures in (whole, *of_groups):
                for version in figures.versions:
                    self._note(occasion, version.statistics)
            for version in FrameworkVersion.objects.all():
                if of_others := selectors.figures_of_version(place, version, threshold):
                    self._note(occasion, of_others.statistics)
            self.exports[occasion].append({tuple(row) for row in Export(place, threshold).rows()})

    def smallest_group(self, fewer_than: int) -> tuple[str, set[int]] | None:
        """Find people, fewer than so many, of whom some reckoning with looks tells alone; with what it is about."""
        for about, looks in sorted(self.looks.items()):
            found = smallest_group(looks, fewer_than)
            if found:
                return about, found
        return None

    def smallest_class(self) -> int | None:
        """The fewest rows that exports do not tell apart; None if there never was a row."""
        sizes: list[int] = []
        for exports in self.exports.values():
            seen = set().union(*exports)
            sizes += Counter(tuple(row in export for export in exports) for row in seen).values()
        return min(sizes, default=None)

    def _note(self, occasion: str, statistics: Mapping[str, Any]) -> None:
        for about, look in self._read(occasion, statistics):
            if any(look):
                self.looks[about].add(look)

    def _read(self, occasion: str, statistics: Mapping[str, Any]) -> Iterator[tuple[str, Look]]:
        for view in ("now", "then"):
            items = statistics.get(view, {}).get("items", {})
            yield f"{occasion} {view}", self._vector(items.get(f"i{n}", {}).get(str(HIGH), 0) for n in self._everyone())
        for name, competences in statistics.get("pairs", {}).items():
            for place, view in enumerate(name.split("_")):
                about = "pre now" if view == "pre" and self.reckons_across else f"{occasion} {view}"
                yield about, self._vector(_high(competences.get(f"c{n}", {}), place) for n in self._everyone())

    def _everyone(self) -> range:
        return range(self.people)

    @staticmethod
    def _vector(counts: Iterable[int]) -> Look:
        return tuple(counts)


def _what_can_be_seen(threshold: int) -> object:
    """Everything that looks can depend on: where it has not changed, nothing new is to be seen (and time is saved)."""
    kept = RoundStatistics.objects.order_by("pk").values_list("pk", "released_people", "released_at")
    rounds = Round.objects.order_by("pk").values_list("pk", "cell", "shown", "superseded_at")
    return threshold, list(kept), list(rounds.filter(shown=True))


def _high(pairs: Mapping[str, int], place: int) -> int:
    return sum(count for pair, count in pairs.items() if pair.split("|")[place] == str(HIGH))


def smallest_group(looks: Iterable[Look], fewer_than: int) -> set[int] | None:
    """Return people, fewer than so many, of whom some linear combination of looks tells alone; None if none does.

    A combination that is zero for everyone outside a set exists exactly if leaving the set's columns out lowers the
    rank of the looks. All sets of that size are tried, so none is missed, whatever the coefficients.
    """
    matrix = _independent(np.array(sorted(looks), dtype=float))
    rank = len(matrix)
    seen = [int(person) for person in np.flatnonzero(np.abs(matrix).sum(axis=0))] if rank else []
    if not seen:
        return None
    sets = list(combinations(seen, min(fewer_than - 1, len(seen))))
    others = np.array([[person for person in seen if person not in few] for few in sets], dtype=int)
    ranks = np.linalg.matrix_rank(matrix[:, others].transpose(1, 0, 2)) if others.size else np.zeros(len(sets))
    for few, left in zip(sets, ranks, strict=True):
        if left < rank:
            return _without_bystanders(matrix, set(few))
    return None


def _independent(matrix: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The rows that say something the rows before do not."""
    kept: list[int] = []
    for row in range(len(matrix)):
        if np.linalg.matrix_rank(matrix[[*kept, row]]) > len(kept):
            kept.append(row)
    return matrix[kept]


def _without_bystanders(matrix: npt.NDArray[np.float64], few: set[int]) -> set[int]:
    for person in sorted(few):
        fewer = few - {person}
        others = [column for column in range(matrix.shape[1]) if column not in fewer]
        if fewer and np.linalg.matrix_rank(matrix[:, others]) < len(matrix):
            return _without_bystanders(matrix, fewer)
    return few
