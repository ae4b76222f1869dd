"""The course team's regions of the page, but for figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.background.schedule import latest
from bizmooc.hosting.participant import Place
from bizmooc.models import BackgroundTask
from bizmooc.web.render import render
from bizmooc.web.views import view_url
from peer_idea_board.board import Viewer
from peer_idea_board.models import Act, Board, Idea, State
from peer_idea_board.pages.words import ago
from peer_idea_board.selectors.alike import alike
from peer_idea_board.staff import BLOCK_TYPE, queues
from peer_idea_board.staff.content import Thing, authors
from peer_idea_board.staff.exports import PARTICIPATION, STREAMED_ROWS, TASKS, WHATS, Export
from peer_idea_board.staff.forms import DecisionForm, LookupForm, MergeForm
from peer_idea_board.staff.groups import group_titles
from peer_idea_board.staff.queues import Page, Reader
from peer_idea_board.staff.twins import LOOKED_AT, twins
from peer_idea_board.staff.views import KEPT_FOR

_FOLDER = "peer_idea_board/staff"
# What can be decided in each region.
_ACTS = {
    "reports": (Act.KEEP, Act.HIDE),
    "pending": (Act.APPROVE, Act.HIDE),
    "hidden": (Act.RESTORE,),
    "tools": (Act.HIDE, Act.RESTORE, Act.KEEP, Act.APPROVE),
}


def reader(block: Any) -> Reader:
    """Return how a block is read for the course team."""
    return Reader(Place.of(block), block.language(), block.rules.names == "name")


def waiting_html(block: Any, after: int = 0, done: str = "") -> str:
    """Return the ideas without any feedback, oldest first, and what has just been done."""
    page = reader(block).waiting(after)
    return _draw(block, "waiting", page=page, rows=_rows(page.things), is_start=not after, done=done)


def reports_html(block: Any, after: int = 0, done: str = "") -> str:
    """Return what is reported, with what can be done about it."""
    return _things(block, "reports", reader(block).reported(after), after, done)


def pending_html(block: Any, after: int = 0, done: str = "") -> str:
    """Return what waits to be put on the board."""
    return _things(block, "pending", reader(block).pending(after), after, done)


def hidden_html(block: Any, after: int = 0, done: str = "") -> str:
    """Return what is hidden, and who is muted."""
    shown = reader(block)
    return _things(block, "hidden", shown.hidden(after), after, done, muted=shown.muted() if not after else [])


def log_html(block: Any, after: int = 0) -> str:
    """Return what the course team did, newest first."""
    place = Place.of(block)
    entries, next_ = queues.log(place, after)
    people = authors(place, {entry.viewer for entry in entries}, with_name=block.rules.names == "name")
    rows = [
        {
            "what": f"{_act(entry.act)}: {_target(entry.target)} {entry.target_id}",
            "reason": entry.reason,
            "when": entry.acted_at,
            "who": people[entry.viewer].alias if entry.viewer in people else _("the course team"),
        }
        for entry in entries
    ]
    return _draw(block, "log", rows=rows, after=next_, is_start=not after)


def tools_html(block: Any, idea: Idea | None = None, done: str = "") -> str:
    """Return what can be done with one idea and with all that is said about it; without one, the way to it."""
    place = Place.of(block)
    context: dict[str, Any] = {"lookup": LookupForm(auto_id=f"{place.html_id}-lookup-%s"), "idea": idea, "done": done}
    if idea:
        context |= {
            "is_live": idea.state == State.LIVE,
            "merge": MergeForm(auto_id=f"{place.html_id}-merge-%s", initial={"idea": idea.pk, "region": "tools"}),
            "alike": alike(Viewer(place, "", idea.board.group), idea.title, "", but=idea.pk),
            **_deciding(block, "tools", reader(block).of_idea(idea), idea.pk),
        }
    return _draw(block, "tools", **context)


def twins_html(block: Any, board_id: int | None = None, done: str = "") -> str:
    """Return pairs of ideas of one board that sound alike."""
    place = Place.of(block)
    boards = dict(Board.objects.filter(usage_key=place.usage_key).order_by("group").values_list("pk", "group"))
    chosen = board_id if board_id in boards else next(iter(boards), None)
    titles = group_titles(place, boards.values())
    return _draw(
        block,
        "twins",
        pairs=twins(chosen) if chosen else [],
        boards=[(pk, titles[group], pk == chosen) for pk, group in boards.items()] if len(boards) > 1 else [],
        looked_at=LOOKED_AT,
        done=done,
    )


def author_html(block: Any, thing: Thing | None, region: str, real_name: str = "") -> str:
    """Return who wrote a thing, with what can be done about it.

    Args:
        block: whose board.
        thing: None: it is not there any more.
        region: that the thing stands in.
        real_name: as the host tells; "" where nobody asked.
    """
    return _draw(block, "author", thing=thing, region=region, real_name=real_name)


def exports_html(block: Any) -> str:
    """Return the files that can be taken out, and those that are ready."""
    place = Place.of(block)
    titles = {
        "ideas": _("Ideas, under pseudonyms"),
        "feedback": _("Feedback, under pseudonyms"),
        "votes": _("Votes, under pseudonyms"),
        "reuse": _("Ideas whose authors agreed that later runs see them, without any names"),
        PARTICIPATION: _("Who did how much, with names: for grading"),
    }
    files = [_file(place, what, titles[what]) for what in titles]
    return _draw(block, "exports", files=files, kept_days=KEPT_FOR.days, streamed=STREAMED_ROWS, all=WHATS)


def _file(place: Place, what: str, title: str) -> dict[str, Any]:
    task = latest(place, TASKS[what])
    if task and task.created_at < timezone.now() - KEPT_FOR:
        task = None
    is_done = task is not None and task.state == BackgroundTask.State.DONE
    link = view_url(f"{BLOCK_TYPE}:export", place.course_key, place.usage_key, task.token) if task and is_done else ""
    return {"what": what, "title": title, "task": task, "link": link, "is_named": what == PARTICIPATION}


def new_export(block: Any, what: str) -> Export:
    """Return a file of a block as it would be made now."""
    return Export(Place.of(block), what, (block.rules.post_quota, block.rules.feedback_quota))


def _things(block: Any, region: str, page: Page, after: int, done: str, **more: Any) -> str:
    deciding = _deciding(block, region, page.things)
    return _draw(block, "things", page=page, is_start=not after, done=done, **deciding, **more)


def _deciding(block: Any, region: str, found: Sequence[Thing], idea_id: int | None = None) -> dict[str, Any]:
    form = DecisionForm(
        acts=_ACTS[region],
        auto_id=f"{Place.of(block).html_id}-{region}-%s",
        initial={"region": region, "idea": idea_id},
    )
    return {"region": region, "form": form, "rows": _rows(found)}


def _rows(found: Sequence[Thing]) -> list[dict[str, Any]]:
    return [{"thing": thing, "ago": ago(thing.at)} for thing in found]


def _draw(block: Any, template: str, **context: Any) -> str:
    place = Place.of(block)
    return render(f"{_FOLDER}/{template}.html", {"html_id": place.html_id, "block": block, **context})


def _act(act: str) -> str:
    return {
        Act.APPROVE: _("Put on the board"),
        Act.HIDE: _("Hidden"),
        Act.RESTORE: _("Shown again"),
        Act.KEEP: _("Kept"),
        Act.MERGE: _("Merged"),
        Act.PIN: _("Pinned"),
        Act.UNPIN: _("Unpinned"),
        Act.ENDORSE: _("Recommended"),
        Act.UNENDORSE: _("Recommendation taken back"),
        Act.MUTE: _("Writing paused"),
        Act.UNMUTE: _("Writing allowed again"),
        Act.ASK: _("Feedback asked for"),
    }[Act(act)]


def _target(target: str) -> str:
    words = {"idea": _("idea"), "feedback": _("feedback"), "comment": _("comment"), "member": _("person")}
    return words.get(target, target)
