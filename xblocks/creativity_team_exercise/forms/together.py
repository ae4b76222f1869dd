"""What a team makes together as forms: contradictory pairs, combinations, tags, and the result."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from bizmooc.texts import text_in
from bizmooc.web.forms import PlainText
from creativity_team_exercise.forms.fields import NOTHING, UNKNOWN, Line, Round, RowId, StepId
from creativity_team_exercise.models.work import FIELD_LENGTH, FORM_LENGTH, TAG_LENGTH, TEXT_LENGTH
from creativity_team_exercise.techniques import Step

PART, TAG, WAS, FIELD = "part", "tag", "was", "field"
_SHORT = 80
# A row of a morphological box: id of the prompt, its title, and number and text of the values.
Row = tuple[str, str, Sequence[tuple[int, str]]]


class PairForm(forms.Form):
    """Two values, and whether they contradict each other."""

    step = StepId()
    first = RowId()
    second = RowId()
    wanted = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")))


class CombineForm(forms.Form):
    """One value of each row as ``part.<prompt>``, and what comes of it.

    Args:
        rows: of the morphological box.
        pairs: of values that contradict each other, the lower number first.
        partial: a draft: nothing is required.
    """

    form = forms.CharField(widget=forms.HiddenInput(), max_length=FORM_LENGTH, required=False)
    step = StepId()
    round = Round()

    def __init__(
        self, rows: Sequence[Row], pairs: Collection[tuple[int, int]], *, partial: bool = False, **kwargs: Any
    ):
        super().__init__(**kwargs)
        self.rows, self.pairs, self.is_partial = rows, pairs, partial
        for prompt, title, values in rows:
            shown = [(str(number), Truncator(" ".join(text.split())).chars(_SHORT)) for number, text in values]
            self.fields[f"{PART}.{prompt}"] = forms.ChoiceField(
                label=title,
                choices=[("", _("please choose")), *shown],
                required=not partial,
                error_messages={"required": _("Please choose one of these."), "invalid_choice": UNKNOWN},
            )
        self.fields["text"] = PlainText(
            label=_("What comes of it? Give it a name and describe it."),
            max_length=TEXT_LENGTH,
            rows=4,
            required=not partial,
            error_messages={"required": NOTHING},
        )

    def clean(self) -> dict[str, Any]:
        """Refuse two values that contradict each other, and say which."""
        values = super().clean() or self.cleaned_data
        texts = {number: text for _prompt, _title, known in self.rows for number, text in known}
        chosen = [(name, int(values[name])) for name in self.fields if name.startswith(f"{PART}.") and values.get(name)]
        if self.is_partial:
            return values
        for (_one, first), (name, second) in combinations(chosen, 2):
            if tuple(sorted((first, second))) in self.pairs and name not in self.errors:
                sentence = _("Your team has marked “%(one)s” and “%(other)s” as contradicting each other.")
                shown = {"one": _brief(texts[first]), "other": _brief(texts[second])}
                self.add_error(name, sentence % shown + " " + _("Please change one of the two."))
        return values

    def parts(self) -> tuple[int, ...]:
        """Return the numbers of the values."""
        return tuple(int(self.cleaned_data[f"{PART}.{prompt}"]) for prompt, _title, _values in self.rows)

    def draft(self) -> dict[str, Any]:
        """Return what a draft keeps."""
        kept = ("text", *(f"{PART}.{prompt}" for prompt, _title, _values in self.rows))
        return {name: self.cleaned_data[name] for name in kept if self.cleaned_data.get(name)}


class TagsForm(forms.Form):
    """``tag.<entry>`` for each entry, and ``was.<entry>``, the tag that the page was drawn with.

    Args:
        entries: number, text and tag of those that are sorted.
    """

    step = StepId()

    def __init__(self, entries: Sequence[tuple[int, str, str]], **kwargs: Any):
        super().__init__(**kwargs)
        self.numbers = [number for number, _text, _tag in entries]
        for number, text, tag in entries:
            self.fields[f"{TAG}.{number}"] = Line(label=text, max_length=TAG_LENGTH, required=False, initial=tag)
            self.fields[f"{WAS}.{number}"] = Line(
                max_length=TAG_LENGTH, required=False, initial=tag, widget=forms.HiddenInput()
            )

    def changed_tags(self) -> dict[int, str]:
        """Return the tags that this page has changed, by entry: what somebody else has meanwhile written stays."""
        values = self.cleaned_data
        return {one: values[f"{TAG}.{one}"] for one in self.numbers if values[f"{TAG}.{one}"] != values[f"{WAS}.{one}"]}


class ResultForm(forms.Form):
    """The team's text, as ``field.<prompt>``, and the version that its writer had before them.

    Args:
        source: the step.
        language: of its texts.
        partial: a draft: nothing is required.
    """

    form = forms.CharField(widget=forms.HiddenInput(), max_length=FORM_LENGTH, required=False)
    step = StepId()
    based_on = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())

    def __init__(self, source: Step, *, language: str, partial: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        self.source, self.is_partial = source, partial
        for prompt in source.prompts:
            self.fields[f"{FIELD}.{prompt.id}"] = PlainText(
                label=text_in(prompt.title, language),
                help_text=text_in(prompt.ask, language) if prompt.ask else "",
                max_length=FIELD_LENGTH,
                rows=5,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a text without a word."""
        values = super().clean() or self.cleaned_data
        if not self.is_partial and not self.errors and not any(self.content().values()):
            raise forms.ValidationError(NOTHING)
        return values

    def content(self) -> dict[str, str]:
        """Return the texts by the id of the field."""
        return {one.id: self.cleaned_data.get(f"{FIELD}.{one.id}", "") for one in self.source.prompts}

    def draft(self) -> dict[str, Any]:
        """Return what a draft keeps: with the version that it began from, so that a newer one is not written over."""
        texts = {f"{FIELD}.{name}": text for name, text in self.content().items()}
        return {**texts, "based_on": self.cleaned_data["based_on"]}

    @staticmethod
    def filled(content: Mapping[str, str]) -> dict[str, str]:
        """Return the texts of a version by field."""
        return {f"{FIELD}.{name}": text for name, text in content.items()}


class HistoryRequest(forms.Form):
    """Versions of which step's result; ``before``: those before that number."""

    step = StepId()
    before = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


def _brief(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(_SHORT)
