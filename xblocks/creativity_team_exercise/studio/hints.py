"""What keeps a block from working, or will surprise its authors, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from xblock.validation import ValidationMessage

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.texts import text_in
from creativity_team_exercise.exercise import ALONE, OWN, PLATFORM, THIN, Rules
from creativity_team_exercise.studio.hours import in_words, most_hours, most_rounds
from creativity_team_exercise.studio.seeds import seeds_of
from creativity_team_exercise.techniques import Kind, Technique, TechniqueError
from creativity_team_exercise.techniques.choice import chosen

ERROR, WARNING = ValidationMessage.ERROR, ValidationMessage.WARNING
Hint = tuple[str, str]
# In a self-paced course people come when they like: after so long the first ones have gone on.
_LONG_STEP = 72
# Nobody plans further in a course.
_LONG_EXERCISE = 8 * 7 * 24
_FEW_SEEDS = 3


def problems_of(block: Any) -> Iterator[Hint]:
    """Yield the kind and the text of everything an author should know about a block."""
    problem = technique_or_problem(block)[1]
    if problem:
        yield ERROR, problem
    yield from ((WARNING, str(text)) for text in block.olx_problems or [])
    if not (block.question or "").strip():
        yield WARNING, _("There is no question: learners are not told what ideas are wanted for.")
    yield from _about_seeds(block)
    yield from _about_teams(block)
    yield from _about_times(block)


def technique_or_problem(block: Any) -> tuple[Technique | None, str]:
    """Return the chosen technique and "", or None and why there is none; learners get the default one then."""
    try:
        technique = chosen(block.technique, block.own_technique)
    except TechniqueError as error:
        sentence = _(
            "Your own technique cannot be used: %(problem)s Until it is mended, teams that begin work by brainwriting."
        )
        return None, sentence % {"problem": error.problems[0]}
    if technique is None:
        sentence = _(
            "The technique “%(name)s” does not ship with this version. Until you choose another one, teams that begin "
            "work by brainwriting."
        )
        return None, sentence % {"name": block.technique}
    return technique, ""


def _about_seeds(block: Any) -> Iterator[Hint]:
    seeds = seeds_of(block.seeds)
    lost = len(block.seeds) - len(seeds) if isinstance(block.seeds, list) else 0
    if lost:
        yield WARNING, _("Ideas for the pool that cannot be read, and are not shown: %(count)d.") % {"count": lost}
    if len(seeds) < _FEW_SEEDS:
        sentence = _(
            "There are hardly any ideas in the pool. Everybody may work alone: the first who do find little of others "
            "to build on. Five to ten ideas of yours will do."
        )
        yield WARNING, sentence


def _about_teams(block: Any) -> Iterator[Hint]:
    rules: Rules = block.rules
    if rules.teams == PLATFORM and not (block.teamset or "").strip():
        yield ERROR, _("The teams are those of the course, but it is not said which: everybody will work alone.")
    elif rules.teams == PLATFORM:
        yield WARNING, _("The teams are those of the course. People without a team work alone.")
    if rules.teams == OWN and rules.size < THIN:
        sentence = _(
            "Teams of two are small: as soon as one of the two is silent the other one has nobody. After %(time)s they "
            "are joined with other teams."
        )
        yield WARNING, sentence % {"time": in_words(rules.merge_hours)}
    if rules.teams == OWN:
        yield from _about_rounds(rules, block.language())


def _about_rounds(rules: Rules, language: str) -> Iterator[Hint]:
    for step in rules.plan.technique.steps:
        rounds = most_rounds(step, rules.size)
        if step.kind == Kind.PASS and rounds > rules.size:
            sentence = _(
                "“%(step)s” has %(rounds)d rounds, but teams have %(size)d people: sheets come to people who have "
                "written on them."
            )
            words = {"step": text_in(step.title, language), "rounds": rounds, "size": rules.size}
            yield WARNING, sentence % words


def _about_times(block: Any) -> Iterator[Hint]:
    rules: Rules = block.rules
    if rules.teams == ALONE:
        return
    technique, course = rules.plan.technique, Place.of(block).course
    longest = max(step.hours for step in technique.steps)
    if course and platform().is_self_paced(course) and longest > _LONG_STEP:
        sentence = _(
            "This course is self-paced, and a step lasts up to %(time)s: people come at different times, and would "
            "wait long for each other. Please consider shorter steps."
        )
        yield WARNING, sentence % {"time": in_words(longest)}
    total = most_hours(technique, rules.size if rules.teams == OWN else 0)
    if total > _LONG_EXERCISE:
        yield WARNING, _("A team can take %(time)s. Please consider shorter steps.") % {"time": in_words(total)}
    elif rules.teams == OWN and rules.merge_hours >= total:
        sentence = _(
            "Small teams are joined after %(merge)s, but a team ends after %(total)s at the latest: none will be "
            "joined."
        )
        yield WARNING, sentence % {"merge": in_words(rules.merge_hours), "total": in_words(total)}
