"""Hand in entries: in the step that is open, or late where that disturbs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise import visibility
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import CountKind, Entry, Pair, Part, Turn
from creativity_team_exercise.models.work import TEXT_LENGTH
from creativity_team_exercise.options import is_chosen_from, prompt_ids
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.held import Held
from creativity_team_exercise.services.save_draft import discard_draft
from creativity_team_exercise.techniques import ENTRY_KINDS, Builds, Kind, Step


@dataclass(frozen=True)
class EntryText:
    """What somebody hands in.

    Attributes:
        text: 1 to TEXT_LENGTH characters.
        prompt: id of the prompt; "": the step has one question.
        parent: number of the entry that it goes back to.
        parts: numbers of the entries it is put together of (COMBINE).
    """

    text: str
    prompt: str = ""
    parent: int | None = None
    parts: tuple[int, ...] = ()


def draft_form(team_id: int, step_id: str, round_: int) -> str:
    """Return the name of the draft of what somebody is about to hand in."""
    return f"write:{team_id}:{step_id}:{round_}"


def hand_in(actor: Actor, step_id: str, round_: int, entries: Sequence[EntryText]) -> list[Entry] | None:
    """Store entries; who has handed in what is asked for is done with the stage.

    Args:
        actor: who hands in.
        step_id: of their team's technique.
        round_: from 0.
        entries: at least one.

    Returns:
        What was stored; None where this request was carried out before.

    Raises:
        Refusal: 400, something does not fit; 404, no such step; 409, too early, or too late.
    """

    def store() -> list[Entry]:
        held = holding.lock_own(actor, timezone.now())
        step = held.step(step_id, *ENTRY_KINDS)
        written = write_entries(held, step, round_, entries)
        discard_draft(actor, draft_form(held.team.pk, step.id, round_))
        holding.store(held)
        return written

    return write_once(actor.key, store)


def write_entries(held: Held, step: Step, round_: int, entries: Sequence[EntryText]) -> list[Entry]:
    """Write entries of the acting member of a locked team; see hand_in()."""
    if not entries:
        raise Refusal(400, _("Please write at least one."))
    index = held.session.technique.index(step.id)
    is_late = held.session.has_ended(index, round_)
    if is_late:
        sheet = _sheet_of_then(held, step, index, round_)
    elif (index, round_) != (held.session.step, held.session.round):
        raise Refusal(409, _("This step has not begun yet."))
    else:
        turn = held.session.come(held.seat, held.now)
        sheet = turn.sheet
    before = Counter(
        Entry.objects.filter(team=held.team, seat=held.seat, step=index, round=round_).values_list("prompt", flat=True)
    )
    _require_fitting(held, step, sheet, entries, before)
    written = [_write(held, step, index, round_, sheet, one, is_late=is_late) for one in entries]
    _count(held, index, written)
    if is_late:
        _note_late(held, step, index, round_)
    else:
        held.session.write(held.seat, len(written))
        before.update(one.prompt for one in entries)
        if _is_all(held, step, before):
            held.session.finish(held.seat, held.now)
    return written


def _sheet_of_then(held: Held, step: Step, index: int, round_: int) -> int | None:
    """Return the sheet that a person held in a stage that has ended.

    Raises:
        Refusal: 409, the team has chosen among the entries since, or they held no sheet.
    """
    later = held.session.technique.steps[index + 1 : held.session.step + 1]
    if held.session.is_over or any(is_chosen_from(one, step) for one in later):
        sentence = _("Your team has gone on and works with what was there. Your text is kept in your draft.")
        raise Refusal(409, sentence)
    if step.kind != Kind.PASS:
        return None
    row = Turn.objects.filter(team=held.team, step=index, round=round_, seat=held.seat).first()
    if row is None or row.sheet is None:
        raise Refusal(409, _("This round has ended. Your text is kept in your draft; use it in the next one."))
    return row.sheet


def _require_fitting(
    held: Held, step: Step, sheet: int | None, entries: Sequence[EntryText], before: Counter[str]
) -> None:
    prompts = prompt_ids(held.team, held.session, step)
    number = before.copy()
    for one in entries:
        if not 0 < len(one.text.strip()) <= TEXT_LENGTH:
            raise Refusal(400, _("Each needs a text, of at most %(most)s characters.") % {"most": TEXT_LENGTH})
        if one.prompt not in prompts and not (step.kind == Kind.COMBINE and not one.prompt):
            raise Refusal(400, _("What this answers is not asked for here. Please reload the page."))
        number[one.prompt] += 1
        if number[one.prompt] > step.at_most:
            text = ngettext("At most %(n)s here.", "At most %(n)s here.", step.at_most) % {"n": step.at_most}
            raise Refusal(400, text)
    _require_parents(held, step, sheet, entries)
    if step.kind == Kind.COMBINE:
        for one in entries:
            _require_parts(held, step, prompts, one)
    elif any(one.parts for one in entries):
        raise Refusal(400, _("Nothing is put together in this step."))


def _require_parents(held: Held, step: Step, sheet: int | None, entries: Sequence[EntryText]) -> None:
    parents = [one.parent for one in entries if one.parent is not None]
    if step.builds == Builds.MUST and len(parents) < len(entries):
        raise Refusal(400, _("Please say for each what it goes back to."))
    if not parents:
        return
    if step.builds == Builds.NO and step.kind != Kind.PASS:
        raise Refusal(400, _("Nothing goes back to other entries in this step."))
    found = visibility.require_entries(held.team, held.session, held.seat, parents)
    for entry in found.values():
        if entry.sheet != sheet if step.kind == Kind.PASS else entry.step_id not in step.uses:
            raise visibility.not_found()


def _require_parts(held: Held, step: Step, prompts: Sequence[str], text: EntryText) -> None:
    found = visibility.require_entries(held.team, held.session, held.seat, text.parts)
    by_prompt = {entry.prompt: entry for entry in found.values() if entry.step_id in step.uses}
    if len(by_prompt) < len(found) or set(by_prompt) != set(prompts) or not found:
        raise Refusal(400, _("Please take one of each."))
    pairs = [tuple(sorted((one.pk, other.pk))) for one, other in combinations(found.values(), 2)]
    marked = Pair.objects.filter(team=held.team, first__in=[a for a, _b in pairs])
    if set(marked.values_list("first_id", "second_id")) & set(pairs):
        raise Refusal(400, _("Your team has marked two of these as contradicting each other."))


def _write(
    held: Held, step: Step, index: int, round_: int, sheet: int | None, text: EntryText, *, is_late: bool
) -> Entry:
    entry = Entry.objects.create(
        team=held.team,
        usage_key=held.team.usage_key,
        course_key=held.team.course_key,
        participant=held.who.participant,
        seat=held.seat,
        is_course_team=held.team.is_course_team,
        step=index,
        step_id=step.id,
        round=round_,
        sheet=sheet,
        prompt=text.prompt,
        text=text.text.strip(),
        parent_id=text.parent,
        is_late=is_late,
        created_at=held.now,
    )
    Part.objects.bulk_create(Part(whole=entry, entry_id=part) for part in sorted(set(text.parts)))
    return entry


def _count(held: Held, index: int, written: Sequence[Entry]) -> None:
    held.count(CountKind.ENTRIES, index, len(written))
    held.count(CountKind.BUILT, index, sum(one.parent_id is not None for one in written))


def _note_late(held: Held, step: Step, index: int, round_: int) -> None:
    """Note that somebody has done late what they had not done in time: it is their act all the same."""
    stage = {"team": held.team, "step": index, "round": round_, "seat": held.seat}
    row = Turn.objects.filter(**stage).first()
    if row is None:
        columns = {"usage_key": held.team.usage_key, "course_key": held.team.course_key, "step_id": step.id}
        person = {"participant": held.who.participant, "is_course_team": held.team.is_course_team}
        row = Turn(**stage, **columns, **person)
        holding.close_turn(held, row)
    row.done_at = row.done_at or held.now
    row.save()


def _is_all(held: Held, step: Step, number: Counter[str]) -> bool:
    if step.kind == Kind.COMBINE:
        return number.total() >= step.wanted
    return all(number[prompt] >= step.wanted for prompt in prompt_ids(held.team, held.session, step))
