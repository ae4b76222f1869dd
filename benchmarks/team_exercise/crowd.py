"""Teams of our block in bulk: the rows that a team leaves, as copies of those of one that used it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from django.db.models import F

from benchmarks.idea_board import texts
from benchmarks.seeding import FIRST_OF_THE_CROWD, like, write
from creativity_team_exercise.models import Entry, Lobby, Member, Team, Turn

_WORDS = 15


def follow(pattern: Team, teams: int) -> None:
    """Let so many other teams have done what one has; no kept count has them yet.

    Args:
        pattern: the team that did it.
        teams: how many others.
    """
    lobby = Lobby.objects.get(pk=pattern.lobby_id)
    first = lobby.last_number + 1
    numbers = range(first, first + teams)
    # Some databases go on counting above what was deleted.
    keys = dict(zip(numbers, count(max(FIRST_OF_THE_CROWD, _last(Team)) + 1), strict=False))
    entries = list(Entry.objects.filter(team=pattern).order_by("pk"))
    write(like(pattern, id=keys[one], number=one, handle=f"own:{lobby.pk}:{one}") for one in numbers)
    for rows in (Member.objects.filter(team=pattern), Turn.objects.filter(team=pattern)):
        copies = list(rows.order_by("pk"))
        write(like(row, team_id=keys[one], **_person(row, one)) for one in numbers for row in copies)
    write(_entries(entries, keys))
    Lobby.objects.filter(pk=lobby.pk).update(last_number=F("last_number") + teams)


def _entries(pattern: list[Entry], teams: dict[int, int]) -> Iterator[Entry]:
    keys = count(max(FIRST_OF_THE_CROWD, _last(Entry)) + 1)
    for one, team in teams.items():
        own = {row.pk: next(keys) for row in pattern}
        for row in pattern:
            yield like(
                row,
                id=own[row.pk],
                team_id=team,
                parent_id=own[row.parent_id] if row.parent_id else None,
                text=texts.sentences(texts.dice(own[row.pk]), _WORDS),
                participant=_id(one, row.seat),
            )


def _person(row: Member | Turn, number: int) -> dict[str, str]:
    own = {"participant": _id(number, row.seat)}
    return own | {"alias": f"Azure Acorn {own['participant'][-8:]}"} if isinstance(row, Member) else own


def _last(model: type[Team] | type[Entry]) -> int:
    return int(model.objects.order_by("pk").reverse()[0].pk)


def _id(number: int, seat: int) -> str:
    return f"{FIRST_OF_THE_CROWD + 10 * number + seat:032x}"
