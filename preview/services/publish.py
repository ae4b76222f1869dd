"""The ``publish`` service: grades, completion, and everything else that blocks report."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from opaque_keys.edx.keys import UsageKey
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock

from preview.models import Completion, EventLog, Score

if TYPE_CHECKING:
    from preview.runtime.seat import Seat

log = logging.getLogger(__name__)

MAX_EVENT = 50_000
"""Longer events are dropped, as the LMS drops them."""


class PublishService:
    """Takes reports for one seat. Whatever an event says, it is about the bound person."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._effects = {
            "grade": self._grade,
            "completion": self._completion,
            "progress": self._progress,
        }

    def publish(self, block: XBlock, event_type: str, event: dict[str, Any]) -> None:
        """Carry out what the event asks for, or write it to the log.

        While a team member looks as one learner, nothing is carried out: everything is only logged.
        """
        effect = self._effects.get(event_type)
        if effect is None or self._seat.is_specific_masquerade:
            track(self._seat, block.scope_ids.usage_id, block.display_name_with_default, event_type, event)
        elif self._seat.user.is_authenticated:
            effect(block, event)

    def _grade(self, block: XBlock, event: dict[str, Any]) -> None:
        usage_key = block.scope_ids.usage_id
        deleted = bool(event.get("score_deleted"))
        with transaction.atomic():
            if deleted:
                Score.objects.filter(user=self._seat.user, usage_key=str(usage_key)).delete()
            else:
                Score.objects.record(
                    self._seat.user.pk,
                    usage_key,
                    event["value"],
                    event["max_value"],
                    only_if_higher=bool(event.get("only_if_higher")),
                )
            if _is_completable(block):
                Completion.objects.record(self._seat.user.pk, usage_key, 0.0 if deleted else 1.0)

    def _completion(self, block: XBlock, event: dict[str, Any]) -> None:
        Completion.objects.record(self._seat.user.pk, block.scope_ids.usage_id, event["completion"])

    def _progress(self, block: XBlock, _event: dict[str, Any]) -> None:
        """An old name for "complete", which blocks with rules of their own are not heard on."""
        if not block.has_score and _is_completable(block):
            Completion.objects.record(self._seat.user.pk, block.scope_ids.usage_id, 1.0)


def track(seat: Seat, usage_key: UsageKey, title: str, name: str, event: dict[str, Any]) -> None:
    """Write one line of the tracking log.

    The user name is that of the person who sits there; the id in the context is that of the bound person.
    """
    request = seat.request
    body = {
        "name": name,
        "context": {
            "course_id": str(seat.course.key),
            "course_user_tags": {},
            "user_id": seat.user.pk,
            "path": request.path,
            "org_id": seat.course.key.org,
            "enterprise_uuid": "",
            "module": {"display_name": title, "usage_key": str(usage_key)},
            "asides": {},
        },
        "username": seat.real_user.get_username(),
        "session": request.session.session_key or "",
        "ip": request.META.get("REMOTE_ADDR", ""),
        "agent": request.headers.get("User-Agent", ""),
        "host": request.get_host(),
        "referer": request.headers.get("Referer", ""),
        "accept_language": request.headers.get("Accept-Language", ""),
        "event": event,
        "time": timezone.now().isoformat(),
        "event_type": name,
        "event_source": "server",
        "page": "x_module",
    }
    if len(EventLog.encode(event)) > MAX_EVENT:
        log.warning("The event %s of %s is longer than %d and was dropped", name, usage_key, MAX_EVENT)
        return
    EventLog.objects.create(
        name=name,
        course_key=str(seat.course.key),
        usage_key=str(usage_key),
        username=body["username"],
        body=body,
    )


def _is_completable(block: XBlock) -> bool:
    return XBlockCompletionMode.get_mode(block) == XBlockCompletionMode.COMPLETABLE and not getattr(
        block, "has_custom_completion", False
    )
