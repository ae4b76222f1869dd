"""What waits for the course team, in one line above all else."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.participant import Place
from creativity_team_exercise.models import CountKind, KeptCount
from creativity_team_exercise.staff.teams import LOOKED_AT, count_stuck


def needs_in_words(place: Place) -> list[str]:
    """Return what waits, the most urgent first; one sentence where nothing does. Five queries at any size."""
    kept = KeptCount.objects.filter(usage_key=place.usage_key, kind=CountKind.OPEN_REPORTS)
    reports = kept.values_list("number", flat=True).first() or 0
    stuck, are_more = count_stuck(place)
    found = [
        reports and ngettext("%(count)d report to decide", "%(count)d reports to decide", reports) % {"count": reports},
        stuck and _stuck(stuck, are_more),
    ]
    return [one for one in found if one] or [_("Nothing waits for you.")]


def _stuck(number: int, are_more: bool) -> str:
    if are_more:
        sentence = ngettext(
            "%(count)d team is stuck, of the first %(looked_at)d that are running",
            "%(count)d teams are stuck, of the first %(looked_at)d that are running",
            number,
        )
    else:
        sentence = ngettext("%(count)d team is stuck", "%(count)d teams are stuck", number)
    return sentence % {"count": number, "looked_at": LOOKED_AT}
