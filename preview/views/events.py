"""The event log of a course, and the mail nobody received."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from preview.models import CourseRole, EventLog
from preview.views.access import CourseVisit, team_page
from preview.views.paging import page_of

_BETWEEN_MAILS = "-" * 79 + "\n"
"""What Django's file backend writes after each message."""


@dataclass(frozen=True)
class Mail:
    """One message as it would have been sent."""

    subject: str
    sender: str
    to: str
    date: str
    body: str


@team_page
def event_log(visit: CourseVisit) -> HttpResponse:
    """What blocks reported, the newest first."""
    events = EventLog.objects.filter(course_key=str(visit.course.key)).order_by("-time", "-pk")
    wanted = {name: visit.request.GET.get(name, "").strip() for name in ("name", "username", "usage_key")}
    for name, text in wanted.items():
        if text:
            events = events.filter(**{f"{name}__contains": text})
    context = {
        "visit": visit,
        "course": visit.course,
        "tab": "events",
        "wanted": wanted,
        "filtered": any(wanted.values()),
        "page": page_of(visit.request, events),
    }
    return render(visit.request, "preview/events.html", context)


@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """Mail written by this host; for anyone on a course team."""
    if not (request.user.is_staff or CourseRole.objects.filter(user=request.user).exists()):
        raise PermissionDenied(_("The outbox is for course teams."))
    return render(request, "preview/outbox.html", {"page": page_of(request, mails(), 20)})


def mails() -> list[Mail]:
    """All mail in the outbox folder, the newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), reverse=True) if folder.is_dir() else []
    return [mail for file in files for mail in reversed(_mails_in(file))]


def _mails_in(file: Path) -> list[Mail]:
    texts = file.read_text(encoding="utf-8", errors="replace").split(_BETWEEN_MAILS)
    return [_mail(text) for text in texts if text.strip()]


def _mail(text: str) -> Mail:
    message = email.message_from_string(text.lstrip(), policy=email.policy.default)
    plain = message.get_body(preferencelist=("plain", "html"))
    return Mail(
        subject=message.get("Subject", ""),
        sender=message.get("From", ""),
        to=message.get("To", ""),
        date=message.get("Date", ""),
        body=plain.get_content() if plain else "",
    )
