"""What else pages send: which step, which entry, and everything short."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText
from creativity_team_exercise.forms.fields import Round, RowId, StepId
from creativity_team_exercise.models.upkeep import REASON_LENGTH
from creativity_team_exercise.models.work import FORM_LENGTH


class NoValues(forms.Form):
    """A request that needs nothing but who sends it."""


class StepRequest(forms.Form):
    """Which step to look back at."""

    step = StepId()


class StageRequest(forms.Form):
    """Which stage somebody is done with."""

    step = StepId()
    round = Round()


class SeenForm(forms.Form):
    """What a page shows, as pages.shared.Scene.stage_key names it."""

    stage = forms.RegexField(r"^[0-9.-]+\Z", required=False, max_length=FORM_LENGTH)


class DraftRequest(forms.Form):
    """Which draft."""

    form = forms.CharField(max_length=FORM_LENGTH, widget=forms.HiddenInput())


class MailForm(forms.Form):
    """Whether to hear by mail."""

    wanted = forms.BooleanField(
        label=gettext_lazy("Mail me at most once a day when something waits for me here"), required=False
    )


class ReportForm(forms.Form):
    """What is out of place, and why."""

    entry = RowId()
    text = PlainText(
        label=gettext_lazy("What is wrong with it? (optional)"),
        max_length=REASON_LENGTH,
        required=False,
        rows=2,
    )
