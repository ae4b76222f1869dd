"""Rounds as rows under pseudonyms: only people whose answers are part of released figures, and nothing of when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count

from bizmooc.background.run import Run
from bizmooc.evidence.release import may_show
from bizmooc.hosting.participant import Place, pseudonym
from bizmooc.web.tables import csv_lines
from competence_self_assessment.cells import group_of
from competence_self_assessment.forms import NOW, THEN
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import TOLD_ELSEWHERE, FrameworkVersion, Occasion, Round, RoundStatistics

# Rows that a view sends while it reads them; more are made into a file in the background.
STREAMED_ROWS = 5_000
BATCH = 1_000
# Before the answers. No sequence number and no time of handing in: the course team knows whom they let answer again,
# and who had not started yesterday.
PERSON_COLUMNS = ("person", "series", "occasion", "framework", "group", "figures_of")
CANNOT_SAY = "NA"
_PSEUDONYM_BITS = 64
_COLUMNS = ("pk", "participant", "series_key", "occasion", "framework_id", "cell", "now", "then")


@dataclass(frozen=True)
class Export:
    """What may be taken out of one block.

    Attributes:
        place: the block.
        threshold: the author's.
    """

    place: Place
    threshold: int

    @cached_property
    def cells(self) -> dict[tuple[int, str], RoundStatistics]:
        """The cells that are shown, by framework version and cell: two queries at any number of learners.

        Where somebody has been erased or has answered again, the difference of two exports would be that person: who
        was first told of together with them is left out from then on.
        """
        rows = RoundStatistics.objects.filter(usage_key=self.place.usage_key).defer("current", "released")
        by_key = {(row.framework_id, row.cell): row for row in rows.order_by("-framework", "cell")}
        return {key: row for key, row in by_key.items() if may_show(row.released_people, self.threshold)}

    @property
    def people(self) -> int:
        """How many rows it has, one for a person."""
        rounds = self._rounds().order_by().values_list("framework_id", "cell", "told")
        return sum(count for *batch, count in rounds.annotate(Count("pk")) if self._is_whole(*batch))

    @cached_property
    def frameworks(self) -> dict[int, Framework]:
        """What was asked, newest first, by the id of its row."""
        ids = {version for version, _cell in self.cells}
        versions = FrameworkVersion.objects.filter(pk__in=ids).order_by("-pk")
        return {version.pk: version.framework for version in versions}

    @cached_property
    def item_columns(self) -> list[tuple[str, str]]:
        """The answers' columns as (view, item id): of all versions together, newest first."""
        looked_back = self._rounds().filter(occasion=Occasion.POST).exists()
        items = list(dict.fromkeys(item for framework in self.frameworks.values() for item in framework.items))
        return [(view, item) for view in ((NOW, THEN) if looked_back else (NOW,)) for item in items]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [*PERSON_COLUMNS, *(f"{view}.{item}" for view, item in self.item_columns)]

    def rows(self) -> Iterator[list[Any]]:
        """Yield the rows in the order of the pseudonyms, which is none: a thousand with each query.

        What is held at a time is a number for each person (about 50 bytes) and a thousand rows.
        """
        order = sorted(self._keys())
        for start in range(0, len(order), BATCH):
            keys = [key & ((1 << _PSEUDONYM_BITS) - 1) for key in order[start : start + BATCH]]
            found = {row[0]: row for row in Round.objects.filter(pk__in=keys).values_list(*_COLUMNS)}
            yield from (self._row(found[key]) for key in keys if key in found)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the CSV file."""
        return csv_lines(self.header, self.rows())

    def pseudonym(self, anonymous_id: str) -> str:
        """Return what a person is called: the same in all exports of a course, and nowhere else."""
        return pseudonym(anonymous_id, course_key=self.place.course_key, purpose="export")

    def _rounds(self) -> Any:
        return Round.objects.filter(usage_key=self.place.usage_key, shown=True, told__gt=TOLD_ELSEWHERE).exclude(
            cell=""
        )

    def _is_whole(self, version: int, cell: str, told: int) -> bool:
        """Tell whether everybody is still there who was first told of together."""
        return (version, cell) in self.cells and told not in self.cells[version, cell].broken

    def _keys(self) -> Iterator[int]:
        """Yield for each round its person's pseudonym and its own id, as one number."""
        last = 0
        while True:
            rounds = self._rounds().filter(pk__gt=last).order_by("pk")
            page = list(rounds.values_list("pk", "participant", "framework_id", "cell", "told")[:BATCH])
            for key, participant, version, cell, told in page:
                if self._is_whole(version, cell, told):
                    yield int(self.pseudonym(participant), 16) << _PSEUDONYM_BITS | key
            if len(page) < BATCH:
                return
            last = page[-1][0]

    def _row(self, values: tuple[Any, ...]) -> list[Any]:
        _key, participant, series, occasion, version, cell, now, then = values
        framework = self.frameworks[version]
        answers = {NOW: now, THEN: then or {}}
        released_at = self.cells[version, cell].released_at
        return [
            self.pseudonym(participant),
            series,
            occasion,
            framework.digest,
            group_of(cell) or "",
            released_at.date().isoformat() if released_at else "",
            *(_answer(answers[view], item) for view, item in self.item_columns),
        ]


def _answer(answers: dict[str, int | None], item: str) -> int | str:
    """Return a level; "" where the version did not ask the item; CANNOT_SAY where the learner could not say."""
    level = answers.get(item, "")
    return CANNOT_SAY if level is None else level


def export_rounds(run: Run) -> None:
    """Make the file of a large export: a background task."""
    export = Export(run.place, run.parameters["threshold"])
    run.keep_file(".csv", _reported(export.lines(), export.people, run.report))


def _reported(lines: Iterator[str], total: int, report: Callable[[int, int], None]) -> Iterator[str]:
    # The first line is the header.
    for number, line in enumerate(lines):
        if number % BATCH == 0:
            report(min(number, total), total)
        yield line
    report(total, total)
