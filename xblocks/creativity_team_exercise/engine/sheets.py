"""Which sheet a person writes on in a round of a step in which sheets go round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# sheet -> who has written on it -> how many entries
Written = Mapping[int, Mapping[int, int]]


def assign(present: Sequence[int], sheets: Sequence[int], written: Written) -> dict[int, int]:
    """Give each person a sheet that they have not written on, each sheet to one person; those that wait longest first.

    A largest matching between people and sheets. While all are present it always gives everybody a sheet: in round r
    each has n - r sheets to go and each sheet n - r people, and such a graph has a perfect matching (Hall's theorem).
    Where somebody is away, the sheets with the fewest entries are handed out first, so that theirs go on, too.

    Args:
        present: members by number, in the order of their seats.
        sheets: their numbers.
        written: what stands on the sheets.

    Returns:
        member -> sheet; everybody who is present has one. Who has written on all that are free shares one (see share).
    """
    held: dict[int, int] = {}
    for sheet in sorted(sheets, key=lambda one: (entries_on(one, written), one)):
        _find_holder(sheet, present, written, held, set())
    given = {member: sheet for sheet, member in held.items()}
    for member in present:
        if member not in given:
            given[member] = share(member, sheets, written, given.values())
    return given


def share(member: int, sheets: Sequence[int], written: Written, taken: Iterable[int]) -> int:
    """Return a sheet for one who comes after sheets were handed out, or has written on all that are free.

    Args:
        member: who it is for.
        sheets: at least one.
        written: what stands on them.
        taken: sheets that others hold.

    Returns:
        One that they have not written on, if possible free, and with few entries; else one that is free, if possible,
        on which others have written most.
    """
    held = set(taken)
    fresh = [sheet for sheet in sheets if not written.get(sheet, {}).get(member)]
    if fresh:
        return min(fresh, key=lambda one: (one in held, entries_on(one, written), one))
    return max(sheets, key=lambda one: (one not in held, entries_on(one, written) - written[one][member], -one))


def entries_on(sheet: int, written: Written) -> int:
    """Return how many entries stand on a sheet."""
    return sum(written.get(sheet, {}).values())


def _find_holder(sheet: int, present: Sequence[int], written: Written, held: dict[int, int], tried: set[int]) -> bool:
    """Give a sheet to somebody, moving others to other sheets where that helps (an augmenting path)."""
    holder_of = {member: one for one, member in held.items()}
    for member in _beginning_after(sheet, present):
        if member in tried or written.get(sheet, {}).get(member):
            continue
        tried.add(member)
        other = holder_of.get(member)
        if other is None or _find_holder(other, present, written, held, tried):
            held[sheet] = member
            return True
    return False


def _beginning_after(sheet: int, present: Sequence[int]) -> list[int]:
    """Return the people in the order in which the sheet comes to them: its writer's neighbour first."""
    start = sheet % len(present) if present else 0
    return [*present[start:], *present[:start]]
