"""What the course team can ask of the exercise: figures, teams, help, reports, exports; who did what is logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bizmooc.background.schedule import done_at_once, schedule
from bizmooc.events import publish
from bizmooc.hosting import audit
from bizmooc.hosting.gate import Audience
from bizmooc.hosting.platform import platform
from bizmooc.models import BackgroundTask
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from bizmooc.writes import write_once
from creativity_team_exercise import events
from creativity_team_exercise.analytics import figures_html
from creativity_team_exercise.models import Entry, HelpEntry, Member
from creativity_team_exercise.services import help as helping
from creativity_team_exercise.staff import BLOCK_TYPE, pages
from creativity_team_exercise.staff.exports import STREAMED_ROWS, TASKS, Export
from creativity_team_exercise.staff.forms import (
    EntryForm,
    ExportForm,
    ExtendForm,
    HideForm,
    ListForm,
    LookForm,
    MergeForm,
    MoveForm,
    PageForm,
    PersonForm,
    SeedForm,
    TeamForm,
)
from creativity_team_exercise.staff.team_page import team_html
from creativity_team_exercise.staff.teams import require_team

Act = HelpEntry.Act


class CourseTeamHandlers:
    """The course team's side of the exercise."""

    @handler(Audience.STAFF, "GET")
    def show_figures(self, call: Call) -> dict[str, Any]:
        """Who takes part, whether turns are done on time, what is written."""
        return {"html": figures_html(self)}

    @handler(Audience.STAFF, "GET")
    def show_teams(self, call: Call) -> dict[str, Any]:
        """A page of teams."""
        values = _values(call, ListForm)
        return {"html": pages.teams_html(self, values["shown"], values["after"] or 0)}

    @handler(Audience.STAFF, "GET")
    def show_team(self, call: Call) -> dict[str, Any]:
        """One team: its work, and what helps it."""
        return {"html": team_html(self, _values(call, LookForm)["team"])}

    @handler(Audience.STAFF, "GET")
    def show_reports(self, call: Call) -> dict[str, Any]:
        """What was reported and is not decided."""
        return {"html": pages.reports_html(self, _values(call, PageForm)["after"] or 0)}

    @handler(Audience.STAFF, "GET")
    def show_log(self, call: Call) -> dict[str, Any]:
        """What was done to teams from outside."""
        return {"html": pages.log_html(self, _values(call, PageForm)["after"] or 0)}

    @handler(Audience.STAFF, "GET")
    def show_exports(self, call: Call) -> dict[str, Any]:
        """What can be taken out, and what is ready."""
        return {"html": pages.exports_html(self)}

    @handler(Audience.STAFF, "POST")
    def extend_stage(self, call: Call) -> dict[str, Any]:
        """Give a team more time for the stage that is open."""
        values = _values(call, ExtendForm)
        team, hours, reason = values["team"], values["hours"], values["reason"]
        sentence = _("The team has %(hours)d hours more for this step.") % {"hours": hours}
        return _help(self, call, Act.EXTENDED, team, sentence, helping.extend, team, hours, reason)

    @handler(Audience.STAFF, "POST")
    def close_stage(self, call: Call) -> dict[str, Any]:
        """End the stage that is open."""
        values = _values(call, TeamForm)
        team, reason = values["team"], values["reason"]
        sentence = _("The step has ended; the team goes on.")
        return _help(self, call, Act.CLOSED, team, sentence, helping.close_stage, team, reason)

    @handler(Audience.STAFF, "POST")
    def seed_team(self, call: Call) -> dict[str, Any]:
        """Put ideas of the pool before a team."""
        values = _values(call, SeedForm)
        team, number, reason = values["team"], values["number"], values["reason"]
        sentence = _("Ideas of the pool are before the team now.")
        return _help(self, call, Act.SEEDED, team, sentence, helping.seed_team, team, number, reason)

    @handler(Audience.STAFF, "POST")
    def move_person(self, call: Call) -> dict[str, Any]:
        """Seat somebody in another team."""
        values = _values(call, MoveForm)
        member, team, reason = values["member"], values["team"], values["reason"]
        sentence = _("This person is in this team now, with a copy of what they wrote.")
        return _help(self, call, Act.MOVED, team, sentence, helping.move_person, member, team, reason)

    @handler(Audience.STAFF, "POST")
    def merge_teams(self, call: Call) -> dict[str, Any]:
        """Let the members of a team sit down with another one."""
        values = _values(call, MergeForm)
        team, into, reason = values["team"], values["into"], values["reason"]
        sentence = _("Both are one team now: this one.")
        return _help(self, call, Act.MERGED, into, sentence, helping.merge, team, into, reason)

    @handler(Audience.STAFF, "POST")
    def hide_entry(self, call: Call) -> dict[str, Any]:
        """Take an entry out of sight; why has to be said."""
        values = _values(call, HideForm)
        return _decide(self, call, Act.HIDDEN, values, helping.hide_entry, _("The entry is hidden."))

    @handler(Audience.STAFF, "POST")
    def restore_entry(self, call: Call) -> dict[str, Any]:
        """Put a hidden entry back."""
        values = _values(call, EntryForm)
        return _decide(self, call, Act.RESTORED, values, helping.restore_entry, _("The entry is shown again."))

    @handler(Audience.STAFF, "POST")
    def keep_entry(self, call: Call) -> dict[str, Any]:
        """Close the reports on an entry, which stays."""
        values = _values(call, EntryForm)
        return _decide(self, call, Act.KEPT, values, helping.keep_entry, _("The entry is kept."))

    @handler(Audience.STAFF, "POST")
    def reveal_people(self, call: Call) -> dict[str, Any]:
        """Say who is in a team; that it was asked is written down."""
        team = require_team(call.place, _values(call, LookForm)["team"])
        ids = list(team.members.values_list("participant", flat=True))
        people = platform().people_of(call.place.course, ids) if call.place.course and ids else {}
        audit.record(call.place, call.participant, "reveal_people", request_key=call.key, people=len(people))
        names = dict.fromkeys(ids, _("nobody this host knows"))
        for id_, person in people.items():
            names[id_] = f"{person.name} ({person.username})" if person.name else person.username
        sentence = _("The names are beside the members.")
        return {"html": team_html(self, team.pk, sentence, names), "region": "teams", "announce": sentence}

    @handler(Audience.STAFF, "POST")
    def find_person(self, call: Call) -> dict[str, Any]:
        """Show somebody's team; that they were looked up is written down."""
        who = _values(call, PersonForm)["who"]
        known = platform().anonymous_id_of(who, call.place.course) if call.place.course else None
        member = Member.objects.filter(usage_key=call.place.usage_key, participant=known).first() if known else None
        audit.record(call.place, call.participant, "find_person", request_key=call.key, people=int(member is not None))
        if member is None:
            raise Refusal(404, _("This person has not begun the exercise, or is not known here."))
        sentence = _("They are “%(alias)s”.") % {"alias": member.alias}
        return {"html": team_html(self, member.team_id, sentence), "region": "teams", "announce": sentence}

    @handler(Audience.STAFF, "POST")
    def start_export(self, call: Call) -> dict[str, Any]:
        """Make a file ready: at once, or in the background if it has many rows."""
        export = Export(call.place, _values(call, ExportForm)["what"])
        if not export.total:
            raise Refusal(409, _("There is nothing to take out yet."))
        write_once(call.write_key, lambda: _prepare(export))
        audit.record(call.place, call.participant, TASKS[export.what], request_key=call.key, people=export.total)
        return {"html": pages.exports_html(self), "announce": _("The export is being prepared.")}


def _values(call: Call, form: type[forms.Form]) -> dict[str, Any]:
    return require_valid(form(data=as_form_data(call.values)))


def _help(
    block: Any, call: Call, act: str, team_id: int, sentence: str, service: Callable[..., Any], *what: Any
) -> dict[str, Any]:
    """Help a team once, and show it; ``service`` is given the place, who helps, and ``what``."""
    viewer = call.participant.anonymous_id
    if write_once(call.write_key, lambda: service(call.place, viewer, *what)):
        _report(block, act, team_id)
    return {"html": team_html(block, team_id, sentence), "region": "teams", "announce": sentence}


def _decide(
    block: Any, call: Call, act: str, values: dict[str, Any], service: Callable[..., bool], sentence: str
) -> dict[str, Any]:
    """Decide about an entry once, and draw the region anew that it was sent from."""
    entry_id, region, viewer = values["entry"], values["region"], call.participant.anonymous_id
    is_new = write_once(call.write_key, lambda: service(call.place, viewer, entry_id, values["reason"]))
    team_id = Entry.objects.values_list("team_id", flat=True).get(usage_key=call.place.usage_key, pk=entry_id)
    if is_new:
        _report(block, act, team_id)
    html = pages.reports_html(block, done=sentence) if region == "reports" else team_html(block, team_id, sentence)
    return {"html": html, "region": region, "announce": sentence}


def _report(block: Any, act: str, team_id: int) -> None:
    publish(block, events.TEAM_HELPED, events.payload(events.TEAM_HELPED, block, team=team_id, act=str(act)))


def _prepare(export: Export) -> BackgroundTask:
    name = TASKS[export.what]
    if export.total <= STREAMED_ROWS:
        return done_at_once(export.place, BLOCK_TYPE, name, export.parameters())
    if platform().report_storage() is None:
        raise Refusal(409, _("This host has no place for files that only some may read."))
    return schedule(export.place, BLOCK_TYPE, name, export.parameters(), makes_file=True)
