"""What can be taken out of an exercise, as rows: a thousand with each query, so that memory stays flat at any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bizmooc.background.run import Run
from bizmooc.hosting.participant import Place, pseudonym
from bizmooc.hosting.platform import platform
from bizmooc.web.tables import csv_lines
from creativity_team_exercise.models import Choice, Entry, Member, PlanVersion, Turn
from creativity_team_exercise.standing import Standing
from creativity_team_exercise.techniques import Step
from creativity_team_exercise.techniques.plan import kept

# Rows that a view sends while it reads them; more are made into a file in the background.
STREAMED_ROWS = 5_000
BATCH = 1_000
ENTRIES, CHOICES, TURNS, PARTICIPATION = WHATS = ("entries", "choices", "turns", "participation")
# The task of each file, by its name in the registry.
TASKS = {what: f"export_{what}" for what in WHATS}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    ENTRIES: (
        "entry", "team", "source", "person", "seat", "course_team", "step", "step_id", "round", "sheet", "prompt",
        "text", "goes_back_to", "tag", "from_pool", "copy", "hidden", "late", "written_at",
    ),
    CHOICES: ("team", "person", "seat", "step_id", "entry", "criterion", "value"),
    TURNS: (
        "team", "source", "person", "seat", "course_team", "step", "step_id", "round", "sheet", "came", "done_at",
        "ended", "on_time",
    ),
    PARTICIPATION: (
        "user_name", "name", "name_in_exercise", "team", "source", "steps_done", "steps_asked", "percent",
    ),
}  # fmt: skip
Row = list[Any]


@dataclass(frozen=True)
class Export:
    """One file of one block.

    Attributes:
        place: the block.
        what: one of WHATS.
    """

    place: Place
    what: str
    _steps: dict[int, tuple[Step, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, place: Place, parameters: Mapping[str, Any]) -> Export:
        """Return what a task was asked for."""
        return cls(place, parameters["what"])

    def parameters(self) -> dict[str, Any]:
        """Return what a task needs to know."""
        return {"what": self.what}

    @cached_property
    def total(self) -> int:
        """How many rows it has."""
        return self._source.count()

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return list(_COLUMNS[self.what])

    def rows(self) -> Iterator[Row]:
        """Yield the rows: a thousand with each query, three where people are named."""
        of_page = _ROWS[self.what]
        last = 0
        while True:
            page = list(self._source.filter(pk__gt=last).order_by("pk")[:BATCH])
            yield from of_page(self, page)
            if len(page) < BATCH:
                return
            last = page[-1].pk

    def lines(self) -> Iterator[str]:
        """Yield the lines of the CSV file."""
        return csv_lines(self.header, self.rows())

    def pseudonym(self, participant: str) -> str:
        """Return what a person is called: the same in all exports of a course and nowhere else; "" for nobody."""
        if not participant:
            return ""
        return pseudonym(participant, course_key=self.place.course_key, purpose="export")

    @cached_property
    def _source(self) -> QuerySet[Any]:
        here = {"usage_key": self.place.usage_key}
        if self.what == ENTRIES:
            # What was erased has no text any more.
            return Entry.objects.filter(**here).exclude(text="").select_related("team")
        if self.what == CHOICES:
            return Choice.objects.filter(**here)
        if self.what == TURNS:
            return Turn.objects.filter(**here).select_related("team")
        return Member.objects.filter(**here, is_course_team=False).select_related("team")

    def _entry_rows(self, page: Sequence[Entry]) -> Iterator[Row]:
        for one in page:
            yield [
                one.pk, one.team_id, one.team.source, self.pseudonym(one.participant), one.seat,
                _yes(one.is_course_team), one.step + 1, one.step_id, one.round + 1, one.sheet, one.prompt, one.text,
                one.parent_id, one.tag, _yes(one.is_from_pool), _yes(one.is_copy), _yes(one.is_hidden),
                _yes(one.is_late), _time(one.created_at),
            ]  # fmt: skip

    def _choice_rows(self, page: Sequence[Choice]) -> Iterator[Row]:
        for one in page:
            person = self.pseudonym(one.participant)
            yield [one.team_id, person, one.seat, one.step_id, one.entry_id, one.criterion, one.value]

    def _turn_rows(self, page: Sequence[Turn]) -> Iterator[Row]:
        for one in page:
            yield [
                one.team_id, one.team.source, self.pseudonym(one.participant), one.seat, _yes(one.is_course_team),
                one.step + 1, one.step_id, one.round + 1, one.sheet, _yes(one.came), _time(one.done_at),
                _yes(one.is_closed), _yes(one.is_on_time) if one.is_closed else "",
            ]  # fmt: skip

    def _person_rows(self, page: Sequence[Member]) -> Iterator[Row]:
        participants = [one.participant for one in page]
        people = platform().people_of(self.place.course, participants) if self.place.course else {}
        done = defaultdict(set)
        acts = Turn.objects.filter(usage_key=self.place.usage_key, participant__in=participants, done_at__isnull=False)
        for participant, step_id in acts.order_by().values_list("participant", "step_id").distinct():
            done[participant].add(step_id)
        self._know_steps({one.team.plan_id for one in page})
        for one in page:
            person = people.get(one.participant)
            asked = tuple(step.id for step in self._steps[one.team.plan_id][one.first_step :])
            standing = Standing(frozenset(done[one.participant]), asked)
            yield [
                person.username if person else "", person.name if person else "", one.alias, one.team_id,
                one.team.source, len(asked) - len(standing.missing), len(asked), round(100 * standing.share),
            ]  # fmt: skip

    def _know_steps(self, plans: set[int]) -> None:
        for pk, plan in PlanVersion.objects.in_bulk(plans - set(self._steps)).items():
            self._steps[pk] = kept(plan.digest, plan.content).technique.steps


_ROWS: dict[str, Callable[[Export, Any], Iterator[Row]]] = {
    ENTRIES: Export._entry_rows,
    CHOICES: Export._choice_rows,
    TURNS: Export._turn_rows,
    PARTICIPATION: Export._person_rows,
}


def export_file(run: Run) -> None:
    """Make the file of a large export: a background task."""
    export = Export.of(run.place, run.parameters)
    run.keep_file(".csv", _reported(export.lines(), export.total, run.report))


def _reported(lines: Iterator[str], total: int, report: Callable[[int, int], None]) -> Iterator[str]:
    # The first line is the header.
    for number, line in enumerate(lines):
        if number % BATCH == 0:
            report(min(number, total), total)
        yield line
    report(total, total)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _time(value: Any) -> str:
    return value.isoformat(timespec="seconds") if value else ""
