"""Requests as Django forms: one definition renders the controls, checks what comes back and words the errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.refusal import Refusal

# Everything that is neither text, nor a tab, nor a new line; XML and some databases refuse these. And what turns the
# direction of text: it would turn that of the page's own words around it, too.
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


class PlainText(forms.CharField):
    """Free text without markup: line ends become Unix ones, control characters are refused.

    Args:
        max_length: in characters (Unicode code points).
    """

    default_error_messages = {
        "control": gettext_lazy("Please remove the invisible control characters from this text."),
    }

    def __init__(self, *, max_length: int, rows: int = 4, **kwargs: Any):
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        super().__init__(max_length=max_length, widget=kwargs.pop("widget", widget), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text with Unix line ends.

        Raises:
            ValidationError: it holds control characters.
        """
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        if _CONTROL_CHARACTERS.search(text):
            raise ValidationError(self.error_messages["control"], code="control")
        return text


def as_form_data(values: Mapping[str, str | list[str]]) -> MultiValueDict:
    """Return JSON form values in the shape Django forms take."""
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in values.items()})


def require_valid(form: forms.BaseForm) -> dict[str, Any]:
    """Return the form's cleaned data.

    Raises:
        Refusal: 400 for names the form does not have, 422 with the form's own sentences by field.
    """
    unknown = set(form.data) - {form.add_prefix(name) for name in form.fields}
    if unknown:
        raise Refusal(400, _("This page is out of date or was sent to the wrong place. Please reload it."))
    if not form.is_valid():
        raise Refusal(422, summary(form), form.errors)
    return form.cleaned_data


def summary(form: forms.BaseForm) -> str:
    """Say in one sentence how much of a form needs another look."""
    general = form.non_field_errors()
    if general:
        return " ".join(general)
    count = len(form.errors)
    if count == 1:
        return _("One answer needs another look. Nothing is lost.")
    return _("%(count)d answers need another look. Nothing is lost.") % {"count": count}
