"""Figures in words: numbers as they are printed, and for each figure that cannot be given the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence.intervals import Interval
from bizmooc.evidence.unavailable import Figure, Reason, Unavailable
from bizmooc.web.numbers import number

NO_FIGURE = "\u2013"
# What is less probable is not told apart: it hangs on assumptions that hold only roughly.
_SMALLEST_PROBABILITY = 0.001


def figure(value: Figure, digits: int) -> str:
    """Return a figure as a table shows it, a dash where there is none."""
    return NO_FIGURE if isinstance(value, Unavailable) else number(value, digits)


def interval(value: Interval | Unavailable, digits: int) -> str:
    """Return an interval as a table shows it, a dash where there is none."""
    if isinstance(value, Unavailable):
        return NO_FIGURE
    return _("%(low)s to %(high)s") % {"low": number(value.low, digits), "high": number(value.high, digits)}


def probability(p: float) -> str:
    """Return a p value as papers print it."""
    if p < _SMALLEST_PROBABILITY:
        return _("less than %(value)s") % {"value": number(_SMALLEST_PROBABILITY, 3)}
    return number(p, 3)


def reasons(figures: Sequence[object], items: Sequence[str] = ()) -> list[str]:
    """Return why some of these figures cannot be given, each reason once.

    Args:
        figures: those that can be given are passed over.
        items: the statements of the scale, where reasons name them.
    """
    return list(dict.fromkeys(reason(one, items) for one in figures if isinstance(one, Unavailable)))


def reason(unavailable: Unavailable, items: Sequence[str] = ()) -> str:
    """Return a sentence on why a figure cannot be given; see reasons()."""
    given = dict(unavailable.parameters)
    match unavailable.reason:
        case Reason.TOO_FEW_RATED_BOTH:
            return _too_few_rated_both(given, items)
        case Reason.ITEM_WITHOUT_VARIANCE:
            return _item_without_variance(given, items)
        case Reason.NO_PAIRS:
            return _no_pairs(given)
        case Reason.TOO_FEW_ITEMS | Reason.TOO_FEW_PEOPLE | Reason.TOO_FEW_VALUES:
            return _too_few(unavailable.reason, given)
        case Reason.NO_VARIANCE | Reason.NO_CHANGE:
            return _all_alike(unavailable.reason, given)
        case Reason.NOBODY_ANSWERED:
            return _("Nobody answered any of these statements.")
        case Reason.TOTAL_WITHOUT_VARIANCE:
            return _("The answers to these statements cancel each other out: their sum does not vary.")
        case Reason.NO_VALUES:
            return _("Nobody answered enough of it.")
        case Reason.NO_SCIPY:
            return _("This figure needs the library scipy, which is not installed on this site.")


def _too_few(why: Reason, given: Mapping[str, int]) -> str:
    sentences = {
        Reason.TOO_FEW_ITEMS: lambda: ngettext(
            "This needs at least %(needed)d statements; there is %(items)d.",
            "This needs at least %(needed)d statements; there are %(items)d.",
            given["items"],
        ),
        Reason.TOO_FEW_PEOPLE: lambda: ngettext(
            "This needs at least %(needed)d people whose answers can be used; there is %(people)d.",
            "This needs at least %(needed)d people whose answers can be used; there are %(people)d.",
            given["people"],
        ),
        Reason.TOO_FEW_VALUES: lambda: ngettext(
            "This needs at least %(needed)d people; there is %(values)d.",
            "This needs at least %(needed)d people; there are %(values)d.",
            given["values"],
        ),
    }
    return sentences[why]() % given


def _all_alike(why: Reason, given: Mapping[str, int]) -> str:
    if why is Reason.NO_CHANGE:
        sentence = ngettext(
            "In the %(pairs)d pair nothing changed, so there is nothing to rank.",
            "In none of the %(pairs)d pairs anything changed, so there is nothing to rank.",
            given["pairs"],
        )
        return sentence % given
    sentence = ngettext(
        "There is only %(values)d value, so nothing can be said about how much values vary.",
        "All %(values)d values are the same, so nothing can be said about how much values vary.",
        given["values"],
    )
    return sentence % given


def _no_pairs(given: Mapping[str, int]) -> str:
    if not given["incomplete"]:
        return _("There is no pair to compare.")
    sentence = ngettext(
        "There is no pair to compare: %(incomplete)d person has one of both scores only.",
        "There is no pair to compare: %(incomplete)d people have one of both scores only.",
        given["incomplete"],
    )
    return sentence % given


def _too_few_rated_both(given: Mapping[str, int], items: Sequence[str]) -> str:
    words = {**given, "first": _named(given["first"], items), "second": _named(given["second"], items)}
    if given["first"] == given["second"]:
        sentence = ngettext(
            "%(people)d person rated %(first)s; at least %(needed)d are needed.",
            "%(people)d people rated %(first)s; at least %(needed)d are needed.",
            given["people"],
        )
    else:
        sentence = ngettext(
            "%(people)d person rated both %(first)s and %(second)s; at least %(needed)d are needed.",
            "%(people)d people rated both %(first)s and %(second)s; at least %(needed)d are needed.",
            given["people"],
        )
    return sentence % words


def _item_without_variance(given: Mapping[str, int], items: Sequence[str]) -> str:
    others = given["items"] - 1
    words = {"item": _named(given["item"], items), "others": others}
    if not others:
        return _("All answers to %(item)s are the same, so it cannot rise and fall with others.") % words
    sentence = ngettext(
        "All answers to %(item)s are the same, and so they are for %(others)d other statement.",
        "All answers to %(item)s are the same, and so they are for %(others)d other statements.",
        others,
    )
    return sentence % words


def _named(position: int, items: Sequence[str]) -> str:
    """Name a statement by its words, else by its number."""
    if position < len(items):
        return _("“%(item)s”") % {"item": items[position]}
    return _("statement %(number)d") % {"number": position + 1}
