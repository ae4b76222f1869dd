"""What waits for the course team, in pages by key: what comes in between shifts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from peer_idea_board.models import Act, Idea, Member, ModerationEntry, Report, Shown, State, Target
from peer_idea_board.staff.content import Key, Thing, of_rows, things

_PAGE = 20
# Entries of the log that are looked through for what is hidden still.
_LOG_PAGE = 100


@dataclass(frozen=True)
class Page:
    """Some things, and where the next ones begin; None: there are none."""

    things: Sequence[Thing]
    after: int | None = None


@dataclass(frozen=True)
class Reader:
    """Whose block is read, and how.

    Attributes:
        place: the block.
        language: of the names of parts.
        with_name: the author of the block has user names shown.
    """

    place: Place
    language: str
    with_name: bool

    def waiting(self, after: int = 0) -> Page:
        """Return learners' ideas without any feedback, oldest first."""
        return self._ideas(after, state=State.LIVE, feedback_count=0)

    def pending(self, after: int = 0) -> Page:
        """Return ideas that wait to be put on the board, oldest first: new ones, and answered ones that changed."""
        return self._ideas(after, state=State.PENDING)

    def reported(self, after: int = 0) -> Page:
        """Return what is reported, oldest report first; several reports on one thing are together."""
        still_open = Report.objects.filter(usage_key=self.place.usage_key, outcome=Report.Outcome.OPEN)
        rows = list(still_open.filter(pk__gt=after).order_by("pk")[: 2 * _PAGE])
        notes: dict[Key, list[str]] = {}
        for row in rows:
            notes.setdefault((row.target, row.target_id), []).append(_reported(row))
        return Page(self._noted(notes), rows[-1].pk if len(rows) == 2 * _PAGE else None)

    def hidden(self, after: int = 0) -> Page:
        """Return what is hidden still, by the log: newest first, with the reasons."""
        log = ModerationEntry.objects.filter(usage_key=self.place.usage_key, act=Act.HIDE).order_by("-pk")
        rows = list(log.filter(pk__lt=after)[:_LOG_PAGE] if after else log[:_LOG_PAGE])
        notes: dict[Key, list[str]] = {}
        for row in rows:
            reason = _("Reason: %(reason)s") % {"reason": row.reason} if row.reason else _("No reason was given.")
            # What was hidden, restored, and hidden again has its last reason.
            notes.setdefault((row.target, row.target_id), [reason])
        found = [thing for thing in self._noted(notes) if thing.is_hidden]
        return Page(found, rows[-1].pk if len(rows) == _LOG_PAGE else None)

    def muted(self) -> list[Member]:
        """Return who may read and not write, by the log: last muted first."""
        log = ModerationEntry.objects.filter(usage_key=self.place.usage_key, act=Act.MUTE).order_by("-pk")
        ids = list(dict.fromkeys(log.values_list("target_id", flat=True)[:_LOG_PAGE]))
        found = {
            one.pk: one for one in Member.objects.filter(usage_key=self.place.usage_key, pk__in=ids, is_muted=True)
        }
        return [found[id_] for id_ in ids if id_ in found]

    def of_idea(self, idea: Idea) -> list[Thing]:
        """Return an idea with what is said about it, the latest hundred of each kind."""
        rows: list[tuple[str, Any]] = [(Target.IDEA, idea)]
        said = ((Target.FEEDBACK, idea.feedback), (Target.COMMENT, idea.comments.exclude(shown=Shown.WITHDRAWN)))
        for target, found in said:
            rows += [(target, row) for row in reversed(found.select_related("idea").order_by("-pk")[: 5 * _PAGE])]
        return list(of_rows(self.place, rows, self.language, with_name=self.with_name).values())

    def _ideas(self, after: int, **wanted: Any) -> Page:
        found = Idea.objects.filter(usage_key=self.place.usage_key, pk__gt=after, **wanted)
        learners = found.filter(is_course_team=False, seed_id__isnull=True).select_related("structure").order_by("pk")
        rows = list(learners[:_PAGE])
        pages = of_rows(
            self.place, [(Target.IDEA, row) for row in rows], self.language, with_name=self.with_name
        ).values()
        return Page(list(pages), rows[-1].pk if len(rows) == _PAGE else None)

    def _noted(self, notes: dict[Key, list[str]]) -> list[Thing]:
        """Return the things that notes are about, in the order of the notes."""
        found = things(self.place, notes, self.language, with_name=self.with_name)
        for key, thing in found.items():
            thing.notes = notes[key]
        return [found[key] for key in notes if key in found]


def _reported(row: Report) -> str:
    why = str(Report.Why(row.why).label)
    return (
        _("Reported: %(why)s. “%(text)s”") % {"why": why, "text": row.text}
        if row.text
        else _("Reported: %(why)s.") % {"why": why}
    )


def log(place: Place, after: int = 0) -> tuple[list[ModerationEntry], int | None]:
    """Return what the course team did, newest first, and where the next page begins."""
    entries = ModerationEntry.objects.filter(usage_key=place.usage_key).order_by("-pk")
    rows = list((entries.filter(pk__lt=after) if after else entries)[: 2 * _PAGE])
    return rows, rows[-1].pk if len(rows) == 2 * _PAGE else None
