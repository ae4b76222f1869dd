"""Rounds and plans as forms: one definition renders the controls, checks what comes back and words the errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.texts import text_in
from bizmooc.web.forms import PlainText
from competence_self_assessment.frameworks import Area, Competence, Framework, Item
from competence_self_assessment.models import PLAN_LENGTH, REFLECTION_LENGTH, Occasion, TargetGroup

MISSING = "missing"
NOW, THEN = "now", "then"
REFLECTION, TARGET_GROUP = "reflection", "target_group"
# A choice of its own: a draft must tell it from no answer, since an earlier round's answer is filled in.
_NOT_SAID = "not_said"
PLAN_FIELDS = ("goal", "first_step", "if_situation", "then_action", "due_on")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class RoundForm(forms.Form):
    """Every item of a framework, rated for now and, after the course, for the start as well.

    Field names are ``now.<item id>``, ``then.<item id>``, ``reflection.<area id>``, ``reflection`` for the whole,
    ``target_group``, and ``framework`` (the digest of what the page shows, so that nobody's answer is stored under
    words they did not read).

    Args:
        framework: what is asked.
        occasion: POST asks for now and then, the others for now.
        language: of the texts.
        partial: a draft: nothing is required.
        ask_target_group: ask which of the course's target groups they belong to.
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
        self,
        framework: Framework,
        occasion: str,
        *,
        language: str,
        partial: bool = False,
        ask_target_group: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.source, self.language = framework, language
        self.perspectives = (NOW, THEN) if occasion == Occasion.POST else (NOW,)
        self.fields["framework"].initial = framework.digest
        levels = [(str(level.value), text_in(level.label, language)) for level in framework.scale.levels]
        choices = [*levels, (MISSING, text_in(framework.scale.cannot_say, language))]
        for area in framework.areas:
            self.fields[f"{REFLECTION}.{area.id}"] = _area_reflection(text_in(area.title, language))
        if ask_target_group:
            self.fields[TARGET_GROUP] = _target_group()
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
        names = {"": REFLECTION} | {area.id: f"{REFLECTION}.{area.id}" for area in self.source.areas}
        return {area_id: self.cleaned_data[name] for area_id, name in names.items() if self.cleaned_data[name]}

    def target_group(self) -> str:
        """Return the group the learner counts themselves to; "" where they did not say or were not asked."""
        answer = self.cleaned_data.get(TARGET_GROUP, "")
        return "" if answer == _NOT_SAID else answer

    def parts(self) -> Iterator[Part]:
        """Yield what is to be rendered, area by area."""
        several = len(self.source.areas) > 1
        for area in self.source.areas:
            field = self[f"{REFLECTION}.{area.id}"]
            # Where there is one area, what is written about it is written about the whole.
            shown = field if several or field.value() else None
            yield Part(area, [self._section(competence) for competence in area.competences], shown)

    def _section(self, competence: Competence) -> Section:
        return Section(competence, [self._question(item) for item in competence.items])

    def _question(self, item: Item) -> Question:
        titles = {NOW: _("Now"), THEN: _("Looking back: at the start of the course")}
        rows = [Row(titles[name], self[f"{name}.{item.id}"]) for name in self.perspectives]
        return Question(text_in(item.text, self.language), rows)


def _area_reflection(area: str) -> PlainText:
    return PlainText(
        label=_("A thought of your own on “%(area)s” (optional)") % {"area": area},
        max_length=REFLECTION_LENGTH,
        required=False,
        rows=3,
    )


def _target_group() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Which of these fits you best? (optional)"),
        choices=[*TargetGroup.choices, (_NOT_SAID, _("I prefer not to say"))],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("This answer does not exist. Please choose one of those shown.")},
    )


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

    competence: Competence
    questions: list[Question]


@dataclass(frozen=True)
class Part:
    """One area with its competences, and the field for a thought on it."""

    area: Area
    sections: list[Section]
    reflection: forms.BoundField | None


def still_valid(values: Mapping[str, Any], asked: Framework, current: Framework) -> dict[str, Any]:
    """Return the part of a draft that may be shown again: answers to items whose words have not changed.

    What the learner wrote is kept always: about an area that is gone, it joins what they wrote about the whole.
    """
    same, areas = asked.same_items(current), {area.id for area in current.areas}
    kept: dict[str, Any] = {}
    written = [values.get(REFLECTION, "")]
    for name, value in values.items():
        kind, _dot, id_ = name.partition(".")
        if name == TARGET_GROUP or (id_ in areas if kind == REFLECTION else id_ in same):
            kept[name] = value
        elif kind == REFLECTION and id_:
            written.append(value)
    return {**kept, REFLECTION: "\n\n".join(filter(None, written))}


def ratings_in(values: Mapping[str, Any]) -> int:
    """Return how many ratings a draft holds."""
    return sum(name.partition(".")[0] in (NOW, THEN) for name in values)


class PlanForm(forms.Form):
    """What a learner means to do: nothing of it is required.

    "If ..., then I will ..." is an implementation intention: tying an act to a situation makes it likelier to happen
    than a good resolution alone (Gollwitzer 1999, American Psychologist 54, 493-503).
    """

    # Which round of the block the plan belongs to.
    round = forms.IntegerField(widget=forms.HiddenInput(), min_value=1, max_value=32_000)
    goal = PlainText(
        label=gettext_lazy("What I want to get better at"),
        help_text=gettext_lazy("For example: “I want to ask for help earlier.”"),
        max_length=PLAN_LENGTH,
        required=False,
        rows=2,
    )
    first_step = PlainText(
        label=gettext_lazy("My first small step"),
        help_text=gettext_lazy("Something you can do this week, for example: “Ask Ana to read my first page.”"),
        max_length=PLAN_LENGTH,
        required=False,
        rows=2,
    )
    if_situation = PlainText(
        label=gettext_lazy("If …"),
        help_text=gettext_lazy("A moment you will recognise, for example: “I am stuck for ten minutes”."),
        max_length=PLAN_LENGTH,
        required=False,
        rows=2,
    )
    then_action = PlainText(
        label=gettext_lazy("… then I will …"),
        help_text=gettext_lazy("For example: “write down my question and post it”."),
        max_length=PLAN_LENGTH,
        required=False,
        rows=2,
    )
    due_on = forms.DateField(
        label=gettext_lazy("By when"),
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Please choose a day, or leave this empty.")},
    )
    done = forms.BooleanField(label=gettext_lazy("I did it"), required=False)

    def clean_due_on(self) -> date | None:
        """Refuse days that some databases do not keep, and that nobody means."""
        day = self.cleaned_data["due_on"]
        if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise forms.ValidationError(_("Please choose a day, or leave this empty."))
        return day

    def content(self) -> dict[str, Any]:
        """Return the checked fields of the plan itself."""
        return {name: self.cleaned_data[name] for name in PLAN_FIELDS}


class FinishForm(forms.Form):
    """Whether a plan of an earlier round is done."""

    plan = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    done = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
