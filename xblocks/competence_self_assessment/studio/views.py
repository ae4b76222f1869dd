"""The author's views and the one handler that saves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from xblock.validation import ValidationMessage

from bizmooc.hosting.gate import Audience
from bizmooc.hosting.participant import Place
from bizmooc.texts import text_in
from bizmooc.web.forms import as_form_data
from bizmooc.web.fragments import fragment, never_raise
from bizmooc.web.handlers import Call, handler
from bizmooc.web.render import render
from competence_self_assessment.pages import questions, round_form
from competence_self_assessment.studio.changes import Answers, is_json
from competence_self_assessment.studio.editor import editor_page, script_texts
from competence_self_assessment.studio.hints import problems_of
from competence_self_assessment.studio.settings import SettingsForm, require_settings

# Studio only: none of these is on a learner's page.
_SCRIPTS = ("framework", "controls", "outline", "asking", "pointers", "start")


class StudioViews:
    """The author's side of the block."""

    @never_raise
    def studio_view(self, context: Any = None) -> Fragment:
        """The editor. Its state stays in the page; one handler saves."""
        initial = {name: getattr(self, name) for name in SettingsForm.base_fields}
        place = Place.of(self)
        form = SettingsForm(initial=initial, course=place.course, auto_id=f"{place.html_id}-edit-%s")
        html = render("competence_self_assessment/studio.html", editor_page(self, form))
        args = {"texts": script_texts()}
        result = fragment(self, html, "CompetenceSelfAssessmentEditor", args, studio=True)
        result.add_css_url(self.runtime.local_resource_url(self, "public/editor/editor.css"))
        for name in _SCRIPTS:
            result.add_javascript_url(self.runtime.local_resource_url(self, f"public/editor/{name}.js"))
        return result

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
        from_page = is_json(call.values.get("own_framework", ""))
        answered = self.framework_or_problem()[0] if from_page and Answers.at(call.place) else None
        form = SettingsForm(data=as_form_data(call.values), course=call.place.course, answered=answered)
        for name, value in require_settings(form).items():
            # A series is kept though it be the default: the author has seen it. (XBlock drops what was read before.)
            if name == "series" or getattr(self, name) != value:
                setattr(self, name, value)
        self.fields["olx_problems"].delete_from(self)
        return {"announce": _("Saved.")}

    def validate(self) -> Any:
        """Say on the unit page what keeps the block from working."""
        validation = super().validate()
        for kind, text in problems_of(self):
            validation.add(ValidationMessage(kind, text))
        return validation

    def is_set(self, field: str) -> bool:
        """Tell whether an author has set a field."""
        return self.fields[field].is_set_on(self)
