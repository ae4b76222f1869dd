"""Choosing as forms: levels on criteria, places, or dots, for each entry that there is to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.texts import text_in
from creativity_team_exercise.forms.fields import UNKNOWN, StepId
from creativity_team_exercise.techniques import Kind, Step

LEVELS = 5
LEVEL, PLACE, DOTS = "level", "place", "dots"
# Of an entry's text in a list to select from; the whole text stands above it.
_SHORT = 80
# entry, value, criterion
Given = tuple[int, int, str]


class ChoosingForm(forms.Form):
    """What one gives the entries of a step.

    Args:
        step: one of choosing.
        options: number and text of the entries, in the order in which they are shown.
        language: of the technique's texts.
    """

    step = StepId()

    def __init__(self, step: Step, options: Sequence[tuple[int, str]], *, language: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.source, self.options, self.language = step, list(options), language
        self.fields["step"].initial = step.id
        self.add_questions()

    def add_questions(self) -> None:
        """Add what the step asks for."""
        raise NotImplementedError

    def given(self) -> list[Given]:
        """Return what the entries get: (number, value, criterion)."""
        raise NotImplementedError

    @staticmethod
    def filled(step: Step, given: Sequence[Given]) -> dict[str, Any]:
        """Return what the form shows of an earlier choice."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing is chosen."""
        values = super().clean() or self.cleaned_data
        if not self.errors and not self.given():
            raise forms.ValidationError(_("Please choose at least one."))
        return values


class RateForm(ChoosingForm):
    """``level.<entry>.<criterion>``: a level from 1 to LEVELS, or none."""

    def add_questions(self) -> None:
        """Add a choice for each entry and criterion."""
        levels = [(str(level), str(level)) for level in range(1, LEVELS + 1)]
        for number, _text in self.options:
            for criterion in self.source.prompts:
                self.fields[f"{LEVEL}.{number}.{criterion.id}"] = forms.ChoiceField(
                    label=text_in(criterion.title, self.language),
                    choices=levels,
                    widget=forms.RadioSelect,
                    required=False,
                    error_messages={"invalid_choice": UNKNOWN},
                )

    def given(self) -> list[Given]:
        """Return the levels."""
        names = [(number, one.id) for number, _text in self.options for one in self.source.prompts]
        values = [(number, self.cleaned_data[f"{LEVEL}.{number}.{one}"], one) for number, one in names]
        return [(number, int(value), one) for number, value, one in values if value]

    @staticmethod
    def filled(step: Step, given: Sequence[Given]) -> dict[str, Any]:
        """Return the levels by field."""
        return {f"{LEVEL}.{entry}.{criterion}": str(value) for entry, value, criterion in given}


class RankForm(ChoosingForm):
    """``place.<n>``: which entry is in that place; the first place gives the step's ``picks`` points, the next less."""

    def add_questions(self) -> None:
        """Add a choice for each place."""
        shown = [
            (str(number), f"{count}. {Truncator(' '.join(text.split())).chars(_SHORT)}")
            for count, (number, text) in enumerate(self.options, start=1)
        ]
        for place in self.places:
            self.fields[f"{PLACE}.{place}"] = forms.ChoiceField(
                label=_("Place %(number)d") % {"number": place},
                choices=[("", _("none")), *shown],
                required=False,
                error_messages={"invalid_choice": UNKNOWN},
            )

    @property
    def places(self) -> range:
        """The places there are, from 1."""
        return range(1, min(self.source.picks, len(self.options)) + 1)

    def given(self) -> list[Given]:
        """Return the points."""
        chosen = [(place, self.cleaned_data[f"{PLACE}.{place}"]) for place in self.places]
        return [(int(entry), self.source.picks + 1 - place, "") for place, entry in chosen if entry]

    def clean(self) -> dict[str, Any]:
        """Refuse an entry in two places."""
        values = super().clean()
        seen: dict[str, int] = {}
        for place in self.places:
            entry = values.get(f"{PLACE}.{place}")
            if entry and entry in seen:
                sentence = _("This one already has place %(number)d. Please choose another one, or none.")
                self.add_error(f"{PLACE}.{place}", sentence % {"number": seen[entry]})
            elif entry:
                seen[entry] = place
        return values

    @staticmethod
    def filled(step: Step, given: Sequence[Given]) -> dict[str, Any]:
        """Return the entries by the field of their place."""
        return {f"{PLACE}.{step.picks + 1 - value}": str(entry) for entry, value, _criterion in given}


class DotsForm(ChoosingForm):
    """``dots.<entry>``: from 0 to the step's ``per_entry``, ``picks`` in all."""

    def add_questions(self) -> None:
        """Add a number for each entry."""
        most = self.source.per_entry
        for number, text in self.options:
            self.fields[f"{DOTS}.{number}"] = forms.IntegerField(
                label=text,
                min_value=0,
                max_value=most,
                required=False,
                error_messages={
                    "max_value": _("At most %(most)d for one.") % {"most": most},
                    "min_value": _("Not less than 0."),
                    "invalid": _("Please write a whole number."),
                },
            )

    def given(self) -> list[Given]:
        """Return the dots."""
        dots = [(number, self.cleaned_data[f"{DOTS}.{number}"] or 0) for number, _text in self.options]
        return [(number, value, "") for number, value in dots if value]

    def clean(self) -> dict[str, Any]:
        """Refuse more dots than one has."""
        values = super().clean()
        spent, has = sum(values.get(f"{DOTS}.{number}") or 0 for number, _text in self.options), self.source.picks
        if spent > has:
            sentence = ngettext(
                "You have given %(spent)d dots, and you have %(has)d. Please take %(over)d back.",
                "You have given %(spent)d dots, and you have %(has)d. Please take %(over)d back.",
                spent - has,
            )
            raise forms.ValidationError(sentence % {"spent": spent, "has": has, "over": spent - has})
        return values

    @staticmethod
    def filled(step: Step, given: Sequence[Given]) -> dict[str, Any]:
        """Return the dots by field."""
        return {f"{DOTS}.{entry}": value for entry, value, _criterion in given}


FORMS: dict[Kind, type[ChoosingForm]] = {Kind.RATE: RateForm, Kind.RANK: RankForm, Kind.DOTS: DotsForm}
