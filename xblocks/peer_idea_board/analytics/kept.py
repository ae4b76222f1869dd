"""What the figures are drawn from: kept counts, so that a board of 100,000 people costs what one of ten does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum

from peer_idea_board.figures import IN_TIME, hour_of
from peer_idea_board.models import KeptCount, Kind

# Of these there is a bucket for every hour of a course: they are added up by the database.
_BY_HOUR = (Kind.IDEAS, Kind.ANSWERED_ONCE, Kind.ANSWERED_TWICE)


@dataclass(frozen=True)
class Kept:
    """The counts of a block.

    Attributes:
        over: ideas whose 72 hours are over, and those of them that were answered in time; by kind.
        all: the same of all ideas.
        buckets: kind -> bucket -> number, of everything else; without zeros.
    """

    over: Mapping[str, int]
    all: Mapping[str, int]
    buckets: Mapping[str, Mapping[int, int]]

    def total(self, kind: str) -> int:
        """Return the number of a kind that has one bucket only."""
        return self.buckets[kind].get(0, 0)

    def people(self, kind: str, at_least: int = 1) -> int:
        """Return how many people have done so much, of PEOPLE_BY_IDEAS or PEOPLE_BY_FEEDBACK."""
        return sum(number for bucket, number in self.buckets[kind].items() if bucket >= at_least)


def read(usage_key: str, now: datetime) -> Kept:
    """Return the counts of a block: two queries.

    Ideas are counted by the hour of their posting: one whose 72 hours end within this hour is not over yet.
    """
    here = KeptCount.objects.filter(usage_key=usage_key)
    is_over = Q(bucket__lt=hour_of(now - IN_TIME))
    sums = here.filter(kind__in=_BY_HOUR).order_by().values_list("kind")
    rows = list(sums.annotate(Sum("number"), over=Sum("number", filter=is_over)))
    buckets: dict[str, dict[int, int]] = {kind: {} for kind in Kind.values}
    for kind, bucket, number in here.exclude(kind__in=_BY_HOUR).values_list("kind", "bucket", "number"):
        if number:
            buckets[Kind(kind)][bucket] = number
    nothing = dict.fromkeys(_BY_HOUR, 0)
    return Kept(
        over=nothing | {Kind(kind): over or 0 for kind, _all, over in rows},
        all=nothing | {Kind(kind): number for kind, number, _over in rows},
        buckets=buckets,
    )
