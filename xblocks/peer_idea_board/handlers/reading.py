"""Looking at the board."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc import digest
from bizmooc.hosting.gate import Audience
from bizmooc.lifecycle import erasure
from bizmooc.refusal import Refusal
from bizmooc.web.handlers import Call, handler
from peer_idea_board import events
from peer_idea_board.forms import AlikeForm, IdeaRequest, ListRequest, MailForm, NoValues, PageRequest, SearchForm
from peer_idea_board.handlers.base import LearnerBase
from peer_idea_board.pages.cards import list_html, search_html
from peer_idea_board.pages.home import home_html
from peer_idea_board.pages.idea_page import idea_html
from peer_idea_board.pages.talk import comments_html, feedback_html
from peer_idea_board.pages.writing import alike_html
from peer_idea_board.selectors.ideas import idea_of
from peer_idea_board.services.join import visit
from peer_idea_board.services.report import mark_told


class ReadingHandlers(LearnerBase):
    """Pages and lists; what one looks at, and whether one hears of it by mail."""

    @handler(Audience.LEARNER, "GET")
    def show_board(self, call: Call) -> dict[str, Any]:
        """The board: ?sort=."""
        values = self._values(call, ListRequest)
        return {"html": home_html(self._scene(call), sort=values["sort"]), "region": "main"}

    @handler(Audience.LEARNER, "GET")
    def list_ideas(self, call: Call) -> dict[str, Any]:
        """A page of a list: ?sort=, tag=, after=."""
        values = self._values(call, ListRequest)
        html = list_html(self._scene(call), values["sort"], values["tag"], values["after"])
        return {"html": html, "region": "list", "announce": _("The list has changed.")}

    @handler(Audience.LEARNER, "GET")
    def show_idea(self, call: Call) -> dict[str, Any]:
        """One idea: ?idea=."""
        return {"html": idea_html(self._scene(call), self._values(call, IdeaRequest)["idea"]), "region": "main"}

    @handler(Audience.LEARNER, "GET")
    def list_feedback(self, call: Call) -> dict[str, Any]:
        """Feedback on an idea: ?idea=, after=."""
        values, scene = self._values(call, PageRequest), self._scene(call)
        html = feedback_html(scene, idea_of(scene.viewer, values["idea"]), values["after"] or 0)
        return {"html": html, "region": "feedback"}

    @handler(Audience.LEARNER, "GET")
    def list_comments(self, call: Call) -> dict[str, Any]:
        """Comments on an idea: ?idea=, after= (the ones before that one)."""
        values, scene = self._values(call, PageRequest), self._scene(call)
        html = comments_html(scene, idea_of(scene.viewer, values["idea"]), values["after"])
        return {"html": html, "region": "comments"}

    @handler(Audience.LEARNER, "POST")
    def search_ideas(self, call: Call) -> dict[str, Any]:
        """Ideas with some words. A POST, since the words are the learner's."""
        values = self._values(call, SearchForm)
        return {"html": search_html(self._scene(call), values["text"], values["after"]), "region": "list"}

    @handler(Audience.LEARNER, "POST")
    def find_alike(self, call: Call) -> dict[str, Any]:
        """Ideas that sound like one that is being written."""
        values = self._values(call, AlikeForm)
        return {"html": alike_html(self._scene(call), values["title"], values["text"], values["idea"])}

    @handler(Audience.LEARNER, "POST")
    def mark_seen(self, call: Call) -> dict[str, Any]:
        """The board is in view. Answers with it on the first visit, which is when the author's examples go on it."""
        self._values(call, NoValues)
        actor = self.actor(call)
        is_first = visit(actor, self.rules)
        self._wrote(call)
        if is_first:
            self._report(events.BOARD_SEEN)
            return {"html": home_html(self._scene(call)), "region": "main"}
        mark_told(actor)
        return {}

    @handler(Audience.LEARNER, "POST")
    def set_mail(self, call: Call) -> dict[str, Any]:
        """Whether to hear by mail what is new."""
        wanted = self._values(call, MailForm)["wanted"]
        digest.set_wants_mail(call.place.course_key, call.participant.anonymous_id, wanted=wanted)
        self._wrote(call, credit=False)
        return {"announce": _("Saved. You get mail from this course.") if wanted else _("Saved. You get no more mail.")}

    @handler(Audience.LEARNER, "POST")
    def erase_trial(self, call: Call) -> dict[str, Any]:
        """A course team member takes back what they tried out."""
        self._values(call, NoValues)
        if not call.participant.is_course_team:
            raise Refusal(403, _("What you wrote stays yours: you can change your ideas, or take them back."))
        erasure.reset(self.scope_ids.block_type, call.place.usage_key, call.participant.anonymous_id)
        self._report(events.TRIAL_ERASED)
        return {"html": home_html(self._scene(call), _("Your trial is erased.")), "region": "main"}
