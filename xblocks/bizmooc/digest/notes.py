"""Whom something concerns, and who wants to be told of it by mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from bizmooc.conf import setting
from bizmooc.models import MailState
from bizmooc.writes import in_transaction

_IDENTITY = ["course_key", "participant"]


def note(course_key: str, participants: Collection[str], at: datetime | None = None) -> None:
    """Note that something concerns people: the next digest tells them. Within the transaction that writes it.

    One query; three where somebody is noted for the first time in a course.

    Args:
        course_key: the course; "" on a host without courses, where nothing is noted.
        participants: their anonymous ids; those who do not want mail may be among them.
        at: when it happened; None: now.
    """
    wanted = sorted(set(participants))
    if not (course_key and wanted and setting("DIGESTS")):
        return
    at = at or timezone.now()
    rows = MailState.objects.filter(course_key=course_key, participant__in=wanted)
    # It writes, and so locks, every row: a mail that is just being begun waits for what this transaction tells of.
    # The database finds the rows in the order of the unique key, whoever asks.
    found = rows.update(owed_since=Coalesce("owed_since", Value(at)), noted_since=Coalesce("noted_since", Value(at)))
    if found < len(wanted):
        known = set(rows.values_list("participant", flat=True))
        _add([MailState(course_key=course_key, participant=one) for one in wanted if one not in known], at)


def _add(rows: list[MailState], at: datetime) -> None:
    for row in rows:
        row.owed_since = row.noted_since = at
    MailState.objects.bulk_create(
        rows,
        # Somebody else may have added one meanwhile.
        update_conflicts=True,
        update_fields=["owed_since", "noted_since"],
        unique_fields=_IDENTITY if connection.features.supports_update_conflicts_with_target else None,
    )


def wants_mail(course_key: str, participant: str) -> bool:
    """Tell whether somebody is to be sent digests of a course: yes, until they say no."""
    row = MailState.objects.filter(course_key=course_key, participant=participant)
    return row.values_list("wants_mail", flat=True).first() is not False


def set_wants_mail(course_key: str, participant: str, *, wanted: bool) -> None:
    """Keep whether somebody is to be sent digests of a course. What happened until now is not told any more."""
    values = {"wants_mail": wanted, "owed_since": None, "noted_since": None}
    identity = {"course_key": course_key, "participant": participant}
    in_transaction(lambda: MailState.objects.update_or_create(**identity, defaults=values))
