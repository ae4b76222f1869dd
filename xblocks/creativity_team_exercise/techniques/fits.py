"""Whether the steps of a technique fit each other: what each can use of those before, and what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from creativity_team_exercise.techniques.model import (
    CHOICE_KINDS,
    ENTRY_KINDS,
    Builds,
    Kind,
    Sees,
    Step,
    Technique,
)

_FIRST = (Kind.WRITE, Kind.PASS)
_WITH_PROMPTS = (Kind.WRITE, Kind.RATE, Kind.RESULT)
# All but those in which people write without anything before them.
_IN_NEED = (*CHOICE_KINDS, Kind.SORT)
_OF_PROMPTS = (Kind.PAIRS, Kind.COMBINE)


def misfits(technique: Technique) -> Iterator[tuple[str, str]]:
    """Give places ("steps.1.uses") and what is wrong there."""
    if technique.steps and technique.steps[0].kind not in _FIRST:
        yield "steps.0.kind", _("In the first step everybody writes: it is “write” or “pass”.")
    before: dict[str, Step] = {}
    for number, step in enumerate(technique.steps):
        for checked in (_prompts(step), _prompts_from(step, before), _uses(step, before), _ways(step), _numbers(step)):
            for name, sentence in checked:
                yield f"steps.{number}.{name}", sentence
        before[step.id] = step


def _prompts(step: Step) -> Iterator[tuple[str, str]]:
    if step.prompts and step.kind not in _WITH_PROMPTS:
        yield "prompts", _("A step of this kind has no prompts.")
    if not step.prompts and step.kind == Kind.RATE:
        yield "prompts", _("Please give at least one criterion as a prompt.")
    if not step.prompts and step.kind == Kind.RESULT:
        yield "prompts", _("Please give at least one field of the result as a prompt.")


def _prompts_from(step: Step, before: Mapping[str, Step]) -> Iterator[tuple[str, str]]:
    if not step.prompts_from:
        return
    if step.kind != Kind.WRITE:
        yield "prompts_from", _("Only a step of the kind “write” takes its prompts from another one.")
    elif step.prompts:
        yield "prompts_from", _("Prompts are either fixed or come from another step.")
    else:
        yield from _source("prompts_from", step.prompts_from, before)


def _uses(step: Step, before: Mapping[str, Step]) -> Iterator[tuple[str, str]]:
    if step.kind == Kind.PASS and step.uses:
        yield "uses", _("Sheets that go round begin empty: this kind of step uses no other one.")
        return
    for number, one in enumerate(step.uses):
        if one in step.uses[:number]:
            yield "uses", _("The step “%(id)s” is named twice.") % {"id": one}
        yield from _source("uses", one, before)
    if step.kind in _IN_NEED and not step.uses:
        yield "uses", _("Please name at least one earlier step in which people write.")
    if step.kind in _OF_PROMPTS and not (len(step.uses) == 1 and _has_prompts(before.get(step.uses[0]))):
        yield "uses", _("Please name exactly one earlier step, one in which people write under several prompts.")


def _source(name: str, step_id: str, before: Mapping[str, Step]) -> Iterator[tuple[str, str]]:
    source = before.get(step_id)
    if source is None:
        yield name, _("“%(id)s” is not the id of an earlier step.") % {"id": step_id}
    elif source.kind not in ENTRY_KINDS:
        yield name, _("People write nothing of their own in the step “%(id)s”.") % {"id": step_id}


def _has_prompts(step: Step | None) -> bool:
    return step is not None and step.kind == Kind.WRITE and (len(step.prompts) > 1 or bool(step.prompts_from))


def _ways(step: Step) -> Iterator[tuple[str, str]]:
    """Check how people write in a step."""
    if step.sees != Sees.NOBODY and step.kind != Kind.WRITE:
        yield "sees", _("Only a step of the kind “write” can show what others write in it.")
    if step.rounds and step.kind != Kind.PASS:
        yield "rounds", _("Only a step of the kind “pass” has rounds.")
    if step.builds == Builds.NO:
        return
    if step.kind not in _FIRST:
        yield "builds", _("Only in steps of the kinds “write” and “pass” do people build on something.")
    elif step.kind == Kind.WRITE and not step.uses:
        yield "builds", _("Please name under “uses” the earlier step that people build on.")
    elif step.kind == Kind.PASS and step.builds == Builds.MUST:
        yield "builds", _("Sheets that go round begin empty: nobody can have to build on something there.")


def _numbers(step: Step) -> Iterator[tuple[str, str]]:
    if step.wanted > step.at_most:
        yield "wanted", _("More entries are asked for than one person can hand in.")
    if step.per_entry > step.picks:
        yield "per_entry", _("One entry cannot get more dots than a person has.")
