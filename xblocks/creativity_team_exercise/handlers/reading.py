"""Looking at the exercise."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc import digest
from bizmooc.hosting.gate import Audience
from bizmooc.lifecycle import erasure
from bizmooc.refusal import Refusal
from bizmooc.web.handlers import Call, handler
from creativity_team_exercise import events
from creativity_team_exercise.forms import MailForm, NoValues, SeenForm, StepRequest
from creativity_team_exercise.handlers.base import LearnerBase
from creativity_team_exercise.pages.home import home_html, step_html
from creativity_team_exercise.services.come import come


class ReadingHandlers(LearnerBase):
    """Pages; that one has come; and whether one hears of it by mail."""

    @handler(Audience.LEARNER, "GET")
    def show_exercise(self, call: Call) -> dict[str, Any]:
        """Where the person is now."""
        self._values(call, NoValues)
        return {"html": home_html(self._scene(call)), "region": "main"}

    @handler(Audience.LEARNER, "GET")
    def show_step(self, call: Call) -> dict[str, Any]:
        """A step that has ended: ?step=."""
        values = self._values(call, StepRequest)
        return {"html": step_html(self._scene(call), values["step"]), "region": "main"}

    @handler(Audience.LEARNER, "POST")
    def mark_seen(self, call: Call) -> dict[str, Any]:
        """The page is in view: its person is here. Answers with it where another stage is open now than it shows."""
        shown = self._values(call, SeenForm)["stage"]
        seen = come(self.actor(call), self.rules)
        if seen is None:
            return {}
        self._wrote(call)
        if seen.is_new:
            self._report(events.STAGE_SEEN, team=seen.team.pk, step=seen.step, round=seen.round)
        scene = self._scene(call)
        if scene.stage_key == shown:
            return {"change": scene.team.change}
        return {"html": home_html(scene), "region": "main"}

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
            raise Refusal(403, _("What you wrote is part of your team’s work and stays there."))
        erasure.reset(self.scope_ids.block_type, call.place.usage_key, call.participant.anonymous_id)
        self._report(events.TRIAL_ERASED)
        return self._home(call, _("Your trial is erased."))
