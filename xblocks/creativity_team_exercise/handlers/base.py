"""What the handlers of the learner's page share."""

from __future__ import annotations

from typing import Any

from django import forms

from bizmooc.events import publish
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call
from creativity_team_exercise import events, standing
from creativity_team_exercise.pages.home import home_html
from creativity_team_exercise.pages.shared import Scene


class LearnerBase:
    """Answers, events and credit; mixed into a block."""

    def _scene(self, call: Call) -> Scene:
        return Scene(self, call.participant)

    def _values(self, call: Call, form: type[forms.Form], **options: Any) -> dict[str, Any]:
        return require_valid(form(data=as_form_data(call.values), **options))

    def _report(self, name: str, **values: str | int | bool) -> None:
        publish(self, name, events.payload(name, self, **values))

    def _home(self, call: Call, notice: str = "") -> dict[str, Any]:
        """Return the answer that shows where the person is now; ``notice``: what has just been done."""
        answer = {"html": home_html(self._scene(call), notice), "region": "main"}
        return {**answer, "announce": notice} if notice else answer

    def _wrote(self, call: Call, *, credit: bool = True) -> None:
        """After the first write, leave a mark that lets the platform find the learner; give credit for own acts."""
        if not self.has_rows:
            self.has_rows = True
        if credit:
            self._credit(standing.standing(self.viewer(call.participant)))

    def _credit(self, progress: standing.Standing) -> None:
        """Completion and points by what somebody has done themselves; neither ever falls through what others do."""
        share, points = max(progress.share, self.credited_share), self.max_score()
        if (share, points) == (self.credited_share, self.credited_points):
            return
        if share != self.credited_share:
            publish(self, "completion", {"completion": share})
        # Points that are not given any more are taken back: else those who came early would be better off.
        if points or self.credited_points:
            publish(self, "grade", {"value": points * share, "max_value": points})
        self.credited_share, self.credited_points = share, points
