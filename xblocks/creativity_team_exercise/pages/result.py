"""The team's result: one text that all write, in versions, none of which is ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from creativity_team_exercise.forms.together import FIELD, ResultForm
from creativity_team_exercise.models import ResultVersion
from creativity_team_exercise.pages import words
from creativity_team_exercise.pages.choosing import chosen_html
from creativity_team_exercise.pages.material import draft_of
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.services.save_result import result_form as draft_name
from creativity_team_exercise.services.save_result import standing_version
from creativity_team_exercise.techniques import Step

# Versions that the history shows at once.
PAGE = 20


@dataclass(frozen=True)
class Shown:
    """One version as it is read.

    Attributes:
        number: its own.
        who: the made-up name of its writer, or "you".
        when: it was stored.
        fields: title and text of each field, in order; what is not asked for any more is not there.
        note: what became of it; "" for the one that stands.
    """

    number: int
    who: str
    when: str
    fields: list[tuple[str, str]]
    note: str = ""


def result_html(scene: Scene, step: Step) -> str:
    """Return the part of the page with the team's result, to write or to read."""
    stands = standing_version(scene.team, step.id)
    if scene.has_ended(step):
        beside = [shown(scene, step, one) for one in beside_of(scene, step, stands)]
        return scene.draw(
            "together/result.html",
            step=step,
            stands=shown(scene, step, stands) if stands else None,
            beside=beside,
            unsaved=_unsaved(scene, step),
            has_ended=True,
        )
    return _writing_html(scene, step, stands)


def _unsaved(scene: Scene, step: Step) -> ResultForm | None:
    """Return what the person was writing when the step ended: it can still be kept beside the result."""
    name = draft_name(scene.team.pk, step.id)
    draft = draft_of(scene, name) if scene.viewer.participant else None
    if not draft or not any(draft.values.get(f"{FIELD}.{one.id}") for one in step.prompts):
        return None
    return result_form(scene, step, initial={"based_on": 0, **draft.values, "form": name})


def _writing_html(scene: Scene, step: Step, stands: ResultVersion | None) -> str:
    name = draft_name(scene.team.pk, step.id)
    draft = draft_of(scene, name)
    beside = beside_of(scene, step, stands)
    mine = next((one for one in reversed(beside) if one.seat == scene.seat), None)
    number = stands.number if stands else 0
    begun = mine or stands
    values: dict[str, Any] = ResultForm.filled(begun.content) if begun else {}
    is_behind = bool(mine)
    if draft:
        is_behind = is_behind or (draft.values.get("based_on", number) != number)
        values = {**values, **{field: text for field, text in draft.values.items() if field != "based_on"}}
    form = result_form(scene, step, initial={**values, "form": name, "based_on": number})
    others = [one for one in beside if one is not mine]
    return scene.draw(
        "together/result.html",
        step=step,
        form=form,
        fields=[form[one] for one in form.fields if not form[one].is_hidden],
        version=draft.version if draft else 0,
        stands=shown(scene, step, stands) if stands else None,
        # What was written stands beside the form where it is not what the form began with.
        is_behind=is_behind and bool(stands),
        beside=[shown(scene, step, one) for one in others],
        has_agreed=scene.turn.is_done,
        chosen=mark_safe(chosen_html(scene, step)),  # noqa: S308 - rendered by our own template
        has_ended=False,
    )


def result_form(scene: Scene, step: Step, **options: Any) -> ResultForm:
    """Return the form of the result, as a page shows it."""
    options = {"language": scene.block.language(), "auto_id": scene.ids(f"{step.id}-"), **options}
    form = ResultForm(step, **options)
    form.fields["step"].initial = step.id
    return form


def beside_of(scene: Scene, step: Step, stands: ResultVersion | None) -> list[ResultVersion]:
    """Return the versions that were written at the same time as the one that stands, and are not in a later one."""
    since = stands.number if stands else 0
    rows = ResultVersion.objects.filter(team=scene.team, step_id=step.id, is_beside=True, number__gt=since)
    return list(rows.order_by("number"))


def shown(scene: Scene, step: Step, version: ResultVersion, note: str = "") -> Shown:
    """Return a version as it is read."""
    who = scene.person_on(version.seat)
    fields = [(scene.text(one.title), version.content.get(one.id, "")) for one in step.prompts]
    return Shown(version.number, who, words.moment(version.created_at), [one for one in fields if one[1]], note)


def history_html(scene: Scene, step: Step, before: int | None = None) -> str:
    """Return the region with the versions of the result, the last one first."""
    rows = ResultVersion.objects.filter(team=scene.team, step_id=step.id)
    if before is not None:
        rows = rows.filter(number__lt=before)
    page: Sequence[ResultVersion] = rows.order_by("-number")[: PAGE + 1]
    found = list(page)
    stands = standing_version(scene.team, step.id)
    versions = [shown(scene, step, one, _note(one, stands)) for one in found[:PAGE]]
    more = str(found[PAGE - 1].number) if len(found) > PAGE else ""
    return scene.draw("together/history.html", step=step, versions=versions, more=more, is_first=before is None)


def _note(version: ResultVersion, stands: ResultVersion | None) -> str:
    if stands and version.pk == stands.pk:
        return _("This is the text that stands.")
    if version.is_beside:
        return _("Written at the same time as another one, or when the step had ended; kept beside it.")
    return ""
