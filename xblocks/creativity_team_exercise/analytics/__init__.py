"""What instructors are shown about an exercise: who takes part, whether turns are done on time, what is written.

Rooms: kept (the counts that all of it is drawn from), on_time (the main figure).
"""

from __future__ import annotations

from typing import Any

from bizmooc.hosting.participant import Place
from bizmooc.web.numbers import percent
from bizmooc.web.render import render
from creativity_team_exercise.analytics.kept import Kept, read
from creativity_team_exercise.analytics.on_time import on_time
from creativity_team_exercise.models import CountKind

__all__ = ["figures_html"]


def figures_html(block: Any) -> str:
    """Return the figures of a block as a partial: one query at any number of people and teams."""
    place = Place.of(block)
    kept = read(place.usage_key)
    entries, built = kept.total(CountKind.ENTRIES), kept.total(CountKind.BUILT)
    context = {
        "html_id": place.html_id,
        "is_empty": not kept.total(CountKind.PEOPLE) and not entries,
        "people": kept.total(CountKind.PEOPLE),
        "teams": _teams(kept),
        "on_time": on_time(kept, block.rules.plan.technique.steps, block.language()),
        "entries": entries,
        "built": built,
        "built_percent": percent(built / entries) if entries else "",
    }
    return render("creativity_team_exercise/staff/figures.html", context)


def _teams(kept: Kept) -> dict[str, int]:
    return {
        "running": kept.total(CountKind.TEAMS_RUNNING),
        "ended": kept.total(CountKind.TEAMS_ENDED),
        "merged": kept.total(CountKind.TEAMS_MERGED),
        "alone_running": kept.total(CountKind.ALONE_RUNNING),
        "alone_ended": kept.total(CountKind.ALONE_ENDED),
    }
