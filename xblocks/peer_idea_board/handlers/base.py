"""What the handlers of the learner's page share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bizmooc.events import publish
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call
from peer_idea_board import events
from peer_idea_board.pages.shared import Scene
from peer_idea_board.phases import Phase
from peer_idea_board.selectors import standing


class LearnerBase:
    """Answers, events and credit; mixed into a block."""

    def _scene(self, call: Call) -> Scene:
        return Scene(self, call.participant)

    def _values(self, call: Call, form: type[forms.Form], **options: Any) -> dict[str, Any]:
        return require_valid(form(data=as_form_data(call.values), **options))

    def _report(self, name: str, **values: str | int | bool) -> None:
        publish(self, name, events.payload(name, self, **values))

    def _require_open(self, phase: Phase) -> None:
        """Let something be done while its phase is open.

        Raises:
            Refusal: 409, with since or until when it is closed.
        """
        window = self.phase(phase)
        if not window.is_open:
            raise Refusal(409, window.sentence())

    def _require_current(self, call: Call) -> None:
        """Let nothing be stored under questions that its author did not read.

        Raises:
            Refusal: 409.
        """
        if call.values.get("structure") != self.rules.structure.digest:
            sentence = _("The questions have changed since you opened this page. Please reload it; your draft is kept.")
            raise Refusal(409, sentence)

    def _wrote(self, call: Call, *, credit: bool = True) -> None:
        """After the first write, leave a mark that lets the platform find the learner; give credit for own acts."""
        if not self.has_rows:
            self.has_rows = True
        if credit:
            self._credit(standing.progress(self.viewer(call.participant), self.rules))

    def _credit(self, progress: standing.Progress) -> None:
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
