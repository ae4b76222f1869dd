"""Writing ideas."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from peer_idea_board import events
from peer_idea_board.forms import FormRequest, IdeaForm, IdeaRequest, StructuredForm
from peer_idea_board.handlers.base import LearnerBase
from peer_idea_board.models import Idea, State
from peer_idea_board.pages.giving import feedback_form
from peer_idea_board.pages.home import home_html
from peer_idea_board.pages.idea_page import idea_html
from peer_idea_board.pages.writing import idea_form, may_revise, writing_html
from peer_idea_board.phases import Phase
from peer_idea_board.selectors.ideas import idea_of
from peer_idea_board.services.post_idea import IdeaText, post_idea
from peer_idea_board.services.revise_idea import revise_idea
from peer_idea_board.services.save_draft import save_draft
from peer_idea_board.services.withdraw_idea import withdraw_idea

_DRAFT = re.compile(r"(idea)|(revision|feedback):([1-9][0-9]{0,17})")


class IdeaHandlers(LearnerBase):
    """Drafts, ideas, changes, and taking them back."""

    @handler(Audience.LEARNER, "GET")
    def show_form(self, call: Call) -> dict[str, Any]:
        """The form of a new idea, or, with ?idea=, of a change of one."""
        idea_id, scene = self._values(call, FormRequest)["idea"], self._scene(call)
        idea = idea_of(scene.viewer, idea_id) if idea_id else None
        return {"html": writing_html(scene, idea), "region": "main"}

    @handler(Audience.LEARNER, "POST")
    def save_draft(self, call: Call) -> dict[str, Any]:
        """Keep a form on its way. Answers with the draft's new version."""
        self._require_current(call)
        name = str(call.values.get("form", ""))
        form = self._draft_form(call, name)
        require_valid(form)
        version = save_draft(self.actor(call), name, form.draft(), call.version)
        self._wrote(call, credit=False)
        return {"version": version, "announce": _("Saved. You can go on later.")}

    @handler(Audience.LEARNER, "POST")
    def post_idea(self, call: Call) -> dict[str, Any]:
        """Put an idea on the board."""
        self._require_open(Phase.POST)
        self._require_current(call)
        form = idea_form(self._scene(call), data=as_form_data(call.values))
        require_valid(form)
        text = _text(form)
        idea = post_idea(self.actor(call), self.rules, text)
        self._wrote(call)
        if idea:
            self._report(
                events.IDEA_POSTED,
                idea=idea.pk,
                parts=len(text.content),
                characters=sum(map(len, text.content.values())),
                pending=idea.state == State.PENDING,
            )
        notice = _("Your idea is on the board.")
        if self.rules.pre_approval:
            notice = _("Your idea is stored. The course team looks at it first; others see it after that.")
        return {"html": home_html(self._scene(call), notice, sort="mine"), "region": "main", "announce": notice}

    @handler(Audience.LEARNER, "POST")
    def revise_idea(self, call: Call) -> dict[str, Any]:
        """Change an idea; the version before stays readable."""
        self._require_current(call)
        scene = self._scene(call)
        idea = self._own(scene, call)
        form = idea_form(scene, idea, data=as_form_data(call.values))
        values = require_valid(form)
        changed = revise_idea(
            self.actor(call),
            self.rules,
            idea.pk,
            _text(form, idea),
            values["note"],
            revision=values["revision"],
        )
        self._wrote(call)
        if changed:
            self._report(events.IDEA_REVISED, idea=idea.pk, revision=changed.revision)
        notice = _("Your change is stored.")
        return {"html": idea_html(self._scene(call), idea.pk, notice), "region": "main", "announce": notice}

    @handler(Audience.LEARNER, "POST")
    def withdraw_idea(self, call: Call) -> dict[str, Any]:
        """Take an idea back."""
        idea_id = self._values(call, IdeaRequest)["idea"]
        idea = withdraw_idea(self.actor(call), idea_id)
        self._wrote(call)
        if idea:
            self._report(events.IDEA_WITHDRAWN, idea=idea.pk)
        notice = _("You have taken your idea back. Nobody else sees it any more.")
        return {"html": home_html(self._scene(call), notice), "region": "main", "announce": notice}

    def _own(self, scene: Any, call: Call) -> Idea:
        """Return the idea that a change is of.

        Raises:
            Refusal: 404, 403.
        """
        data = {name: value for name, value in call.values.items() if name == "idea"}
        form = IdeaRequest(data=as_form_data(data))
        idea = idea_of(scene.viewer, require_valid(form)["idea"])
        if not may_revise(scene, idea):
            raise Refusal(403, _("You cannot change this one now."))
        return idea

    def _draft_form(self, call: Call, name: str) -> StructuredForm:
        """Return the form that a draft is of, with what was sent.

        Raises:
            Refusal: 400, there is no such form; 404 or 403, not for this person.
        """
        kind, data, scene = _DRAFT.fullmatch(name), as_form_data(call.values), self._scene(call)
        if kind is None:
            raise Refusal(400, _("This page is out of date or was sent to the wrong place. Please reload it."))
        if kind[1]:
            self._require_open(Phase.POST)
            return idea_form(scene, partial=True, data=data)
        idea = idea_of(scene.viewer, int(kind[3]))
        if kind[2] == "revision":
            if not may_revise(scene, idea):
                raise Refusal(403, _("You cannot change this one now."))
            return idea_form(scene, idea, partial=True, data=data)
        self._require_open(Phase.FEEDBACK)
        return feedback_form(scene, idea, partial=True, data=data)


def _text(form: IdeaForm, before: Idea | None = None) -> IdeaText:
    values = form.cleaned_data
    # Where the author does not ask any more, what was agreed to stays agreed to.
    agreed = values.get("may_be_reused", bool(before and before.may_be_reused))
    return IdeaText(
        title=values["title"],
        content=form.content(),
        link=values["link"],
        tags=tuple(form.split_tags(values["tags"])),
        may_be_reused=agreed,
    )
