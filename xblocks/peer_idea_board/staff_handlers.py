"""What the course team can ask of the board: figures, moderation, exports; who did what is written into logs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.background.schedule import done_at_once, schedule
from bizmooc.events import publish
from bizmooc.hosting import audit
from bizmooc.hosting.gate import Audience
from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.models import BackgroundTask
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, handler
from bizmooc.writes import write_once
from peer_idea_board import events, visibility
from peer_idea_board.analytics import figures_html
from peer_idea_board.board import Viewer
from peer_idea_board.models import Act, Idea, Member, Target
from peer_idea_board.services import merge as merging
from peer_idea_board.services import moderate
from peer_idea_board.staff import BLOCK_TYPE, pages
from peer_idea_board.staff.content import author_of, things
from peer_idea_board.staff.exports import STREAMED_ROWS, TASKS, Export
from peer_idea_board.staff.forms import (
    AuthorForm,
    DecisionForm,
    ExportForm,
    LookupForm,
    MarkForm,
    MemberForm,
    MergeForm,
    MuteForm,
    PageForm,
)


class CourseTeamHandlers:
    """The course team's side of the board."""

    @handler(Audience.STAFF, "GET")
    def show_figures(self, call: Call) -> dict[str, Any]:
        """Whether ideas are answered, how soon, who contributes, what stands out."""
        return {"html": figures_html(self)}

    @handler(Audience.STAFF, "GET")
    def show_waiting(self, call: Call) -> dict[str, Any]:
        """Ideas without any feedback, oldest first."""
        return {"html": pages.waiting_html(self, _after(call))}

    @handler(Audience.STAFF, "GET")
    def show_reports(self, call: Call) -> dict[str, Any]:
        """What was reported and is not decided."""
        return {"html": pages.reports_html(self, _after(call))}

    @handler(Audience.STAFF, "GET")
    def show_pending(self, call: Call) -> dict[str, Any]:
        """Ideas that wait to be put on the board."""
        return {"html": pages.pending_html(self, _after(call))}

    @handler(Audience.STAFF, "GET")
    def show_hidden(self, call: Call) -> dict[str, Any]:
        """What is hidden, and who is muted."""
        return {"html": pages.hidden_html(self, _after(call))}

    @handler(Audience.STAFF, "GET")
    def show_log(self, call: Call) -> dict[str, Any]:
        """What the course team did."""
        return {"html": pages.log_html(self, _after(call))}

    @handler(Audience.STAFF, "GET")
    def show_twins(self, call: Call) -> dict[str, Any]:
        """Pairs of ideas that sound alike."""
        return {"html": pages.twins_html(self, require_valid(PageForm(as_form_data(call.values)))["board"])}

    @handler(Audience.STAFF, "GET")
    def show_tools(self, call: Call) -> dict[str, Any]:
        """What can be done with one idea, by its number; without one, the form that asks for it."""
        if not call.values:
            return {"html": pages.tools_html(self)}
        number = require_valid(LookupForm(as_form_data(call.values)))["idea"]
        return {"html": pages.tools_html(self, _idea(call.place, number)), "region": "tools"}

    @handler(Audience.STAFF, "POST")
    def decide_items(self, call: Call) -> dict[str, Any]:
        """Approve, hide, keep or show again what is ticked: each for itself, so that one that fails stops no other."""
        values = require_valid(DecisionForm(as_form_data(call.values)))
        act, done, faults = Act(values["act"]), 0, dict[str, None]()
        for target, target_id in values["item"]:
            try:
                is_new = _decide(call, act, target, target_id, values["reason"])
            except Refusal as refusal:
                faults[f"{_name(target, target_id)}: {refusal.message}"] = None
                continue
            if is_new:
                done += 1
                _report(self, act, target, target_id)
        sentence = ngettext("%(count)d is done.", "%(count)d are done.", done) % {"count": done}
        sentence = " ".join([sentence, *faults])
        return {"html": _region(self, call, values["region"], values["idea"], sentence), "announce": sentence}

    @handler(Audience.STAFF, "POST")
    def mark_idea(self, call: Call) -> dict[str, Any]:
        """Pin an idea, recommend it, or ask for feedback on it."""
        values = require_valid(MarkForm(as_form_data(call.values)))
        act, idea_id = Act(values["act"]), values["idea"]
        is_new = write_once(call.write_key, lambda: _mark(call, act, idea_id))
        if is_new:
            _report(self, act, Target.IDEA, idea_id)
        sentence = _("Done.")
        if act == Act.ASK:
            sentence = _("It is pinned to the top of the board now, and the queue hands it out again at once.")
        return {"html": _region(self, call, values["region"], idea_id, sentence), "announce": sentence}

    @handler(Audience.STAFF, "POST")
    def merge_ideas(self, call: Call) -> dict[str, Any]:
        """Let one idea stand for two."""
        values = require_valid(MergeForm(as_form_data(call.values)))
        gone, stays = values["idea"], values["into"]
        viewer = call.participant.anonymous_id
        is_new = write_once(call.write_key, lambda: merging.merge(call.place, viewer, gone, stays, values["reason"]))
        if is_new:
            _report(self, Act.MERGE, Target.IDEA, gone)
        sentence = _("Idea %(gone)d is merged into idea %(stays)d.") % {"gone": gone, "stays": stays}
        return {"html": _region(self, call, values["region"], stays, sentence), "announce": sentence}

    @handler(Audience.STAFF, "POST")
    def mute_author(self, call: Call) -> dict[str, Any]:
        """Let whoever wrote a thing read and not write, or write again."""
        values = require_valid(MuteForm(as_form_data(call.values)))
        target, target_id, wanted = values["target"], values["target_id"], values["wanted"] == "yes"
        member = Member.objects.filter(
            usage_key=call.place.usage_key, participant=_author(call.place, target, target_id)
        )
        member_id = member.values_list("pk", flat=True).first() or 0
        viewer = call.participant.anonymous_id
        if write_once(call.write_key, lambda: moderate.mute(call.place, viewer, member_id, wanted)):
            _report(self, Act.MUTE if wanted else Act.UNMUTE, moderate.MEMBER, member_id)
        sentence = _("This person can read and not write now.") if wanted else _("This person can write again.")
        return {"html": _author_html(self, values), "region": _spot(values), "announce": sentence}

    @handler(Audience.STAFF, "POST")
    def unmute_member(self, call: Call) -> dict[str, Any]:
        """Let somebody of the list of those who are paused write again."""
        member_id = require_valid(MemberForm(as_form_data(call.values)))["member"]
        viewer = call.participant.anonymous_id
        if write_once(call.write_key, lambda: moderate.mute(call.place, viewer, member_id, False)):
            _report(self, Act.UNMUTE, moderate.MEMBER, member_id)
        sentence = _("This person can write again.")
        return {"html": pages.hidden_html(self, done=sentence), "announce": sentence}

    @handler(Audience.STAFF, "POST")
    def reveal_author(self, call: Call) -> dict[str, Any]:
        """Say who wrote a thing; that it was asked is written down."""
        values = require_valid(AuthorForm(as_form_data(call.values)))
        target, target_id = values["target"], values["target_id"]
        participant = _author(call.place, target, target_id)
        people = platform().people_of(call.place.course, [participant]) if call.place.course and participant else {}
        audit.record(call.place, call.participant, "reveal_author", request_key=call.key, people=len(people))
        person = people.get(participant)
        name = _("nobody this host knows")
        if person:
            name = f"{person.name} ({person.username})" if person.name else person.username
        return {
            "html": _author_html(self, values, name),
            "region": _spot(values),
            "announce": name,
        }

    @handler(Audience.STAFF, "GET")
    def show_exports(self, call: Call) -> dict[str, Any]:
        """What can be taken out, and what is ready."""
        return {"html": pages.exports_html(self)}

    @handler(Audience.STAFF, "POST")
    def prepare_export(self, call: Call) -> dict[str, Any]:
        """Make a file ready: at once, or in the background if it has many rows."""
        export = pages.new_export(self, require_valid(ExportForm(as_form_data(call.values)))["what"])
        if not export.total:
            raise Refusal(409, _("There is nothing to take out yet."))
        write_once(call.write_key, lambda: _prepare(export))
        audit.record(call.place, call.participant, TASKS[export.what], request_key=call.key, people=export.total)
        return {"html": pages.exports_html(self), "announce": _("The export is being prepared.")}


def _report(block: Any, act: str, target: str, target_id: int) -> None:
    content = events.payload(events.CONTENT_MODERATED, block, act=str(act), target=str(target), target_id=target_id)
    publish(block, events.CONTENT_MODERATED, content)


def _region(block: Any, call: Call, region: str, idea_id: int | None, done: str) -> str:
    """Return the region that something was asked from, drawn anew."""
    if region == "tools":
        return pages.tools_html(block, _idea(call.place, idea_id or 0), done)
    if region == "waiting":
        return pages.waiting_html(block, done=done)
    drawn: dict[str, Callable[..., str]] = {
        "reports": pages.reports_html,
        "pending": pages.pending_html,
        "hidden": pages.hidden_html,
        "twins": pages.twins_html,
    }
    return drawn[region](block, done=done)


def _author_html(block: Any, values: dict[str, Any], real_name: str = "") -> str:
    key = (values["target"], values["target_id"])
    found = things(Place.of(block), [key], block.language(), with_name=block.rules.names == "name")
    return pages.author_html(block, found.get(key), values["region"], real_name)


def _after(call: Call) -> int:
    return require_valid(PageForm(as_form_data(call.values)))["after"] or 0


def _idea(place: Place, number: int) -> Idea:
    return visibility.require_idea(Viewer(place, "", is_staff=True), number)


def _spot(values: dict[str, Any]) -> str:
    """Return the name of the region that says who wrote a thing."""
    return f"{values['region']}-{values['target']}-{values['target_id']}"


def _name(target: str, target_id: int) -> str:
    return f"{Target(target).label} {target_id}"


def _author(place: Place, target: str, target_id: int) -> str:
    """Return whose thing it is; "" for nobody's.

    Raises:
        Refusal: 404.
    """
    participant = author_of(place, target, target_id)
    if participant is None:
        raise visibility.not_found()
    return participant


def _decide(call: Call, act: str, target: str, target_id: int, reason: str) -> bool:
    place, viewer = call.place, call.participant.anonymous_id
    if act == Act.APPROVE:
        if target != Target.IDEA:
            raise Refusal(409, _("Only ideas wait to be put on the board."))
        return moderate.approve(place, viewer, target_id, reason)
    service = {Act.HIDE: moderate.hide, Act.KEEP: moderate.keep, Act.RESTORE: moderate.restore}[act]
    return service(place, viewer, target, target_id, reason)


def _mark(call: Call, act: str, idea_id: int) -> bool:
    place, viewer = call.place, call.participant.anonymous_id
    if act == Act.ASK:
        return moderate.ask(place, viewer, idea_id)
    service = moderate.pin if act in (Act.PIN, Act.UNPIN) else moderate.endorse
    return service(place, viewer, idea_id, act in (Act.PIN, Act.ENDORSE))


def _prepare(export: Export) -> BackgroundTask:
    name = TASKS[export.what]
    if export.total <= STREAMED_ROWS:
        return done_at_once(export.place, BLOCK_TYPE, name, export.parameters())
    if platform().report_storage() is None:
        raise Refusal(409, _("This host has no place for files that only some may read."))
    return schedule(export.place, BLOCK_TYPE, name, export.parameters(), makes_file=True)
