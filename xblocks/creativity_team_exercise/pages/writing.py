"""Steps in which everybody writes: alone, or on sheets that go round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from creativity_team_exercise.forms import EntriesForm
from creativity_team_exercise.forms.writing import ON, PARENT, TEXT, drafted, on_name, parent_name, text_name
from creativity_team_exercise.models import Draft, Entry
from creativity_team_exercise.models.work import TEXT_LENGTH
from creativity_team_exercise.options import options, prompts
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.services.hand_in import draft_form
from creativity_team_exercise.techniques import Builds, Kind, Prompt, Step

WRITE = "write"
_NO_PROMPT = Prompt("", {}, {})


@dataclass(frozen=True)
class Card:
    """An entry as it is shown.

    Attributes:
        writer: whose it is. parent: the text that it goes back to; "".
    """

    entry: Entry
    writer: str
    is_own: bool
    parent: str = ""


@dataclass(frozen=True)
class Slot:
    """A place to write one entry.

    Attributes:
        field: of the text. label: above it. parent: the field of what it goes back to; None: nothing to choose.
    """

    field: Any
    label: str
    parent: Any = None


@dataclass(frozen=True)
class Group:
    """What is asked for together: a prompt, or an entry to build on.

    Attributes:
        title: in few words; "": the step has one question. ask: in full.
    """

    title: str
    ask: str
    slots: Sequence[Slot]
    more: Sequence[Slot] = ()


@dataclass(frozen=True)
class Material:
    """What an earlier step came to: its title, how many entries, and these under the titles of their prompts."""

    title: str
    number: int
    groups: Sequence[tuple[str, Sequence[Card]]]


def write_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which one writes; once the step has ended, what was written."""
    cards = cards_of(scene, [one for one in scene.entries if one.step_id == step.id])
    if scene.has_ended(step):
        return scene.draw("written.html", groups=by_prompt(scene, step, cards))
    return scene.draw(
        "write.html",
        step=step,
        own=by_prompt(scene, step, [card for card in cards if card.is_own]),
        others=by_prompt(scene, step, [card for card in cards if not card.is_own]),
        material=_material(scene, step),
        lacks_material=lacks_material(scene, step),
        **_form(scene, step, _parents(scene, step)),
    )


def pass_html(scene: Scene, step: Step) -> str:
    """Return the part of the page with the sheet that one holds; once the step has ended, what is on the sheets."""
    entries = [one for one in scene.entries if one.step_id == step.id]
    if scene.has_ended(step):
        return scene.draw("sheets.html", sheets=_sheets(scene, entries))
    sheet = scene.turn.sheet
    on_sheet = [one for one in entries if one.sheet == sheet]
    is_new = [one.round == scene.session.round and scene.is_own(one) for one in on_sheet]
    cards = cards_of(scene, on_sheet)
    return scene.draw(
        "sheet.html",
        step=step,
        has_sheet=sheet is not None,
        name=sheet_name(scene, sheet),
        before=[card for card, new in zip(cards, is_new, strict=True) if not new],
        own=[card for card, new in zip(cards, is_new, strict=True) if new],
        material=_material(scene, step),
        **_form(scene, step, [one for one, new in zip(on_sheet, is_new, strict=True) if not new]),
    )


def own_of_stage(scene: Scene, step: Step) -> list[Entry]:
    """Return what the person has handed in in the stage that is open."""
    own = [one for one in scene.entries if one.step_id == step.id and scene.is_own(one)]
    return [one for one in own if step.kind != Kind.PASS or one.round == scene.session.round]


def lacks_material(scene: Scene, step: Step) -> bool:
    """Tell whether a step goes back to others that came to nothing, so that there is nothing to do in it."""
    if step.prompts_from:
        return not prompts(scene.team, scene.session, step)
    return (step.builds == Builds.MUST or step.kind == Kind.COMBINE) and not options(scene.team, scene.session, step)


def draft_name(scene: Scene, step: Step) -> str:
    """Return the name of the draft of the stage that is open."""
    return draft_form(scene.team.pk, step.id, scene.session.round)


def left_over(scene: Scene) -> str:
    """Return what the person was writing when a stage ended: it can be handed in late, or copied."""
    now = "" if scene.session.is_over else draft_name(scene, scene.session.current)
    left = [one for one in scene.drafts if one.form != now and drafted(one.values)]
    return scene.draw("late.html", drafts=[_late(scene, draft) for draft in left], most=TEXT_LENGTH) if left else ""


def _late(scene: Scene, draft: Draft) -> dict[str, Any]:
    """Return what a template draws a draft of a stage that has ended with."""
    _kind, team, step_id, round_ = draft.form.split(":")
    step = scene.plan.technique.step(step_id)
    form = EntriesForm(
        [name for name in draft.values if not name.startswith(f"{PARENT}.")],
        initial={**draft.values, "step": step_id, "round": round_, "form": draft.form},
        auto_id=scene.ids(f"late{draft.pk}-"),
    )
    slots = _texts(form)
    return {
        "name": draft.form,
        "title": scene.title(step) if step else "",
        "form": form,
        "slots": slots,
        "texts": [] if slots else drafted(draft.values),
        "is_late": bool(slots) and step is not None and team == str(scene.team.pk) and not scene.session.is_over,
    }


def cards_of(scene: Scene, entries: Sequence[Entry]) -> list[Card]:
    """Return entries as they are shown."""
    texts = {entry.pk: entry.text for entry in scene.entries}
    return [
        Card(entry, scene.writer(entry), scene.is_own(entry), texts.get(entry.parent_id or 0, "")) for entry in entries
    ]


def by_prompt(scene: Scene, step: Step, cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Return entries under the titles of what they were written for; nothing of prompts without any."""
    titles = {one.id: scene.text(one.title) for one in prompts(scene.team, scene.session, step)}
    order = list(dict.fromkeys([*titles, *(card.entry.prompt for card in cards)]))
    groups = [(titles.get(prompt, ""), [card for card in cards if card.entry.prompt == prompt]) for prompt in order]
    return [(title, found) for title, found in groups if found]


def sheet_name(scene: Scene, sheet: int | None) -> str:
    """Say whose sheet it was at first."""
    if sheet == scene.seat:
        return _("Your own sheet")
    name = scene.names.get(sheet or 0)
    return _("The sheet of %(name)s") % {"name": name} if name else _("A sheet of somebody who has left")


def _sheets(scene: Scene, entries: Sequence[Entry]) -> list[tuple[str, list[Card]]]:
    order = sorted({entry.sheet for entry in entries if entry.sheet is not None})
    found = [(sheet_name(scene, one), cards_of(scene, [e for e in entries if e.sheet == one])) for one in order]
    late = [entry for entry in entries if entry.sheet is None]
    return [*found, (_("Handed in later"), cards_of(scene, late))] if late else found


def _parents(scene: Scene, step: Step) -> list[Entry]:
    return list(options(scene.team, scene.session, step)) if step.builds != Builds.NO else []


def _material(scene: Scene, step: Step) -> list[Material]:
    """Return what the steps came to that this one works with; not where there is a field under each of them."""
    if step.builds == Builds.MUST:
        return []
    found = []
    for one in filter(None, (scene.plan.technique.step(name) for name in step.uses)):
        cards = cards_of(scene, [entry for entry in scene.entries if entry.step_id == one.id])
        if cards:
            found.append(Material(scene.title(one), len(cards), by_prompt(scene, one, cards)))
    return found


def _form(scene: Scene, step: Step, parents: Sequence[Entry]) -> dict[str, Any]:
    """Return what a template draws the form of a stage with."""
    name = draft_name(scene, step)
    draft = next((one for one in scene.drafts if one.form == name), None)
    values = draft.values if draft else {}
    asked = list(prompts(scene.team, scene.session, step)) or [_NO_PROMPT]
    own = own_of_stage(scene, step)
    if step.builds == Builds.MUST:
        layout = _under_parents(parents, own, asked)
    else:
        layout = [_free(scene, step, prompt, own) for prompt in asked]
    names = [name for one in layout for name in (*one.wanted, *one.more)]
    chosen = [one.replace(TEXT, PARENT, 1) for one in names if one.startswith(f"{TEXT}.")]
    may_choose = step.builds == Builds.MAY and bool(parents)
    form = EntriesForm(
        [*names, *(chosen if may_choose else ())],
        initial={**values, "form": name, "step": step.id, "round": scene.session.round},
        auto_id=scene.ids("write-"),
    )
    groups = [
        Group(
            one.title,
            one.ask,
            _slots(form, one.wanted, one.given),
            _slots(form, one.more, one.given + len(one.wanted)),
        )
        for one in layout
    ]
    return {
        "form": form,
        "groups": groups,
        "parents": cards_of(scene, parents) if may_choose else [],
        "version": draft.version if draft else 0,
        "most": TEXT_LENGTH,
        "is_done": scene.turn.is_done,
        "has_room": bool(names),
    }


@dataclass(frozen=True)
class _Layout:
    """A group before its form is made.

    Attributes:
        wanted: names of the fields that are asked for. more: of those that one may add.
        given: how many the person has handed in.
    """

    title: str
    ask: str
    wanted: Sequence[str]
    more: Sequence[str]
    given: int = 0


def _free(scene: Scene, step: Step, prompt: Prompt, own: Sequence[Entry]) -> _Layout:
    """Lay out as many fields for a prompt as are wanted still; then one more, as long as more are taken."""
    given = sum(one.prompt == prompt.id for one in own)
    room = max(0, step.at_most - given)
    missing = min(room, max(0, step.wanted - given))
    fields = [text_name(prompt.id, number) for number in range(missing + 1)][:room]
    return _Layout(scene.text(prompt.title), scene.text(prompt.ask), fields[:missing], fields[missing:], given)


def _under_parents(parents: Sequence[Entry], own: Sequence[Entry], asked: Sequence[Prompt]) -> list[_Layout]:
    """Lay out one field under each entry to build on; those that the person has built on come last."""
    answered = {one.parent_id for one in own}
    order = sorted(parents, key=lambda one: (one.pk in answered, one.pk))
    layout = []
    for one in order:
        name = [on_name(one.pk, asked[0].id)]
        wanted, more = ([], name) if one.pk in answered else (name, [])
        layout.append(_Layout(one.text, "", wanted, more))
    return layout


def _slots(form: EntriesForm, names: Sequence[str], given: int = 0) -> list[Slot]:
    found = []
    for number, name in enumerate(names, start=given + 1):
        _kind, prompt, last = name.split(".")
        parent = parent_name(prompt, int(last)) if name.startswith(f"{TEXT}.") else ""
        label = _("Entry %(number)d") % {"number": number}
        found.append(Slot(form[name], label, form[parent] if parent in form.fields else None))
    return found


def _texts(form: EntriesForm) -> list[Slot]:
    names = [name for name in form.fields if name.split(".")[0] in (TEXT, ON)]
    return _slots(form, names)
