"""Words that several parts of the learner's pages share."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from competence_self_assessment.models import Occasion, Round


def occasion_in_words(occasion: str) -> str:
    """Return when in a course a round was asked."""
    if occasion == Occasion.PRE:
        return _("Start")
    return _("End") if occasion == Occasion.POST else _("In between")


def day(round_: Round) -> str:
    """Return the day a round was handed in, in the learner's own time zone and language."""
    return date_format(timezone.localtime(round_.submitted_at), "DATE_FORMAT")


def name_of(round_: Round, number: int) -> str:
    """Return what a round is called: two may be of one day and one occasion, so it has a number."""
    words = {"number": number, "occasion": occasion_in_words(round_.occasion), "date": day(round_)}
    return _("%(number)d. %(occasion)s, %(date)s") % words


def listed(titles: Iterable[str]) -> str:
    """Return titles in one line, each in quotes."""
    return ", ".join(_("“%(title)s”") % {"title": title} for title in titles)
