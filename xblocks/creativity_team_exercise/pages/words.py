"""How things are said: times, people, and what happens next."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from creativity_team_exercise.models import HelpEntry
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.techniques import Kind


def moment(when: datetime) -> str:
    """Return a moment in the person's own time zone, which is named."""
    local = timezone.localtime(when)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({local.tzname()})"


def left(when: datetime) -> str:
    """Return about how long it is until then."""
    remains = max(when - timezone.now(), timedelta())
    minutes = int(remains.total_seconds() // 60)
    if minutes < 60:
        return ngettext("in about %(count)d minute", "in about %(count)d minutes", max(1, minutes)) % {
            "count": max(1, minutes)
        }
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("in about %(count)d hour", "in about %(count)d hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("in about %(count)d day", "in about %(count)d days", days) % {"count": days}


def until(scene: Scene) -> str:
    """Say until when the stage is open; "" where it has no end."""
    closes_at = scene.session.closes_at
    if scene.session.is_over or closes_at is None:
        return ""
    return _("Open until %(when)s, %(left)s.") % {"when": moment(closes_at), "left": left(closes_at)}


def round_now(scene: Scene) -> str:
    """Say which round it is; "" where there are none. How many there will be is known once all are there."""
    session = scene.session
    if session.current.kind != Kind.PASS:
        return ""
    if session.is_first_stage and not scene.team.is_alone:
        return _("round %(number)d") % {"number": session.round + 1}
    return _("round %(number)d of %(count)d") % {"number": session.round + 1, "count": session.rounds}


def people(scene: Scene) -> list[str]:
    """Say who is in the team, and how many of those who are here are done; of nobody, whether they are."""
    if scene.team.is_alone:
        return [] if scene.session.is_over else [_("You work alone. Ideas of others come to you from the pool.")]
    others = [name for seat, name in scene.names.items() if seat != scene.seat]
    if scene.session.is_over and others:
        told = [_("You (“%(alias)s”), %(others)s.")]
    elif not others:
        told = [_("You are the first of your team: “%(alias)s”.")]
    else:
        told = [_("Your team: you (“%(alias)s”), %(others)s.")]
    told = [told[0] % {"alias": scene.member.alias if scene.member else "", "others": ", ".join(others)}]
    turns = scene.session.turns.values()
    if not scene.session.is_over and turns and others:
        done = sum(turn.is_done for turn in turns)
        sentence = ngettext(
            "Done with this step: %(done)d of %(count)d person.",
            "Done with this step: %(done)d of %(count)d people.",
            len(turns),
        )
        told.append(sentence % {"done": done, "count": len(turns)})
    return told


def what_next(scene: Scene) -> list[str]:
    """Say what comes after the stage that is open, and when."""
    session = scene.session
    if session.is_over:
        return []
    name = _next_name(scene)
    if not scene.turn.is_done:
        return [_("After that: %(next)s.") % {"next": name}]
    if session.closes_at is None:
        return [_("Next: %(next)s.") % {"next": name}]
    values = {"next": name, "when": moment(session.closes_at)}
    if session.is_first_stage and (session.size == 0 or len(session.seats) < session.size):
        sentence = _("Others can still join your team. Next: %(next)s, on %(when)s or once the team is full and done.")
    else:
        sentence = _("Next: %(next)s, as soon as all who are here are done, on %(when)s at the latest.")
    return [sentence % values, _("You can close this page and come back then.")]


def _next_name(scene: Scene) -> str:
    session, steps = scene.session, scene.plan.technique.steps
    if session.is_first_stage and session.current.kind == Kind.PASS and not scene.team.is_alone:
        return _("round %(number)d") % {"number": 2}
    if session.round + 1 < session.rounds:
        return _("round %(number)d of %(count)d") % {"number": session.round + 2, "count": session.rounds}
    if session.step + 1 < len(steps):
        return _("“%(title)s”") % {"title": scene.title(steps[session.step + 1])}
    return _("the end: your team’s work as a whole") if not scene.team.is_alone else _("the end: your work as a whole")


def help_in_words(act: str) -> str:
    """Say what was done to a team from outside since the stage was opened; "" for what is no news to its members."""
    return {
        HelpEntry.Act.EXTENDED: _("The course team has given this step more time."),
        HelpEntry.Act.MERGED: _("Two small teams have become one: yours. All that both wrote is here."),
        HelpEntry.Act.SEEDED: _("The course team has put ideas from the pool here."),
        HelpEntry.Act.CLOSED: _("The course team has closed the step before."),
    }.get(HelpEntry.Act(act), "")
