"""What the course team sends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText
from creativity_team_exercise.forms.fields import Line, RowId
from creativity_team_exercise.models.upkeep import REASON_LENGTH
from creativity_team_exercise.services.help import HOURS_AT_MOST, SEEDS_AT_MOST
from creativity_team_exercise.staff.exports import WHATS
from creativity_team_exercise.staff.teams import ALL, SHOWN

# From where a decision about an entry can be sent; that region is drawn anew.
REGIONS = ("teams", "reports")
_UNKNOWN = gettext_lazy("This cannot be chosen. Please reload the page.")


class ReasonedForm(forms.Form):
    """With a reason, for the log."""

    reason = PlainText(label=gettext_lazy("Reason, for the log"), max_length=REASON_LENGTH, rows=1, required=False)


class TeamForm(ReasonedForm):
    """Which team."""

    team = RowId()


class ExtendForm(TeamForm):
    """How much more time."""

    hours = forms.IntegerField(
        label=gettext_lazy("Hours more"), min_value=1, max_value=HOURS_AT_MOST, initial=24, widget=forms.NumberInput()
    )


class SeedForm(TeamForm):
    """How many ideas."""

    number = forms.IntegerField(
        label=gettext_lazy("Ideas from the pool (on each sheet, where sheets go round)"),
        min_value=1,
        max_value=SEEDS_AT_MOST,
        initial=5,
        widget=forms.NumberInput(),
    )


class _Choosing(ReasonedForm):
    """With one of the things that a page offers; which ones there are, the service checks.

    Args:
        offered: (number, title) for each field of a choice by its name.
    """

    def __init__(self, *args: Any, offered: dict[str, list[tuple[int, str]]] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, choices in (offered or {}).items():
            self.fields[name].choices = choices
            self.fields[name].widget.choices = choices


class _Number(forms.IntegerField):
    """The number of a row that a page offers by name."""

    choices: list[tuple[int, str]] = []

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=1, max_value=2**63 - 1, widget=forms.Select(), **kwargs)


class MoveForm(_Choosing):
    """Whom, and where to."""

    member = _Number(label=gettext_lazy("Who"), error_messages={"invalid": _UNKNOWN})
    team = _Number(label=gettext_lazy("Into which team"), error_messages={"invalid": _UNKNOWN})


class MergeForm(_Choosing):
    """Whose members move, and where to."""

    team = RowId()
    into = _Number(label=gettext_lazy("Into which team"), error_messages={"invalid": _UNKNOWN})


class EntryForm(ReasonedForm):
    """Which entry, and from where."""

    entry = RowId()
    region = forms.ChoiceField(choices=[(name, name) for name in REGIONS], widget=forms.HiddenInput())


class HideForm(EntryForm):
    """An entry to hide: why has to be said."""

    def clean(self) -> dict[str, Any]:
        """Ask for the reason."""
        values = super().clean()
        if "reason" in values and not values["reason"].strip():
            self.add_error("reason", _("Please give a reason: it stays in the log."))
        return values


class LookForm(forms.Form):
    """Which team to show."""

    team = RowId()


class ListForm(forms.Form):
    """Which teams to show, and after which one."""

    shown = forms.ChoiceField(choices=[(name, name) for name in SHOWN], required=False)
    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput())

    def clean_shown(self) -> str:
        """Return the choice, all teams where there is none."""
        return self.cleaned_data["shown"] or ALL


class PageForm(forms.Form):
    """After what a list goes on."""

    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput())


class PersonForm(forms.Form):
    """Whose team is looked for."""

    who = Line(
        label=gettext_lazy("User name or e-mail address"),
        help_text=gettext_lazy("That you looked somebody up is written into a log."),
        max_length=254,
    )


class ExportForm(forms.Form):
    """Which file."""

    what = forms.ChoiceField(choices=[(name, name) for name in WHATS], widget=forms.HiddenInput())
