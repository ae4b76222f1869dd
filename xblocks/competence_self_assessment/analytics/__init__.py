"""What instructors are shown about this block: from released statistics alone, in numbers, charts and plain words.

Rooms: funnel (taking part), overview (the first look), distributions, change, reliability, groups (breakdown), words
(numbers and reasons in words), shown (what all of these are drawn from).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.evidence.release import step_of
from bizmooc.evidence.wilcoxon import DEFAULT_POLICY
from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from bizmooc.texts import text_in
from bizmooc.web.render import render
from competence_self_assessment import selectors
from competence_self_assessment.analytics import change, groups
from competence_self_assessment.analytics.distributions import distribution
from competence_self_assessment.analytics.funnel import funnel
from competence_self_assessment.analytics.overview import overview
from competence_self_assessment.analytics.reliability import scale
from competence_self_assessment.analytics.shown import Shown
from competence_self_assessment.selectors import BlockFigures, VersionFigures

__all__ = ["drawn", "figures_html"]


def figures_html(block: Any, group: str = "", version: str = "") -> str:
    """Return the instructor's figures as a partial: two queries at any number of learners.

    Args:
        block: whose.
        group: a group that is shown by itself (groups.NO_GROUP: those in none); "" for everybody.
        version: beginning of the digest of a version of the questions; "" for the newest.

    Raises:
        Refusal: 404, the group or the version is not shown.
    """
    return drawn(block, selectors.block_figures(Place.of(block), block.threshold), group, version)


def drawn(block: Any, figures: BlockFigures, group: str = "", version: str = "") -> str:
    """Return figures, once they are read, as a partial; see figures_html."""
    place = Place.of(block)
    titles = groups.group_titles(figures, block.breakdown, place)
    name = groups.chosen(group, titles)
    versions = figures.versions if name is None else figures.of_group(name)
    context: dict[str, Any] = {
        "funnel": funnel(figures.funnel),
        "threshold": step_of(block.threshold),
        "waiting": figures.waiting,
        "versions": [],
    }
    if versions:
        asked = _asked(versions, figures.versions, version)
        shown = Shown(asked, block.language(), place.html_id)
        context |= {
            "versions": [_choice(one, asked, block.language()) for one in versions],
            "groups": groups.choices(titles, name) if titles else [],
            "group": titles.get(name) if name is not None else "",
            "policy": DEFAULT_POLICY,
            **_page(shown),
            "side_by_side": _side_by_side(figures, titles, shown) if name is None else None,
        }
    return render("competence_self_assessment/figures.html", context)


def _asked(versions: Sequence[VersionFigures], of_all: Sequence[VersionFigures], digest: str) -> VersionFigures:
    if not any(one.version.digest.startswith(digest) for one in of_all):
        raise Refusal(404, _("This version of the questions is not shown. Please load the figures again."))
    # Of a group, another version may be shown.
    return next((one for one in versions if one.version.digest.startswith(digest)), versions[0])


def _choice(one: VersionFigures, asked: VersionFigures, language: str) -> dict[str, Any]:
    return {
        "title": text_in(one.framework.title, language),
        "digest": one.version.digest[:8],
        "people": one.people,
        "released_at": one.released_at,
        "selected": one is asked,
    }


def _page(shown: Shown) -> dict[str, Any]:
    differences = [change.compared(one) for one in shown.competences]
    return {
        "title": shown.text(shown.framework.title),
        "people": shown.figures.people,
        "released_at": shown.figures.released_at,
        "html_id": shown.html_id,
        "views": list(shown.views.values()),
        "labels": [(level.value, shown.text(level.label)) for level in shown.framework.scale.levels],
        "cannot_say": shown.text(shown.framework.scale.cannot_say),
        "overview": overview(shown, differences),
        "compared_versions": change.versions_compared(shown),
        "competences": [
            {
                "title": one.title,
                "html_id": one.html_id,
                "distribution": distribution(shown, one),
                "change": change.table(of_one) if of_one else None,
                "scale": scale(shown, one),
            }
            for one, of_one in zip(shown.competences, differences, strict=True)
        ],
    }


def _side_by_side(figures: BlockFigures, titles: dict[str, str], everybody: Shown) -> dict[str, Any] | None:
    parts = [
        (title, Shown(one, everybody.language, everybody.html_id))
        for name, title in titles.items()
        for one in figures.of_group(name)
        if one.version == everybody.figures.version
    ]
    return groups.side_by_side(everybody, parts)
