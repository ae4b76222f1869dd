"""The signed-rank test: did more people move up than down, and further?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bizmooc.evidence import pairs
from bizmooc.evidence.unavailable import Reason, Unavailable


class Method(StrEnum):
    """Where the probability comes from."""

    EXACT = "exact"  # counted: all ways to give the ranks their signs
    NORMAL = "normal"  # approximated by the normal distribution, corrected for ties


class Because(StrEnum):
    """Why this method."""

    FEW_PAIRS = "few_pairs"  # exact: so few pairs that ties and zeros do no harm
    NO_TIES = "no_ties"  # exact: neither ties nor zeros, and not too many pairs
    TIES_OR_ZEROS = "ties_or_zeros"  # normal: ties or zeros, and more than few pairs
    MANY_PAIRS = "many_pairs"  # normal


@dataclass(frozen=True)
class Policy:
    """What the test does where textbooks differ.

    The defaults do as pingouin does, and as scipy does with its continuity correction switched on: anybody can check
    the figures.

    Attributes:
        exact_up_to: pairs (zeros included) up to which the probability is exact, without ties and zeros.
        exact_up_to_with_ties: the same, with ties or zeros.
        continuity: whether the normal approximation is corrected by half a rank.
        zeros: "wilcox": people without change are left out (Wilcoxon 1945). The only way offered.
        ties: "average": differences of the same size share the mean of their ranks. The only way offered.
    """

    exact_up_to: int = 50
    exact_up_to_with_ties: int = 13
    continuity: bool = True
    zeros: str = "wilcox"
    ties: str = "average"

    def __post_init__(self) -> None:
        """Refuse what is not offered."""
        if (self.zeros, self.ties) != ("wilcox", "average"):
            raise ValueError(f"zeros by {self.zeros!r} with ties by {self.ties!r} is not offered")


DEFAULT_POLICY = Policy()


@dataclass(frozen=True)
class SignedRank:
    """The signed-rank test of after - before (Wilcoxon 1945), two-sided.

    Attributes:
        pairs: all complete pairs. zeros: pairs without change, left out. ranked: pairs that were ranked.
        tied: ranked pairs whose difference is as large as another's.
        w_plus: sum of the ranks of those who went up. w_minus: of those who went down.
        p: how probable a result at least so one-sided is if up and down were equally likely.
        z: of the normal approximation, positive when up prevails; None where the method is exact.
        rank_biserial: (w_plus - w_minus) / (w_plus + w_minus), from -1 (all down) to 1 (all up) (Kerby 2014).
        method: of p. because: why this method.
        policy: what was done about zeros, ties and continuity.
    """

    pairs: int
    zeros: int
    ranked: int
    tied: int
    w_plus: float
    w_minus: float
    p: float
    z: float | None
    rank_biserial: float
    method: Method
    because: Because
    policy: Policy

    @property
    def w(self) -> float:
        """The smaller sum of ranks, as most tables and programs print it."""
        return min(self.w_plus, self.w_minus)


def signed_rank(
    histogram: Mapping[str, int] | pairs.PairCounts, policy: Policy = DEFAULT_POLICY
) -> SignedRank | Unavailable:
    """Test a histogram of pairs (see pairs.py); the work grows with its distinct differences, not with people.

    Returns:
        Unavailable without pairs, and where nobody changed.
    """
    counts = pairs.read(histogram)
    if not counts.n:
        return Unavailable(Reason.NO_PAIRS, {"incomplete": counts.incomplete})
    ranks = _rank(counts.differences.counts)
    if not ranks.ranked:
        return Unavailable(Reason.NO_CHANGE, {"pairs": counts.n})
    zeros = counts.n - ranks.ranked
    method, because = _method(counts.n, bool(zeros or ranks.tied), policy)
    z = None if method is Method.EXACT else _z(ranks, continuity=policy.continuity)
    return SignedRank(
        pairs=counts.n,
        zeros=zeros,
        ranked=ranks.ranked,
        tied=ranks.tied,
        w_plus=ranks.plus / 2,
        w_minus=ranks.minus / 2,
        p=_exact_p(ranks) if z is None else math.erfc(abs(z) / math.sqrt(2)),
        z=z,
        rank_biserial=(ranks.plus - ranks.minus) / (ranks.plus + ranks.minus),
        method=method,
        because=because,
        policy=policy,
    )


@dataclass(frozen=True)
class _Ranks:
    """Ranks of the sizes of differences. Ranks are doubled: the mean of tied ranks can end in a half.

    Attributes:
        groups: (doubled rank, pairs that share it), ascending.
        plus: sum of the doubled ranks of positive differences. minus: of negative ones.
    """

    groups: tuple[tuple[int, int], ...]
    plus: int
    minus: int

    @property
    def ranked(self) -> int:
        return sum(size for _rank, size in self.groups)

    @property
    def tied(self) -> int:
        return sum(size for _rank, size in self.groups if size > 1)


def _rank(differences: Mapping[int, int]) -> _Ranks:
    sizes = Counter[int]()
    for difference, count in differences.items():
        if difference:
            sizes[abs(difference)] += count
    groups, plus, minus, below = [], 0, 0, 0
    for size, count in sorted(sizes.items()):
        doubled = 2 * below + count + 1
        groups.append((doubled, count))
        plus += doubled * differences.get(size, 0)
        minus += doubled * differences.get(-size, 0)
        below += count
    return _Ranks(tuple(groups), plus, minus)


def _method(n: int, uneven: bool, policy: Policy) -> tuple[Method, Because]:
    if uneven:
        few = n <= policy.exact_up_to_with_ties
        return (Method.EXACT, Because.FEW_PAIRS) if few else (Method.NORMAL, Because.TIES_OR_ZEROS)
    few = n <= policy.exact_up_to
    return (Method.EXACT, Because.NO_TIES) if few else (Method.NORMAL, Because.MANY_PAIRS)


def _exact_p(ranks: _Ranks) -> float:
    """Count the ways to sign the ranks that give a smaller sum no larger than the one seen.

    Every pair adds its rank or nothing, so the ways to reach each sum grow pair by pair. Ties need no special care.
    """
    limit = min(ranks.plus, ranks.minus)
    ways = [1] + [0] * limit
    for rank, size in ranks.groups:
        for _pair in range(size):
            for total in range(limit, rank - 1, -1):
                ways[total] += ways[total - rank]
    return min(1.0, sum(ways) / (1 << ranks.ranked - 1))


def _z(ranks: _Ranks, *, continuity: bool) -> float:
    n = ranks.ranked
    ties = sum(size**3 - size for _rank, size in ranks.groups)
    variance = (2 * n * (n + 1) * (2 * n + 1) - ties) / 48
    # The mean of the sum is n (n + 1) / 4, half of both sums together.
    distance = (ranks.plus - ranks.minus) / 4
    if continuity:
        distance -= math.copysign(min(0.5, abs(distance)), distance)
    return distance / math.sqrt(variance)
