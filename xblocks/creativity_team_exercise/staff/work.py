"""A team's work as the course team reads it: all of it, what is hidden marked, and each member's share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from bizmooc.texts import text_in
from creativity_team_exercise import engine, visibility
from creativity_team_exercise.measures import Answers
from creativity_team_exercise.models import Entry, Member, Report, ResultVersion, Team, Turn
from creativity_team_exercise.options import Tally, tally
from creativity_team_exercise.techniques import CHOICE_KINDS, Step

# Entries of other teams that a team's are compared with: the newest.
COMPARED = 2_000


@dataclass
class EntryRow:
    """An entry.

    Attributes:
        entry: the row. who: wrote it. prompt: that it answers; "": the one question.
        marks: what is to be known about it.
        given: what it was given in steps of choosing that have ended.
        reports: reasons of reports on it that are open.
    """

    entry: Entry
    who: str
    prompt: str
    marks: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)


@dataclass
class StepWork:
    """What came of a step.

    Attributes:
        title: of the step. entries: in order.
        results: versions of the team's text that stand or are kept beside: (what it is, [(field, text)]).
    """

    title: str
    entries: list[EntryRow] = field(default_factory=list)
    results: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


@dataclass(frozen=True)
class Share:
    """What one member did.

    Attributes:
        member: None: they have left. alias: what others call them.
        entries: they wrote. built: those of them that go back to others. percent: of the team's entries.
        turns: of stages that have ended. on_time: those of them that were done by then.
        is_present: in the stage that is open. acted_at: when they came to a stage last.
    """

    member: Member | None
    alias: str
    entries: int
    built: int
    percent: int
    turns: int
    on_time: int
    is_present: bool
    acted_at: datetime | None


@dataclass(frozen=True)
class Work:
    """A team with all that it did; read by read_work()."""

    members: Sequence[Member]
    entries: Sequence[Entry]
    steps: Sequence[StepWork]
    shares: Sequence[Share]


def read_work(team: Team, session: engine.Session, language: str) -> Work:
    """Return a team's work: five queries, one more for each step of choosing that has ended."""
    members = list(Member.objects.filter(team=team).order_by("seat"))
    entries = visibility.entries(team, session, 0, is_staff=True)
    names = {member.seat: member.alias for member in members}
    return Work(
        members, entries, _steps(team, session, entries, names, language), _shares(team, session, members, entries)
    )


def is_measured(entry: Entry) -> bool:
    """Tell whether measures look at an entry: the team's own ones, as far as they are to be read."""
    return not entry.is_from_pool and not entry.is_hidden and bool(entry.text)


def answers_like(team: Team) -> Answers:
    """Return what learners wrote who work by the same settings, the newest COMPARED of it. One query."""
    theirs = Entry.objects.filter(usage_key=team.usage_key, team__plan=team.plan_id, is_course_team=False)
    first_hand = theirs.filter(is_from_pool=False, is_copy=False, is_hidden=False).exclude(text="")
    return Answers.of(first_hand.order_by("-pk").values_list("participant", "text")[:COMPARED])


def _steps(
    team: Team, session: engine.Session, entries: Sequence[Entry], names: Mapping[int, str], language: str
) -> list[StepWork]:
    texts = {entry.pk: entry.text for entry in entries}
    tallies = _tallies(team, session, language)
    reports = defaultdict(list)
    for entry_id, text in Report.objects.filter(entry__team=team, outcome=Report.Outcome.OPEN).values_list(
        "entry_id", "text"
    ):
        reports[entry_id].append(text or _("without a reason"))
    steps = [StepWork(text_in(step.title, language)) for step in session.technique.steps]
    for entry in entries:
        step = session.technique.steps[entry.step]
        row = EntryRow(entry, _who(entry, names), _prompt(step, entry.prompt, texts, language), _marks(entry))
        row.given = [
            _("%(step)s: %(total)d from %(people)d") % {"step": title, "total": one.total, "people": one.people}
            for title, given in tallies
            if (one := given.get(entry.pk))
        ]
        row.reports = reports[entry.pk]
        steps[entry.step].entries.append(row)
    _add_results(team, session, steps, language)
    return steps


def _tallies(team: Team, session: engine.Session, language: str) -> list[tuple[str, Mapping[int, Tally]]]:
    technique = session.technique
    chosen = [step for step in technique.steps if step.kind in CHOICE_KINDS]
    ended = [step for step in chosen if session.has_ended(technique.index(step.id))]
    return [(text_in(step.title, language), tally(team, step)) for step in ended]


def _add_results(team: Team, session: engine.Session, steps: Sequence[StepWork], language: str) -> None:
    """Add the version that stands, and those that are kept beside since."""
    seen: set[str] = set()
    for version in ResultVersion.objects.filter(team=team).order_by("-number"):
        step = session.technique.step(version.step_id)
        if step is None or version.step_id in seen:
            continue
        if not version.is_beside:
            seen.add(version.step_id)
        title = _("Version %(number)d, kept beside") if version.is_beside else _("Version %(number)d, which stands")
        fields = [
            (text_in(prompt.title, language), version.content[prompt.id])
            for prompt in step.prompts
            if version.content.get(prompt.id)
        ]
        steps[session.technique.index(step.id)].results.append((title % {"number": version.number}, fields))


def _who(entry: Entry, names: Mapping[int, str]) -> str:
    if entry.is_from_pool:
        return _("from the pool")
    return names.get(entry.seat) or _("somebody who has left")


def _prompt(step: Step, prompt_id: str, texts: Mapping[int, str], language: str) -> str:
    prompt = step.prompt(prompt_id)
    if prompt:
        return text_in(prompt.title, language)
    return texts.get(int(prompt_id), "") if prompt_id.isdigit() else ""


def _marks(entry: Entry) -> list[str]:
    marks = [
        entry.is_hidden and _("hidden"),
        entry.is_late and _("handed in late"),
        entry.is_copy and _("brought along from another team"),
        not entry.text and _("erased"),
    ]
    return [str(mark) for mark in marks if mark]


def _shares(team: Team, session: engine.Session, members: Sequence[Member], entries: Sequence[Entry]) -> list[Share]:
    written = Counter(entry.seat for entry in entries if not entry.is_from_pool)
    built = Counter(entry.seat for entry in entries if entry.parent_id and not entry.is_from_pool)
    closed = Turn.objects.filter(team=team, is_closed=True).order_by().values_list("seat")
    turns = {
        seat: (all_, on_time)
        for seat, all_, on_time in closed.annotate(turns=Count("pk"), on_time=Count("pk", Q(is_on_time=True)))
    }
    seats: dict[int, Member | None] = dict.fromkeys(sorted({*written, *turns}))
    seats |= {member.seat: member for member in members}
    total = written.total()
    return [
        Share(
            member=member,
            alias=member.alias if member else _("Somebody who has left"),
            entries=written[seat],
            built=built[seat],
            percent=int(100 * written[seat] / total + 0.5) if total else 0,
            turns=turns.get(seat, (0, 0))[0],
            on_time=turns.get(seat, (0, 0))[1],
            is_present=seat in session.turns,
            acted_at=member.acted_at if member else None,
        )
        for seat, member in sorted(seats.items())
    ]
