"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText
from creativity_team_exercise.models.work import STEP_LENGTH

UNKNOWN = gettext_lazy("This answer does not exist. Please choose one of those shown.")
NOTHING = gettext_lazy("Please write something first.")
_ROUNDS = 1000


class RowId(forms.IntegerField):
    """The number of a row, as our pages send it."""

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput(), **kwargs)


class StepId(forms.RegexField):
    """The id of a step, as techniques name them."""

    def __init__(self, **kwargs: Any):
        super().__init__(r"^[a-z0-9_]+\Z", max_length=STEP_LENGTH, widget=forms.HiddenInput(), **kwargs)


class Round(forms.IntegerField):
    """The number of a round, from 0."""

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=0, max_value=_ROUNDS, widget=forms.HiddenInput(), **kwargs)


class Line(PlainText):
    """Plain text of one line: line ends become spaces."""

    def __init__(self, **kwargs: Any):
        super().__init__(rows=1, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text in one line.

        Raises:
            ValidationError: it holds control characters.
        """
        return " ".join(super().to_python(value).split())
