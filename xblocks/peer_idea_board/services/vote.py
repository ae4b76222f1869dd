"""Vote for an idea, put dots on it, or take them back."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction
from peer_idea_board.board import Actor, Rules
from peer_idea_board.budget import dots_used
from peer_idea_board.models import Idea, Kind, Vote
from peer_idea_board.services import counts, members
from peer_idea_board.services.locked_ideas import lock_live


def vote(actor: Actor, rules: Rules, idea_id: int, dots: int) -> Idea:
    """Give an idea so many dots in place of those given before: the same request again changes nothing.

    Args:
        actor: who votes.
        rules: the author's: one vote, or a budget of dots.
        idea_id: for what.
        dots: 0 takes them back; 1 where each person has one vote.

    Returns:
        The idea as it is counted now.

    Raises:
        Refusal: 404, not on the board; 403, own idea, muted, too often; 409, no voting here; 422, too many dots.
    """
    most = {"one": 1, "dots": rules.dots_per_idea}.get(rules.vote_kind)
    if most is None:
        raise Refusal(409, _("There is no voting on this board."))
    if not 0 <= dots <= most:
        raise Refusal(422, _("One idea takes %(most)d dots at most.") % {"most": most})

    def cast() -> Idea:
        members.lock(actor)
        own = Vote.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
        members.require_rate("vote", own, "voted_at")
        idea = lock_live(actor, idea_id)
        if idea.participant == actor.key.participant:
            raise Refusal(403, _("Votes are for other people's ideas."))
        if rules.vote_kind == "dots":
            _require_budget(actor, rules, idea, dots)
        change = _store(actor, idea, dots)
        if change and not actor.person.is_course_team:
            Idea.objects.filter(pk=idea.pk).update(votes=F("votes") + change)
            counts.add(actor.place, {(Kind.VOTES, 0): change})
        idea.refresh_from_db(fields=["votes"])
        return idea

    return in_transaction(cast)


def _require_budget(actor: Actor, rules: Rules, idea: Idea, dots: int) -> None:
    # The member's row is locked: of two requests of one person, the second sees what the first spent.
    here = Vote.objects.filter(idea=idea, participant=actor.key.participant).values_list("dots", flat=True).first()
    left = rules.dots - dots_used(actor.viewer) + (here or 0)
    if dots > left:
        sentence = _("You have %(left)d dots left. Take some back from another idea first.")
        raise Refusal(422, sentence % {"left": max(0, left - (here or 0))})


def _store(actor: Actor, idea: Idea, dots: int) -> int:
    """Store the vote. Returns by how much the idea's count changes."""
    mine = {"idea": idea, "participant": actor.key.participant}
    before = Vote.objects.filter(**mine).values_list("dots", flat=True).first() or 0
    if not dots:
        Vote.objects.filter(**mine).delete()
    elif dots != before:
        columns = {
            "usage_key": actor.place.usage_key,
            "course_key": actor.place.course_key,
            "is_course_team": actor.person.is_course_team,
            "dots": dots,
            "voted_at": timezone.now(),
        }
        Vote.objects.update_or_create(**mine, defaults=columns)
    return dots - before
