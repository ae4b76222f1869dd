"""Write what the clock has ended, for teams that nobody looks at."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db.models import Q

from bizmooc.writes import in_transaction
from creativity_team_exercise.models import Team
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services import merging

# Teams written by one call: the next one goes on.
_AT_ONCE = 1000


def catch_up(now: datetime) -> int:
    """Write the stages that have ended by time, and join thin teams that are due.

    Nothing depends on it: pages work it out for themselves. It lets mails go out in time.

    Args:
        now: until when.

    Returns:
        How many teams were written.
    """
    due = Team.objects.filter(Q(closes_at__lte=now) | Q(merge_at__lte=now), state=Team.State.RUNNING)
    return sum(_catch_up(team_id, now) for team_id in list(due.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]))


def _catch_up(team_id: int, now: datetime) -> int:
    written = in_transaction(partial(_advance, team_id, now))
    return int(in_transaction(partial(merging.merge_if_due, team_id, now)) or written)


def _advance(team_id: int, now: datetime) -> bool:
    held = holding.lock(team_id, now)
    if not held.session.closings:
        return False
    holding.store(held)
    return True
