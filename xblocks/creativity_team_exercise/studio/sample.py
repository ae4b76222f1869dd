"""Each step of a technique with sample people: what authors see of it before anybody has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.texts import text_in
from creativity_team_exercise.exercise import Rules
from creativity_team_exercise.studio.hours import in_words, most_rounds
from creativity_team_exercise.studio.words import KINDS, rules_in_words
from creativity_team_exercise.techniques import CHOICE_KINDS, ENTRY_KINDS, Kind, Step

PEOPLE = ("Amber Birch", "Calm River", "Quiet Lark", "Misty Harbour")
# So many entries, prompts and rounds say how it goes on.
_FEW = 3
_LEVELS = 5


@dataclass(frozen=True)
class Sample:
    """An entry that nobody wrote."""

    who: str
    prompt: str
    text: str


@dataclass(frozen=True)
class Table:
    """What a step looks like when it has ended."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def sample_steps(rules: Rules, language: str) -> list[dict[str, Any]]:
    """Return what the unit page shows of each step.

    Args:
        rules: the author's settings.
        language: of the page.
    """
    return _Walk(rules, language).steps()


@dataclass
class _Walk:
    """Goes through the steps as a team would, with invented entries."""

    rules: Rules
    language: str
    # By step id, as far as the walk has come.
    written: dict[str, list[Sample]] = field(default_factory=dict)
    invented: Iterator[int] = field(default_factory=count)

    def steps(self) -> list[dict[str, Any]]:
        titles = {step.id: self.text(step.title) for step in self.rules.plan.technique.steps}
        return [
            {
                "title": titles[step.id],
                "kind": KINDS[step.kind],
                "ask": self.text(step.ask),
                "why": self.text(step.why),
                "time": self.time(step),
                "prompts": [{"title": self.text(one.title), "ask": self.text(one.ask)} for one in step.prompts],
                "rules": list(rules_in_words(step, titles)),
                "table": self.table(step),
            }
            for step in self.rules.plan.technique.steps
        ]

    def time(self, step: Step) -> str:
        minutes = ngettext("%(count)d minute of work", "%(count)d minutes of work", step.minutes)
        work = minutes % {"count": step.minutes}
        if step.kind != Kind.PASS:
            return _("%(work)s; open for %(time)s at most.") % {"work": work, "time": in_words(step.hours)}
        rounds = most_rounds(step, self.rules.size)
        told = ngettext("%(count)d round", "Up to %(count)d rounds", rounds) % {"count": rounds}
        words = {"work": work, "time": in_words(step.hours), "rounds": told}
        return _("%(rounds)s: in each, %(work)s, and open for %(time)s at most.") % words

    def table(self, step: Step) -> Table:
        if step.kind in ENTRY_KINDS:
            return self.of_entries(step)
        if step.kind in CHOICE_KINDS:
            return self.of_choices(step)
        return self.of_the_team(step)

    def of_entries(self, step: Step) -> Table:
        if step.kind == Kind.COMBINE:
            parts = [one for used in step.uses for one in self.written.get(used, ())]
            rows = [_combined(parts, number, self.idea(number)) for number in range(2)]
            self.written[step.id] = [Sample(row[0], "", row[2]) for row in rows]
            return Table(_("What was put together"), (_("Who"), _("Of"), _("Called")), rows)
        made = self.entries(step)
        self.written[step.id] = made
        if step.kind == Kind.PASS:
            rows = [(str(number), one.who, one.text) for number, one in enumerate(made, 1)]
            caption = _("The sheet that %(name)s began") % {"name": PEOPLE[0]}
            return Table(caption, (_("Round"), _("Who"), _("Idea")), rows)
        rows = [(one.prompt, one.who, one.text) if one.prompt else (one.who, one.text) for one in made]
        head = (_("Question"), _("Who"), _("Entry")) if made and made[0].prompt else (_("Who"), _("Entry"))
        return Table(_("What was written"), head, rows)

    def entries(self, step: Step) -> list[Sample]:
        if step.kind == Kind.PASS:
            shown = min(most_rounds(step, self.rules.size), self.rules.size, len(PEOPLE))
            return [Sample(PEOPLE[number], "", self.idea()) for number in range(max(2, shown))]
        sources = self.written.get(step.prompts_from, [])[: min(step.top, _FEW)]
        prompts = [one.text for one in sources] or [self.text(one.title) for one in step.prompts] or [""]
        people = PEOPLE[:2] if len(prompts) > 1 else PEOPLE[:_FEW]
        # Looking back: no ideas are asked for.
        is_apart = bool(self.written) and not step.uses and not step.prompts_from
        return [
            Sample(who, prompt, _("What %(name)s answers") % {"name": who} if is_apart else self.idea())
            for prompt in prompts
            for who in people
        ]

    def of_choices(self, step: Step) -> Table:
        shown = self.used(step)[:_FEW]
        if step.kind == Kind.RATE:
            criteria = [self.text(one.title) for one in step.prompts]
            rows = [
                (text, *(str(_LEVELS - (number + at) % _LEVELS) for at in range(len(criteria))))
                for number, text in enumerate(shown)
            ]
            return Table(_("Medians, of 1 to 5"), (_("Entry"), *criteria), rows)
        most, word = (step.picks, _("Points")) if step.kind == Kind.RANK else (step.per_entry, _("Dots"))
        sums = [str(max(0, len(PEOPLE) * most - 2 * number)) for number in range(len(shown))]
        return Table(_("Sums, shown when the step has ended"), (_("Entry"), word), list(zip(shown, sums, strict=True)))

    def of_the_team(self, step: Step) -> Table:
        used = self.used(step)
        if step.kind == Kind.PAIRS:
            rows = [(used[0], used[-1])] if len(used) > 1 else []
            return Table(_("What does not go together"), (_("One"), _("The other")), rows)
        if step.kind == Kind.SORT:
            tags = (_("together"), _("outdoors"))
            sorted_ = [(text, tags[number % 2]) for number, text in enumerate(used[: _FEW + 1])]
            return Table(_("What belongs together"), (_("Entry"), _("Tag")), sorted_)
        result = [(self.text(one.title), _("What the team agreed on")) for one in step.prompts]
        return Table(_("What the team wrote together"), (_("Field"), _("Text")), result)

    def used(self, step: Step) -> list[str]:
        return [one.text for name in step.uses for one in self.written.get(name, ())]

    def idea(self, number: int | None = None) -> str:
        at = next(self.invented) if number is None else number
        ideas = [*(seed.text for seed in self.rules.seeds), *_ideas()] if number is None else _names()
        return ideas[at % len(ideas)]

    def text(self, texts: Mapping[str, str]) -> str:
        return text_in(texts, self.language) if texts else ""


def _combined(parts: Sequence[Sample], number: int, name: str) -> tuple[str, str, str]:
    """Return who put which entries together, one of each question, and what it is called."""
    by_prompt: dict[str, list[str]] = {}
    for one in parts:
        by_prompt.setdefault(one.prompt, []).append(one.text)
    chosen = [texts[number % len(texts)] for texts in by_prompt.values()]
    return PEOPLE[number], " + ".join(chosen), name


def _ideas() -> tuple[str, ...]:
    return (
        _("A shelf where neighbours lend tools"),
        _("A bench that invites people to talk"),
        _("An hour in which nobody is interrupted"),
        _("A map of quiet places"),
        _("Lunch with somebody from another floor"),
        _("A box for questions nobody dares to ask"),
        _("A walk instead of a meeting"),
        _("A wall of small failures and what they taught"),
    )


def _names() -> tuple[str, ...]:
    return (_("The open workshop"), _("The Tuesday table"))
