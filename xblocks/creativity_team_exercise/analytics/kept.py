"""What the figures are drawn from: kept counts, so that 100,000 people cost what ten do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from creativity_team_exercise.models import CountKind, KeptCount


@dataclass(frozen=True)
class Kept:
    """The counts of a block.

    Attributes:
        buckets: kind -> bucket -> number, without zeros.
    """

    buckets: Mapping[str, Mapping[int, int]]

    def total(self, kind: str) -> int:
        """Return the number of a kind, of all its buckets together."""
        return sum(self.buckets.get(kind, {}).values())

    def of_step(self, kind: str, step: int) -> int:
        """Return the number of a kind that is counted by step."""
        return self.buckets.get(kind, {}).get(step, 0)


def read(usage_key: str) -> Kept:
    """Return the counts of a block: one query."""
    buckets: dict[str, dict[int, int]] = {kind: {} for kind in CountKind.values}
    rows = KeptCount.objects.filter(usage_key=usage_key).exclude(number=0)
    for kind, bucket, number in rows.values_list("kind", "bucket", "number"):
        buckets[CountKind(kind)][bucket] = number
    return Kept(buckets)
