"""Change one's own idea; the version before stays readable, with what was changed and why."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from peer_idea_board.board import Actor, Rules
from peer_idea_board.models import Idea, Revision, State
from peer_idea_board.services import counts, index, members, structure_versions, tally
from peer_idea_board.services.concern import concern
from peer_idea_board.services.locked_ideas import lock_own
from peer_idea_board.services.post_idea import IdeaText
from peer_idea_board.services.save_draft import REVISION, discard_draft, form_name


def revise_idea(
    actor: Actor, rules: Rules, idea_id: int, text: IdeaText, note: str, *, revision: int | None = None
) -> Idea | None:
    """Store a new version of an idea. Where ideas wait for approval, this one waits again.

    Args:
        actor: its author.
        rules: the author's.
        idea_id: which.
        text: all of it, as it is to be.
        note: what was changed and why.
        revision: that the page started from; None: whatever there is.

    Returns:
        The idea; None where this request was carried out before.

    Raises:
        Refusal: 404, there is no such idea of the actor's; 409, changed in another window, or not to be changed.
    """
    version = structure_versions.keep(rules.structure)

    def revise() -> Idea:
        members.lock(actor)
        own = Revision.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
        members.require_rate("post_idea", own, "replaced_at")
        idea = lock_own(actor, idea_id)
        if idea.state == State.MERGED:
            raise Refusal(409, _("This idea is part of another one now. Please add a comment there."))
        if revision is not None and revision != idea.revision:
            raise Refusal(409, _("You changed this in another window. Please reload the page; your text is kept."))
        _keep(idea, note)
        for name, value in text.as_columns().items():
            setattr(idea, name, value)
        idea.structure, idea.revision, idea.changed_at = version, idea.revision + 1, timezone.now()
        idea.save()
        index.write(idea)
        discard_draft(actor, form_name(REVISION, idea.pk))
        concern(idea, but=actor.key.participant)
        waits = rules.pre_approval and not actor.person.is_course_team and idea.state == State.LIVE
        if waits:
            counts.add(actor.place, *tally.change_state(idea, State.PENDING))
        return idea

    return write_once(actor.key, revise)


def _keep(idea: Idea, note: str) -> None:
    Revision.objects.create(
        idea=idea,
        usage_key=idea.usage_key,
        course_key=idea.course_key,
        participant=idea.participant,
        structure_id=idea.structure_id,
        number=idea.revision,
        title=idea.title,
        content=idea.content,
        link=idea.link,
        tags=idea.tags,
        note=note,
        # Each change starts a version anew, so that one that is live now has been on the board.
        is_public=idea.state == State.LIVE,
        replaced_at=timezone.now(),
    )
