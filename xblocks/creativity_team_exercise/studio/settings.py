"""The block's settings as a form: one definition renders the controls, checks what comes back and words the errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bizmooc.texts import text_in
from bizmooc.web.forms import PlainText, require_valid
from bizmooc.web.sanitising import clean_html
from creativity_team_exercise.engine.session import ROUNDS_AT_MOST
from creativity_team_exercise.exercise import ALONE, PLATFORM, SIZE_LEAST, SIZE_MOST
from creativity_team_exercise.exercise import OWN as OWN_TEAMS
from creativity_team_exercise.studio.hours import field_name, hour_fields, hours_of
from creativity_team_exercise.studio.own import OwnTechnique, as_text
from creativity_team_exercise.studio.seeds import Seeds, as_lines, seeds_of, with_ids
from creativity_team_exercise.techniques import Technique, TechniqueError
from creativity_team_exercise.techniques.choice import OWN, chosen
from creativity_team_exercise.techniques.packs import packs

MERGE_MOST = 2_000


class SettingsForm(forms.Form):
    """The block's settings; field names are those of the block's fields, but for the hours: see hour_fields().

    Args:
        block: whose settings they are.
    """

    display_name = PlainText(label=gettext_lazy("Title"), max_length=100, rows=1)
    introduction = PlainText(
        label=gettext_lazy("Introduction"),
        help_text=gettext_lazy(
            "Shown above the exercise. You may use simple HTML: paragraphs, lists, links, bold. Say what the ideas "
            "will be used for."
        ),
        max_length=5_000,
        required=False,
        rows=5,
    )
    question = PlainText(
        label=gettext_lazy("Question"),
        help_text=gettext_lazy(
            "What ideas are wanted for, in one or two plain sentences: “How might we …?” A team keeps the question "
            "that it began with."
        ),
        max_length=600,
        required=False,
        rows=2,
    )
    technique = forms.ChoiceField(label=gettext_lazy("Technique"), widget=forms.RadioSelect)
    own_technique = OwnTechnique(
        label=gettext_lazy("A technique of our own (YAML)"),
        help_text=gettext_lazy(
            "A list of steps as text. The easiest way: begin with a shipped technique and change what you need. "
            "Comments (“#”) are not kept."
        ),
        required=False,
    )
    rounds = forms.IntegerField(
        label=gettext_lazy("Rounds in which sheets go round"),
        help_text=gettext_lazy("0: as the technique says, most often one for each sheet."),
        min_value=0,
        max_value=ROUNDS_AT_MOST,
    )
    teams = forms.ChoiceField(
        label=gettext_lazy("Where teams come from"),
        help_text=gettext_lazy("Whatever you choose, everybody may work alone, for the same credit."),
        choices=[
            (OWN_TEAMS, gettext_lazy("The exercise forms them: who joins, is in a team at once")),
            (PLATFORM, gettext_lazy("They are the teams of the course")),
            (ALONE, gettext_lazy("There are none: everybody works alone, with ideas of others from the pool")),
        ],
        widget=forms.RadioSelect,
    )
    size = forms.IntegerField(
        label=gettext_lazy("People in a team"),
        help_text=gettext_lazy("Four to six is a good number where some will be silent. One more may come to a team."),
        min_value=SIZE_LEAST,
        max_value=SIZE_MOST,
    )
    matched_by = forms.ChoiceField(
        label=gettext_lazy("What people can name, so that they meet their like"),
        help_text=gettext_lazy("Where there are enough of them; nobody has to name anything."),
        choices=[
            ("", gettext_lazy("Nothing")),
            ("language", gettext_lazy("The language they prefer to write in")),
            ("time_zone", gettext_lazy("The part of the world they are in")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    merge_hours = forms.IntegerField(
        label=gettext_lazy("Hours until small teams are joined"),
        help_text=gettext_lazy(
            "A team in which fewer than three people are active after this time joins another one, with all its work."
        ),
        min_value=1,
        max_value=MERGE_MOST,
    )
    teamset = PlainText(
        label=gettext_lazy("Id of the group of teams"),
        help_text=gettext_lazy("As it stands in Studio under “Pages & Resources”, “Teams”."),
        max_length=255,
        required=False,
        rows=1,
    )
    seeds = Seeds(
        label=gettext_lazy("Ideas for the pool, one in each line"),
        help_text=gettext_lazy(
            "Ideas of yours for the question. People who work alone, and teams in which many are silent, are shown "
            "some of them to build on, without a name."
        ),
        required=False,
    )
    allow_reuse = forms.BooleanField(
        label=gettext_lazy("Ask learners whether their ideas may come into the pool"),
        help_text=gettext_lazy("Without their name."),
        required=False,
    )
    participation_points = forms.IntegerField(
        label=gettext_lazy("Points for taking part"),
        help_text=gettext_lazy(
            "0: not graded. Points are for the steps that a person has done, in a team or alone, never for what others "
            "do or say."
        ),
        min_value=0,
        max_value=100,
    )

    def __init__(self, *args: Any, block: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.block = block
        self.techniques = techniques_of(block)
        language = get_language() or "en"
        shipped = [(name, text_in(technique.title, language)) for name, technique in packs().items()]
        self.fields["technique"].choices = [*shipped, (OWN, _("A technique of our own"))]
        chosen_now = self.data.get("technique") if self.is_bound else None
        for name, technique in self.techniques.items():
            fields = hour_fields(name, technique, language)
            for one in fields.values():
                # What stands at techniques that are not in use does no harm, and is not looked at.
                one.disabled = self.is_bound and name != chosen_now
            self.fields |= fields

    def clean_introduction(self) -> str:
        """Reduce the introduction to safe HTML."""
        return clean_html(self.cleaned_data["introduction"])

    def clean_seeds(self) -> list[dict[str, str]]:
        """Keep the ids of ideas that were there before."""
        return with_ids(self.cleaned_data["seeds"], seeds_of(self.block.seeds))

    def clean(self) -> dict[str, Any]:
        """Check what depends on two fields."""
        data = super().clean()
        if data.get("technique") == OWN and data.get("own_technique") == {}:
            self.add_error("own_technique", _("Please enter a technique, or choose a shipped one above."))
        if data.get("teams") == PLATFORM and not data.get("teamset"):
            self.add_error("teamset", _("Please enter which teams: a course can have several groups of them."))
        return data


def techniques_of(block: Any) -> dict[str, Technique]:
    """Return the techniques whose hours an author can set: shipped ones, and the block's own if it can be read."""
    try:
        own = chosen(OWN, block.own_technique)
    except TechniqueError:
        own = None
    return {**packs(), **({OWN: own} if own else {})}


def initial_of(block: Any) -> dict[str, Any]:
    """Return what the form shows of a block."""
    initial = {name: getattr(block, name) for name in SettingsForm.base_fields}
    initial |= {"own_technique": as_text(block.own_technique), "seeds": as_lines(seeds_of(block.seeds))}
    hours = hours_of(block.hours)
    return initial | {field_name(block.technique, step): count for step, count in hours.items()}


def is_possible(name: str, value: Any) -> bool:
    """Tell whether a setting read from OLX is one that the form would have saved.

    Texts, techniques and ideas are taken as they are: nothing of an author's work is lost, and problems_of() says
    what is wrong with them.
    """
    if name == "hours":
        return isinstance(value, Mapping) and len(hours_of(value)) == len(value)
    field = SettingsForm.base_fields.get(name)
    if name == "technique" or not isinstance(field, forms.IntegerField | forms.ChoiceField):
        return True
    try:
        field.clean(value)
    except ValidationError:
        return False
    return True


def require_settings(form: SettingsForm) -> dict[str, Any]:
    """Return what the block's fields are to hold.

    Raises:
        Refusal: 4xx, with sentences by field.
    """
    data = require_valid(form)
    technique = chosen(data["technique"], data["own_technique"])
    given = {step.id: data.get(field_name(data["technique"], step.id)) for step in technique.steps} if technique else {}
    hours = {step: count for step, count in given.items() if count is not None}
    return {**{name: data[name] for name in form.base_fields}, "hours": hours}
