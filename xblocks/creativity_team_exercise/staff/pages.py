"""The course team's regions of the page, but for the menu, figures and the page of one team."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.background.schedule import latest
from bizmooc.hosting.participant import Place
from bizmooc.models import BackgroundTask
from bizmooc.web.numbers import percent
from bizmooc.web.render import render
from bizmooc.web.views import view_url
from creativity_team_exercise.models import Entry, HelpEntry, Report
from creativity_team_exercise.pages.words import moment
from creativity_team_exercise.staff import BLOCK_TYPE, teams
from creativity_team_exercise.staff.exports import CHOICES, ENTRIES, PARTICIPATION, STREAMED_ROWS, TASKS, TURNS
from creativity_team_exercise.staff.forms import PersonForm
from creativity_team_exercise.staff.teams import ALL, ALONE, ENDED, LOOKED_AT, MERGED, RUNNING, STUCK, Row
from creativity_team_exercise.staff.views import KEPT_FOR
from creativity_team_exercise.staff.words import Names, act_in_words, doer, stage_in_words, state_in_words

_FOLDER = "creativity_team_exercise/staff"
_PAGE = 20


def draw(block: Any, template: str, **context: Any) -> str:
    """Render one of the course team's templates."""
    place = Place.of(block)
    return render(f"{_FOLDER}/{template}.html", {"html_id": place.html_id, "block": block, **context})


def teams_html(block: Any, shown: str = ALL, after: int = 0, done: str = "") -> str:
    """Return a page of teams.

    Args:
        block: whose teams.
        shown: one of teams.SHOWN.
        after: see teams.page().
        done: what has just been done.
    """
    place = Place.of(block)
    page = teams.page(place, shown, after)
    listed = [row.team for row in page.rows]
    names = Names.of(place, listed + [team.merged_into for team in listed if team.merged_into])
    titles = {
        ALL: _("All teams"),
        RUNNING: _("Running"),
        STUCK: _("Stuck: fewer than three people present"),
        ENDED: _("Ended"),
        ALONE: _("People who work alone"),
        MERGED: _("Merged into others"),
    }
    return draw(
        block,
        "teams",
        rows=[_in_words(row, names, block.language()) for row in page.rows],
        choices=[(name, titles[name], name == shown) for name in teams.SHOWN],
        shown=shown,
        is_stuck_shown=shown == STUCK,
        looked_at=LOOKED_AT,
        after=page.after,
        is_start=not after,
        find=PersonForm(auto_id=f"{place.html_id}-find-%s"),
        done=done,
    )


def _in_words(row: Row, names: Names, language: str) -> dict[str, Any]:
    team, session = row.team, row.session
    # Of a merged team: without its cohort, which is the same.
    into = names.title(team.merged_into) if team.merged_into else ""
    is_running = not session.is_over
    return {
        "pk": team.pk,
        "title": names.title(team),
        "state": state_in_words(team, session, is_stuck=row.is_stuck, into=into),
        "is_stuck": row.is_stuck,
        "stage": stage_in_words(session, language) if is_running else "",
        "members": team.member_count,
        "present": session.active if is_running else None,
        "on_time": percent(row.on_time / row.turns) if row.turns else "",
        "until": moment(session.closes_at) if is_running and session.closes_at else "",
    }


def reports_html(block: Any, after: int = 0, done: str = "") -> str:
    """Return the entries on which reports are open, oldest report first; several on one entry are together."""
    place = Place.of(block)
    still_open = Report.objects.filter(usage_key=place.usage_key, outcome=Report.Outcome.OPEN, pk__gt=after)
    rows = list(still_open.order_by("pk")[:_PAGE])
    reasons: dict[int, list[str]] = {}
    for row in rows:
        reasons.setdefault(row.entry_id, []).append(row.text or _("without a reason"))
    entries = Entry.objects.filter(pk__in=reasons).select_related("team__lobby").order_by("pk")
    names = Names.of(place, [entry.team for entry in entries])
    return draw(
        block,
        "reports",
        rows=[
            {
                "entry": entry,
                "team": names.title(entry.team),
                "reports": reasons[entry.pk],
                "at": moment(entry.created_at),
            }
            for entry in entries
        ],
        after=rows[-1].pk if len(rows) == _PAGE else None,
        is_start=not after,
        done=done,
    )


def log_html(block: Any, after: int = 0) -> str:
    """Return what was done to teams from outside, newest first."""
    place = Place.of(block)
    entries = HelpEntry.objects.filter(usage_key=place.usage_key).select_related("team__lobby").order_by("-pk")
    rows = list((entries.filter(pk__lt=after) if after else entries)[: 2 * _PAGE])
    names = Names.of(place, [row.team for row in rows])
    return draw(
        block,
        "log",
        rows=[{**help_in_words(row), "team": names.title(row.team)} for row in rows],
        has_teams=True,
        handler="show_log",
        after=rows[-1].pk if len(rows) == 2 * _PAGE else None,
        is_start=not after,
    )


def help_in_words(entry: HelpEntry) -> dict[str, Any]:
    """Return a line of the log."""
    return {
        "when": moment(entry.created_at),
        "what": act_in_words(entry),
        "reason": entry.reason,
        "who": doer(entry),
    }


def exports_html(block: Any) -> str:
    """Return the files that can be taken out, and those that are ready."""
    place = Place.of(block)
    titles = {
        ENTRIES: _("Entries, under pseudonyms"),
        CHOICES: _("Ratings, ranks and dots, under pseudonyms"),
        TURNS: _("Turns: who was there and done on time, under pseudonyms"),
        PARTICIPATION: _("Who did how much, with names: for grading"),
    }
    files = [_file(place, what, titles[what]) for what in titles]
    return draw(block, "exports", files=files, kept_days=KEPT_FOR.days, streamed=STREAMED_ROWS)


def _file(place: Place, what: str, title: str) -> dict[str, Any]:
    task = latest(place, TASKS[what])
    if task and task.created_at < timezone.now() - KEPT_FOR:
        task = None
    is_done = task is not None and task.state == BackgroundTask.State.DONE
    link = view_url(f"{BLOCK_TYPE}:export", place.course_key, place.usage_key, task.token) if task and is_done else ""
    return {"what": what, "title": title, "task": task, "link": link, "is_named": what == PARTICIPATION}
