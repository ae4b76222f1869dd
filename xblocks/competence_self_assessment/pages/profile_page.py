"""A learner's profile of one round: what they see of themselves, of what changed, and of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant, Place
from bizmooc.texts import text_in
from bizmooc.web.charts import Series, radar_chart
from bizmooc.web.render import render
from competence_self_assessment import selectors
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import Occasion, Round
from competence_self_assessment.pages.others import others_beside
from competence_self_assessment.pages.plans import planning
from competence_self_assessment.pages.pointers import pointers_html
from competence_self_assessment.pages.rounds import rounds_beside
from competence_self_assessment.profile import Change, Portrait, Score, changes, portrait, scores


def profile_html(block: Any, person: Participant, round_: Round, *, may_repeat: bool) -> str:
    """Return the profile of a round.

    Args:
        block: the block.
        person: whose round it is.
        round_: with its framework, and the round it is compared with.
        may_repeat: another round could be answered now.
    """
    place = Place.of(block)
    rounds = _up_to(round_, selectors.rounds_of_series(place.course_key, round_.series_key, person.anonymous_id))
    figures = selectors.figures_of_version(place, round_.framework, block.threshold)
    return drawn(block, person, round_, rounds, figures, may_repeat=may_repeat)


def drawn(
    block: Any,
    person: Participant,
    round_: Round,
    rounds: Sequence[Round],
    figures: selectors.VersionFigures | None,
    *,
    may_repeat: bool,
) -> str:
    """Return the profile of a round, once everything is read; see profile_html.

    Args:
        block: the block.
        person: whose round it is.
        round_: with its framework, and the round it is compared with.
        rounds: up to this one, each with its plan.
        figures: of others; None: too few to be shown.
        may_repeat: another round could be answered now.
    """
    framework, language, place = round_.framework.framework, block.language(), Place.of(block)
    own = scores(framework, round_.now)
    found = portrait(own)
    context = {
        "block": block,
        "html_id": place.html_id,
        "person": person,
        "round": round_,
        "may_repeat": may_repeat and block.occasion == Occasion.REPEAT,
        "scale": [(level.value, text_in(level.label, language)) for level in framework.scale.levels],
        "lowest": framework.scale.lowest,
        "highest": framework.scale.highest,
        **_views(framework, round_, own, found, language, place),
        "strengths": _titles(found.highest, language),
        "gaps": _titles(found.lowest, language),
        "pointers": pointers_html(block, framework, [score.competence for score in found.lowest]),
        "rounds": rounds_beside(rounds, language, place),
        "others": others_beside(figures, own, framework, block),
        "reflections": reflections(framework, round_, language),
        "plan": planning(place, rounds[-1], rounds),
        "downloads": _downloads(block),
    }
    return render("competence_self_assessment/profile.html", context)


def reflections(framework: Framework, round_: Round, language: str) -> list[dict[str, str]]:
    """Return what was written, area by area, each with the area's title; about the whole last, without one."""
    titles = {area.id: text_in(area.title, language) for area in framework.areas}
    return [
        {"title": titles.get(area_id, ""), "text": round_.reflections[area_id]}
        for area_id in [*titles, *(round_.reflections.keys() - titles.keys())]
        if area_id in round_.reflections
    ]


def _up_to(round_: Round, rounds: Sequence[Round]) -> list[Round]:
    """Return the rounds before one, and it as the last: read along with its plan if it was among them."""
    places = [index for index, one in enumerate(rounds) if one.pk == round_.pk]
    return list(rounds[: places[0] + 1]) if places else [round_]


def _views(
    framework: Framework, round_: Round, own: Sequence[Score], found: Portrait, language: str, place: Place
) -> dict[str, Any]:
    """Return what the chart and the table at the top show, and what has changed since the start."""
    first = round_.before if round_.then is not None else None
    changed: list[Change] = []
    if round_.then is not None:
        compared = (first.framework.framework, first.now) if first else None
        changed = changes(framework, round_.now, round_.then, compared)
    rows = _rows(own, changed, language)
    is_comparable = first is not None and framework.same_items(first.framework.framework) != set()
    summary = _summary(found, language)
    return {
        "rows": rows,
        "summary": summary,
        "first": first if is_comparable else None,
        "first_differs": first is not None and not is_comparable,
        "changes": [{"title": row["title"], "sentences": row["sentences"]} for row in rows] if changed else [],
        "left_out": sum(change.left_out for change in changed),
        "asked": len(framework.items),
        "chart": _radar(framework, rows, summary, [*_names(changed, is_comparable)], place),
    }


def _rows(own: Sequence[Score], changed: Sequence[Change], language: str) -> list[dict[str, Any]]:
    """Return what chart, table and words all show: where rounds are compared, the means of the compared items."""
    rows = []
    for index, score in enumerate(own):
        change = changed[index] if changed else None
        comparable = change if change and change.now is not None else None
        rows.append(
            {
                "title": text_in(score.competence.title, language),
                "description": text_in(score.competence.description, language),
                "pre": comparable and comparable.pre,
                "then": comparable and comparable.then,
                "now": comparable.now if comparable else score.value,
                "counted": comparable.compared if comparable else score.answered,
                "asked": score.asked,
                "sentences": change.sentences() if change else [],
            }
        )
    return rows


def _summary(found: Portrait, language: str) -> str:
    if not found.rated:
        return _("You answered too few questions for a profile. That is fine: not knowing yet is an answer too.")
    if found.rated == 1:
        return ""
    highest, lowest = (" / ".join(_titles(end, language)) for end in (found.highest, found.lowest))
    if highest and lowest:
        words = {"highest": highest, "lowest": lowest}
        return _("You rate yourself highest in “%(highest)s” and lowest in “%(lowest)s”.") % words
    if highest:
        return _("You rate yourself highest in “%(highest)s”; the others lie close together.") % {"highest": highest}
    if lowest:
        return _("You rate yourself lowest in “%(lowest)s”; the others lie close together.") % {"lowest": lowest}
    return _("You rate yourself about the same in all parts.")


def _titles(found: Sequence[Score], language: str) -> list[str]:
    return [text_in(score.competence.title, language) for score in found]


def _names(changed: Sequence[Change], with_first: bool) -> list[tuple[str, str]]:
    names = [("now", _("Now"))]
    if changed:
        names.append(("then", _("The start, looking back")))
    if with_first:
        names.append(("pre", _("Your first self-view")))
    return names


def _radar(
    framework: Framework, rows: Sequence[dict[str, Any]], summary: str, views: list[tuple[str, str]], place: Place
) -> str:
    if len(rows) < 3:
        return ""
    chart = radar_chart(
        f"{place.html_id}-profile",
        title=_("Your profile"),
        description=summary + " " + _("All values are in the table below."),
        labels=[row["title"] for row in rows],
        series=[Series(title, [row[name] for row in rows]) for name, title in views],
        highest=framework.scale.highest,
    )
    return mark_safe(chart)  # noqa: S308 - our own SVG


def _downloads(block: Any) -> list[tuple[str, str]]:
    """Return the addresses of the learner's own data, each with what it is."""
    titles = {"print": _("Page to print"), "csv": _("Table (CSV)"), "json": _("Data (JSON)")}
    return [
        (block.runtime.handler_url(block, "download_own", query=f"format={name}"), title)
        for name, title in titles.items()
    ]
