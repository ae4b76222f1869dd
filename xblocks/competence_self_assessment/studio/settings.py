"""The block's settings as a form: one definition renders the controls, checks what comes back and words the errors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc.evidence.release import LOWEST_THRESHOLD
from bizmooc.hosting.platform import platform
from bizmooc.refusal import Refusal
from bizmooc.texts import text_in
from bizmooc.web.forms import PlainText, require_valid
from bizmooc.web.moments import Moment
from bizmooc.web.sanitising import clean_html
from competence_self_assessment.frameworks import Framework, FrameworkError, packs, parse, to_yaml
from competence_self_assessment.frameworks.parse import MAX_CHARACTERS
from competence_self_assessment.models import SERIES_LENGTH, Occasion
from competence_self_assessment.studio.changes import is_json, with_new_ids
from competence_self_assessment.studio.pointers import Pointers

OWN_FRAMEWORK = "own"
_DAYS = {"required": False, "max_value": 3650}


class SettingsForm(forms.Form):
    """The block's settings; field names are those of the block's fields.

    Args:
        course: the course the block is in; None where there is none.
        answered: the framework that learners have answered so far, if they have: statements whose words changed
            since get new ids.
    """

    display_name = PlainText(label=gettext_lazy("Title"), max_length=100, rows=1)
    introduction = PlainText(
        label=gettext_lazy("Introduction"),
        help_text=gettext_lazy(
            "Shown above the questions. You may use simple HTML: paragraphs, lists, links, bold. "
            "Left empty, learners read the framework's own description."
        ),
        max_length=5_000,
        required=False,
        rows=5,
    )
    framework = forms.ChoiceField(label=gettext_lazy("Framework"), widget=forms.RadioSelect)
    own_framework = PlainText(
        label=gettext_lazy("Own framework (YAML)"),
        help_text=gettext_lazy(
            "A list of areas, competences and statements as text, for people who know YAML. "
            "Give a changed statement a new id: answers are compared by id and words."
        ),
        max_length=MAX_CHARACTERS,
        required=False,
        rows=16,
    )
    occasion = forms.ChoiceField(
        label=gettext_lazy("When this block asks"),
        choices=[
            (Occasion.PRE.value, gettext_lazy("At the start: how it is now")),
            (
                Occasion.POST.value,
                gettext_lazy("At the end: how it is now, and how the start looks from here"),
            ),
            (
                Occasion.REPEAT.value,
                gettext_lazy("Any number of times: how it is now, beside the learner's earlier rounds"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    series = forms.RegexField(
        label=gettext_lazy("Series"),
        help_text=gettext_lazy(
            "Blocks of this course with the same series belong together: the one at the end is compared with the "
            "one at the start. Small letters, digits, “-” and “_”."
        ),
        regex=r"^[a-z0-9_-]+\Z",
        max_length=SERIES_LENGTH,
        error_messages={"invalid": gettext_lazy("Use small letters, digits, “-” and “_” only.")},
    )
    opens_after_days = forms.IntegerField(
        label=gettext_lazy("Opens, days after the course starts"),
        help_text=gettext_lazy("Empty: open from the beginning."),
        min_value=0,
        **_DAYS,
    )
    closes_after_days = forms.IntegerField(
        label=gettext_lazy("Closes, days after the course starts"),
        help_text=gettext_lazy("Empty: never closes."),
        min_value=1,
        **_DAYS,
    )
    opens_at = Moment(label=gettext_lazy("Opens on a fixed date"), required=False)
    closes_at = Moment(label=gettext_lazy("Closes on a fixed date"), required=False)
    ask_target_group = forms.BooleanField(
        label=gettext_lazy("Ask learners which group they belong to"),
        help_text=gettext_lazy(
            "One more question, which nobody has to answer: business, higher education, or labour force and society."
        ),
        required=False,
    )
    breakdown = forms.ChoiceField(
        label=gettext_lazy("Groups that figures keep apart"),
        help_text=gettext_lazy(
            "Each group appears by itself, and only once enough of its people have answered. People of smaller groups "
            "are counted later, or in totals only: else one could work out what few people answered."
        ),
        choices=[
            ("", gettext_lazy("None: all learners together")),
            ("target_group", gettext_lazy("The group that learners say they belong to")),
            ("cohort", gettext_lazy("The course's cohorts")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Smallest group shown in figures"),
        help_text=gettext_lazy(
            "Figures about other people appear from so many people on, and change in steps of so many."
        ),
        min_value=LOWEST_THRESHOLD,
        max_value=1000,
    )
    participation_points = forms.IntegerField(
        label=gettext_lazy("Points for taking part"),
        help_text=gettext_lazy("0: not graded. Points are for handing in, whatever the answers."),
        min_value=0,
        max_value=100,
    )
    allow_reopening = forms.BooleanField(
        label=gettext_lazy("The course team may let a learner answer again"),
        help_text=gettext_lazy("The new answers take the place of those before in figures and comparisons."),
        required=False,
    )
    pointers = Pointers(label=gettext_lazy("Units for each competence"), required=False)

    def __init__(
        self, *args: Any, course: CourseKey | None = None, answered: Framework | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.course, self.answered = course, answered
        self.framework_error: FrameworkError | None = None
        self.framework_is_json = False
        language = get_language() or "en"
        shipped = [(pack.id, text_in(pack.title, language)) for pack in packs().values()]
        self.fields["framework"].choices = [*shipped, (OWN_FRAMEWORK, _("A framework of our own"))]
        self.fields["pointers"].course = course

    def clean_introduction(self) -> str:
        """Reduce the introduction to safe HTML."""
        return clean_html(self.cleaned_data["introduction"])

    def clean_own_framework(self) -> str:
        """Check the framework, whether it is in use or not: a broken one would be found later, by learners.

        The editor's page sends JSON, which is YAML too; what is kept is YAML that people can read.
        """
        text = self.cleaned_data["own_framework"]
        if not text.strip():
            return text
        self.framework_is_json = is_json(text)
        try:
            framework = parse(text)
        except FrameworkError as error:
            self.framework_error = error
            raise ValidationError([str(problem) for problem in error.problems]) from None
        return to_yaml(with_new_ids(self.answered, framework)) if self.framework_is_json else text

    def clean(self) -> dict[str, Any]:
        """Check what depends on two fields, or on the course."""
        data = super().clean()
        if data.get("framework") == OWN_FRAMEWORK and data.get("own_framework", "broken").strip() == "":
            self.add_error("own_framework", _("Please enter your framework, or choose a shipped one above."))
        if data.get("breakdown") == "target_group" and not data.get("ask_target_group"):
            self.add_error("breakdown", _("Learners have to be asked for their group first: see the question above."))
        self._check_times(data)
        return data

    def _check_times(self, data: dict[str, Any]) -> None:
        for side in ("opens", "closes"):
            if data.get(f"{side}_at") is None:
                continue
            if self.course and platform().is_self_paced(self.course):
                self.add_error(f"{side}_at", SELF_PACED)
            elif data.get(f"{side}_after_days") is not None:
                self.add_error(f"{side}_at", _("Please give either days or a date, not both."))
        for unit in ("after_days", "at"):
            opens, closes = data.get(f"opens_{unit}"), data.get(f"closes_{unit}")
            if opens is not None and closes is not None and closes <= opens:
                self.add_error(f"closes_{unit}", _("The block must close after it opens."))


SELF_PACED = gettext_lazy(
    "This course is self-paced: its learners start at different times, so a fixed date would shut some of them out. "
    "Please leave it empty."
)

# What rows and the clock rest upon. Texts are taken as they are: validate() says what is wrong with them.
_CHECKED_ON_IMPORT = {
    "series",
    "opens_after_days",
    "closes_after_days",
    "opens_at",
    "closes_at",
    "participation_points",
    "threshold",
    "breakdown",
    "pointers",
}


def is_possible(name: str, value: Any) -> bool:
    """Tell whether a setting read from OLX is one that the form would have saved."""
    if name not in _CHECKED_ON_IMPORT:
        return True
    try:
        SettingsForm.base_fields[name].clean(value)
    except ValidationError:
        return False
    return True


def require_settings(form: SettingsForm) -> dict[str, Any]:
    """Return the form's cleaned data.

    Raises:
        Refusal: 4xx; problems inside the framework and among the pointers are told where they are, under names that
            go on with dots: ``own_framework.areas.0.title.en``, ``pointers.planning.0.link``.
    """
    try:
        return require_valid(form)
    except Refusal as refusal:
        raise Refusal(refusal.status, refusal.message, _by_place(form, refusal.fields)) from None


def _by_place(form: SettingsForm, fields: dict[str, list[str]]) -> dict[str, list[str]]:
    found = dict(fields)
    if form.framework_error and form.framework_is_json:
        del found["own_framework"]
        for path, sentences in form.framework_error.by_path().items():
            found[".".join(map(str, ("own_framework", *path)))] = sentences
    problems = form.errors["pointers"].as_data() if "pointers" in form.errors else []
    for problem in problems:
        if place := getattr(problem, "place", None):
            found.pop("pointers", None)
            found.setdefault(".".join(map(str, ("pointers", *place))), []).extend(problem.messages)
    return found
