"""Steps in which everybody chooses among entries: ratings, ranks and dots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.web.numbers import number
from creativity_team_exercise.forms.choosing import DOTS, FORMS, LEVEL, LEVELS, ChoosingForm, RankForm
from creativity_team_exercise.models import Choice, Entry
from creativity_team_exercise.options import Tally, tally
from creativity_team_exercise.pages.material import options_of
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.techniques import CHOICE_KINDS, Kind, Step

# Of what was chosen, so many are shown to those who go on with it.
_FIRST = 5


@dataclass(frozen=True)
class Outcome:
    """What an entry was given, for a table.

    Attributes:
        place: its rank, the same for entries with the same total; 0: it was given nothing.
        share: of the most that any entry was given, in percent: the length of its bar.
        said: the same in words.
        levels: for each criterion (median, range, how many rated it); empty but for ratings.
    """

    place: int
    entry: Entry
    total: int
    share: int
    said: str
    levels: tuple[tuple[str, str, int], ...] = ()


def choosing_html(scene: Scene, step: Step) -> str:
    """Return the part of the page in which one chooses; once the step has ended, what came of it."""
    found = options_of(scene, step)
    if scene.has_ended(step):
        return outcome_html(scene, step, found)
    mine = _own_choice(scene, step)
    form = choosing_form(scene, step, found, initial=FORMS[step.kind].filled(step, mine))
    return scene.draw(
        "choosing/form.html",
        step=step,
        form=form,
        entries=_drawn(form, step, found, scene),
        places=[form[f"place.{place}"] for place in form.places] if isinstance(form, RankForm) else [],
        budget=_budget(step, mine),
        has_chosen=bool(mine),
    )


def choosing_form(scene: Scene, step: Step, found: Sequence[Entry], **options: Any) -> ChoosingForm:
    """Return the form of a step of choosing, as a page shows it."""
    shown = [(entry.pk, entry.text) for entry in found]
    options = {"language": scene.block.language(), "auto_id": scene.ids(f"{step.id}-"), **options}
    return FORMS[step.kind](step, shown, **options)


def outcome_html(scene: Scene, step: Step, found: Sequence[Entry]) -> str:
    """Return what came of a step of choosing that has ended."""
    outcomes = outcomes_of(scene, step, found)
    return scene.draw(
        "choosing/outcome.html",
        step=step,
        title=scene.title(step),
        outcomes=outcomes,
        criteria=[scene.text(one.title) for one in step.prompts],
        top=_top_in_words(step, outcomes),
    )


def chosen_html(scene: Scene, step: Step) -> str:
    """Return what was chosen last before another step, for those who go on with it; "" where nothing was."""
    before = scene.plan.technique.steps[: scene.plan.technique.index(step.id)]
    last = next((one for one in reversed(before) if one.kind in CHOICE_KINDS), None)
    outcomes = outcomes_of(scene, last, options_of(scene, last)) if last else []
    first = [one for one in outcomes if one.place][:_FIRST]
    return scene.draw("choosing/chosen.html", outcomes=first) if first else ""


def outcomes_of(scene: Scene, step: Step, found: Sequence[Entry]) -> list[Outcome]:
    """Return what each entry was given in a step that has ended, the most first."""
    given = tally(scene.team, step)
    totals = {entry.pk: given[entry.pk].total if entry.pk in given else 0 for entry in found}
    most = max(totals.values(), default=0)
    outcomes = []
    for entry in sorted(found, key=lambda one: (-totals[one.pk], one.pk)):
        total, one = totals[entry.pk], given.get(entry.pk, Tally())
        outcomes.append(
            Outcome(
                place=1 + sum(other > total for other in totals.values()) if total else 0,
                entry=entry,
                total=total,
                share=round(100 * total / most) if most else 0,
                said=given_in_words(step, one),
                levels=tuple(_levels(one, criterion.id) for criterion in step.prompts),
            )
        )
    return outcomes


def given_in_words(step: Step, one: Tally) -> str:
    """Say what an entry was given, and by how many."""
    if not one.people:
        return _("nothing")
    people = ngettext("%(count)d person", "%(count)d people", one.people) % {"count": one.people}
    if step.kind == Kind.RATE:
        return _("rated by %(people)s") % {"people": people}
    if step.kind == Kind.DOTS:
        what = ngettext("%(count)d dot", "%(count)d dots", one.total) % {"count": one.total}
    else:
        what = ngettext("%(count)d point", "%(count)d points", one.total) % {"count": one.total}
    return _("%(what)s from %(people)s") % {"what": what, "people": people}


def _levels(one: Tally, criterion: str) -> tuple[str, str, int]:
    levels = one.levels.get(criterion, [])
    if not levels:
        return ("", "", 0)
    spread = str(levels[0]) if levels[0] == levels[-1] else f"{levels[0]}–{levels[-1]}"
    return number(one.median(criterion), -1), spread, len(levels)


def _top_in_words(step: Step, outcomes: Sequence[Outcome]) -> str:
    """Say what came first, and whether several did."""
    first = [one for one in outcomes if one.place == 1]
    if not first:
        return _("Nobody has chosen anything in this step.")
    if len(first) > 1:
        sentence = ngettext(
            "%(count)d entry shares the first place.", "%(count)d entries share the first place.", len(first)
        )
        return sentence % {"count": len(first)} + " " + _("Where they are equal, they stand in the order of writing.")
    sentence = _("First: “%(text)s” (%(given)s).")
    return sentence % {"text": first[0].entry.text, "given": first[0].said}


def _own_choice(scene: Scene, step: Step) -> list[tuple[int, int, str]]:
    mine = Choice.objects.filter(team=scene.team, step_id=step.id, seat=scene.seat)
    return list(mine.order_by("pk").values_list("entry_id", "value", "criterion"))


def _drawn(form: ChoosingForm, step: Step, found: Sequence[Entry], scene: Scene) -> list[Mapping[str, Any]]:
    """Return each entry with its controls."""
    drawn: list[Mapping[str, Any]] = []
    for entry in found:
        levels = [form[f"{LEVEL}.{entry.pk}.{one.id}"] for one in step.prompts] if step.kind == Kind.RATE else []
        dots = form[f"{DOTS}.{entry.pk}"] if step.kind == Kind.DOTS else None
        drawn.append({"entry": entry, "writer": scene.writer(entry), "levels": levels, "dots": dots})
    return drawn


def _budget(step: Step, mine: Sequence[tuple[int, int, str]]) -> list[str]:
    """Say what one has to give, and how much of it is given."""
    if step.kind == Kind.RATE:
        return [_("%(most)d is the best, 1 the least. What you leave out is not counted.") % {"most": LEVELS}]
    if step.kind == Kind.RANK:
        return [_("Place 1 gets %(count)d points, each further place one less.") % {"count": step.picks}]
    has = ngettext("You have %(count)d dot", "You have %(count)d dots", step.picks) % {"count": step.picks}
    told = [_("%(dots)s, and at most %(most)d for one.") % {"dots": has, "most": step.per_entry}]
    spent = sum(value for _entry, value, _criterion in mine)
    if spent:
        told.append(_("Given so far: %(spent)d. Left: %(left)d.") % {"spent": spent, "left": step.picks - spent})
    return told
