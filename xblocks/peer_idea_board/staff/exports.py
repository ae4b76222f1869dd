"""What can be taken out of a board, as rows: a thousand with each query, so that memory stays flat at any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bizmooc.background.run import Run
from bizmooc.hosting.participant import Place, pseudonym
from bizmooc.hosting.platform import platform
from bizmooc.web.tables import csv_lines
from peer_idea_board.models import BoardVersion, Feedback, Idea, Member, Shown, State, Vote
from peer_idea_board.selectors.standing import Progress

# Rows that a view sends while it reads them; more are made into a file in the background.
STREAMED_ROWS = 5_000
BATCH = 1_000
IDEAS, FEEDBACK, VOTES, PARTICIPATION, REUSE = WHATS = ("ideas", "feedback", "votes", "participation", "reuse")
# Files in which people are named.
NAMED = (PARTICIPATION,)
# The task of each file, by its name in the registry.
TASKS = {what: f"export_{what}" for what in WHATS}
_READABLE = (State.LIVE, State.PENDING, State.HIDDEN, State.MERGED)
# Feedback on what is hidden or taken back might quote it.
_FEEDBACK_ON = (State.LIVE, State.MERGED)
_IDEA_COLUMNS = (
    "idea", "person", "course_team", "seed", "state", "merged_into", "group", "posted_at", "changed_at", "revision",
    "feedback", "helpful", "comments", "votes", "first_feedback_at", "second_feedback_at", "pinned", "endorsed",
    "may_be_reused", "title", "tags", "link",
)  # fmt: skip
_FEEDBACK_COLUMNS = (
    "feedback", "idea", "person", "course_team", "given_at", "revision", "part", "helpful", "works", "next_step",
    "reply", "replied_at",
)  # fmt: skip
_VOTE_COLUMNS = ("idea", "person", "course_team", "dots", "voted_at")
_PERSON_COLUMNS = (
    "user_name", "name", "name_on_board", "group", "ideas_posted", "feedback_given", "percent_of_quota",
)  # fmt: skip
Row = list[Any]


@dataclass(frozen=True)
class Export:
    """One file of one block.

    Attributes:
        place: the block.
        what: one of WHATS.
        quotas: (ideas to post, feedbacks to give), as they are now; for PARTICIPATION.
    """

    place: Place
    what: str
    quotas: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, place: Place, parameters: Mapping[str, Any]) -> Export:
        """Return what a task was asked for."""
        return cls(place, parameters["what"], tuple(parameters["quotas"]))

    def parameters(self) -> dict[str, Any]:
        """Return what a task needs to know."""
        return {"what": self.what, "quotas": list(self.quotas)}

    @cached_property
    def total(self) -> int:
        """How many rows it has."""
        return self._source.count()

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        columns = {
            IDEAS: (*_IDEA_COLUMNS, *(f"part.{part}" for part in self._parts)),
            FEEDBACK: (*_FEEDBACK_COLUMNS, *(f"rating.{criterion}" for criterion in self._criteria)),
            VOTES: _VOTE_COLUMNS,
            PARTICIPATION: _PERSON_COLUMNS,
            REUSE: ("title", "tags", *(f"part.{part}" for part in self._parts)),
        }
        return list(columns[self.what])

    def rows(self) -> Iterator[Row]:
        """Yield the rows: a thousand with each query, two where people are named."""
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
        ideas = Idea.objects.filter(**here).select_related("board")
        if self.what == IDEAS:
            return ideas.filter(state__in=_READABLE)
        if self.what == REUSE:
            return ideas.filter(state=State.LIVE, may_be_reused=True, is_course_team=False, seed_id__isnull=True)
        if self.what == FEEDBACK:
            return Feedback.objects.filter(**here, shown=Shown.LIVE, idea__state__in=_FEEDBACK_ON)
        if self.what == VOTES:
            return Vote.objects.filter(**here, idea__state=State.LIVE)
        return Member.objects.filter(**here, is_course_team=False)

    @cached_property
    def _structures(self) -> list[Mapping[str, Any]]:
        ids = self._source.order_by().values_list("structure", flat=True).distinct()
        return list(BoardVersion.objects.filter(pk__in=list(ids)).order_by("-pk").values_list("content", flat=True))

    @cached_property
    def _parts(self) -> list[str]:
        """The parts of all structures together, the newest first."""
        if self.what not in (IDEAS, REUSE):
            return []
        return list(dict.fromkeys(part["id"] for content in self._structures for part in content["parts"]))

    @cached_property
    def _criteria(self) -> list[str]:
        if self.what != FEEDBACK:
            return []
        return list(dict.fromkeys(one["id"] for content in self._structures for one in content["criteria"]))

    def _idea_rows(self, page: Sequence[Idea]) -> Iterator[Row]:
        for idea in page:
            yield [
                idea.pk, self.pseudonym(idea.participant), _yes(idea.is_course_team), idea.seed_id, idea.state,
                idea.merged_into_id, idea.board.group, _time(idea.posted_at), _time(idea.changed_at), idea.revision,
                idea.feedback_count, idea.helpful_count, idea.comment_count, idea.votes,
                _time(idea.first_feedback_at), _time(idea.second_feedback_at), _yes(idea.is_pinned),
                _yes(idea.is_endorsed), _yes(idea.may_be_reused), idea.title, _tags(idea), idea.link,
                *self._texts(idea),
            ]  # fmt: skip

    def _reuse_rows(self, page: Sequence[Idea]) -> Iterator[Row]:
        for idea in page:
            yield [idea.title, _tags(idea), *self._texts(idea)]

    def _texts(self, idea: Idea) -> list[str]:
        return [idea.content.get(part, "") for part in self._parts]

    def _feedback_rows(self, page: Sequence[Feedback]) -> Iterator[Row]:
        for one in page:
            yield [
                one.pk, one.idea_id, self.pseudonym(one.participant), _yes(one.is_course_team), _time(one.given_at),
                one.revision, one.part, _yes(one.is_helpful), one.works, one.next_step, one.reply,
                _time(one.replied_at), *(one.ratings.get(criterion, "") for criterion in self._criteria),
            ]  # fmt: skip

    def _vote_rows(self, page: Sequence[Vote]) -> Iterator[Row]:
        for one in page:
            person = self.pseudonym(one.participant)
            yield [one.idea_id, person, _yes(one.is_course_team), one.dots, _time(one.voted_at)]

    def _person_rows(self, page: Sequence[Member]) -> Iterator[Row]:
        course = self.place.course
        people = platform().people_of(course, [one.participant for one in page]) if course else {}
        posts, feedback = self.quotas
        for one in page:
            person = people.get(one.participant)
            # Whom the queue had nothing left for is complete, and may still have less than 100 here.
            share = Progress(one.ideas_posted, posts, one.feedback_given, feedback, nothing_left=False).share
            yield [
                person.username if person else "", person.name if person else "", one.alias, one.group,
                one.ideas_posted, one.feedback_given, round(100 * share),
            ]  # fmt: skip


_ROWS: dict[str, Callable[[Export, Any], Iterator[Row]]] = {
    IDEAS: Export._idea_rows,
    FEEDBACK: Export._feedback_rows,
    VOTES: Export._vote_rows,
    PARTICIPATION: Export._person_rows,
    REUSE: Export._reuse_rows,
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


def _tags(idea: Idea) -> str:
    return ", ".join(idea.tags)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _time(value: Any) -> str:
    return value.isoformat(timespec="seconds") if value else ""
