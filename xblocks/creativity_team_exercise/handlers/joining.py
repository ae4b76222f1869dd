"""Joining, going on alone, and leaving."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from creativity_team_exercise import events, visibility
from creativity_team_exercise.exercise import ALONE
from creativity_team_exercise.forms import NoValues
from creativity_team_exercise.handlers.base import LearnerBase
from creativity_team_exercise.models import Member
from creativity_team_exercise.pages.joining import join_form
from creativity_team_exercise.services.go_alone import go_alone
from creativity_team_exercise.services.join_team import JoinRequest, join_team
from creativity_team_exercise.services.leave_team import leave_team


class JoiningHandlers(LearnerBase):
    """Into the exercise, from a team to working alone, from one team into another."""

    @handler(Audience.LEARNER, "POST")
    def join_team(self, call: Call) -> dict[str, Any]:
        """Begin with a first idea: in a team, or alone."""
        form = join_form(self._scene(call), data=as_form_data(call.values))
        values = require_valid(form)
        request = JoinRequest(
            ideas=(values["idea"],),
            preference=values.get("preference", ""),
            may_be_reused=values.get("may_be_reused", False),
            alone=bool(values["alone"]) or self.rules.teams == ALONE,
        )
        member = join_team(self.actor(call), self.rules, request)
        self._wrote(call)
        if member is None:
            return self._home(call)
        self._report_seat(member)
        if member.team.is_alone:
            return self._home(call, _("You have begun. Your first idea is kept."))
        others = member.team.member_count - 1
        if not others:
            return self._home(call, _("You are the first of a new team. Your first idea is kept; others can join now."))
        sentence = ngettext(
            "You are in a team with %(count)d other person. Your first idea is kept.",
            "You are in a team with %(count)d other people. Your first idea is kept.",
            others,
        )
        return self._home(call, sentence % {"count": others})

    @handler(Audience.LEARNER, "POST")
    def go_alone(self, call: Call) -> dict[str, Any]:
        """From a team to working alone."""
        self._values(call, NoValues)
        before = self._require_member(call)
        member = go_alone(self.actor(call), self.rules)
        self._wrote(call)
        if member:
            self._report(events.TEAM_LEFT, team=before.team.pk)
            self._report_seat(member)
        return self._home(call, _("You work alone now. What you have done counts on, and what you wrote here is kept."))

    @handler(Audience.LEARNER, "POST")
    def leave_team(self, call: Call) -> dict[str, Any]:
        """From one team into another one, or to working alone where there is none to join."""
        self._values(call, NoValues)
        before = self._require_member(call)
        member = leave_team(self.actor(call), self.rules)
        self._wrote(call)
        if member is None:
            return self._home(call)
        self._report(events.TEAM_LEFT, team=before.team.pk)
        self._report_seat(member)
        if member.team.is_alone:
            return self._home(call, _("There is no other team to join now: you go on alone. It counts the same."))
        return self._home(call, _("You are in another team now. What you have done counts on."))

    def _require_member(self, call: Call) -> Member:
        """Return the caller's seat.

        Raises:
            Refusal: 409, they have none.
        """
        member = visibility.member_of(self.viewer(call.participant))
        if member is None:
            raise Refusal(409, _("You have not begun yet. Please reload the page."))
        return member

    def _report_seat(self, member: Member) -> None:
        if member.team.is_alone:
            self._report(events.EXERCISE_BEGUN_ALONE, team=member.team.pk)
        else:
            self._report(events.TEAM_JOINED, team=member.team.pk, members=member.team.member_count)
