"""Rounds of a series beside each other: a table of all, bars and a radar of a few, and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.texts import text_in
from bizmooc.web.charts import Series, radar_chart
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import Round
from competence_self_assessment.pages.words import listed, name_of
from competence_self_assessment.profile import Since, beside, since

# More lines than this cannot be told apart.
_DRAWN = 4


def rounds_beside(rounds: Sequence[Round], language: str, place: Place) -> dict[str, Any] | None:
    """Return what rounds.html draws; None where there is nothing that the page does not show already.

    Args:
        rounds: in the order of time; the last one is the profile's own.
        language: of the framework's words.
        place: of the block.
    """
    last = rounds[-1]
    earlier = rounds[:-1]
    if not earlier or (last.then is not None and [one.pk for one in earlier] == [last.before_id]):
        return None
    frameworks = {one.framework_id: one.framework.framework for one in rounds}
    asked = [(frameworks[one.framework_id], one.now) for one in rounds]
    found, framework = beside(asked), asked[-1][0]
    titles = [text_in(competence.title, language) for competence in framework.competences]
    names = [name_of(one, number) for number, one in enumerate(rounds, start=1)]
    before = names[-2]
    names[-1] = _("%(round)s (this one)") % {"round": names[-1]}
    rows = [{"title": name, "scores": scores} for name, scores in zip(names, found.scores, strict=True)]
    drawn = _drawn(rows)
    sentence = _sentence(before, since(framework, asked[-1][1], asked[-2]), language)
    return {
        "titles": titles,
        "rows": rows,
        "sentence": sentence,
        "left_out": found.left_out if len(drawn) > 1 else 0,
        "asked": len(framework.items),
        "is_part": len(drawn) < len(rows),
        "drawn": drawn,
        "bars": _bars(drawn, titles, framework) if len(drawn) > 1 else [],
        "radar": _radar(drawn, titles, framework, sentence, place) if len(drawn) > 1 else "",
    }


def _drawn(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the first round and the latest ones, of those that can be compared, each with the look of its line."""
    comparable = [row for row in rows if row["scores"] is not None]
    chosen = comparable if len(comparable) <= _DRAWN else [comparable[0], *comparable[-_DRAWN + 1 :]]
    # The last one is drawn as the only one is elsewhere.
    return [{**row, "number": len(chosen) - 1 - index} for index, row in enumerate(chosen)]


def _bars(drawn: Sequence[dict[str, Any]], titles: Sequence[str], framework: Framework) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "bars": [
                {
                    "title": row["title"],
                    "number": row["number"],
                    "value": value,
                    "share": None if value is None else f"{100 * value / framework.scale.highest:.1f}",
                }
                for row in drawn
                for value in [row["scores"][index]]
            ],
        }
        for index, title in enumerate(titles)
    ]


def _radar(
    drawn: Sequence[dict[str, Any]], titles: Sequence[str], framework: Framework, sentence: str, place: Place
) -> str:
    if len(titles) < 3:
        return ""
    chart = radar_chart(
        f"{place.html_id}-rounds",
        title=_("Your rounds"),
        description=sentence + " " + _("All values are in the table below."),
        labels=titles,
        series=[Series(row["title"], row["scores"]) for row in reversed(drawn)],
        highest=framework.scale.highest,
    )
    return mark_safe(chart)  # noqa: S308 - our own SVG


def _sentence(before: str, found: Since | None, language: str) -> str:
    if found is None:
        words = {"round": before}
        return _("The round before (%(round)s) had other questions or another scale, so it cannot be compared.") % words
    parts = [
        _("higher in %(titles)s") % {"titles": _listed(found.higher, language)} if found.higher else "",
        _("lower in %(titles)s") % {"titles": _listed(found.lower, language)} if found.lower else "",
        _("about the same in %(titles)s") % {"titles": _listed(found.same, language)} if found.same else "",
        _("too few answers to compare in %(titles)s") % {"titles": _listed(found.unknown, language)}
        if found.unknown
        else "",
    ]
    words = {"round": before, "changes": "; ".join(filter(None, parts))}
    return _("Compared with the round before (%(round)s), you rate yourself: %(changes)s.") % words


def _listed(competences: Sequence[Any], language: str) -> str:
    return listed(text_in(one.title, language) for one in competences)
