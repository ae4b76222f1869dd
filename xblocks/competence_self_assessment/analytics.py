"""What instructors are shown about this block: how many took part, and how answers are distributed."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence import histograms
from bizmooc.evidence.release import step_of
from bizmooc.hosting.participant import Place
from bizmooc.web.charts import Series, bar_chart
from bizmooc.web.numbers import number
from bizmooc.web.render import render
from competence_self_assessment import selectors
from competence_self_assessment.frameworks import Competence, Framework
from competence_self_assessment.frameworks.model import text_in
from competence_self_assessment.selectors import VersionFigures


def figures_html(block: Any) -> str:
    """Return the funnel, and the distributions of every framework version, as a partial."""
    figures = selectors.block_figures(Place.of(block), block.threshold)
    context = {
        "funnel": _funnel(figures.funnel),
        "versions": [_version(row, block) for row in figures.versions],
        "waiting": figures.waiting,
        "threshold": step_of(block.threshold),
    }
    return render("competence_self_assessment/figures.html", context)


def _funnel(counts: dict[str, int]) -> list[dict[str, Any]]:
    titles = {"seen": _("Saw the questions"), "started": _("Began to answer"), "submitted": _("Handed in")}
    first = counts["seen"]
    return [
        {
            "title": titles[stage],
            "count": count,
            "percent": round(100 * count / first) if first else None,
        }
        for stage, count in counts.items()
    ]


def _version(figures: VersionFigures, block: Any) -> dict[str, Any]:
    framework, language = figures.framework, block.language()
    return {
        "people": figures.people,
        "released_at": figures.released_at,
        "title": text_in(framework.title, language),
        "digest": framework.digest[:8],
        "levels": [level.value for level in framework.scale.levels],
        "labels": [(level.value, text_in(level.label, language)) for level in framework.scale.levels],
        "cannot_say": text_in(framework.scale.cannot_say, language),
        "competences": [
            _competence(competence, framework, figures.statistics, Place.of(block).html_id, language)
            for competence in framework.competences
        ],
    }


def _competence(
    competence: Competence, framework: Framework, released: dict[str, Any], html_id: str, language: str
) -> dict[str, Any]:
    title = text_in(competence.title, language)
    views = [(name, _VIEW_TITLES[name]()) for name in ("now", "then") if name in released]
    measures = [_measures(view, released[name]["scores"].get(competence.id, {})) for name, view in views]
    levels = [level.value for level in framework.scale.levels]
    series = [Series(view, _by_level(released[name]["scores"].get(competence.id, {}), levels)) for name, view in views]
    chart = bar_chart(
        f"{html_id}-{framework.digest[:8]}-{competence.id}",
        title=_("%(competence)s: how many people rate themselves at each level") % {"competence": title},
        description=" ".join(measure["sentence"] for measure in measures),
        labels=[str(level) for level in levels],
        series=series,
    )
    return {
        "title": title,
        "chart": mark_safe(chart),  # noqa: S308 - our own SVG
        "measures": measures,
        "rows": [
            {
                "level": level.value,
                "label": text_in(level.label, language),
                "counts": [one.values[index] for one in series],
            }
            for index, level in enumerate(framework.scale.levels)
        ],
        "views": [view for _name, view in views],
        "items": [_item(item, levels, released, views, language) for item in competence.items],
    }


_VIEW_TITLES = {"now": lambda: _("Now"), "then": lambda: _("The start, looking back")}


def _measures(view: str, scores: dict[str, int]) -> dict[str, Any]:
    n = histograms.total(scores)
    if not n:
        return {
            "view": view,
            "n": 0,
            "sentence": _("%(view)s: nobody answered enough of it.") % {"view": view},
        }
    words = {
        "view": view,
        "n": n,
        "median": number(histograms.median(scores), 1),
        "mean": number(histograms.mean(scores), 2),
    }
    sentence = ngettext(
        "%(view)s: median %(median)s, mean %(mean)s (%(n)d person).",
        "%(view)s: median %(median)s, mean %(mean)s (%(n)d people).",
        n,
    )
    return {**words, "sentence": sentence % words}


def _by_level(scores: dict[str, int], levels: list[int]) -> list[float]:
    counts = dict.fromkeys(levels, 0)
    for value, count in histograms.numbers(scores):
        # Half a level is counted upwards: 3.5 with the fours.
        counts[min(int(value + 0.5), levels[-1])] += count
    return list(counts.values())


def _item(item: Any, levels: list[int], released: dict, views: list, language: str) -> dict[str, Any]:
    rows = []
    for name, view in views:
        histogram = released[name]["items"].get(item.id, {})
        counts = [histogram.get(str(level), 0) for level in levels]
        rows.append({"view": view, "counts": counts, "missing": histogram.get(histograms.MISSING, 0)})
    return {"text": text_in(item.text, language), "rows": rows}
