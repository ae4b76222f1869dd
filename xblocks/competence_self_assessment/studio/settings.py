"""What course authors edit, and what they are told about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from xblock.validation import ValidationMessage

from bizmooc.evidence.release import LOWEST_THRESHOLD
from bizmooc.hosting.gate import Audience
from bizmooc.hosting.participant import Place
from bizmooc.web.forms import PlainText, as_form_data, require_valid
from bizmooc.web.fragments import fragment, never_raise
from bizmooc.web.handlers import Call, handler
from bizmooc.web.render import render
from bizmooc.web.sanitising import clean_html
from competence_self_assessment.frameworks import FrameworkError, packs, parse, sources
from competence_self_assessment.frameworks.model import text_in
from competence_self_assessment.frameworks.parse import MAX_CHARACTERS
from competence_self_assessment.models import SERIES_LENGTH, Occasion
from competence_self_assessment.pages import questions, round_form

OWN_FRAMEWORK = "own"


class SettingsForm(forms.Form):
    """The block's settings; field names are those of the block's fields."""

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
    framework = forms.ChoiceField(
        label=gettext_lazy("Framework"),
        help_text=gettext_lazy("What learners rate themselves on."),
    )
    own_framework = PlainText(
        label=gettext_lazy("Own framework (YAML)"),
        help_text=gettext_lazy(
            "Used if “Own framework” is chosen above. A good start is a copy of a shipped one. "
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
        required=False,
        min_value=0,
        max_value=3650,
    )
    closes_after_days = forms.IntegerField(
        label=gettext_lazy("Closes, days after the course starts"),
        help_text=gettext_lazy("Empty: never closes."),
        required=False,
        min_value=1,
        max_value=3650,
    )
    participation_points = forms.IntegerField(
        label=gettext_lazy("Points for taking part"),
        help_text=gettext_lazy("0: not graded. Points are for handing in, whatever the answers."),
        min_value=0,
        max_value=100,
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Smallest group shown in figures"),
        help_text=gettext_lazy("Figures about all learners appear from so many people on."),
        min_value=LOWEST_THRESHOLD,
        max_value=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        shipped = [(pack.id, text_in(pack.title, language)) for pack in packs().values()]
        self.fields["framework"].choices = [*shipped, (OWN_FRAMEWORK, _("Own framework"))]

    def clean_introduction(self) -> str:
        """Reduce the introduction to safe HTML."""
        return clean_html(self.cleaned_data["introduction"])

    def clean_own_framework(self) -> str:
        """Check the framework, whether it is in use or not: a broken one would be found later, by learners."""
        text = self.cleaned_data["own_framework"]
        if text.strip():
            try:
                parse(text)
            except FrameworkError as error:
                raise ValidationError([str(problem) for problem in error.problems]) from None
        return text

    def clean(self) -> dict[str, Any]:
        """Check what depends on two fields."""
        data = super().clean()
        if data.get("framework") == OWN_FRAMEWORK and data.get("own_framework", "broken").strip() == "":
            self.add_error("own_framework", _("Please enter your framework, or choose a shipped one above."))
        opens, closes = data.get("opens_after_days"), data.get("closes_after_days")
        if opens is not None and closes is not None and closes <= opens:
            self.add_error("closes_after_days", _("The block must close after it opens."))
        return data


# What rows and the clock rest upon. Texts are taken as they are: validate() says what is wrong with them.
_CHECKED_ON_IMPORT = {"series", "opens_after_days", "closes_after_days", "participation_points", "threshold"}


def is_possible(name: str, value: Any) -> bool:
    """Tell whether a setting read from OLX is one that the form would have saved."""
    if name not in _CHECKED_ON_IMPORT:
        return True
    try:
        SettingsForm.base_fields[name].clean(value)
    except ValidationError:
        return False
    return True


class StudioViews:
    """The author's side of the block."""

    @never_raise
    def studio_view(self, context: Any = None) -> Fragment:
        """The editor. Its state stays in the page; one handler saves."""
        initial = {name: getattr(self, name) for name in SettingsForm.base_fields}
        form = SettingsForm(initial=initial, auto_id=f"{Place.of(self).html_id}-edit-%s")
        html = render("competence_self_assessment/studio.html", {"form": form, "sources": sources()})
        texts = {
            "notSaved": _("Not saved"),
            "discard": _("Discard your changes?"),
            "replace": _("Replace the framework that is entered here?"),
            "noSource": _("Please choose a shipped framework in the list above first."),
            "failed": _("This did not work. Please try again."),
            "offline": _("No connection. Nothing was saved; please try again."),
        }
        return fragment(self, html, "CompetenceSelfAssessmentEditor", {"texts": texts}, studio=True)

    @never_raise
    def author_view(self, context: Any = None) -> Fragment:
        """The unit page in Studio: the questions as learners see them, without storing anything."""
        framework, problem = self.framework_or_problem()
        view = {
            "block": self,
            "problem": problem,
            "title": framework and text_in(framework.title, self.language()),
            "occasion_label": dict(SettingsForm.base_fields["occasion"].choices).get(self.occasion, self.occasion),
        }
        if framework:
            view |= questions(self, round_form(self, framework))
        html = render("competence_self_assessment/author.html", view)
        return fragment(self, html, "CompetenceSelfAssessmentBlock", {"texts": {}})

    @handler(Audience.AUTHOR, "POST")
    def save_settings(self, call: Call) -> dict[str, Any]:
        """Check and take over all settings at once."""
        form = SettingsForm(data=as_form_data(call.values))
        for name, value in require_valid(form).items():
            # A series is kept though it be the default: the author has seen it. (XBlock drops what was read before.)
            if name == "series" or getattr(self, name) != value:
                setattr(self, name, value)
        self.fields["olx_problems"].delete_from(self)
        return {"announce": _("Saved.")}

    def validate(self) -> Any:
        """Say on the unit page what keeps the block from working."""
        validation = super().validate()
        framework, problem = self.framework_or_problem()
        for text in [problem] if problem else []:
            validation.add(ValidationMessage(ValidationMessage.ERROR, text))
        for text in self.olx_problems or []:
            validation.add(ValidationMessage(ValidationMessage.WARNING, str(text)))
        if not self.is_set("series"):
            text = _("No series is set: this block cannot be compared with the one at the other end of the course.")
            validation.add(ValidationMessage(ValidationMessage.WARNING, text))
        return validation

    def is_set(self, field: str) -> bool:
        """Tell whether an author has set a field."""
        return self.fields[field].is_set_on(self)
