"""How long ideas wait for their first feedback: kept in steps, and so said as ranges."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peer_idea_board.analytics.kept import Kept
from peer_idea_board.figures import LATENCY_STEPS
from peer_idea_board.models import Kind

_HOUR, _DAY = 60, 24 * 60


def waited(kept: Kept) -> dict[str, Any]:
    """Return sentences on the time to the first feedback, and how many ideas fall into each step."""
    steps = kept.buckets[Kind.LATENCY]
    ideas = sum(steps.values())
    if not ideas:
        return {"sentences": [_("No idea has feedback yet.")], "rows": []}
    low, middle, high = (quantile(steps, Fraction(share, 4)) for share in (1, 2, 3))
    sentences = [
        _("Half of the ideas with feedback had their first one within %(time)s.") % {"time": _end(middle)}
        if middle < len(LATENCY_STEPS)
        else _("Half of the ideas with feedback waited longer than %(time)s.") % {"time": _span(LATENCY_STEPS[-1])},
        _("The middle half of them waited from %(low)s to %(high)s.") % {"low": _start(low), "high": _end(high)},
    ]
    rows = [{"title": _range(step), "ideas": steps.get(step, 0)} for step in range(max(steps) + 1)]
    return {"sentences": sentences, "rows": rows, "ideas": ideas}


def quantile(steps: Mapping[int, int], share: Fraction) -> int:
    """Return the step in which a quantile lies: the first one up to which there is at least this share."""
    total, reached = sum(steps.values()), 0
    for step in sorted(steps):
        reached += steps[step]
        if reached >= share * total:
            return step
    raise ValueError("there is nothing to take a quantile of")


def _range(step: int) -> str:
    if step == len(LATENCY_STEPS):
        return _("longer than %(time)s") % {"time": _span(LATENCY_STEPS[-1])}
    if not step:
        return _("up to %(time)s") % {"time": _span(LATENCY_STEPS[0])}
    return _("%(low)s to %(high)s") % {"low": _start(step), "high": _end(step)}


def _start(step: int) -> str:
    return _span(LATENCY_STEPS[step - 1]) if step else _("a moment")


def _end(step: int) -> str:
    if step < len(LATENCY_STEPS):
        return _span(LATENCY_STEPS[step])
    return _("more than %(time)s") % {"time": _span(LATENCY_STEPS[-1])}


def _span(minutes: int) -> str:
    # Up to the 72 hours of the main figure in hours.
    if minutes <= 3 * _DAY:
        return ngettext("%(hours)d hour", "%(hours)d hours", minutes // _HOUR) % {"hours": minutes // _HOUR}
    return ngettext("%(days)d day", "%(days)d days", minutes // _DAY) % {"days": minutes // _DAY}
