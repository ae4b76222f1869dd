"""Work the kept counts out anew from the rows."""

from __future__ import annotations

from collections import Counter
from functools import partial

from django.db.models import Count

from bizmooc.writes import in_transaction
from creativity_team_exercise.models import CountKind, Entry, KeptCount, Lobby, Member, Report, Team, Turn

_OF_TEAMS = {
    (False, Team.State.RUNNING): CountKind.TEAMS_RUNNING,
    (False, Team.State.ENDED): CountKind.TEAMS_ENDED,
    (False, Team.State.MERGED): CountKind.TEAMS_MERGED,
    (True, Team.State.RUNNING): CountKind.ALONE_RUNNING,
    (True, Team.State.ENDED): CountKind.ALONE_ENDED,
}


def recount() -> int:
    """Correct what differs or is not there. Returns how many kept numbers were wrong (0 is expected)."""
    blocks = Lobby.objects.order_by("usage_key").values_list("usage_key", "course_key").distinct()
    return sum(in_transaction(partial(_recount_block, *block)) for block in list(blocks))


def _recount_block(usage_key: str, course_key: str) -> int:
    list(Team.objects.select_for_update().filter(usage_key=usage_key).order_by("pk").values_list("pk"))
    true = true_counts(usage_key)
    kept = {(row.kind, row.bucket): row for row in KeptCount.objects.filter(usage_key=usage_key)}
    wrong = 0
    for key in sorted({*true, *kept}):
        row = kept.get(key)
        if (row.number if row else 0) == true[key]:
            continue
        wrong += 1
        identity = {"usage_key": usage_key, "kind": key[0], "bucket": key[1]}
        KeptCount.objects.update_or_create(**identity, defaults={"number": true[key], "course_key": course_key})
    return wrong


def true_counts(usage_key: str) -> Counter[tuple[str, int]]:
    """Return what the rows of a block say."""
    here = {"usage_key": usage_key, "is_course_team": False}
    true: Counter[tuple[str, int]] = Counter()
    true[CountKind.PEOPLE, 0] = Member.objects.filter(usage_key=usage_key, team__is_course_team=False).count()
    for source, state, number in (
        Team.objects.filter(**here).values_list("source", "state").annotate(Count("pk")).order_by()
    ):
        true[_OF_TEAMS[source == Team.Source.ALONE, Team.State(state)], 0] += number
    turns = Turn.objects.filter(**here, is_closed=True)
    entries = Entry.objects.filter(**here, is_from_pool=False, is_copy=False)
    for kind, rows in (
        (CountKind.TURNS, turns),
        (CountKind.ON_TIME, turns.filter(is_on_time=True)),
        (CountKind.ENTRIES, entries),
        (CountKind.BUILT, entries.filter(parent__isnull=False)),
    ):
        for step, number in rows.values_list("step").annotate(Count("pk")).order_by():
            true[kind, step] = number
    reports = Report.objects.filter(usage_key=usage_key, entry__is_course_team=False, outcome=Report.Outcome.OPEN)
    true[CountKind.OPEN_REPORTS, 0] = reports.count()
    return true
