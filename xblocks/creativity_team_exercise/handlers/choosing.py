"""Choosing among entries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.gate import Audience
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from creativity_team_exercise import events
from creativity_team_exercise.handlers.base import LearnerBase
from creativity_team_exercise.pages.choosing import choosing_form
from creativity_team_exercise.pages.material import asked_step, options_of
from creativity_team_exercise.services.choose import Chosen, choose
from creativity_team_exercise.techniques import CHOICE_KINDS


class ChoosingHandlers(LearnerBase):
    """Ratings, ranks and dots."""

    @handler(Audience.LEARNER, "POST")
    def choose_entries(self, call: Call) -> dict[str, Any]:
        """Rate, rank or give dots, in place of what one chose in this step before."""
        scene = self._scene(call)
        step = asked_step(scene, call.values.get("step"), CHOICE_KINDS)
        form = choosing_form(scene, step, options_of(scene, step), data=as_form_data(call.values))
        require_valid(form)
        number = choose(self.actor(call), step.id, [Chosen(*one) for one in form.given()])
        self._wrote(call)
        if number is not None:
            index = scene.plan.technique.index(step.id)
            self._report(events.CHOICE_MADE, team=scene.team.pk, step=index, entries=number)
        after = self._scene(call)
        if after.has_ended(step) and after.team.is_alone:
            return self._home(call, _("Your choice is stored. The step has ended."))
        if after.has_ended(step):
            return self._home(call, _("Your choice is stored. The step has ended: see what your team chose."))
        return self._home(call, _("Your choice is stored. You can change it until the step ends."))
