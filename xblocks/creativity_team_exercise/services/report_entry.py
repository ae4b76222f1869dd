"""Tell the course team that an entry is out of place."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise import visibility
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import CountKind, Report
from creativity_team_exercise.models.upkeep import REASON_LENGTH
from creativity_team_exercise.services import held as holding


def report_entry(actor: Actor, entry_id: int, text: str) -> Report | None:
    """Store a report, one of a person on an entry.

    Returns:
        The report; None where this request was carried out before.

    Raises:
        Refusal: 400, too long, or one's own; 404, not among what they see; 409, reported already.
    """

    def store() -> Report:
        held = holding.lock_own(actor, timezone.now())
        entry = visibility.require_entries(held.team, held.session, held.seat, (entry_id,))[entry_id]
        if entry.seat == held.seat:
            raise Refusal(400, _("This is your own."))
        if len(text) > REASON_LENGTH:
            raise Refusal(400, _("At most %(most)s characters, please.") % {"most": REASON_LENGTH})
        keys = {"usage_key": held.team.usage_key, "course_key": held.team.course_key}
        report, is_new = Report.objects.get_or_create(
            entry=entry, participant=actor.key.participant, defaults={**keys, "text": text.strip()}
        )
        if not is_new:
            raise Refusal(409, _("You have reported this one already. The course team looks at it."))
        held.count(CountKind.OPEN_REPORTS)
        holding.store(held)
        return report

    return write_once(actor.key, store)
