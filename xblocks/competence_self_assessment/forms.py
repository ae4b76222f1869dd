"""The round as a form: one definition renders the controls, checks what comes back and words the errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText
from competence_self_assessment.frameworks import Area, Competence, Framework, Item
from competence_self_assessment.frameworks.model import text_in
from competence_self_assessment.models import REFLECTION_LENGTH, Occasion

MISSING = "missing"
NOW, THEN = "now", "then"


class RoundForm(forms.Form):
    """Every item of a framework, rated for now and, after the course, for the start as well.

    Field names are ``now.<item id>``, ``then.<item id>``, ``reflection``, and ``framework`` (the digest of what the
    page shows, so that nobody's answer is stored under words they did not read).

    Args:
        framework: what is asked.
        occasion: PRE asks for now, POST for now and then.
        language: of the texts.
        partial: a draft: nothing is required.
    """

    framework = forms.CharField(widget=forms.HiddenInput(), max_length=64)
    reflection = PlainText(
        label=gettext_lazy("What stands out to you? (optional)"),
        help_text=gettext_lazy("One or two sentences for yourself. Only you see them, with your profile."),
        max_length=REFLECTION_LENGTH,
        required=False,
        rows=4,
    )

    def __init__(
        self, framework: Framework, occasion: str, *, language: str, partial: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.source, self.language = framework, language
        self.perspectives = (NOW, THEN) if occasion == Occasion.POST else (NOW,)
        self.fields["framework"].initial = framework.digest
        levels = [(str(level.value), text_in(level.label, language)) for level in framework.scale.levels]
        choices = [*levels, (MISSING, text_in(framework.scale.cannot_say, language))]
        for item in framework.items.values():
            for perspective in self.perspectives:
                self.fields[f"{perspective}.{item.id}"] = forms.ChoiceField(
                    label=text_in(item.text, language),
                    choices=choices,
                    widget=forms.RadioSelect,
                    required=not partial,
                    error_messages={
                        "required": _("Please choose an answer, or “%(choice)s”.") % {"choice": choices[-1][1]},
                        "invalid_choice": _("This answer does not exist. Please choose one of those shown."),
                    },
                )

    def ratings(self, perspective: str) -> dict[str, int | None]:
        """Return the checked levels by item id, None for "I can't say".

        Raises:
            KeyError: the form does not ask from this perspective.
        """
        given = {item_id: self.cleaned_data[f"{perspective}.{item_id}"] for item_id in self.source.items}
        return {item_id: None if level == MISSING else int(level) for item_id, level in given.items()}

    def reflections(self) -> dict[str, str]:
        """Return what was written, by area id, "" for the whole."""
        text = self.cleaned_data["reflection"]
        return {"": text} if text else {}

    def sections(self) -> Iterator[Section]:
        """Yield what is to be rendered, competence by competence."""
        for area in self.source.areas:
            for competence in area.competences:
                yield Section(area, competence, [self._question(item) for item in competence.items])

    def _question(self, item: Item) -> Question:
        titles = {NOW: _("Now"), THEN: _("Looking back: at the start of the course")}
        rows = [Row(titles[name], self[f"{name}.{item.id}"]) for name in self.perspectives]
        return Question(text_in(item.text, self.language), rows)


@dataclass(frozen=True)
class Row:
    """One set of radio buttons."""

    title: str
    field: forms.BoundField

    @property
    def name(self) -> str:
        """Name of the form field."""
        return self.field.html_name


@dataclass(frozen=True)
class Question:
    """One item with its sets of radio buttons."""

    text: str
    rows: list[Row]


@dataclass(frozen=True)
class Section:
    """One competence with its questions."""

    area: Area
    competence: Competence
    questions: list[Question]


def still_valid(values: Mapping[str, Any], asked: Framework, current: Framework) -> dict[str, Any]:
    """Return the part of a draft that may be shown again: answers to items whose words have not changed."""
    same = asked.same_items(current)
    kept = {name: value for name, value in values.items() if name.partition(".")[2] in same}
    return {**kept, "reflection": values.get("reflection", "")}
