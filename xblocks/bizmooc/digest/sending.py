"""The digests that are due: who gets one, and what is remembered of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from opaque_keys.edx.keys import CourseKey

from bizmooc import registry
from bizmooc.conf import setting
from bizmooc.digest.letters import letter
from bizmooc.hosting.people import Person
from bizmooc.hosting.platform import platform
from bizmooc.models import MailState
from bizmooc.registry import News
from bizmooc.writes import in_transaction

log = logging.getLogger(__name__)
BATCH = 500
PAUSE = timedelta(hours=24)
# What a note is about may have been written this much before the note.
_SLACK = timedelta(minutes=1)


def send_digests(now: datetime | None = None) -> int:
    """Send everybody who is owed news of a course, and has had no digest of it for a day, one letter.

    Several may run beside each other. One that is stopped may have sent one letter without remembering it; those it
    had not come to are sent theirs when the day is over.

    Args:
        now: the time to go by; None: now.

    Returns:
        How many letters were sent.

    Raises:
        Exception: whatever the host's mail raises. The person is tried again after a day, all others in the next run.
    """
    if not setting("DIGESTS"):
        return 0
    now = now or timezone.now()
    sent = 0
    for course_key, rows in _batches(now):
        sent += _Batch(course_key, rows, now).send()
    log.info("%d digests sent", sent)
    return sent


def _due(now: datetime) -> QuerySet[MailState]:
    rested = Q(sent_at=None) | Q(sent_at__lte=now - PAUSE)
    return MailState.objects.filter(rested, wants_mail=True, owed_since__lte=now)


def _batches(now: datetime) -> Iterator[tuple[str, list[MailState]]]:
    for course_key in sorted(_due(now).values_list("course_key", flat=True).distinct()):
        last = ""
        while rows := list(
            _due(now).filter(course_key=course_key, participant__gt=last).order_by("participant")[:BATCH]
        ):
            yield course_key, rows
            last = rows[-1].participant


class _Batch:
    """Some people of one course, from the claim that these letters are ours to send to the last of them."""

    def __init__(self, course_key: str, rows: Sequence[MailState], now: datetime):
        self._course_key = course_key
        self._course = CourseKey.from_string(course_key)
        self._now = now
        self._waiting = {row.participant: row for row in rows}

    def send(self) -> int:
        self._claim()
        people = platform().people_of(self._course, list(self._waiting))
        news = self._news(people)
        try:
            return sum(
                self._settle(row, people.get(name), news.get(name, ())) for name, row in list(self._waiting.items())
            )
        finally:
            # Something went wrong with one: the others are not held up for a day.
            for row in self._waiting.values():
                self._remember(row, sent_at=row.sent_at)

    def _claim(self) -> None:
        """Leave what another run took first. What is noted from here on stays owed."""
        ours = _due(self._now).filter(pk__in=[row.pk for row in self._waiting.values()])
        in_transaction(lambda: ours.update(sent_at=self._now, noted_since=None))
        kept = MailState.objects.filter(course_key=self._course_key, participant__in=self._waiting, sent_at=self._now)
        names = set(kept.values_list("participant", flat=True))
        self._waiting = {name: row for name, row in self._waiting.items() if name in names}

    def _news(self, people: Mapping[str, Person]) -> dict[str, list[News]]:
        """What each is to be told, in their language."""
        by_language: dict[str, dict[str, datetime]] = {}
        for name, person in people.items():
            since = self._waiting[name].owed_since
            if since:
                by_language.setdefault(_language(person), {})[name] = since - _SLACK
        told: dict[str, list[News]] = {}
        for language, since_of in by_language.items():
            with translation.override(language):
                for block in registry.contributions():
                    found = block.news(self._course_key, since_of) if block.news else {}
                    for name, news in found.items():
                        told.setdefault(name, []).extend(news)
        return told

    def _settle(self, row: MailState, person: Person | None, news: Sequence[News]) -> int:
        """Send one letter, where there is somebody to send it to and something to tell; then nothing is owed."""
        del self._waiting[row.participant]
        sent = 0
        if person and news and platform().is_enrolled(person.user_id, self._course) is not False:
            with translation.override(_language(person)):
                sent = platform().send_letter([person.user_id], self._course, letter(self._course, news))
        self._remember(row, sent_at=self._now if sent else row.sent_at, owed_since=F("noted_since"), noted_since=None)
        return sent

    def _remember(self, row: MailState, **values: object) -> None:
        in_transaction(lambda: MailState.objects.filter(pk=row.pk).update(**values))


def _language(person: Person) -> str:
    return person.language or settings.LANGUAGE_CODE
