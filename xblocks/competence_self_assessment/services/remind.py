"""Remind those who have not started: rarely, and in the background."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from bizmooc.background.run import Run
from bizmooc.background.schedule import schedule
from bizmooc.hosting.participant import Place
from bizmooc.hosting.people import Letter
from bizmooc.hosting.platform import platform
from bizmooc.models import BackgroundTask, Reminder
from bizmooc.refusal import Refusal
from bizmooc.writes import WriteKey, write_once
from competence_self_assessment.staff import BLOCK_TYPE, REMIND, roster

PAUSE = timedelta(days=3)


def remind(key: WriteKey, *, subject: str, text: str) -> BackgroundTask | None:
    """Ask for a reminder to everybody who has not started in a block.

    Returns:
        The task; None where this request was carried out before.

    Raises:
        Refusal: 409, the last one was sent too short a time ago.
    """

    def ask() -> BackgroundTask:
        _take_turn(key.place, timezone.now())
        return schedule(key.place, BLOCK_TYPE, REMIND, {"subject": subject, "text": text})

    return write_once(key, ask)


def next_turn(place: Place) -> datetime | None:
    """Return from when on a block's learners may be reminded again; None: now."""
    last = Reminder.objects.filter(usage_key=place.usage_key).values_list("sent_at", flat=True).first()
    return last + PAUSE if last and last + PAUSE > timezone.now() else None


def _take_turn(place: Place, now: datetime) -> None:
    # Of two who press the button at once, one makes or changes the row.
    row, is_first = Reminder.objects.get_or_create(
        usage_key=place.usage_key, defaults={"course_key": place.course_key, "sent_at": now}
    )
    if is_first or Reminder.objects.filter(pk=row.pk, sent_at__lte=now - PAUSE).update(sent_at=now):
        return
    sentence = _("Learners were reminded a short time ago. You can do it again from %(date)s.")
    raise Refusal(409, sentence % {"date": formats.date_format(timezone.localtime(row.sent_at + PAUSE))})


def send_reminders(run: Run) -> None:
    """Send a reminder to everybody who has not started by now: a background task."""
    address = platform().block_address(run.place.usage_key, run.course)
    letter = Letter(run.parameters["subject"], run.parameters["text"], address)
    sent = 0
    for people in roster.not_started(run.place, run.course):
        sent += platform().send_letter([person.user_id for person in people], run.course, letter)
        run.report(sent, sent)
