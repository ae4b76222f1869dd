"""Say what kind of thing an entry is: the team's tags."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise import visibility
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import Entry
from creativity_team_exercise.models.work import TAG_LENGTH
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.techniques import Kind


def tag_entry(actor: Actor, entry_id: int, tag: str) -> Entry | None:
    """Give an entry a tag, in place of the one it had; "" takes it away.

    Returns:
        The entry; None where this request was carried out before.

    Raises:
        Refusal: 400, too long; 404, not among the entries that are sorted; 409, nothing is sorted now.
    """

    def store() -> Entry:
        held = holding.lock_own(actor, timezone.now())
        step = held.session.current
        if step.kind != Kind.SORT or held.session.is_over:
            raise Refusal(409, _("Nothing is sorted in the step that is open now."))
        entry = visibility.require_entries(held.team, held.session, held.seat, (entry_id,))[entry_id]
        if entry.step_id not in step.uses:
            raise visibility.not_found()
        words = " ".join(tag.split())
        if len(words) > TAG_LENGTH:
            raise Refusal(400, _("A tag has at most %(most)s characters.") % {"most": TAG_LENGTH})
        entry.tag = words
        entry.save(update_fields=["tag"])
        held.session.come(held.seat, held.now)
        holding.store(held)
        return entry

    return write_once(actor.key, store)
