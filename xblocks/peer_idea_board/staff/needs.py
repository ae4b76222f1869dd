"""What waits for the course team, in one line above all else."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.participant import Place
from peer_idea_board.models import Idea, KeptCount, Kind, State

# Counting on would cost by their number.
_MOST = 100


def needs_in_words(place: Place) -> list[str]:
    """Return what waits, the most urgent first; one sentence where nothing does. Two queries at any size."""
    kept = KeptCount.objects.filter(usage_key=place.usage_key, kind__in=(Kind.OPEN_REPORTS, Kind.PENDING))
    numbers = dict(kept.values_list("kind", "number"))
    reports, pending = numbers.get(Kind.OPEN_REPORTS, 0), numbers.get(Kind.PENDING, 0)
    unanswered = Idea.objects.filter(
        usage_key=place.usage_key, state=State.LIVE, feedback_count=0, is_course_team=False, seed_id=None
    )
    posted = list(unanswered.order_by("pk").values_list("posted_at", flat=True)[: _MOST + 1])
    found = [
        reports and ngettext("%(count)d report to decide", "%(count)d reports to decide", reports) % {"count": reports},
        pending and ngettext("%(count)d idea to approve", "%(count)d ideas to approve", pending) % {"count": pending},
        posted and _without_answer(posted),
    ]
    return [one for one in found if one] or [_("Nothing waits for you.")]


def _without_answer(posted: list[datetime]) -> str:
    days = max(0, (timezone.now() - min(posted)).days)
    if len(posted) > _MOST:
        sentence = _("more than %(count)d ideas without an answer (days the oldest has waited: %(days)d)")
        return sentence % {"count": _MOST, "days": days}
    words = {"count": len(posted), "days": days}
    sentence = ngettext(
        "%(count)d idea without an answer (days waited: %(days)d)",
        "%(count)d ideas without an answer (days the oldest has waited: %(days)d)",
        len(posted),
    )
    return sentence % words
