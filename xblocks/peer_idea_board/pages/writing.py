"""Writing an idea, or a change of one: the questions, who will see it, and what sounds alike."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from peer_idea_board.forms import PART, IdeaForm, RevisionForm
from peer_idea_board.models import Idea, State
from peer_idea_board.pages.shared import Scene
from peer_idea_board.phases import Phase
from peer_idea_board.selectors import alike, standing

# What its author can change.
_CHANGEABLE = (State.PENDING, State.LIVE, State.HIDDEN)


def may_revise(scene: Scene, idea: Idea) -> bool:
    """Tell whether a person may change an idea now: as long as ideas or feedback are open, since one leads to it."""
    is_open = scene.window(Phase.POST).is_open or scene.window(Phase.FEEDBACK).is_open
    is_own = bool(scene.viewer.participant) and idea.participant == scene.viewer.participant
    return is_own and is_open and scene.may_write and idea.state in _CHANGEABLE


def idea_form(scene: Scene, idea: Idea | None = None, **options: Any) -> IdeaForm:
    """Return the form of a new idea, or of a change of one, as a page shows it."""
    options = {
        "language": scene.block.language(),
        "allow_reuse": bool(scene.block.allow_reuse),
        "auto_id": scene.ids(),
        **options,
    }
    structure = scene.rules.structure
    return RevisionForm(structure, **options) if idea else IdeaForm(structure, **options)


def writing_html(scene: Scene, idea: Idea | None = None) -> str:
    """Return the region with the form.

    Args:
        scene: who writes.
        idea: one of theirs, to change it; None: a new one.

    Raises:
        Refusal: 409, posting is not open; 403, it is not theirs to change.
    """
    if idea is None and not scene.window(Phase.POST).is_open:
        raise Refusal(409, scene.window(Phase.POST).sentence())
    if idea is not None and not may_revise(scene, idea):
        raise Refusal(403, _("You cannot change this one now."))
    name = f"revision:{idea.pk}" if idea else "idea"
    draft = standing.draft_of(scene.viewer, name)
    form = idea_form(scene, idea, initial={"form": name, **_initial(idea), **(draft.values if draft else {})})
    return scene.draw(
        "write.html",
        form=form,
        fields=[form[field] for field in form.fields if not form[field].is_hidden and field != "may_be_reused"],
        reuse=form["may_be_reused"] if "may_be_reused" in form.fields else None,
        idea=idea,
        idea_id=str(idea.pk) if idea else "",
        version=draft.version if draft else 0,
        left_over=_left_over(scene, idea),
        seen_by=who_sees(scene),
        handler="revise_idea" if idea else "post_idea",
    )


def who_sees(scene: Scene) -> list[str]:
    """Say who will see what is written, and as whose."""
    block = scene.block
    if not block.groups:
        told = [_("Everybody in this course can read it.")]
    elif block.groups == "team":
        told = [_("Only your team and the course team can read it.")]
    else:
        told = [_("Only the people of your group in this course and the course team can read it.")]
    if scene.rules.names == "name":
        told.append(_("Others see your user name with it."))
    elif scene.member:
        sentence = _("Others do not see who you are: to them you are “%(alias)s”.")
        told.append(sentence % {"alias": scene.member.alias})
    else:
        told.append(_("Others do not see who you are: you get a made-up name."))
    told.append(_("The course team can find out who wrote it."))
    if scene.rules.pre_approval:
        told.append(_("The course team looks at every idea first. Others see it after that."))
    return told


def alike_html(scene: Scene, title: str, text: str, idea_id: int | None = None) -> str:
    """Return the hint at ideas that sound alike; empty where there are none."""
    found = alike.alike(scene.viewer, title, text, idea_id)
    return scene.draw("alike.html", found=[(str(idea.pk), idea.title) for idea in found]) if found else ""


def _initial(idea: Idea | None) -> dict[str, Any]:
    if idea is None:
        return {}
    parts = {f"{PART}.{part}": text for part, text in idea.content.items()}
    whole = {"title": idea.title, "tags": ", ".join(idea.tags), "link": idea.link, "may_be_reused": idea.may_be_reused}
    return {**parts, **whole, "idea": idea.pk, "revision": idea.revision}


def _left_over(scene: Scene, idea: Idea | None) -> list[str]:
    """Return what an idea says on parts that the board does not ask for any more: it would be lost unseen."""
    asked = {part.id for part in scene.rules.structure.parts}
    return [text for part, text in idea.content.items() if part not in asked] if idea else []
