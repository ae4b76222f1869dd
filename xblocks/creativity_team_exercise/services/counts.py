"""Add to kept counts: the last thing in a transaction, always in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F

from bizmooc.hosting.participant import Place
from creativity_team_exercise.models import KeptCount

# What a change adds: (kind, bucket) -> number.
Delta = Mapping[tuple[str, int], int]


def add(place: Place, *deltas: Delta) -> None:
    """Add to the counts of a block.

    Args:
        place: the block.
        *deltas: what to add, negative to take away; together they are carried out once.
    """
    total: Counter[tuple[str, int]] = Counter()
    for delta in deltas:
        total.update(delta)
    for kind, bucket in sorted(total):
        number = total[kind, bucket]
        if number:
            _add(place, kind, bucket, number)


def _add(place: Place, kind: str, bucket: int, number: int) -> None:
    row = KeptCount.objects.filter(usage_key=place.usage_key, kind=kind, bucket=bucket)
    if row.update(number=F("number") + number):
        return
    try:
        with transaction.atomic():
            KeptCount.objects.create(
                usage_key=place.usage_key, course_key=place.course_key, kind=kind, bucket=bucket, number=number
            )
    except IntegrityError:
        # Somebody else was first.
        row.update(number=F("number") + number)
