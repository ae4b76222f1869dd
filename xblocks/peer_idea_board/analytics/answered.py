"""The board's main figure: the share of ideas that were answered within 72 hours."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence.intervals import wilson
from bizmooc.evidence.unavailable import Unavailable
from bizmooc.web.numbers import percent
from peer_idea_board.analytics.kept import Kept
from peer_idea_board.models import Kind

# What the board is built to reach: targets of the design, not findings.
TARGETS = {Kind.ANSWERED_ONCE: 0.9, Kind.ANSWERED_TWICE: 0.7}


def answered(kept: Kept) -> dict[str, Any]:
    """Return the main figure: sentences, and a row for at least one and for at least two feedbacks."""
    ideas = kept.over[Kind.IDEAS]
    titles = {
        Kind.ANSWERED_ONCE: _("At least one feedback"),
        Kind.ANSWERED_TWICE: _("At least two feedbacks"),
    }
    return {
        "ideas": ideas,
        "sentences": [_main(kept), _still_in_time(kept)] if ideas else [_still_in_time(kept)],
        "rows": [_row(titles[kind], kept.over[kind], ideas, TARGETS[kind]) for kind in TARGETS] if ideas else [],
    }


def _main(kept: Kept) -> str:
    ideas, once = kept.over[Kind.IDEAS], kept.over[Kind.ANSWERED_ONCE]
    sentence = ngettext(
        "Of %(ideas)d idea that is older than 72 hours, %(once)d had feedback within 72 hours: %(share)s %%.",
        "Of %(ideas)d ideas that are older than 72 hours, %(once)d had feedback within 72 hours: %(share)s %%.",
        ideas,
    )
    words = {"ideas": ideas, "once": once, "share": percent(once / ideas)}
    return f"{sentence % words} {_beside_target(once, ideas)} {_of_two(kept.over[Kind.ANSWERED_TWICE], ideas)}"


def _of_two(twice: int, ideas: int) -> str:
    target = TARGETS[Kind.ANSWERED_TWICE]
    words = {"share": percent(twice / ideas), "target": percent(target)}
    if twice / ideas >= target:
        return _("Two or more feedbacks: %(share)s %%, at least the %(target)s %% it is built for.") % words
    return _("Two or more feedbacks: %(share)s %%, fewer than the %(target)s %% it is built for.") % words


def _beside_target(once: int, ideas: int) -> str:
    target = TARGETS[Kind.ANSWERED_ONCE]
    words = {"target": percent(target)}
    if once / ideas >= target:
        return _("The board is built to reach %(target)s %%, and it does.") % words
    interval = wilson(once, ideas)
    if not isinstance(interval, Unavailable) and interval.high >= target:
        return _("The board is built to reach %(target)s %%; with so few ideas, chance alone may be why not.") % words
    return _("The board is built to reach %(target)s %%: look at the ideas that wait, below.") % words


def _still_in_time(kept: Kept) -> str:
    ideas = kept.all[Kind.IDEAS] - kept.over[Kind.IDEAS]
    once = kept.all[Kind.ANSWERED_ONCE] - kept.over[Kind.ANSWERED_ONCE]
    if not ideas:
        return _("No idea is within its first 72 hours now.")
    sentence = ngettext(
        "%(ideas)d idea is still within its first 72 hours and not counted above; feedback so far: %(once)d.",
        "%(ideas)d ideas are still within their first 72 hours and not counted above; feedback so far: %(once)d.",
        ideas,
    )
    return sentence % {"ideas": ideas, "once": once}


def _row(title: str, count: int, ideas: int, target: float) -> dict[str, Any]:
    interval = wilson(count, ideas)
    words = "\u2013"
    if not isinstance(interval, Unavailable):
        words = _("%(low)s to %(high)s") % {"low": percent(interval.low), "high": percent(interval.high)}
    return {
        "title": title,
        "count": count,
        "percent": percent(count / ideas),
        "interval": words,
        "target": percent(target),
    }
