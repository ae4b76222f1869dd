"""One group's figures at a time: which can be chosen, what they are called, one measure of all side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.refusal import Refusal
from bizmooc.web.numbers import number
from competence_self_assessment.analytics.shown import Shown
from competence_self_assessment.models import TargetGroup
from competence_self_assessment.selectors import BlockFigures

# What an address says for those in no group; in rows it is "".
NO_GROUP = "-"
_KINDS = {"target_group": "target", "cohort": "cohort"}


def group_titles(figures: BlockFigures, breakdown: str, place: Place) -> dict[str, str]:
    """Return the groups that may be looked at by themselves, with what they are called; none without a breakdown."""
    kind = _KINDS.get(breakdown)
    names = sorted(name for name in figures.groups if kind and name.startswith(f"{kind}:"))
    titles = _names(kind, place) if names else {}
    shown = {name: titles.get(name, _("Cohort %(id)s") % {"id": name.partition(":")[2]}) for name in names}
    if names and "" in figures.groups:
        shown[""] = _("No answer to the question on the target group") if kind == "target" else _("In no cohort")
    return shown


def chosen(group: str, titles: Mapping[str, str]) -> str | None:
    """Return the group that an address names; None: everybody.

    Raises:
        Refusal: 404, it is not shown by itself.
    """
    if not group:
        return None
    name = "" if group == NO_GROUP else group
    if name not in titles:
        raise Refusal(404, _("This group is not shown. Please load the figures again."))
    return name


def choices(titles: Mapping[str, str], group: str | None) -> list[dict[str, Any]]:
    """Return the options to choose a group from."""
    everybody = {"value": "", "title": _("Everybody"), "selected": group is None}
    return [
        everybody,
        *({"value": name or NO_GROUP, "title": title, "selected": name == group} for name, title in titles.items()),
    ]


def side_by_side(everybody: Shown, parts: Iterable[tuple[str, Shown]]) -> dict[str, Any] | None:
    """Return the table of all groups' means now, and who is in none of them; None where no group is shown."""
    columns = list(parts)
    if not columns:
        return None
    rows = [
        {"title": one.title, "cells": [_cell(shown, index) for _title, shown in columns]}
        for index, one in enumerate(everybody.competences)
    ]
    return {
        "titles": [title for title, _shown in columns],
        # Of a single group there is nothing to set beside it.
        "rows": rows if len(columns) > 1 else [],
        "hidden": _hidden(everybody.figures.people - sum(shown.figures.people for _title, shown in columns)),
    }


def _cell(shown: Shown, index: int) -> dict[str, Any]:
    scores = shown.competences[index].of("now")
    return {"n": scores.n, "mean": number(float(scores.mean), 2) if scores.n else ""}


def _hidden(people: int) -> str:
    if not people:
        return _("Everybody in the figures above is in one of these groups.")
    sentence = ngettext(
        "%(people)d person in the figures above is in no group shown here: too few others are in the same one. "
        "A group that is too small appears nowhere by itself, nor can it be worked out from the others.",
        "%(people)d people in the figures above are in no group shown here: their groups are too small. "
        "A group that is too small appears nowhere by itself, nor can it be worked out from the others.",
        people,
    )
    return sentence % {"people": people}


def _names(kind: str | None, place: Place) -> dict[str, str]:
    if kind == "target":
        return {f"target:{value}": str(label) for value, label in TargetGroup.choices}
    cohorts = platform().cohort_names(place.course) if place.course else {}
    return {f"cohort:{id_}": name for id_, name in cohorts.items()}
