"""Reading the team's work."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.handlers import Call, handler
from creativity_team_exercise.forms import NoValues
from creativity_team_exercise.forms.together import HistoryRequest
from creativity_team_exercise.handlers.base import LearnerBase
from creativity_team_exercise.pages.material import asked_step
from creativity_team_exercise.pages.result import history_html
from creativity_team_exercise.pages.work import work_html
from creativity_team_exercise.techniques import Kind


class WorkHandlers(LearnerBase):
    """What a team made until now."""

    @handler(Audience.LEARNER, "GET")
    def show_work(self, call: Call) -> dict[str, Any]:
        """All that the person may see of their team's work."""
        self._values(call, NoValues)
        scene = self._scene(call)
        if scene.member is None:
            raise Refusal(409, _("You have not begun this exercise yet. Please reload the page."))
        return {"html": work_html(scene), "region": "main"}

    @handler(Audience.LEARNER, "GET")
    def show_history(self, call: Call) -> dict[str, Any]:
        """Versions of a result: ?step=, before=."""
        values, scene = self._values(call, HistoryRequest), self._scene(call)
        step = asked_step(scene, values["step"], (Kind.RESULT,))
        return {"html": history_html(scene, step, values["before"]), "region": f"history-{step.id}"}
