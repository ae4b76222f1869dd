"""How answers are spread: by competence and by statement, in each view, with n and intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence import histograms, intervals
from bizmooc.evidence.exact import Counts
from bizmooc.evidence.unavailable import Unavailable
from bizmooc.web.charts import Series, bar_chart
from bizmooc.web.numbers import number, percent
from competence_self_assessment.analytics import words
from competence_self_assessment.analytics.shown import Measured, Shown


def distribution(shown: Shown, one: Measured) -> dict[str, Any]:
    """Return what templates draw of one competence: sentences, chart, tables of people and of shares."""
    counts = {view: by_level(one.of(view), shown.levels) for view in shown.views}
    sentences = [_sentence(shown.views[view], one, view) for view in shown.views]
    chart = bar_chart(
        f"{one.html_id}-chart",
        title=_("%(competence)s: how many people rate themselves at each level") % {"competence": one.title},
        description=" ".join(sentence["main"] for sentence in sentences),
        labels=[str(level) for level in shown.levels],
        series=[Series(shown.views[view], list(counts[view].values())) for view in shown.views],
    )
    return {
        "sentences": sentences,
        "chart": mark_safe(chart),  # noqa: S308 - our own SVG
        "rows": [
            {
                "level": level.value,
                "label": shown.text(level.label),
                "counts": [counts[view][level.value] for view in shown.views],
            }
            for level in shown.framework.scale.levels
        ],
        "items": [_item(shown, one, position) for position in range(len(one.statements))],
        "shares": [
            {"title": one.title, "rows": [_shares(shown.views[view], counts[view]) for view in shown.views]},
            *_shares_of_items(shown, one),
        ],
    }


def by_level(scores: Counts, levels: Sequence[int]) -> dict[int, int]:
    """Count scores by level: half a level goes to the one above, 3.5 with the fours."""
    counts = dict.fromkeys(levels, 0)
    for value, count in scores.counts.items():
        nearest = (2 * value + scores.unit) // (2 * scores.unit)
        counts[min(nearest, levels[-1])] += count
    return counts


def _sentence(view: str, one: Measured, name: str) -> dict[str, str]:
    scores, unscored = one.of(name), one.unscored[name]
    mean = intervals.mean(scores)
    if isinstance(mean, Unavailable):
        return {"main": _("%(view)s: nobody answered enough of it.") % {"view": view}, "interval": ""}
    main = ngettext(
        "%(view)s: median %(median)s, mean %(mean)s (%(n)d person).",
        "%(view)s: median %(median)s, mean %(mean)s (%(n)d people).",
        mean.n,
    )
    given = {"view": view, "n": mean.n, "median": number(float(scores.median), 1), "mean": number(mean.value, 2)}
    return {"main": main % given, "interval": " ".join(filter(None, [_interval(mean), _unscored(unscored)]))}


def _interval(mean: intervals.Mean) -> str:
    if isinstance(mean.interval, Unavailable):
        return _("The mean has no interval. %(reason)s") % {"reason": words.reason(mean.interval)}
    return _("95 %% interval of the mean: %(interval)s; standard deviation %(sd)s.") % {
        "interval": words.interval(mean.interval, 2),
        "sd": words.figure(mean.sd, 2),
    }


def _unscored(people: int) -> str:
    if not people:
        return ""
    sentence = ngettext(
        "%(people)d person rated fewer than half of the statements and has no score here.",
        "%(people)d people rated fewer than half of the statements and have no score here.",
        people,
    )
    return sentence % {"people": people}


def _item(shown: Shown, one: Measured, position: int) -> dict[str, Any]:
    rows = []
    for view, title in shown.views.items():
        histogram = one.items[view][position]
        counts = {level: histogram.get(str(level), 0) for level in shown.levels}
        missing = histogram.get(histograms.MISSING, 0)
        rows.append({"view": title, "counts": list(counts.values()), "missing": missing})
    return {"text": one.statements[position], "rows": rows}


def _shares_of_items(shown: Shown, one: Measured) -> list[dict[str, Any]]:
    groups = []
    for position, statement in enumerate(one.statements):
        rows = []
        for view, title in shown.views.items():
            histogram = one.items[view][position]
            rows.append(_shares(title, {level: histogram.get(str(level), 0) for level in shown.levels}))
        groups.append({"title": statement, "rows": rows})
    return groups


def _shares(view: str, counts: Mapping[int, int]) -> dict[str, Any]:
    n = sum(counts.values())
    return {"view": view, "n": n, "cells": [_share(count, n) for count in counts.values()]}


def _share(count: int, n: int) -> str:
    interval = intervals.wilson(count, n)
    if isinstance(interval, Unavailable):
        return words.NO_FIGURE
    given = {"share": count / n, "low": interval.low, "high": interval.high}
    return _("%(share)s (%(low)s to %(high)s)") % {name: percent(share) for name, share in given.items()}
