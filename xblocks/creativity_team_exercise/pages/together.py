"""Steps in which entries are put together, sorted and summed up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from creativity_team_exercise.forms.together import TAG, CombineForm, TagsForm
from creativity_team_exercise.models import Entry
from creativity_team_exercise.pages.box import box_html, left_in_words, left_of
from creativity_team_exercise.pages.material import Row, draft_of, options_of, pairs_of, parts_of, rows_of
from creativity_team_exercise.pages.result import result_html
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.services.hand_in import draft_form
from creativity_team_exercise.techniques import Step

__all__ = ["combine_html", "pairs_html", "result_html", "sort_html"]


@dataclass(frozen=True)
class Combined:
    """A combination. ``parts``: what one asks for, and the value that was taken."""

    number: int
    entry: Entry
    writer: str
    parts: list[tuple[str, Entry]]


def pairs_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which contradictory pairs are marked."""
    rows = rows_of(scene, step)
    pairs = pairs_of(scene, rows)
    left = left_in_words(left_of(rows, pairs), len(pairs))
    if scene.has_ended(step):
        return scene.draw(
            "together/paired.html",
            pairs=[(low.text, high.text) for low, high in marked_pairs(rows, pairs)],
            left=left,
            box=_safe(box_html(scene, rows)),
        )
    filled = [row for row in rows if row.values]
    tables = [_crossed(one, other, pairs) for one, other in combinations(filled, 2)]
    return scene.draw("together/pairs.html", step=step, tables=tables, left=left, box=_safe(box_html(scene, rows)))


def marked_pairs(rows: Sequence[Row], pairs: Collection[tuple[int, int]]) -> list[tuple[Entry, Entry]]:
    """Return the pairs with what stands in them, in order."""
    shown = {entry.pk: entry for row in rows for entry in row.values}
    return [(shown[low], shown[high]) for low, high in sorted(pairs)]


def left_after(scene: Scene, step: Step) -> str:
    """Say how many combinations remain in a step of marking pairs."""
    rows = rows_of(scene, step)
    pairs = pairs_of(scene, rows)
    return left_in_words(left_of(rows, pairs), len(pairs))


def _crossed(one: Row, other: Row, pairs: Collection[tuple[int, int]]) -> Mapping[str, Any]:
    """Return the table of two rows: each value of the one with each of the other."""
    lines = [
        (
            value,
            [
                {"entry": second, "key": f"{value.pk}-{second.pk}", "is_marked": _pair(value, second) in pairs}
                for second in other.values
            ],
        )
        for value in one.values
    ]
    marks = sum(_pair(value, second) in pairs for value in one.values for second in other.values)
    said = ngettext("%(count)d pair marked", "%(count)d pairs marked", marks) % {"count": marks} if marks else ""
    return {"one": one, "other": other, "lines": lines, "said": said}


def _pair(one: Entry, other: Entry) -> tuple[int, int]:
    low, high = sorted((one.pk, other.pk))
    return low, high


def combine_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which entries are put together."""
    rows = rows_of(scene, step)
    pairs = pairs_of(scene, rows)
    wholes = [entry for entry in scene.entries if entry.step_id == step.id]
    made, mine = combined(scene, rows, wholes), sum(scene.is_own(entry) for entry in wholes)
    name = draft_form(scene.team.pk, step.id, 0)
    draft = draft_of(scene, name)
    can_write = not scene.has_ended(step) and mine < step.at_most and all(row.values for row in rows)
    values = {"form": name, "round": 0, **(draft.values if draft else {})}
    form = combine_form(scene, step, initial=values) if can_write and rows else None
    return scene.draw(
        "together/combine.html",
        step=step,
        form=form,
        fields=[form[one] for one in form.fields if not form[one].is_hidden] if form else [],
        version=draft.version if draft else 0,
        left=left_in_words(left_of(rows, pairs), len(pairs)),
        box=_safe(box_html(scene, rows, used_in(made))),
        made=made,
        has_ended=scene.has_ended(step),
        progress=_("You have handed in %(done)d of %(wanted)d.") % {"done": mine, "wanted": step.wanted},
    )


def combine_form(scene: Scene, step: Step, **options: Any) -> CombineForm:
    """Return the form of a step of combining, as a page shows it."""
    rows = rows_of(scene, step)
    shown = [(row.id, row.title, [(one.pk, one.text) for one in row.values]) for row in rows]
    options = {"auto_id": scene.ids(f"{step.id}-"), **options}
    form = CombineForm(shown, pairs_of(scene, rows), **options)
    form.fields["step"].initial = step.id
    return form


def combined(scene: Scene, rows: Sequence[Row], wholes: Sequence[Entry]) -> list[Combined]:
    """Return combinations with what they were put together of, numbered in the order of writing."""
    parts = parts_of(scene, wholes)
    # What stands under a heading that is gone meanwhile comes last.
    heads = [*((row.id, row.title) for row in rows), (None, "")]
    known = {row.id for row in rows}
    return [
        Combined(
            number,
            whole,
            scene.writer(whole),
            [
                (title, part)
                for head, title in heads
                for part in parts.get(whole.pk, [])
                if (part.prompt if part.prompt in known else None) == head
            ],
        )
        for number, whole in enumerate(wholes, start=1)
    ]


def used_in(made: Sequence[Combined]) -> Mapping[int, Sequence[int]]:
    """Return which combinations have a value, by its number."""
    found: dict[int, list[int]] = {}
    for one in made:
        for _title, part in one.parts:
            found.setdefault(part.pk, []).append(one.number)
    return found


def sort_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which entries get tags."""
    found = options_of(scene, step)
    groups = grouped(found)
    form = None if scene.has_ended(step) else tags_form(scene, step, found)
    return scene.draw(
        "together/sort.html",
        step=step,
        form=form,
        groups=[
            (tag, [(entry, scene.writer(entry), form[f"{TAG}.{entry.pk}"] if form else None) for entry in entries])
            for tag, entries in groups
        ],
        tags=[tag for tag, _entries in groups if tag],
        without=sum(not entry.tag for entry in found),
    )


def tags_form(scene: Scene, step: Step, found: Sequence[Entry], **options: Any) -> TagsForm:
    """Return the form with the tags of entries, as a page shows it."""
    options = {"auto_id": scene.ids(f"{step.id}-"), **options}
    form = TagsForm([(entry.pk, entry.text, entry.tag) for entry in found], **options)
    form.fields["step"].initial = step.id
    return form


def grouped(found: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return entries by tag: those without one first, then the tags in the order of the alphabet."""
    groups: dict[str, list[Entry]] = {}
    names: dict[str, str] = {}
    for entry in found:
        # "Cost" and "cost" are one group, under the name that came first.
        name = names.setdefault(entry.tag.casefold(), entry.tag)
        groups.setdefault(name, []).append(entry)
    return sorted(groups.items(), key=lambda group: group[0].casefold())


def _safe(html: str) -> str:
    return mark_safe(html)  # noqa: S308 - rendered by our own templates
