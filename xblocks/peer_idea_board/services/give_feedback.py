"""Give feedback on somebody's idea."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from peer_idea_board import queue
from peer_idea_board.board import Actor, Rules
from peer_idea_board.models import Feedback, Idea, Member, Turn
from peer_idea_board.services import counts, members, structure_versions, tally, turns
from peer_idea_board.services.concern import concern
from peer_idea_board.services.locked_ideas import lock_live
from peer_idea_board.services.save_draft import FEEDBACK, discard_draft, form_name
from peer_idea_board.services.take_turn import require_giver


@dataclass(frozen=True)
class FeedbackText:
    """What is given; checked by a form.

    Attributes:
        ratings: criterion id to the number of a level, from 1.
        works: what works. next_step: one next step.
        part: id of the part that it is about; "" for the whole.
    """

    ratings: Mapping[str, int]
    works: str
    next_step: str
    part: str = ""


def give_feedback(actor: Actor, rules: Rules, idea_id: int, text: FeedbackText) -> Feedback | None:
    """Store a feedback. Whose turn has lapsed meanwhile may still give it: nothing that was written is lost.

    Returns:
        The feedback; None where this request was carried out before.

    Raises:
        Refusal: 404, the idea is not on the board; 403, own, muted, too many in a short time, or neither handed out
            nor free to choose; 409, given already.
    """
    version = structure_versions.keep(rules.structure)

    def give() -> Feedback:
        member = members.lock(actor)
        own = Feedback.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
        members.require_rate("give_feedback", own, "given_at")
        idea = _lock(actor, rules, member, idea_id)
        _take_place(actor, idea)
        feedback = Feedback.objects.create(
            idea=idea,
            usage_key=actor.place.usage_key,
            course_key=actor.place.course_key,
            participant=actor.key.participant,
            is_course_team=actor.person.is_course_team,
            structure=version,
            revision=idea.revision,
            ratings=dict(text.ratings),
            works=text.works,
            next_step=text.next_step,
            part=text.part,
            given_at=timezone.now(),
        )
        discard_draft(actor, form_name(FEEDBACK, idea.pk))
        concern(idea, but=actor.key.participant)
        deltas = tally.recount_feedback(idea)
        counts.add(actor.place, *deltas, *members.acted(member, feedback=1), tally.of_feedback(feedback))
        return feedback

    return write_once(actor.key, give)


def _lock(actor: Actor, rules: Rules, member: Member, idea_id: int) -> Idea:
    idea = lock_live(actor, idea_id)
    require_giver(actor, idea)
    handed_out = Turn.objects.filter(idea=idea, participant=actor.key.participant).exists()
    if not (handed_out or actor.person.is_staff or queue.may_choose(idea, rules, member.feedback_given)):
        sentence = _("This one has the feedback it needs. Please take the next one from the queue: others have none.")
        raise Refusal(403, sentence)
    return idea


def _take_place(actor: Actor, idea: Idea) -> None:
    """Put the feedback in the place of the turn in the idea's load."""
    turn = Turn.objects.filter(idea=idea, participant=actor.key.participant).first()
    if turn is None:
        now = timezone.now()
        where = {"usage_key": actor.place.usage_key, "course_key": actor.place.course_key}
        Turn.objects.create(idea=idea, participant=actor.key.participant, taken_at=now, is_given=True, **where)
    else:
        turns.end(turn, is_given=True)
    turns.add_load(idea.pk, 1)
    idea.refresh_from_db(fields=["load"])
