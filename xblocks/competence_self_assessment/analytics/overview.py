"""What a busy instructor reads first: three sentences, and one table of all competences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence import intervals
from bizmooc.evidence.intervals import Interval, Mean
from bizmooc.evidence.reliability import MissingPolicy
from bizmooc.evidence.unavailable import Unavailable
from bizmooc.web.numbers import number, signed
from competence_self_assessment.analytics import words
from competence_self_assessment.analytics.change import Compared
from competence_self_assessment.analytics.reliability import alpha_of
from competence_self_assessment.analytics.shown import Measured, Shown

_Named = tuple[str, Mean]


def overview(shown: Shown, differences: Sequence[Sequence[Compared]]) -> dict[str, Any]:
    """Return the first look.

    Args:
        shown: the figures.
        differences: of each competence, in the framework's order.
    """
    means = [(one, intervals.mean(one.of("now"))) for one in shown.competences]
    shift = _shift_name(shown)
    rows = [
        _row(one, mean, next((found for found in of_one if found.pair == shift), None))
        for (one, mean), of_one in zip(means, differences, strict=True)
    ]
    ranked = [(one.title, mean) for one, mean in means if isinstance(mean, Mean)]
    return {
        "sentences": [
            _order(ranked, shown),
            _largest(shown, differences),
            _limits(shown.figures.people),
        ],
        "rows": rows,
        "shift": {
            "pre_now": _("Change since the start (interval: 95 %)"),
            "then_now": _("Change, looking back (interval: 95 %)"),
        }.get(shift, ""),
        "reasons": list(dict.fromkeys(reason for row in rows for reason in row["reasons"])),
    }


def _shift_name(shown: Shown) -> str:
    return next((name for name in ("pre_now", "then_now") if name in shown.pair_names), "")


def _row(one: Measured, mean: Mean | Unavailable, found: Compared | None) -> dict[str, Any]:
    alpha = alpha_of(one, "now", MissingPolicy.LISTWISE)
    row: dict[str, Any] = {
        "title": one.title,
        "html_id": one.html_id,
        "n": one.of("now").n,
        "median": words.NO_FIGURE,
        "mean": words.NO_FIGURE,
        "interval": "",
        "change": words.NO_FIGURE,
        "alpha": words.NO_FIGURE if isinstance(alpha, Unavailable) else number(alpha.value, 2),
        "reasons": [_about(one, why) for why in words.reasons([mean, alpha], one.statements)],
    }
    if isinstance(mean, Mean):
        row |= {"median": number(float(one.of("now").median), 1), "mean": number(mean.value, 2)}
        if isinstance(mean.interval, Interval):
            row["interval"] = words.interval(mean.interval, 2)
        else:
            row["reasons"].append(_about(one, words.reason(mean.interval)))
    if found and not isinstance(found.change, Unavailable):
        row["change"] = signed(found.change.difference, 2)
        if isinstance(found.change.interval, Interval):
            row["change_interval"] = words.interval(found.change.interval, 2)
    return row


def _about(one: Measured, why: str) -> str:
    return _("%(competence)s: %(reason)s") % {"competence": one.title, "reason": why}


def _order(ranked: Sequence[_Named], shown: Shown) -> str:
    if not ranked:
        return _("Too few statements were answered for any mean.")
    ordered = sorted(ranked, key=lambda named: named[1].value)
    lowest, highest = (number(named[1].value, 2) for named in (ordered[0], ordered[-1]))
    if lowest == highest:
        return _("All competences have the same mean: %(mean)s on a scale from %(first)d to %(last)d.") % {
            "mean": lowest,
            **_ends(shown),
        }
    given = {
        "low": _titles(ordered, lowest),
        "low_mean": lowest,
        "high": _titles(ordered, highest),
        "high_mean": highest,
        **_ends(shown),
    }
    sentence = _(
        "Lowest self-view: %(low)s (mean %(low_mean)s on a scale from %(first)d to %(last)d); "
        "highest: %(high)s (%(high_mean)s)."
    )
    if _overlap(ordered[0][1].interval, ordered[-1][1].interval):
        sentence = _(
            "Lowest self-view: %(low)s (mean %(low_mean)s on a scale from %(first)d to %(last)d); "
            "highest: %(high)s (%(high_mean)s), though their intervals overlap."
        )
    return sentence % given


def _ends(shown: Shown) -> dict[str, int]:
    return {"first": shown.levels[0], "last": shown.levels[-1]}


def _titles(ranked: Sequence[_Named], value: str) -> str:
    """Name those with a mean; what looks equal in the table is equal here."""
    return " / ".join(_("“%(title)s”") % {"title": title} for title, mean in ranked if number(mean.value, 2) == value)


def _overlap(one: Interval | Unavailable, other: Interval | Unavailable) -> bool:
    if isinstance(one, Unavailable) or isinstance(other, Unavailable):
        return False
    return one.low <= other.high and other.low <= one.high


def _largest(shown: Shown, differences: Sequence[Sequence[Compared]]) -> str:
    name = _shift_name(shown)
    if not name:
        return _("This is one look at one time: it says nothing about change.")
    found = [
        (abs(one.change.difference), measured.title, one)
        for measured, of_one in zip(shown.competences, differences, strict=True)
        for one in of_one
        if one.pair == name and not isinstance(one.change, Unavailable)
    ]
    if not found:
        return _("There are no pairs to compare yet.")
    clear = [one for one in found if one[2].is_clear]
    if not clear:
        return _("No shift stands out: every interval of a change (95 %) has zero in it, or there is none.")
    _size, title, one = max(clear, key=lambda each: each[:2])
    return _("Largest shift that stands out, in “%(title)s”: %(sentence)s") % {"title": title, "sentence": one.sentence}


def _limits(people: int) -> str:
    sentence = ngettext(
        "Nothing here is proof of skill: it is how %(people)d person who handed in sees themselves.",
        "Nothing here is proof of skill: it is how the %(people)d people who handed in see themselves.",
        people,
    )
    return sentence % {"people": people}
