"""Writing as forms: the first idea with which one joins, and entries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from bizmooc.web.forms import PlainText
from creativity_team_exercise.forms.fields import NOTHING, UNKNOWN, Round, StepId
from creativity_team_exercise.models.work import FORM_LENGTH, TEXT_LENGTH

JOIN = "join"
TEXT, PARENT, ON = "text", "parent", "on"
_LANGUAGES = (
    *("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr"),
    *("hu", "it", "lt", "lv", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "tr", "uk"),
)
# Entries in one request: more than any step asks for.
_MOST = 120
_PROMPT = r"[a-z0-9_]{0,64}"
_NAME = re.compile(rf"({TEXT}|{PARENT})\.({_PROMPT})\.([0-9]{{1,3}})|({ON})\.([1-9][0-9]{{0,17}})\.({_PROMPT})")


def text_name(prompt: str, number: int) -> str:
    """Return the name of the field of an entry."""
    return f"{TEXT}.{prompt}.{number}"


def parent_name(prompt: str, number: int) -> str:
    """Return the name of the field of what that entry goes back to."""
    return f"{PARENT}.{prompt}.{number}"


def on_name(parent: int, prompt: str) -> str:
    """Return the name of the field of an entry under the one that it goes back to."""
    return f"{ON}.{parent}.{prompt}"


class Written(NamedTuple):
    """One entry as it was sent. ``parent``: number of the entry that it goes back to."""

    text: str
    prompt: str
    parent: int | None


class JoinForm(forms.Form):
    """A first idea, and whom one would like to work with.

    Args:
        matched_by: what people may name; see exercise.MATCHED_BY.
        allow_reuse: ask whether ideas may be shown to others.
        partial: a draft: nothing is required.
    """

    form = forms.CharField(widget=forms.HiddenInput(), max_length=FORM_LENGTH, initial=JOIN, required=False)
    alone = forms.ChoiceField(choices=[("yes", "yes")], required=False, widget=forms.HiddenInput())
    idea = PlainText(
        label=gettext_lazy("Your first idea"),
        max_length=TEXT_LENGTH,
        rows=3,
        error_messages={"required": NOTHING},
    )
    preference = forms.ChoiceField(required=False, error_messages={"invalid_choice": UNKNOWN})
    may_be_reused = forms.BooleanField(
        label=gettext_lazy("My ideas may be shown, without any name, to people who work alone"), required=False
    )

    def __init__(self, *, matched_by: str = "", allow_reuse: bool = True, partial: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        if matched_by:
            self.fields["preference"].label, self.fields["preference"].choices = _preferences(matched_by)
        else:
            del self.fields["preference"]
        if not allow_reuse:
            del self.fields["may_be_reused"]
        if partial:
            self.fields["idea"].required = False

    def draft(self) -> dict[str, Any]:
        """Return what a draft keeps."""
        return {name: value for name, value in self.cleaned_data.items() if value and name not in ("form", "alone")}


class EntriesForm(forms.Form):
    """Entries of one stage: ``text.<prompt>.<n>``, ``parent.<prompt>.<n>`` and ``on.<parent>.<prompt>``.

    A page that is sent has the fields that it was drawn with: the stage may have ended since, and what was written in
    it is not turned down for that. Whether a prompt or an entry exists is the service's to check.

    Args:
        names: of the fields to draw; not of a bound form, whose data names them.
        partial: a draft: nothing is required.
    """

    form = forms.CharField(widget=forms.HiddenInput(), max_length=FORM_LENGTH, required=False)
    step = StepId()
    round = Round()

    def __init__(self, names: Sequence[str] = (), *, partial: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        self.is_partial = partial
        sent = self.data if self.is_bound else names
        for name in [one for one in sent if _NAME.fullmatch(one)][:_MOST]:
            self.fields[name] = _entry_field(name)

    def clean(self) -> dict[str, Any]:
        """Refuse a form without any text."""
        values = super().clean() or self.cleaned_data
        if not self.is_partial and not self.errors and not self.written():
            raise forms.ValidationError(NOTHING)
        return values

    def written(self) -> list[Written]:
        """Return what was written, in order."""
        values = self.cleaned_data
        found = []
        for name, text in values.items():
            of = _NAME.fullmatch(name)
            if of is None or not text:
                continue
            if of[1] == TEXT:
                found.append(Written(text, of[2], values.get(parent_name(of[2], int(of[3])))))
            elif of[4]:
                found.append(Written(text, of[6], int(of[5])))
        return found

    def draft(self) -> dict[str, Any]:
        """Return what a draft keeps."""
        return {name: value for name, value in self.cleaned_data.items() if value and _NAME.fullmatch(name)}


def drafted(values: Mapping[str, Any]) -> list[str]:
    """Return the texts of a draft of entries."""
    return [str(text) for name, text in values.items() if name.split(".")[0] in (TEXT, ON)]


def _entry_field(name: str) -> forms.Field:
    if name.startswith(f"{PARENT}."):
        return forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    return PlainText(max_length=TEXT_LENGTH, rows=2, required=False)


def _preferences(matched_by: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the question and the answers: people with the same answer meet where there are enough of them."""
    if matched_by == "language":
        named = [(code, get_language_info(code)["name_local"]) for code in _LANGUAGES]
        known = [(code, name[:1].upper() + name[1:]) for code, name in named]
        return _("Language you would like to write in (optional)"), [("", _("any")), *known]
    zones = [(f"utc{hours:+d}", f"UTC{hours:+d}") for hours in range(-12, 15)]
    return _("Your time zone (optional)"), [("", _("any")), *zones]
