"""Marking, combining, tagging and writing the result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.gate import Audience
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from bizmooc.writes import digest_of
from creativity_team_exercise import events
from creativity_team_exercise.forms.together import PairForm
from creativity_team_exercise.handlers.base import LearnerBase
from creativity_team_exercise.pages.material import asked_step, options_of
from creativity_team_exercise.pages.result import result_form
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.pages.together import combine_form, left_after, tags_form
from creativity_team_exercise.services.hand_in import EntryText, hand_in
from creativity_team_exercise.services.pairs import mark_pair
from creativity_team_exercise.services.save_result import save_result
from creativity_team_exercise.services.tag_entry import tag_entry
from creativity_team_exercise.techniques import Kind, Step


class TogetherHandlers(LearnerBase):
    """What a team works on as one."""

    @handler(Audience.LEARNER, "POST")
    def mark_pair(self, call: Call) -> dict[str, Any]:
        """Mark two values as contradicting each other, or take the mark away. Answers with what remains, in words."""
        scene = self._scene(call)
        step = asked_step(scene, call.values.get("step"), (Kind.PAIRS,))
        values = self._values(call, PairForm)
        wanted = values["wanted"] == "yes"
        changed = mark_pair(self.actor(call), step.id, values["first"], values["second"], wanted)
        self._wrote(call)
        if changed:
            self._report(events.PAIR_MARKED, team=scene.team.pk, step=_index(scene, step), marked=wanted)
        left = left_after(self._scene(call), step)
        done = _("Marked.") if wanted else _("The mark is gone.")
        return {"left": left, "announce": f"{done} {left}"}

    @handler(Audience.LEARNER, "POST")
    def combine_entries(self, call: Call) -> dict[str, Any]:
        """Hand in a combination."""
        scene = self._scene(call)
        step = asked_step(scene, call.values.get("step"), (Kind.COMBINE,))
        form = combine_form(scene, step, data=as_form_data(call.values))
        values = require_valid(form)
        whole = EntryText(values["text"], parts=form.parts())
        written = hand_in(self.actor(call), step.id, values["round"], [whole])
        self._wrote(call)
        if written:
            numbers = {"step": _index(scene, step), "round": values["round"], "entries": len(written), "built": 0}
            self._report(events.ENTRIES_HANDED_IN, team=scene.team.pk, **numbers)
        return self._home(call, _("Your combination is handed in."))

    @handler(Audience.LEARNER, "POST")
    def tag_entry(self, call: Call) -> dict[str, Any]:
        """Give entries tags: those that this page has changed, each a write of its own."""
        scene = self._scene(call)
        step = asked_step(scene, call.values.get("step"), (Kind.SORT,))
        form = tags_form(scene, step, options_of(scene, step), data=as_form_data(call.values))
        require_valid(form)
        changed = form.changed_tags()
        actor = self.actor(call)
        for number, tag in changed.items():
            key = replace(actor.key, request_key=digest_of([actor.key.request_key, number]))
            entry = tag_entry(replace(actor, key=key), number, tag)
            if entry:
                self._report(events.ENTRY_TAGGED, team=scene.team.pk, step=_index(scene, step), entry=entry.pk)
        self._wrote(call)
        if not changed:
            return self._home(call, _("No tag was changed."))
        said = ngettext("%(count)d tag is stored.", "%(count)d tags are stored.", len(changed))
        return self._home(call, said % {"count": len(changed)})

    @handler(Audience.LEARNER, "POST")
    def save_result(self, call: Call) -> dict[str, Any]:
        """Store a version of the result; if somebody else has written meanwhile, it is kept beside theirs."""
        scene = self._scene(call)
        step = asked_step(scene, call.values.get("step"), (Kind.RESULT,))
        form = result_form(scene, step, data=as_form_data(call.values))
        values = require_valid(form)
        version = save_result(self.actor(call), step.id, form.content(), values["based_on"])
        self._wrote(call)
        if version:
            numbers = {"step": _index(scene, step), "version": version.number, "beside": version.is_beside}
            self._report(events.RESULT_SAVED, team=scene.team.pk, **numbers)
        if version and version.is_beside and scene.session.has_ended(_index(scene, step)):
            return self._home(call, _("The step ended while you were writing. Your text is kept among the versions."))
        if version and version.is_beside:
            notice = _("Somebody else has saved while you were writing. Nothing is lost: both texts are below.")
            return self._home(call, notice + " " + _("Please make one of them, and save it."))
        is_alone = scene.team.is_alone
        return self._home(
            call, _("Your text is stored.") if is_alone else _("Your text is stored as the team’s result.")
        )


def _index(scene: Scene, step: Step) -> int:
    return scene.plan.technique.index(step.id)
