"""What the course team can ask of the block beside its figures; every act is written into the access log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc.background.schedule import done_at_once, schedule
from bizmooc.hosting import audit
from bizmooc.hosting.gate import Audience
from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.models import BackgroundTask
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from bizmooc.writes import write_once
from competence_self_assessment.services.remind import remind
from competence_self_assessment.services.reopen import reopen
from competence_self_assessment.staff import BLOCK_TYPE, EXPORT, pages, roster
from competence_self_assessment.staff.exports import STREAMED_ROWS, Export
from competence_self_assessment.staff.forms import LearnerForm, LetterForm, NamesForm, NoForm


class CourseTeamHandlers:
    """Who has not started, reminders, exports, reopening."""

    @handler(Audience.STAFF, "GET")
    def show_not_started(self, call: Call) -> dict[str, Any]:
        """How many have not started. No names."""
        return {"html": pages.not_started_html(self, call.place)}

    @handler(Audience.STAFF, "POST")
    def list_not_started(self, call: Call) -> dict[str, Any]:
        """A page of names."""
        after = require_valid(NamesForm(as_form_data(call.values)))["after"] or 0
        page = roster.names(call.place, _course(call.place), after=after, limit=pages.NAMES)
        _record(call, "list_not_started", len(page.people))
        return {"html": pages.names_html(call.place, page)}

    @handler(Audience.STAFF, "POST")
    def remind_learners(self, call: Call) -> dict[str, Any]:
        """Send a message to everybody who has not started."""
        letter = require_valid(LetterForm(as_form_data(call.values)))
        window = self.window()
        if not window.is_open:
            raise Refusal(409, window.sentence())
        counted = roster.count(call.place, _course(call.place), pages=1)
        if counted.is_all and not counted.people:
            raise Refusal(409, _("Everybody has started: there is nobody to remind."))
        remind(call.write_key, subject=letter["subject"], text=letter["text"])
        _record(call, "remind_learners", counted.people)
        return {"html": pages.not_started_html(self, call.place), "announce": _("The reminder is on its way.")}

    @handler(Audience.STAFF, "GET")
    def show_exports(self, call: Call) -> dict[str, Any]:
        """What can be taken out, and what is ready."""
        return {"html": pages.exports_html(self, call.place)}

    @handler(Audience.STAFF, "POST")
    def prepare_export(self, call: Call) -> dict[str, Any]:
        """Make rounds and codebook ready: at once, or in the background if they are many."""
        require_valid(NoForm(as_form_data(call.values)))
        export = Export(call.place, self.threshold)
        if not export.people:
            raise Refusal(409, _("There is nothing to take out yet: too few people are part of the figures."))
        write_once(call.write_key, lambda: _prepare(export))
        _record(call, "prepare_export", export.people)
        return {"html": pages.exports_html(self, call.place), "announce": _("The export is being prepared.")}

    @handler(Audience.STAFF, "GET")
    def show_reopening(self, call: Call) -> dict[str, Any]:
        """The form that names a learner."""
        self._require_reopening()
        return {"html": pages.reopening_html(call.place)}

    @handler(Audience.STAFF, "POST")
    def reopen_round(self, call: Call) -> dict[str, Any]:
        """Let a learner answer again; until they hand in, what they handed in counts."""
        self._require_reopening()
        name = require_valid(LearnerForm(as_form_data(call.values)))["learner"]
        # Nobody's id is "": who is unknown here and who has not handed in get the same answer.
        is_new = reopen(call.place, platform().anonymous_id_of(name, _course(call.place)) or "")
        _record(call, "reopen_round", 1)
        sentence = _("Reopened. The learner finds their answers filled in and can change and hand them in again.")
        window = self.window()
        if not is_new:
            sentence = _("It is open for this learner already.")
        elif not window.is_open:
            sentence = f"{sentence} {window.sentence()}"
        return {"html": pages.reopening_html(call.place, sentence), "announce": sentence}

    def _require_reopening(self) -> None:
        if not self.allow_reopening:
            raise Refusal(403, _("The author of this self-assessment does not let rounds be reopened."))


def _course(place: Place) -> CourseKey:
    if place.course is None:
        raise Refusal(409, _("This host has no list of learners."))
    return place.course


def _record(call: Call, act: str, people: int) -> None:
    audit.record(call.place, call.participant, act, request_key=call.key, people=people)


def _prepare(export: Export) -> BackgroundTask:
    parameters = {"threshold": export.threshold}
    if export.people <= STREAMED_ROWS:
        return done_at_once(export.place, BLOCK_TYPE, EXPORT, parameters)
    if platform().report_storage() is None:
        raise Refusal(409, _("This host has no place for files that only some may read."))
    return schedule(export.place, BLOCK_TYPE, EXPORT, parameters, makes_file=True)
