"""How long a team has for each step: as the author set it, and what it comes to, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bizmooc.texts import text_in
from creativity_team_exercise.engine.session import ROUNDS_AT_MOST
from creativity_team_exercise.techniques import Kind, Step, Technique
from creativity_team_exercise.techniques.parse import HOURS

_A_DAY = 24


def hours_of(data: Any) -> dict[str, int]:
    """Return the hours of a block's field by step id; what cannot be read is left out."""
    given = data if isinstance(data, Mapping) else {}
    return {step: hours for step, hours in given.items() if type(hours) is int and hours in HOURS}


def field_name(technique: str, step_id: str) -> str:
    """Return the form's name for the hours of a step of a technique."""
    return f"hours.{technique}.{step_id}"


def hour_fields(name: str, technique: Technique, language: str) -> dict[str, forms.Field]:
    """Return a field for each step of a technique; empty means: as the technique says."""
    return {
        field_name(name, step.id): forms.IntegerField(
            label=text_in(step.title, language),
            help_text=_help(step),
            min_value=HOURS[0],
            max_value=HOURS[-1],
            required=False,
        )
        for step in technique.steps
    }


def _help(step: Step) -> str:
    sentence = (
        gettext_lazy("Hours for each round. Empty: %(hours)d.")
        if step.kind == Kind.PASS
        else gettext_lazy("Hours. Empty: %(hours)d.")
    )
    return str(sentence) % {"hours": step.hours}


def most_rounds(step: Step, size: int) -> int:
    """Return how many rounds a team of a size can have in a step; a size of 0: any."""
    if step.kind != Kind.PASS:
        return 1
    return step.rounds or min(size or ROUNDS_AT_MOST, ROUNDS_AT_MOST)


def most_hours(technique: Technique, size: int) -> int:
    """Return how long a team of a size takes if each stage lasts as long as it can."""
    return sum(step.hours * most_rounds(step, size) for step in technique.steps)


def in_words(hours: int) -> str:
    """Say a time: in days from two days on."""
    if hours < 2 * _A_DAY:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days, rest = divmod(hours, _A_DAY)
    whole = ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return _("%(days)s and %(hours)s") % {"days": whole, "hours": in_words(rest)} if rest else whole
