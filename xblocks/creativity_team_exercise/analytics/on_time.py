"""The exercise's main figure: the share of turns that were done when their stage ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence.intervals import wilson
from bizmooc.evidence.unavailable import Unavailable
from bizmooc.texts import text_in
from bizmooc.web.numbers import percent
from creativity_team_exercise.analytics.kept import Kept
from creativity_team_exercise.models import CountKind
from creativity_team_exercise.techniques import Step

# What the exercise is built to reach: a target of the design, not a finding.
TARGET = 0.8


def on_time(kept: Kept, steps: Sequence[Step], language: str) -> dict[str, Any]:
    """Return the main figure: sentences, and a row for each step.

    Args:
        kept: the block's counts.
        steps: of the technique as it is set now; teams that began with another one are counted by number of step.
        language: of the steps' titles.
    """
    turns, done = kept.total(CountKind.TURNS), kept.total(CountKind.ON_TIME)
    last = max([len(steps), *(step + 1 for step in kept.buckets[CountKind.TURNS])])
    rows = [
        _row(number, steps, language, kept.of_step(CountKind.TURNS, number), kept.of_step(CountKind.ON_TIME, number))
        for number in range(last)
    ]
    return {
        "turns": turns,
        "sentence": _main(done, turns) if turns else _("No step has ended for anybody yet."),
        "target": percent(TARGET),
        "rows": rows if turns else [],
    }


def _main(done: int, turns: int) -> str:
    sentence = ngettext(
        "Done on time: %(done)d of %(turns)d turn whose stage has ended, %(share)s %%.",
        "Done on time: %(done)d of %(turns)d turns whose stage has ended, %(share)s %%.",
        turns,
    )
    words = {"turns": turns, "done": done, "share": percent(done / turns)}
    return f"{sentence % words} {_beside_target(done, turns)}"


def _beside_target(done: int, turns: int) -> str:
    words = {"target": percent(TARGET)}
    if done / turns >= TARGET:
        return _("The exercise is built to reach %(target)s %%, and it does.") % words
    interval = wilson(done, turns)
    if not isinstance(interval, Unavailable) and interval.high >= TARGET:
        return (
            _("The exercise is built to reach %(target)s %%; with so few turns, chance alone may be why not.") % words
        )
    return _("The exercise is built to reach %(target)s %%: look at the teams, and at the times of the steps.") % words


def _row(number: int, steps: Sequence[Step], language: str, turns: int, done: int) -> dict[str, Any]:
    title = text_in(steps[number].title, language) if number < len(steps) else _("of an earlier setting")
    interval = wilson(done, turns)
    words = "\u2013"
    if not isinstance(interval, Unavailable):
        words = _("%(low)s to %(high)s %%") % {"low": percent(interval.low), "high": percent(interval.high)}
    return {
        "number": number + 1,
        "title": title,
        "turns": turns,
        "done": done,
        "percent": percent(done / turns) if turns else "",
        "interval": words,
    }
