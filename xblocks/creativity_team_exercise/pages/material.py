"""What a step works with, as the person in front of the page may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from creativity_team_exercise import options
from creativity_team_exercise.models import Draft, Entry, Pair, Part
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.techniques import Step


@dataclass(frozen=True)
class Row:
    """One row of a morphological box: what one asks for, and the values that the team found."""

    id: str
    title: str
    values: tuple[Entry, ...]


def asked_step(scene: Scene, step_id: Any, kinds: Collection[str]) -> Step:
    """Return a step of the person's team.

    Raises:
        Refusal: 409, they are in none; 404, it has no such step of these kinds.
    """
    if scene.member is None:
        raise Refusal(409, _("You have not begun this exercise yet. Please reload the page."))
    found = scene.plan.technique.step(step_id) if isinstance(step_id, str) else None
    if found is None or found.kind not in kinds:
        raise Refusal(404, _("There is no such step."))
    return found


def options_of(scene: Scene, step: Step) -> list[Entry]:
    """Return the entries that a step works with."""
    seen = {entry.pk for entry in scene.entries}
    return [entry for entry in options.options(scene.team, scene.session, step) if entry.pk in seen]


def prompts_of(scene: Scene, step: Step) -> list[tuple[str, str]]:
    """Return id and title of a step's prompts."""
    return [(one.id, scene.text(one.title)) for one in options.prompts(scene.team, scene.session, step)]


def rows_of(scene: Scene, step: Step) -> list[Row]:
    """Return the rows of the morphological box that a step of pairs or of combinations works with."""
    found = options_of(scene, step)
    return [
        Row(prompt, title, tuple(entry for entry in found if entry.prompt == prompt))
        for prompt, title in prompts_of(scene, step)
    ]


def pairs_of(scene: Scene, rows: Sequence[Row]) -> set[tuple[int, int]]:
    """Return the pairs of values in a box that the team has marked, the lower number first."""
    shown = {entry.pk for row in rows for entry in row.values}
    marked = Pair.objects.filter(team=scene.team).values_list("first_id", "second_id")
    return {(low, high) for low, high in marked if low in shown and high in shown}


def parts_of(scene: Scene, wholes: Iterable[Entry]) -> Mapping[int, list[Entry]]:
    """Return what combinations were put together of, by their number: as far as it is to be seen."""
    seen = {entry.pk: entry for entry in scene.entries}
    found: dict[int, list[Entry]] = {}
    for part in Part.objects.filter(whole__in=[one.pk for one in wholes]).order_by("entry_id"):
        if part.entry_id in seen:
            found.setdefault(part.whole_id, []).append(seen[part.entry_id])
    return found


def draft_of(scene: Scene, form: str) -> Draft | None:
    """Return a draft of the person's."""
    viewer = scene.viewer
    return Draft.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant, form=form).first()
