"""Handing in entries, and being done."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from creativity_team_exercise import events
from creativity_team_exercise.forms import DraftRequest, EntriesForm, ReportForm, StageRequest
from creativity_team_exercise.forms.together import CombineForm, ResultForm
from creativity_team_exercise.forms.writing import JOIN, JoinForm
from creativity_team_exercise.handlers.base import LearnerBase
from creativity_team_exercise.pages.joining import join_form
from creativity_team_exercise.pages.material import asked_step
from creativity_team_exercise.pages.result import result_form
from creativity_team_exercise.pages.together import combine_form
from creativity_team_exercise.services.finish import finish
from creativity_team_exercise.services.hand_in import EntryText, hand_in
from creativity_team_exercise.services.report_entry import report_entry
from creativity_team_exercise.services.save_draft import discard_draft, save_draft
from creativity_team_exercise.techniques import ENTRY_KINDS, Kind

_TEAM, _STEP = r"[1-9][0-9]{0,17}", r"[a-z0-9_]{1,64}"
_DRAFT = re.compile(rf"write:{_TEAM}:(?P<write>{_STEP}):[0-9]{{1,4}}|result:{_TEAM}:(?P<result>{_STEP})")


class WritingHandlers(LearnerBase):
    """Drafts, entries, and "I am done"."""

    @handler(Audience.LEARNER, "POST")
    def save_draft(self, call: Call) -> dict[str, Any]:
        """Keep a form on its way. Answers with the draft's new version."""
        name = str(call.values.get("form", ""))
        form = self._draft_form(call, name)
        require_valid(form)
        version = save_draft(self.actor(call), name, form.draft(), call.version)
        self._wrote(call, credit=False)
        return {"version": version, "announce": _("Saved. You can go on later.")}

    @handler(Audience.LEARNER, "POST")
    def drop_draft(self, call: Call) -> dict[str, Any]:
        """Throw away what one was writing when a step ended."""
        name = self._values(call, DraftRequest)["form"]
        discard_draft(self.actor(call), name)
        self._wrote(call, credit=False)
        return self._home(call, _("Thrown away."))

    @handler(Audience.LEARNER, "POST")
    def hand_in(self, call: Call) -> dict[str, Any]:
        """Hand in entries, in the stage that is open, or late."""
        form = EntriesForm(data=as_form_data(call.values))
        values = require_valid(form)
        texts = [EntryText(*one) for one in form.written()]
        entries = hand_in(self.actor(call), values["step"], values["round"], texts)
        self._wrote(call)
        if entries is None:
            return self._home(call)
        self._report(
            events.ENTRIES_HANDED_IN,
            team=entries[0].team_id,
            step=entries[0].step,
            round=entries[0].round,
            entries=len(entries),
            built=sum(one.parent_id is not None for one in entries),
        )
        sentence = ngettext("Handed in: %(count)d entry.", "Handed in: %(count)d entries.", len(entries))
        told = [sentence % {"count": len(entries)}, "" if entries[0].is_late else self._gone_on(call, values)]
        return self._home(call, " ".join(filter(None, told)))

    @handler(Audience.LEARNER, "POST")
    def finish_stage(self, call: Call) -> dict[str, Any]:
        """Be done with the stage that is open."""
        values, scene = self._values(call, StageRequest), self._scene(call)
        has_ended = finish(self.actor(call), values["step"], values["round"])
        self._wrote(call)
        if has_ended is None:
            return self._home(call)
        step = scene.plan.technique.index(values["step"])
        self._report(events.STAGE_FINISHED, team=scene.team.pk, step=step, round=values["round"])
        told = self._gone_on(call, values) if has_ended else _("You are done with this step.")
        return self._home(call, told)

    @handler(Audience.LEARNER, "POST")
    def report_entry(self, call: Call) -> dict[str, Any]:
        """Tell the course team that an entry is out of place."""
        values = self._values(call, ReportForm)
        report = report_entry(self.actor(call), values["entry"], values["text"])
        self._wrote(call, credit=False)
        if report:
            self._report(events.ENTRY_REPORTED, team=report.entry.team_id, entry=report.entry_id)
        return self._home(call, _("Thank you. The course team looks at it; nobody else is told."))

    def _gone_on(self, call: Call, asked: dict[str, Any]) -> str:
        """Say that the stage has ended for which something was sent; "" if not, or where the end speaks for itself."""
        session = self._scene(call).session
        if session.is_over or (session.current.id, session.round) == (asked["step"], asked["round"]):
            return ""
        return _("The next round is open.") if session.current.id == asked["step"] else _("The next step is open.")

    def _draft_form(self, call: Call, name: str) -> JoinForm | EntriesForm | CombineForm | ResultForm:
        """Return the form that a draft is of, with what was sent.

        Raises:
            Refusal: 400, there is no such form; 409 or 404, not for this person.
        """
        scene, data = self._scene(call), as_form_data(call.values)
        if name == JOIN:
            return join_form(scene, partial=True, data=data)
        of = _DRAFT.fullmatch(name)
        if of is None:
            raise Refusal(400, _("This page is out of date or was sent to the wrong place. Please reload it."))
        if of["result"]:
            return result_form(scene, asked_step(scene, of["result"], (Kind.RESULT,)), partial=True, data=data)
        step = asked_step(scene, of["write"], ENTRY_KINDS)
        if step.kind == Kind.COMBINE:
            return combine_form(scene, step, partial=True, data=data)
        return EntriesForm(partial=True, data=data)
