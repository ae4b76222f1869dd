"""Before one has joined: the question, how it goes, and a first idea."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from creativity_team_exercise.exercise import ALONE, OWN, PLATFORM
from creativity_team_exercise.forms.writing import JOIN, JoinForm
from creativity_team_exercise.models import Draft
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.techniques import Kind, Step


def join_form(scene: Scene, **options: Any) -> JoinForm:
    """Return the form with which one begins, as a page shows it."""
    allowed = {"matched_by": scene.rules.matched_by if scene.rules.teams == OWN else ""}
    return JoinForm(
        **{**allowed, "allow_reuse": bool(scene.block.allow_reuse), "auto_id": scene.ids("join-"), **options}
    )


def joining_html(scene: Scene, about: Mapping[str, str]) -> str:
    """Return the part of the page with which one begins; ``about``: the question, and what the technique says."""
    draft = _draft(scene)
    form = join_form(scene, initial={"form": JOIN, **(draft.values if draft else {})})
    technique = scene.plan.technique
    return scene.draw(
        "joining.html",
        **about,
        form=form,
        version=draft.version if draft else 0,
        steps=[(scene.title(step), _length(step, scene)) for step in technique.steps],
        first=_first_prompt(scene, technique.steps[0]),
        told=how_it_goes(scene),
        minutes=sum(step.minutes for step in technique.steps),
        has_teams=scene.rules.teams != ALONE,
        can_join=bool(scene.viewer.participant) or scene.is_preview,
    )


def how_it_goes(scene: Scene) -> list[str]:
    """Say what happens when one joins, and who sees what."""
    told = []
    if scene.rules.teams == OWN:
        sentence = ngettext(
            "You get a team of up to %(count)d person at once. Nobody has to be here at the same time.",
            "You get a team of up to %(count)d people at once. Nobody has to be here at the same time.",
            scene.rules.size,
        )
        told.append(sentence % {"count": scene.rules.size})
    if scene.rules.teams == PLATFORM:
        told.append(_("You work with your team of this course. If you are in none, you work alone."))
    if scene.rules.teams != ALONE:
        told += [
            _("A step ends when its time is over or all who are here are done. Nobody is waited for."),
            _("Your team sees what you write under a made-up name, never your own. Other teams see nothing of it."),
            _("Alone, you do the same steps in your own time, with ideas of others from a pool. It counts the same."),
        ]
    else:
        told.append(_("You do the steps in your own time, with ideas of others from a pool."))
    told.append(_("The course team can read everything, and can find out who wrote it."))
    return told


def _draft(scene: Scene) -> Draft | None:
    viewer = scene.viewer
    if not viewer.participant:
        return None
    return Draft.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant, form=JOIN).first()


def _first_prompt(scene: Scene, step: Step) -> str:
    """Return what the first idea is asked for with."""
    if not step.prompts:
        return scene.text(step.ask)
    return scene.text(step.prompts[0].ask) or scene.text(step.prompts[0].title)


def _length(step: Step, scene: Scene) -> str:
    minutes = ngettext("about %(count)d minute", "about %(count)d minutes", step.minutes) % {"count": step.minutes}
    return _("%(minutes)s a round") % {"minutes": minutes} if step.kind == Kind.PASS else minutes
