"""Report what is out of place, and hear what became of it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction, write_once
from peer_idea_board import visibility
from peer_idea_board.board import Actor
from peer_idea_board.models import Idea, Kind, Report, Target
from peer_idea_board.services import counts, members


def report(actor: Actor, target: str, target_id: int, why: str, text: str) -> Report | None:
    """Store a report for the course team.

    Args:
        actor: who reports.
        target: one of Target.
        target_id: its number.
        why: one of Report.Why.
        text: in words; "" for none.

    Returns:
        The report; None where this request was carried out before.

    Raises:
        Refusal: 404, there is no such thing for the actor; 403, their own, or too many in a short time; 409, reported
            by them already.
    """

    def store() -> Report:
        members.lock_or_make(actor)
        own = Report.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
        members.require_rate("report", own, "reported_at")
        idea = _idea_of(actor, target, target_id)
        try:
            with transaction.atomic():
                row = Report.objects.create(
                    idea=idea,
                    usage_key=actor.place.usage_key,
                    course_key=actor.place.course_key,
                    participant=actor.key.participant,
                    target=target,
                    target_id=target_id,
                    why=why,
                    text=text,
                    reported_at=timezone.now(),
                )
        except IntegrityError:
            raise Refusal(409, _("You have reported this already. The course team looks at it.")) from None
        counts.add(actor.place, {(Kind.OPEN_REPORTS, 0): 1})
        return row

    return write_once(actor.key, store)


def mark_told(actor: Actor) -> None:
    """Note that the actor has been shown what became of their reports."""
    own = Report.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
    decided = own.filter(decided_at__isnull=False, told_at__isnull=True)
    in_transaction(lambda: decided.update(told_at=timezone.now()))


def _idea_of(actor: Actor, target: str, target_id: int) -> Idea:
    """Return the idea that a thing is, or belongs to, where the actor may see it and it is somebody else's."""
    if target == Target.IDEA:
        found: object = visibility.ideas(actor.viewer).filter(pk=target_id).first()
        idea = found
    else:
        things = visibility.feedback if target == Target.FEEDBACK else visibility.comments
        found = things(actor.viewer).filter(pk=target_id).select_related("idea").first()
        idea = getattr(found, "idea", None)
    if not isinstance(idea, Idea):
        raise visibility.not_found()
    if getattr(found, "participant", "") == actor.key.participant:
        raise Refusal(403, _("This is your own: you can change it or take it back."))
    return idea
