"""How things are said: people, times, numbers, states."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peer_idea_board.models import Idea, Report, State
from peer_idea_board.selectors.news import MOST
from peer_idea_board.selectors.people import Author
from peer_idea_board.structures import Structure

_EXCERPT = 160


def ago(when: datetime | None) -> str:
    """Return how long ago something was, or its day if that is more than a week."""
    if when is None:
        return ""
    passed = timezone.now() - when
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    if passed < timedelta(days=1):
        hours = int(passed.total_seconds() // 3600)
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    if passed < timedelta(days=7):
        return ngettext("%(count)d day ago", "%(count)d days ago", passed.days) % {"count": passed.days}
    return date_format(timezone.localtime(when), "DATE_FORMAT")


def clock(when: datetime) -> str:
    """Return a moment of today or tomorrow in the person's own time zone."""
    return date_format(timezone.localtime(when), "TIME_FORMAT")


def name_of(author: Author | None) -> str:
    """Return what somebody is called."""
    return author.name if author and author.name else _("Somebody who has left")


def state_in_words(idea: Idea) -> str:
    """Return what has become of one's own idea; "" where it is on the board."""
    return {
        State.PENDING: _("Waiting for the course team"),
        State.HIDDEN: _("Hidden by the course team"),
        State.WITHDRAWN: _("Taken back by you"),
        State.MERGED: _("Joined with another one"),
    }.get(State(idea.state), "")


def excerpt(idea: Idea, structure: Structure) -> str:
    """Return how an idea begins, in the order of the board's parts."""
    known = [part.id for part in structure.parts]
    parts = sorted(idea.content, key=lambda one: known.index(one) if one in known else len(known))
    text = " · ".join(" ".join(idea.content[part].split()) for part in parts)
    shown = Truncator(text).chars(_EXCERPT)
    # Not inside a word, where there is one that ends before.
    return shown if shown == text or " " not in shown else shown.rpartition(" ")[0] + "…"


def host_of(link: str) -> str:
    """Return where a link leads, for people to judge."""
    return urlsplit(link).netloc


def up_to(number: int) -> str:
    """Return a number as text, "100 or more" where counting stopped."""
    return str(number) if number < MOST else _("%(count)d or more") % {"count": MOST}


def outcome_in_words(report: Report) -> str:
    """Return what became of a report."""
    what = {"idea": _("an idea"), "feedback": _("a feedback"), "comment": _("a comment")}[report.target]
    if report.outcome == Report.Outcome.HIDDEN:
        return _("You reported %(what)s. The course team has taken it off the board. Thank you.") % {"what": what}
    return _("You reported %(what)s. The course team has looked at it and left it. Thank you.") % {"what": what}


def reported_in_words(outcome: str | None) -> str:
    """Say where somebody's report on something stands; "" where they have not reported it."""
    return (
        {
            Report.Outcome.OPEN: _(
                "You have reported this. The course team looks at it and you hear here what became of it."
            ),
            Report.Outcome.KEPT: _("You have reported this. The course team looked at it and kept it."),
            Report.Outcome.HIDDEN: _("You have reported this. The course team looked at it and hid it."),
        }[Report.Outcome(outcome)]
        if outcome
        else ""
    )


def hiding_in_words(reason: str) -> str:
    """Tell the author of something why the course team has hidden it, as far as it said so."""
    told = _("Hidden by the course team. Only you and they see it.")
    return f"{told} " + _("The reason: %(reason)s") % {"reason": reason} if reason else told
