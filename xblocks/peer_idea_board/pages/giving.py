"""Giving feedback: the idea that was handed out, what is asked about it, and what comes after."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from peer_idea_board.forms import RATING, FeedbackForm
from peer_idea_board.models import Idea, Turn
from peer_idea_board.pages import home, words
from peer_idea_board.pages.shared import Scene, parts_in
from peer_idea_board.phases import Phase
from peer_idea_board.selectors import ideas, standing
from peer_idea_board.selectors.people import authors


def feedback_form(scene: Scene, idea: Idea, **options: Any) -> FeedbackForm:
    """Return the form of a feedback on an idea as a page shows it."""
    options = {"language": scene.block.language(), "auto_id": scene.ids(), **options}
    return FeedbackForm(scene.rules.structure, parts=ideas.structure_of(idea.structure), **options)


def giving_html(scene: Scene, turn: Turn) -> str:
    """Return the region with the idea of a turn and the form for feedback on it."""
    idea = ideas.idea_of(scene.viewer, turn.idea_id)
    name = f"feedback:{idea.pk}"
    draft = standing.draft_of(scene.viewer, name)
    form = feedback_form(scene, idea, initial={"form": name, "idea": idea.pk, **(draft.values if draft else {})})
    author = authors(scene.viewer, scene.rules, [idea]).get(idea.participant)
    return scene.draw(
        "give.html",
        idea=idea,
        idea_id=str(idea.pk),
        author=author,
        name="" if idea.is_seed else words.name_of(author),
        when=words.ago(idea.posted_at),
        parts=parts_in(scene, ideas.structure_of(idea.structure), idea.content),
        host=words.host_of(idea.link) if idea.link else "",
        form=form,
        criteria=[form[f"{RATING}.{one.id}"] for one in scene.rules.structure.criteria],
        texts=[form["works"], form["next_step"]],
        version=draft.version if draft else 0,
        until=words.clock(turn.expires_at) if turn.expires_at else "",
        is_named=scene.rules.names == "name",
        alias=scene.member.alias if scene.member else "",
        progress=home.progress_in_words(scene),
    )


def given_html(scene: Scene, idea_id: int) -> str:
    """Return the region after a feedback was given: thanks, and what comes next."""
    one = scene.progress
    more = scene.window(Phase.FEEDBACK).is_open and not one.nothing_left
    return scene.draw(
        "given.html",
        idea_id=str(idea_id),
        progress=home.progress_in_words(scene),
        more=more,
        is_next=more and not one.has_given,
        post=scene.window(Phase.POST).is_open and not one.has_posted,
    )


def nothing_html(scene: Scene) -> str:
    """Return the region where the queue had nothing to hand out."""
    progress = scene.progress
    notice = _("Nothing is left to give feedback on.")
    if progress.is_done:
        notice = home.done_in_words(progress)
    elif not progress.has_posted and scene.window(Phase.POST).is_open:
        notice = _("Nothing is left to give feedback on at the moment. Post your idea: then you are done.")
    return home.home_html(scene, notice)


def require_open(scene: Scene) -> None:
    """Let feedback be given while it is open.

    Raises:
        Refusal: 409, with when it opens or closed.
    """
    window = scene.window(Phase.FEEDBACK)
    if not window.is_open:
        raise Refusal(409, window.sentence())
