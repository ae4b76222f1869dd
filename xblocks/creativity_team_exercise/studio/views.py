"""The author's views and the one handler that saves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment
from xblock.validation import ValidationMessage

from bizmooc.hosting.gate import Audience
from bizmooc.hosting.participant import Place
from bizmooc.web.forms import as_form_data
from bizmooc.web.fragments import fragment, never_raise
from bizmooc.web.handlers import Call, handler
from bizmooc.web.render import render
from creativity_team_exercise.studio.author import author_page
from creativity_team_exercise.studio.editor import editor_page, script_texts
from creativity_team_exercise.studio.hints import problems_of
from creativity_team_exercise.studio.settings import SettingsForm, initial_of, require_settings


class StudioViews:
    """The author's side of the block."""

    @never_raise
    def studio_view(self, context: Any = None) -> Fragment:
        """The editor. Its state stays in the page; one handler saves."""
        place = Place.of(self)
        form = SettingsForm(initial=initial_of(self), block=self, auto_id=f"{place.html_id}-edit-%s")
        html = render("creativity_team_exercise/studio.html", editor_page(self, form))
        result = fragment(self, html, "CreativityTeamExerciseEditor", {"texts": script_texts()}, studio=True)
        result.add_css_url(self.runtime.local_resource_url(self, "public/editor/editor.css"))
        result.add_javascript_url(self.runtime.local_resource_url(self, "public/editor/editor.js"))
        return result

    @never_raise
    def author_view(self, context: Any = None) -> Fragment:
        """The unit page in Studio: the settings in words, and each step with sample people; nothing is stored."""
        html = render("creativity_team_exercise/author.html", author_page(self))
        result = fragment(self, html, "CreativityTeamExerciseBlock", {"texts": {}})
        result.add_css_url(self.runtime.local_resource_url(self, "public/editor/editor.css"))
        return result

    @handler(Audience.AUTHOR, "POST")
    def save_settings(self, call: Call) -> dict[str, Any]:
        """Check and take over all settings at once."""
        form = SettingsForm(data=as_form_data(call.values), block=self)
        for name, value in require_settings(form).items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self.fields["olx_problems"].delete_from(self)
        return {"announce": _("Saved.")}

    def validate(self) -> Any:
        """Say on the unit page what keeps the block from working, or will surprise its authors."""
        validation = super().validate()
        for kind, text in problems_of(self):
            validation.add(ValidationMessage(kind, text))
        return validation
