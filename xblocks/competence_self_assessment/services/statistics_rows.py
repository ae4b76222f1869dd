"""Keep the statistics of rounds in step with the rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from itertools import groupby

from django.db.models import Count, QuerySet
from django.utils import timezone

from bizmooc.evidence.release import DEFAULT_THRESHOLD, Verdict, step_of, to_join, verdict
from competence_self_assessment.cells import MIXED, cell_of
from competence_self_assessment.models import TOLD_ELSEWHERE, Round, RoundStatistics
from competence_self_assessment.statistics import tally

Rows = dict[str, RoundStatistics]
# "NOT shown", as Django writes shown=False, would read every round of a cell: no database finds it in an index.
_HIDDEN = {"shown__in": (False,)}
# Of two cells, too few people can wait.
_CELLS_TO_JOIN = 3


def settle(*, out: Iterable[Round] = (), into: Iterable[Round] = (), threshold: int | None = None) -> None:
    """Count rounds out of and into the figures; to be called last in the transaction that stores or deletes them.

    The cells concerned are locked from here to the end of the transaction, in key order. What people see changes by
    the rules of release.

    Args:
        out: counted rounds that are no more, each with its framework and the round it is compared with.
        into: stored rounds that are to be counted, the same.
        threshold: the author's, as it is now; None: as it was.
    """
    moves = [(round_, -1) for round_ in out] + [(round_, 1) for round_ in into]
    moves.sort(key=lambda move: _version(move[0]))
    for version, group in groupby(moves, key=lambda move: _version(move[0])):
        _settle(*version, list(group), threshold)


def release(row: RoundStatistics) -> None:
    """Renew or withdraw what is shown of a cell, where that is due. The row is locked and saved by the caller."""
    rounds = counted(row)
    # Whom no copy has told of is not shown: said twice for the sake of the index.
    untold = rounds.filter(**_HIDDEN, told__isnull=True)
    due = verdict(untold.count(), row.people, row.released_people, row.step)
    if due is Verdict.KEEP:
        return
    if due is Verdict.WITHDRAW:
        row.released, row.released_people, row.released_at = None, 0, None
        rounds.filter(shown=True).update(shown=False)
        return
    row.released, row.released_people, row.released_at = deepcopy(row.current), row.people, timezone.now()
    row.copies += 1
    untold.update(told=row.copies)
    fresh = rounds.filter(**_HIDDEN)
    replaced = list(fresh.filter(sequence__gt=1).values_list("participant", flat=True))
    Round.objects.filter(usage_key=row.usage_key, participant__in=replaced, superseded_at__isnull=False).update(
        shown=False
    )
    fresh.update(shown=True)


def counted(row: RoundStatistics) -> QuerySet[Round]:
    """Return the rounds that a row of statistics counts."""
    return Round.objects.filter(
        usage_key=row.usage_key, framework=row.framework_id, cell=row.cell, superseded_at__isnull=True
    )


def _version(round_: Round) -> tuple[str, int]:
    return round_.usage_key, round_.framework_id


def _settle(usage_key: str, framework_id: int, moves: Sequence[tuple[Round, int]], threshold: int | None) -> None:
    for round_, step in moves:
        if step == 1:
            round_.cell, round_.shown = cell_of(round_), False
            round_.told = None if round_.told is None else TOLD_ELSEWHERE
            round_.save(update_fields=["cell", "shown", "told"])
            make_cell(round_, round_.cell)
    rows = _locked(usage_key, framework_id)
    touched = _with_counts(rows, {round_.cell for round_, _step in moves})
    for round_, step in moves:
        _count(rows[round_.cell], round_, step)
        if step == -1 and round_.told and round_.told not in rows[round_.cell].broken:
            rows[round_.cell].broken.append(round_.told)
    for row in touched.values():
        row.step = row.step if threshold is None else step_of(threshold)
        release(row)
    touched |= _join_small(rows, next(iter(touched.values())).step)
    for row in touched.values():
        row.save()


def _locked(usage_key: str, framework_id: int) -> Rows:
    """Lock all cells of a version, in key order. What is shown of them is not read: it is only ever replaced."""
    rows = RoundStatistics.objects.select_for_update().filter(usage_key=usage_key, framework=framework_id)
    return {row.cell: row for row in rows.defer("current", "released").order_by("cell")}


def _with_counts(rows: Rows, cells: Iterable[str]) -> Rows:
    """Return some of the locked cells with their counts, read where they have not been."""
    bare = [row.pk for row in map(rows.__getitem__, cells) if "current" in row.get_deferred_fields()]
    # With a lock again: where reads repeat (InnoDB's own default), others would show the counts of before it.
    for row in RoundStatistics.objects.select_for_update().filter(pk__in=bare).defer("released"):
        rows[row.cell] = row
    return {cell: rows[cell] for cell in cells}


def make_cell(round_: Round, cell: str) -> None:
    """Make the row of statistics for a cell, if there is none; safe when many ask at once."""
    RoundStatistics.objects.get_or_create(
        usage_key=round_.usage_key,
        framework_id=round_.framework_id,
        cell=cell,
        defaults={
            "course_key": round_.course_key,
            "before_framework_id": round_.before.framework_id if round_.before and cell != MIXED else None,
            "current": {},
            "step": DEFAULT_THRESHOLD,
        },
    )


def _count(row: RoundStatistics, round_: Round, step: int) -> None:
    tally(row.current, round_, step, with_before=row.cell != MIXED)
    row.people += step


def _join_small(rows: Rows, step: int) -> Rows:
    """Show together the people of cells that are too small to be shown by themselves. Returns the rows changed."""
    people = {cell: row.people for cell, row in rows.items() if cell != MIXED}
    if len(people) < _CELLS_TO_JOIN:
        return {}
    any_row = next(iter(rows.values()))
    waiting = Round.objects.filter(
        usage_key=any_row.usage_key,
        framework=any_row.framework_id,
        **_HIDDEN,
        told__isnull=True,
        superseded_at__isnull=True,
        cell__in=people,
    )
    chosen = to_join(_counts(waiting), people, step)
    return _join(rows, list(waiting.filter(cell__in=chosen).select_related("framework", "before__framework")), step)


def _counts(waiting: QuerySet[Round]) -> Mapping[str, int]:
    return dict(waiting.order_by("cell").values_list("cell").annotate(Count("pk")))


def _join(rows: Rows, joined: Sequence[Round], step: int) -> Rows:
    if not joined:
        return {}
    make_cell(joined[0], MIXED)
    # In key order: "mixed" comes after every other cell.
    mixed = RoundStatistics.objects.select_for_update().get(
        usage_key=joined[0].usage_key, framework=joined[0].framework_id, cell=MIXED
    )
    changed = _with_counts(rows, {round_.cell for round_ in joined}) | {MIXED: mixed}
    for round_ in joined:
        _count(rows[round_.cell], round_, -1)
        round_.cell = MIXED
        _count(mixed, round_, 1)
    Round.objects.filter(pk__in=[round_.pk for round_ in joined]).update(cell=MIXED)
    mixed.step = step
    release(mixed)
    return changed
