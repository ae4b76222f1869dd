"""One idea: its text and history, and what people make of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from peer_idea_board import queue
from peer_idea_board.models import Idea, State, Target
from peer_idea_board.pages import words
from peer_idea_board.pages.shared import PartText, Scene, parts_in
from peer_idea_board.pages.talk import comments_html, feedback_html, follow_html, report_form, vote_html
from peer_idea_board.pages.writing import may_revise
from peer_idea_board.phases import Phase
from peer_idea_board.selectors import ideas
from peer_idea_board.selectors.people import authors


@dataclass(frozen=True)
class Version:
    """An earlier version of an idea. ``note``: on the change that ended it. ``link``: as text, not to be followed."""

    number: int
    title: str
    when: str
    note: str
    parts: list[PartText]
    link: str


def idea_html(scene: Scene, idea_id: int, notice: str = "") -> str:
    """Return the region with an idea.

    Args:
        scene: who looks.
        idea_id: which.
        notice: a sentence on what has just been done.

    Raises:
        Refusal: 404, there is no such idea for them.
    """
    idea = ideas.idea_of(scene.viewer, idea_id)
    author = authors(scene.viewer, scene.rules, [idea]).get(idea.participant)
    is_own = bool(author and author.is_me)
    outcome = ideas.reported(scene.viewer, idea).get((str(Target.IDEA), idea.pk))
    return scene.draw(
        "idea.html",
        notice=notice,
        idea=idea,
        idea_id=str(idea.pk),
        author=author,
        name="" if idea.is_seed else words.name_of(author),
        when=words.ago(idea.posted_at or idea.changed_at),
        is_own=is_own,
        state=_state(idea) if is_own else "",
        merged_id=str(idea.merged_into_id) if idea.merged_into and idea.merged_into.state == State.LIVE else "",
        parts=parts_in(scene, ideas.structure_of(idea.structure), idea.content),
        host=words.host_of(idea.link) if idea.link else "",
        versions=_versions(scene, idea),
        may_revise=may_revise(scene, idea),
        may_withdraw=is_own and scene.may_write and idea.state != State.WITHDRAWN,
        give=_give(scene, idea),
        report=report_form(scene, "idea", idea.pk) if scene.may_write and not is_own else None,
        reported=words.reported_in_words(outcome),
        **{name: mark_safe(html) for name, html in _regions(scene, idea).items()},  # noqa: S308 - our own templates
    )


def _regions(scene: Scene, idea: Idea) -> dict[str, str]:
    return {
        "vote": vote_html(scene, idea),
        "follow": follow_html(scene, idea),
        "feedback": feedback_html(scene, idea),
        "comments": comments_html(scene, idea),
    }


def _state(idea: Idea) -> str:
    """Say what has become of one's own idea, and what one can do; "" where it is on the board."""
    if idea.state == State.PENDING:
        return _("The course team looks at this first. Others see it after that; you need not do anything.")
    if idea.state == State.HIDDEN:
        reason = ideas.state_reason(idea)
        told = _("The course team has taken this off the board. Only you and they see it.")
        return f"{told} " + (_("The reason: %(reason)s") % {"reason": reason} if reason else "")
    if idea.state == State.WITHDRAWN:
        return _("You have taken this back. Nobody else sees it.")
    if idea.state == State.MERGED:
        return _("The course team has joined this with another one that is much like it.")
    return ""


def _versions(scene: Scene, idea: Idea) -> list[Version]:
    return [
        Version(
            number=row.number,
            title=row.title,
            when=words.ago(row.replaced_at),
            note=row.note,
            parts=parts_in(scene, ideas.structure_of(row.structure), row.content),
            link=row.link,
        )
        for row in ideas.revisions_of(scene.viewer, idea)
    ]


def _give(scene: Scene, idea: Idea) -> str:
    """Return what a button for feedback on this idea says; "" for none."""
    is_mine = idea.participant == scene.viewer.participant
    if idea.state != State.LIVE or is_mine or not scene.may_write or not scene.window(Phase.FEEDBACK).is_open:
        return ""
    turns = ideas.turns_of(scene.viewer, idea)
    if turns.has_given:
        return ""
    if turns.open:
        return _("Go on with your feedback")
    may_choose = scene.person.is_staff or queue.may_choose(idea, scene.rules, scene.progress.given)
    return _("Give feedback on this idea") if may_choose else ""
