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
from peer_idea_board.studio.author import author_page
from peer_idea_board.studio.editor import editor_page, script_texts
from peer_idea_board.studio.hints import problems_of
from peer_idea_board.studio.settings import SettingsForm, initial_of, require_settings

# Studio only: none of these is on a learner's page.
_SCRIPTS = ("rows", "table", "start")


class StudioViews:
    """The author's side of the block."""

    @never_raise
    def studio_view(self, context: Any = None) -> Fragment:
        """The editor. Its state stays in the page; one handler saves."""
        place = Place.of(self)
        form = SettingsForm(initial=initial_of(self), course=place.course, auto_id=f"{place.html_id}-edit-%s")
        html = render("peer_idea_board/studio.html", editor_page(self, form))
        result = fragment(self, html, "PeerIdeaBoardEditor", {"texts": script_texts()}, studio=True)
        result.add_css_url(self.runtime.local_resource_url(self, "public/editor/editor.css"))
        for name in _SCRIPTS:
            result.add_javascript_url(self.runtime.local_resource_url(self, f"public/editor/{name}.js"))
        return result

    @never_raise
    def author_view(self, context: Any = None) -> Fragment:
        """The unit page in Studio: what learners are asked for, without storing anything."""
        html = render("peer_idea_board/author.html", author_page(self))
        return fragment(self, html, "PeerIdeaBoardBlock", {"texts": {}})

    @handler(Audience.AUTHOR, "POST")
    def save_settings(self, call: Call) -> dict[str, Any]:
        """Check and take over all settings at once."""
        form = SettingsForm(data=as_form_data(call.values), course=call.place.course, block=self)
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
