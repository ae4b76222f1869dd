"""When one may post, give feedback and vote, as fields of a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.web.moments import Moment
from peer_idea_board.phases import LIMITS, Phase

NAMES = {
    Phase.POST: gettext_lazy("Posting ideas"),
    Phase.FEEDBACK: gettext_lazy("Giving feedback"),
    Phase.VOTE: gettext_lazy("Voting"),
}
MOST_DAYS = 3650
_LABELS = {
    "opens_after_days": gettext_lazy("%(phase)s: opens, days after the course starts"),
    "closes_after_days": gettext_lazy("%(phase)s: closes, days after the course starts"),
    "opens_at": gettext_lazy("%(phase)s: opens on a fixed date"),
    "closes_at": gettext_lazy("%(phase)s: closes on a fixed date"),
}
SELF_PACED = gettext_lazy(
    "This course is self-paced: its learners start at different times, so a fixed date would shut some of them out. "
    "Please leave it empty."
)


def field_name(phase: Phase, limit: str) -> str:
    """Return the form's name for a limit of a phase."""
    return f"{phase.value}_{limit}"


def phase_fields() -> dict[str, forms.Field]:
    """Return a field for each limit of each phase, in the language of the page."""
    return {
        field_name(phase, limit): _field(limit, str(_LABELS[limit]) % {"phase": name})
        for phase, name in NAMES.items()
        for limit in LIMITS
    }


def _field(limit: str, label: str = "") -> forms.Field:
    if limit.endswith("_at"):
        return Moment(label=label, required=False)
    least = 0 if limit == "opens_after_days" else 1
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_DAYS, required=False)


def initial_of(phases: Any) -> dict[str, Any]:
    """Return what the fields show of a block's phases: limits that are set; what cannot be read is not shown."""
    found = {}
    for phase in Phase:
        given = phases.get(phase.value) if isinstance(phases, Mapping) else None
        limits = given if isinstance(given, Mapping) else {}
        for limit in LIMITS:
            try:
                value = _field(limit).to_python(limits.get(limit))
            except ValidationError:
                continue
            if value is not None:
                found[field_name(phase, limit)] = value
    return found


def phases_of(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what a block keeps, of cleaned fields: only limits that are set."""
    found: dict[str, dict[str, Any]] = {}
    for phase in Phase:
        for limit in LIMITS:
            value = data.get(field_name(phase, limit))
            if value is not None:
                kept = value.isoformat() if isinstance(value, datetime) else value
                found.setdefault(phase.value, {})[limit] = kept
    return found


def faults(data: Mapping[str, Any], *, is_self_paced: bool) -> Iterator[tuple[str, str]]:
    """Yield the name of a field and what is wrong between it and another, or with it in this course."""
    for phase in Phase:
        values = {limit: data.get(field_name(phase, limit)) for limit in LIMITS}
        for side in ("opens", "closes"):
            if values[f"{side}_at"] is None:
                continue
            if is_self_paced:
                yield field_name(phase, f"{side}_at"), SELF_PACED
            elif values[f"{side}_after_days"] is not None:
                yield field_name(phase, f"{side}_at"), _("Please give either days or a date, not both.")
        for unit in ("after_days", "at"):
            opens, closes = values[f"opens_{unit}"], values[f"closes_{unit}"]
            if opens is not None and closes is not None and closes <= opens:
                yield field_name(phase, f"closes_{unit}"), _("It must close after it opens.")


def is_possible_phases(value: Any) -> bool:
    """Tell whether phases read from OLX are such as the form would have kept."""
    if not isinstance(value, Mapping):
        return False
    for phase, limits in value.items():
        if phase not in set(Phase) or not isinstance(limits, Mapping) or not set(limits) <= set(LIMITS):
            return False
        for limit, given in limits.items():
            wanted = str if limit.endswith("_at") else int
            if type(given) is not wanted:
                return False
            try:
                _field(limit).clean(given)
            except ValidationError:
                return False
    return True
