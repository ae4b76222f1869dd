"""Erase people: what they wrote is blanked, the team's work stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from bizmooc.hosting.participant import Place
from bizmooc.writes import in_transaction
from creativity_team_exercise.models import (
    Choice,
    CountKind,
    Draft,
    Entry,
    HelpEntry,
    KeptCount,
    Lobby,
    Member,
    Pair,
    PoolIdea,
    Report,
    ResultVersion,
    Team,
    Turn,
)
from creativity_team_exercise.services import counts
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.placing import leave

_OF_COURSE = (HelpEntry, Report, PoolIdea, Choice, Pair, ResultVersion, Entry, Turn, Member, Draft, KeptCount)


def retire(anonymous_ids: Sequence[str]) -> int:
    """Erase a person from all courses. Returns the number of rows deleted or blanked."""

    def end() -> int:
        # The log of the course team stays, without the person.
        entries = HelpEntry.objects.filter(viewer__in=list(anonymous_ids)).exclude(viewer="")
        return _erase({"participant__in": list(anonymous_ids)}) + entries.update(viewer="")

    return in_transaction(end)


def reset(usage_key: str, anonymous_id: str) -> int:
    """Erase one learner's state in one block. Returns the number of rows deleted or blanked."""
    return in_transaction(lambda: _erase({"usage_key": usage_key, "participant": anonymous_id}))


def forget_course(course_key: str) -> int:
    """Delete all rows of a course. Returns the number of rows deleted."""

    def forget() -> int:
        gone = sum(model.objects.filter(course_key=course_key).delete()[0] for model in _OF_COURSE)
        return gone + sum(model.objects.filter(course_key=course_key).delete()[0] for model in (Team, Lobby))

    return in_transaction(forget)


def _erase(whose: dict[str, Any]) -> int:
    # Nobody's id is blank: the pool's ideas, and what was erased before, have no person.
    own = Q(**whose) & ~Q(participant="")
    gone = sum(_unseat(member) for member in Member.objects.filter(own).order_by("team_id", "pk"))
    gone += _erase_reports(own) + _blank_entries(own)
    gone += ResultVersion.objects.filter(own).update(participant="", content={})
    gone += Choice.objects.filter(own).update(participant="")
    gone += Turn.objects.filter(own).update(participant="")
    return gone + Draft.objects.filter(own).delete()[0]


def _unseat(member: Member) -> int:
    """Take somebody out of their team: nobody waits for them any more."""
    held = holding.lock(member.team_id, timezone.now())
    held.member = member
    leave(held)
    held.count(CountKind.PEOPLE, number=-1)
    held.team.help.filter(act=HelpEntry.Act.MOVED, number=member.pk).update(reason="")
    gone = member.delete()[0]
    holding.store(held)
    return gone


def _blank_entries(own: Q) -> int:
    entries = Entry.objects.filter(own)
    PoolIdea.objects.filter(entry__in=entries).delete()
    reports = Report.objects.filter(entry__in=entries)
    _uncount(reports)
    reports.delete()
    # What the course team wrote about it may name them.
    numbers = list(entries.values_list("pk", flat=True))
    acts = (HelpEntry.Act.HIDDEN, HelpEntry.Act.RESTORED, HelpEntry.Act.KEPT)
    HelpEntry.objects.filter(act__in=acts, number__in=numbers).update(reason="")
    dealt = Entry.objects.filter(dealt_of__in=numbers).update(text="", tag="")
    return dealt + entries.update(participant="", text="", tag="")


def _erase_reports(own: Q) -> int:
    reports = Report.objects.filter(own)
    _uncount(reports)
    return reports.delete()[0]


def _uncount(reports: Any) -> None:
    blocks: dict[Place, Counter[tuple[str, int]]] = {}
    open_ones = reports.filter(outcome=Report.Outcome.OPEN, entry__is_course_team=False)
    for usage_key, course_key in open_ones.order_by("usage_key").values_list("usage_key", "course_key"):
        blocks.setdefault(Place(usage_key, course_key), Counter())[CountKind.OPEN_REPORTS, 0] -= 1
    for place, delta in sorted(blocks.items(), key=lambda item: item[0].usage_key):
        counts.add(place, delta)
