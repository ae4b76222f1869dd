"""What a step works with: its prompts, the entries it uses, and what came of choosing among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from creativity_team_exercise.engine import Session
from creativity_team_exercise.engine.combinations import remaining
from creativity_team_exercise.models import Choice, Entry, Pair, Team
from creativity_team_exercise.techniques import CHOICE_KINDS, Kind, Step
from creativity_team_exercise.techniques.model import Prompt


@dataclass
class Tally:
    """What an entry was given in a step.

    Attributes:
        total: points or dots; of a rated one: the sum of the levels.
        people: who gave something.
        levels: criterion -> all levels given, sorted.
    """

    total: int = 0
    people: int = 0
    levels: dict[str, list[int]] = field(default_factory=dict)

    def median(self, criterion: str) -> float:
        """Return the median level on a criterion."""
        return median(self.levels[criterion])


def is_chosen_from(step: Step, used: Step) -> bool:
    """Tell whether a step works with what another one has collected, so that nothing can be added to it any more."""
    works = (*CHOICE_KINDS, Kind.PAIRS, Kind.COMBINE)
    return step.prompts_from == used.id or (step.kind in works and used.id in step.uses)


def options(team: Team, session: Session, step: Step) -> list[Entry]:
    """Return the entries that a step shows, to choose among or to build on: those of ended steps, hidden ones not."""
    ended = [one for one in step.uses if session.has_ended(session.technique.index(one))]
    return list(Entry.objects.filter(team=team, step_id__in=ended, is_hidden=False).exclude(text="").order_by("pk"))


def prompts(team: Team, session: Session, step: Step) -> Sequence[Prompt]:
    """Return a step's prompts: the technique's, or entries of an earlier step under their numbers as ids."""
    technique = session.technique
    if step.kind in (Kind.PAIRS, Kind.COMBINE):
        return prompts(team, session, technique.steps[technique.index(step.uses[0])])
    if not step.prompts_from:
        return step.prompts
    source = technique.steps[technique.index(step.prompts_from)]
    found = Entry.objects.filter(team=team, step_id=source.id, is_hidden=False).exclude(text="").order_by("pk")
    points: dict[int, int] = defaultdict(int)
    for one in technique.steps:
        if one.kind in CHOICE_KINDS and source.id in one.uses and session.has_ended(technique.index(one.id)):
            for entry_id, given in tally(team, one).items():
                points[entry_id] += given.total
    best = sorted(found, key=lambda entry: (-points[entry.pk], entry.pk))[: step.top]
    language = next(iter(step.title))
    return [Prompt(str(entry.pk), {language: entry.text}, {language: ""}) for entry in best]


def prompt_ids(team: Team, session: Session, step: Step) -> tuple[str, ...]:
    """Return the ids of a step's prompts; ("",) where there is one question without a name."""
    return tuple(one.id for one in prompts(team, session, step)) or ("",)


def can_be_combined(team: Team, session: Session, step: Step) -> bool:
    """Tell whether there is a combination in a COMBINE step: one entry of each prompt, none contradicting another."""
    by_prompt: dict[str, list[int]] = {one.id: [] for one in prompts(team, session, step)}
    for entry in options(team, session, step):
        if entry.prompt in by_prompt:
            by_prompt[entry.prompt].append(entry.pk)
    pairs = set(Pair.objects.filter(team=team).values_list("first_id", "second_id"))
    return remaining(list(by_prompt.values()), pairs).number > 0


def tally(team: Team, step: Step) -> Mapping[int, Tally]:
    """Return what each entry was given in a step that has ended, by its number; those without anything are not in it.

    Whoever shows it asks session.has_ended() first: until then choices are blind.
    """
    found: dict[int, Tally] = defaultdict(Tally)
    people: dict[int, set[int]] = defaultdict(set)
    for choice in Choice.objects.filter(team=team, step_id=step.id, entry__is_hidden=False).order_by("pk"):
        one = found[choice.entry_id]
        one.total += choice.value
        one.levels.setdefault(choice.criterion, []).append(choice.value)
        people[choice.entry_id].add(choice.seat)
    for entry_id, one in found.items():
        one.people = len(people[entry_id])
        for levels in one.levels.values():
            levels.sort()
    return dict(found)
