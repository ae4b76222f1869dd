"""How well the items of a scale hang together, from sums that people's ratings can be added to and taken out of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import TypedDict

from bizmooc.evidence.intervals import DEFAULT_CONFIDENCE, Interval, upper_share
from bizmooc.evidence.quantiles import f_quantile
from bizmooc.evidence.unavailable import Figure, Reason, Unavailable

# With two people every variance stands on a single difference.
_PEOPLE_NEEDED = 3
_ITEMS_NEEDED = 2

Rows = dict[str, list[int]]
Matrix = list[list[Fraction]]


class ItemSums(TypedDict):
    """What is kept of the ratings of a scale: whole numbers only, fit for JSON.

    Lists over pairs of items hold (0, 0), (0, 1), ... (1, 1), (1, 2), ...: each pair once, items with themselves too.

    Attributes:
        items: in the scale.
        people: who rated at least one item.
        listwise: of people who rated every item: "n" [how many], "sums" by item, "products" by pair.
        pairwise: by pair, of people who rated both items: "n", "firsts" and "seconds" (sums), "products".
    """

    items: int
    people: int
    listwise: Rows
    pairwise: Rows


class MissingPolicy(StrEnum):
    """Whose ratings count when some are missing."""

    LISTWISE = "listwise"  # of people who rated every item
    PAIRWISE = "pairwise"  # for each pair of items, of people who rated both


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha of a scale.

    Attributes:
        value: at most 1 without gaps.
        interval: Feldt's, with everybody who rated anything as n, as pingouin prints it; see feldt_interval.
        cautious_interval: the same with ``fewest`` as n: wider where ratings are missing, else equal.
        policy: about missing ratings.
        items: in the scale.
        people: the figure stands on: listwise those who rated every item, pairwise those who rated any.
        left_out: people who rated something and are not part of the figure.
        fewest: people behind the rarest pair of items; listwise the same as people.
    """

    value: float
    interval: Interval | Unavailable
    cautious_interval: Interval | Unavailable
    policy: MissingPolicy
    items: int
    people: int
    left_out: int
    fewest: int

    @property
    def is_negative(self) -> bool:
        """Items run against each other: often one is worded in reverse and was not turned round."""
        return self.value < 0

    @property
    def is_above_one(self) -> bool:
        """Possible only pairwise: the pairs of items stand on different people, and contradict each other."""
        return self.value > 1


@dataclass(frozen=True)
class ItemFit:
    """How an item sits in its scale.

    Attributes:
        rest_correlation: of the item with the sum of the other items (corrected item-total correlation).
        alpha_without: alpha of the other items, of the same people; needs at least two.
    """

    rest_correlation: Figure
    alpha_without: Figure


def empty(items: int) -> ItemSums:
    """Return the sums of nobody."""
    return _sums_of([None] * items)


def tally(sums: ItemSums, ratings: Sequence[int | None], step: int = 1) -> None:
    """Count one person's ratings in (step 1) or out again (step -1), in place; exact in any order.

    Args:
        sums: as made by empty().
        ratings: one for each item, None where missing. Who rated nothing changes nothing.
        step: 1 or -1.

    Raises:
        ValueError: another number of items, or ratings are taken out that were never counted in. Nothing is changed.
    """
    _add(sums, _sums_of(ratings), step)


def merge(sums: ItemSums, others: ItemSums) -> None:
    """Add the sums of other people about the same items, in place.

    Raises:
        ValueError: another number of items.
    """
    _add(sums, others, 1)


def cronbach_alpha(
    sums: ItemSums, policy: MissingPolicy, confidence: float = DEFAULT_CONFIDENCE
) -> Alpha | Unavailable:
    """Return alpha = k / (k - 1) * (1 - sum of item variances / variance of the total) (Cronbach 1951).

    Pairwise, the variance of the total is the sum of all covariances, each from the people who rated both items.

    Returns:
        Unavailable for fewer than two items, fewer than three people, a pair of items with fewer than two people,
        an item that all rated alike, or a total without variance.
    """
    covariances = _covariances(sums, policy)
    if isinstance(covariances, Unavailable):
        return covariances
    k, people = sums["items"], _people(sums, policy)
    value = _alpha(k, _trace(covariances), sum(_row_sums(covariances), Fraction(0)))
    if isinstance(value, Unavailable):
        return value
    fewest = people if policy is MissingPolicy.LISTWISE else min(sums["pairwise"]["n"])
    return Alpha(
        value=value,
        interval=feldt_interval(value, sums["people"], k, confidence),
        cautious_interval=feldt_interval(value, fewest, k, confidence),
        policy=policy,
        items=k,
        people=people,
        left_out=sums["people"] - people,
        fewest=fewest,
    )


def feldt_interval(
    alpha: float, people: int, items: int, confidence: float = DEFAULT_CONFIDENCE
) -> Interval | Unavailable:
    """Return the interval of an alpha (Feldt 1965), from F with n - 1 and (n - 1) (k - 1) degrees of freedom.

    It is derived for complete data; where ratings are missing it is an approximation, and n a choice. Published
    figures made with pingouin take everybody, also those whom listwise deletion leaves out: 0.581 to 0.933 for its
    data set cronbach_wide_missing, of 12 people of whom 9 rated everything. So does ``Alpha.interval``, to be
    comparable; ``Alpha.cautious_interval`` claims no more people than stand behind the figure (0.533 to 0.947 there).
    """
    share = upper_share(confidence)
    df = people - 1
    upper = f_quantile(share, df, df * (items - 1))
    lower = f_quantile(1 - share, df, df * (items - 1))
    if isinstance(upper, Unavailable):
        return upper
    if isinstance(lower, Unavailable):
        return lower
    return Interval(1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower, confidence)


def spearman_brown(alpha: float, times: float) -> float:
    """Return the alpha to be expected of a scale so many times as long, of items of the same kind.

    Spearman 1910 and Brown 1910. Not meant for an alpha below 0.
    """
    return times * alpha / (1 + (times - 1) * alpha)


def item_fit(sums: ItemSums, policy: MissingPolicy) -> tuple[ItemFit, ...] | Unavailable:
    """Return how each item sits in the scale, in the order of the items; unavailable where alpha is."""
    covariances = _covariances(sums, policy)
    if isinstance(covariances, Unavailable):
        return covariances
    k, trace = sums["items"], _trace(covariances)
    rows = _row_sums(covariances)
    total = sum(rows, Fraction(0))
    if total <= 0:
        return Unavailable(Reason.TOTAL_WITHOUT_VARIANCE)
    result = []
    for i, row in enumerate(rows):
        own = covariances[i][i]
        rest = total - 2 * row + own
        result.append(ItemFit(_correlation(row - own, own, rest), _alpha(k - 1, trace - own, rest)))
    return tuple(result)


def _sums_of(ratings: Sequence[int | None]) -> ItemSums:
    # Where a rating is missing, 0 stands for it and for whether it was given, so that it falls out of every product.
    given = [int(rating is not None) for rating in ratings]
    values = [rating or 0 for rating in ratings]
    complete = int(any(given) and all(given))
    both = list(combinations_with_replacement(range(len(ratings)), 2))
    products = [values[i] * values[j] for i, j in both]
    return {
        "items": len(ratings),
        "people": int(any(given)),
        "listwise": {
            "n": [complete],
            "sums": [complete * value for value in values],
            "products": [complete * product for product in products],
        },
        "pairwise": {
            "n": [given[i] * given[j] for i, j in both],
            "firsts": [values[i] * given[j] for i, j in both],
            "seconds": [given[i] * values[j] for i, j in both],
            "products": products,
        },
    }


def _add(sums: ItemSums, others: ItemSums, step: int) -> None:
    if sums["items"] != others["items"]:
        raise ValueError(f"the sums are of {sums['items']} items, not of {others['items']}")
    people = sums["people"] + step * others["people"]
    listwise = _added(sums["listwise"], others["listwise"], step)
    pairwise = _added(sums["pairwise"], others["pairwise"], step)
    if min(people, *listwise["n"], *pairwise["n"]) < 0:
        raise ValueError("ratings would be taken out that were never counted in")
    sums.update({"people": people, "listwise": listwise, "pairwise": pairwise})


def _added(rows: Mapping[str, list[int]], others: Mapping[str, list[int]], step: int) -> Rows:
    return {name: [a + step * b for a, b in zip(row, others[name], strict=True)] for name, row in rows.items()}


def _people(sums: ItemSums, policy: MissingPolicy) -> int:
    return sums["listwise"]["n"][0] if policy is MissingPolicy.LISTWISE else sums["people"]


def _covariances(sums: ItemSums, policy: MissingPolicy) -> Matrix | Unavailable:
    people = _people(sums, policy)
    if sums["items"] < _ITEMS_NEEDED:
        return _too_few_items(sums["items"])
    if not sums["people"]:
        return Unavailable(Reason.NOBODY_ANSWERED)
    if people < _PEOPLE_NEEDED:
        return Unavailable(Reason.TOO_FEW_PEOPLE, {"people": people, "needed": _PEOPLE_NEEDED})
    k = sums["items"]
    matrix = [[Fraction(0)] * k for _item in range(k)]
    for i, j, n, first, second, product in _cells(sums, policy):
        if n < 2:
            return Unavailable(Reason.TOO_FEW_RATED_BOTH, {"first": i, "second": j, "people": n, "needed": 2})
        matrix[i][j] = matrix[j][i] = Fraction(n * product - first * second, n * (n - 1))
    constant = [i for i in range(k) if not matrix[i][i]]
    if constant:
        return Unavailable(Reason.ITEM_WITHOUT_VARIANCE, {"item": constant[0], "items": len(constant)})
    return matrix


def _cells(sums: ItemSums, policy: MissingPolicy) -> list[tuple[int, int, int, int, int, int]]:
    """Return for each pair of items: both positions, people, both sums, and the sum of products."""
    both = list(combinations_with_replacement(range(sums["items"]), 2))
    if policy is MissingPolicy.PAIRWISE:
        rows = sums["pairwise"]
        columns = zip(both, rows["n"], rows["firsts"], rows["seconds"], rows["products"], strict=True)
        return [(i, j, n, first, second, product) for (i, j), n, first, second, product in columns]
    rows = sums["listwise"]
    n, of_items = rows["n"][0], rows["sums"]
    products = zip(both, rows["products"], strict=True)
    return [(i, j, n, of_items[i], of_items[j], product) for (i, j), product in products]


def _alpha(items: int, trace: Fraction, total: Fraction) -> Figure:
    if items < _ITEMS_NEEDED:
        return _too_few_items(items)
    # Pairwise, covariances of different people can even add up to less than nothing.
    if total <= 0:
        return Unavailable(Reason.TOTAL_WITHOUT_VARIANCE)
    return float(Fraction(items, items - 1) * (1 - trace / total))


def _correlation(covariance: Fraction, variance: Fraction, other: Fraction) -> Figure:
    if other <= 0:
        return Unavailable(Reason.TOTAL_WITHOUT_VARIANCE)
    return math.copysign(math.sqrt(covariance**2 / (variance * other)), covariance)


def _too_few_items(items: int) -> Unavailable:
    return Unavailable(Reason.TOO_FEW_ITEMS, {"items": items, "needed": _ITEMS_NEEDED})


def _row_sums(matrix: Matrix) -> list[Fraction]:
    return [sum(row, Fraction(0)) for row in matrix]


def _trace(matrix: Matrix) -> Fraction:
    return sum((matrix[i][i] for i in range(len(matrix))), Fraction(0))
