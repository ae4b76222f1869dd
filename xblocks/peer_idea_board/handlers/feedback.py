"""Giving feedback, and answering it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.gate import Audience
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from peer_idea_board import events
from peer_idea_board.forms import AnswerForm, IdeaRequest, TurnRequest
from peer_idea_board.handlers.base import LearnerBase
from peer_idea_board.pages.giving import feedback_form, given_html, giving_html, nothing_html
from peer_idea_board.pages.home import home_html
from peer_idea_board.pages.talk import one_feedback_html
from peer_idea_board.phases import Phase
from peer_idea_board.selectors.ideas import idea_of
from peer_idea_board.selectors.standing import open_turn
from peer_idea_board.services.answer_feedback import answer_feedback
from peer_idea_board.services.give_feedback import FeedbackText, give_feedback
from peer_idea_board.services.take_turn import skip_turn, take_turn


class FeedbackHandlers(LearnerBase):
    """The queue and what is given from it."""

    @handler(Audience.LEARNER, "POST")
    def take_turn(self, call: Call) -> dict[str, Any]:
        """Hand out the next idea, or one of the learner's own choice."""
        self._require_open(Phase.FEEDBACK)
        idea_id = self._values(call, TurnRequest)["idea"]
        held = open_turn(self.viewer(call.participant))
        turn = take_turn(self.actor(call), self.rules, idea_id)
        self._wrote(call)
        if turn is None:
            return {"html": nothing_html(self._scene(call)), "region": "main"}
        if held is None or held.pk != turn.pk:
            self._report(events.TURN_TAKEN, idea=turn.idea_id, feedback_so_far=turn.idea.feedback_count)
        return {"html": giving_html(self._scene(call), turn), "region": "main"}

    @handler(Audience.LEARNER, "POST")
    def skip_turn(self, call: Call) -> dict[str, Any]:
        """Give a turn back: “not this one”. The idea goes to somebody else."""
        idea_id = self._values(call, IdeaRequest)["idea"]
        skip_turn(self.actor(call), idea_id)
        self._wrote(call)
        self._report(events.TURN_SKIPPED, idea=idea_id)
        notice = _("Somebody else gets that one. You can take the next.")
        return {"html": home_html(self._scene(call), notice), "region": "main", "announce": notice}

    @handler(Audience.LEARNER, "POST")
    def give_feedback(self, call: Call) -> dict[str, Any]:
        """Give the feedback; then the others' can be read."""
        self._require_open(Phase.FEEDBACK)
        self._require_current(call)
        scene = self._scene(call)
        which = {name: value for name, value in call.values.items() if name == "idea"}
        idea = idea_of(scene.viewer, require_valid(IdeaRequest(data=as_form_data(which)))["idea"])
        form = feedback_form(scene, idea, data=as_form_data(call.values))
        values = require_valid(form)
        text = FeedbackText(form.ratings(), values["works"], values["next_step"], values["part"])
        feedback = give_feedback(self.actor(call), self.rules, idea.pk, text)
        self._wrote(call)
        if feedback:
            self._report(
                events.FEEDBACK_GIVEN,
                idea=idea.pk,
                feedback=feedback.pk,
                revision=feedback.revision,
                characters=len(text.works) + len(text.next_step),
            )
        announce = _("Thank you. Your feedback is stored.")
        return {"html": given_html(self._scene(call), idea.pk), "region": "main", "announce": announce}

    @handler(Audience.LEARNER, "POST")
    def answer_feedback(self, call: Call) -> dict[str, Any]:
        """Say whether a feedback on one's own idea helped, and answer it."""
        values = self._values(call, AnswerForm)
        feedback = answer_feedback(
            self.actor(call),
            values["feedback"],
            is_helpful=values["is_helpful"],
            reply=values["reply"],
        )
        self._wrote(call)
        self._report(
            events.FEEDBACK_ANSWERED,
            idea=feedback.idea_id,
            feedback=feedback.pk,
            helpful=feedback.is_helpful,
            replied=bool(feedback.reply),
        )
        return {
            "html": one_feedback_html(self._scene(call), feedback),
            "region": f"feedback-{feedback.pk}",
            "announce": _("Your answer is stored."),
        }
