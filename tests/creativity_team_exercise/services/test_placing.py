"""Looking for a team to join is as much work however many teams there are that cannot be joined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from creativity_team_exercise.models import Lobby, Team
from creativity_team_exercise.services import merging, placing
from creativity_team_exercise.services.held import lock
from tests.creativity_team_exercise.services.people import RULES, join

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite tells how far a query has come"),
]
FULL = {"member_count": RULES.size}
# Somebody has left, or never came back, and the others have gone on.
THIN_AND_ON = {"member_count": RULES.size - 1, "step": 1}
NEXT_ROUND = {"member_count": RULES.size - 1, "round": 1}
ENDED = {"member_count": RULES.size - 1, "state": Team.State.ENDED}
ALONE = {"member_count": 1, "source": Team.Source.ALONE}


def crowd(pattern: Team, number: int, **values: Any) -> None:
    """Let there be so many more teams that are like one but for some values."""
    kept = {
        field.attname: getattr(pattern, field.attname) for field in Team._meta.concrete_fields if field.name != "id"
    }
    first = Team.objects.count() + 1
    Team.objects.bulk_create(
        Team(**{**kept, "number": one, "handle": f"crowd:{one}", **values}) for one in range(first, first + number)
    )


def effort(query: Callable[[], object]) -> int:
    """Return how many instructions the database has carried out, which grow with the rows it reads."""
    steps: list[int] = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: steps.append(1), 1)
    try:
        query()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return len(steps)


@pytest.mark.parametrize("others", [FULL, THIN_AND_ON, NEXT_ROUND, ENDED, ALONE])
def test_teams_that_cannot_be_joined_are_not_read(others: dict[str, Any], clock: Any) -> None:
    team = join(1).team
    lobby, now = Lobby.objects.get(), timezone.now()

    def look() -> list[int]:
        return list(placing.open_teams(lobby, team.plan, RULES.size, now).values_list("pk", flat=True))

    crowd(team, 20, **others)
    few = effort(look)
    crowd(team, 3_000, **others)
    assert look() == [team.pk]
    assert effort(look) < 1.5 * few


def test_a_full_crowd_is_as_much_work_to_join(clock: Any) -> None:
    team = join(1).team
    crowd(team, 20, **FULL)
    few = effort(lambda: join(2))
    crowd(team, 3_000, **FULL)
    assert effort(lambda: join(3)) < 1.5 * few


def test_teams_to_merge_with_are_not_all_read(clock: Any) -> None:
    team = join(1).team
    held = lock(team.pk, timezone.now() + timedelta(hours=1))
    crowd(team, 20, member_count=2)
    few = effort(lambda: merging._candidates(held))
    crowd(team, 3_000, member_count=2)
    assert effort(lambda: merging._candidates(held)) < 1.5 * few
