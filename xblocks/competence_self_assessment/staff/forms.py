"""What the course team fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText

SUBJECT_LENGTH, TEXT_LENGTH = 150, 2_000


class NoForm(forms.Form):
    """A button without anything to fill in."""


class NamesForm(forms.Form):
    """Where the next page of names begins."""

    after = forms.IntegerField(min_value=0, max_value=2**63 - 1, required=False, widget=forms.HiddenInput())


class LetterForm(forms.Form):
    """A reminder, to everybody who has not started."""

    subject = PlainText(label=gettext_lazy("Subject"), max_length=SUBJECT_LENGTH, rows=1)
    text = PlainText(label=gettext_lazy("Text"), max_length=TEXT_LENGTH, rows=8)
    confirmed = forms.BooleanField(
        label=gettext_lazy("Yes, send this to everybody who has not started"),
        error_messages={"required": gettext_lazy("Please say that you mean it. Nothing has been sent.")},
    )

    def clean_subject(self) -> str:
        """Return the subject as one line, which mail demands."""
        return " ".join(self.cleaned_data["subject"].split())


class LearnerForm(forms.Form):
    """A learner by name."""

    learner = PlainText(
        label=gettext_lazy("Learner"),
        help_text=gettext_lazy("User name or e-mail address."),
        max_length=254,
        rows=1,
    )

    def clean_learner(self) -> str:
        """Return the name without what is pasted around it."""
        return self.cleaned_data["learner"].strip()


def with_ids(form: type[forms.Form], prefix: str, **options: Any) -> forms.Form:
    """Return a form whose controls have ids of their own in the page."""
    return form(auto_id=f"{prefix}-%s", **options)
