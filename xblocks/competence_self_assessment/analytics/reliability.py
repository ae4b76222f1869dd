"""How well the statements of a competence hang together: Cronbach's alpha, in numbers and cautious words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence import reliability
from bizmooc.evidence.reliability import Alpha, MissingPolicy
from bizmooc.evidence.unavailable import Unavailable
from bizmooc.web.numbers import number
from competence_self_assessment.analytics import words
from competence_self_assessment.analytics.shown import Measured, Shown

# Up to so many statements a low alpha says more about their number than about them.
_FEW_ITEMS = 4
# How long the scale is for which the alpha of a short one is worked out, so that scales can be compared.
_COMPARED_LENGTH = 10


def alpha_of(one: Measured, view: str, policy: MissingPolicy) -> Alpha | Unavailable:
    """Return the alpha of a competence in a view."""
    return reliability.cronbach_alpha(_sums(one, view), policy)


def scale(shown: Shown, one: Measured) -> dict[str, Any]:
    """Return what templates draw of one scale: a sentence, alpha under both policies, and its items."""
    rows, figures = [], []
    for view, title in shown.views.items():
        for policy in MissingPolicy:
            alpha = alpha_of(one, view, policy)
            rows.append(_row(title, policy, alpha))
            figures.append(alpha)
    fits, unfit = _items(one)
    return {
        "sentences": _sentences(alpha_of(one, "now", MissingPolicy.LISTWISE), one.statements),
        "rows": rows,
        "items": fits,
        "reasons": list(dict.fromkeys([*words.reasons(figures, one.statements), *unfit])),
    }


def _sums(one: Measured, view: str) -> reliability.ItemSums:
    return one.sums[view] or reliability.empty(len(one.statements))


def _row(view: str, policy: MissingPolicy, alpha: Alpha | Unavailable) -> dict[str, Any]:
    titles = {MissingPolicy.LISTWISE: _("listwise"), MissingPolicy.PAIRWISE: _("pairwise")}
    row = {"view": view, "policy": titles[policy]}
    if isinstance(alpha, Unavailable):
        return {**row, **dict.fromkeys(("alpha", "interval", "cautious", "people", "left_out"), words.NO_FIGURE)}
    return {
        **row,
        "alpha": number(alpha.value, 3),
        "interval": words.interval(alpha.interval, 3),
        "cautious": words.interval(alpha.cautious_interval, 3),
        "people": alpha.people,
        "left_out": alpha.left_out,
    }


def _items(one: Measured) -> tuple[list[dict[str, Any]], list[str]]:
    fits = reliability.item_fit(_sums(one, "now"), MissingPolicy.LISTWISE)
    if isinstance(fits, Unavailable):
        return [], []
    rows = [
        {"text": text, "rest": words.figure(fit.rest_correlation, 2), "without": words.figure(fit.alpha_without, 3)}
        for text, fit in zip(one.statements, fits, strict=True)
    ]
    figures = [figure for fit in fits for figure in (fit.rest_correlation, fit.alpha_without)]
    return rows, words.reasons(figures, one.statements)


def _sentences(alpha: Alpha | Unavailable, statements: list[str]) -> list[str]:
    if isinstance(alpha, Unavailable):
        return [_("There is no alpha. %(reason)s") % {"reason": words.reason(alpha, statements)}]
    return [_main(alpha), *filter(None, [_left_out(alpha), _meaning(alpha)])]


def _main(alpha: Alpha) -> str:
    given = {"alpha": number(alpha.value, 2), "items": alpha.items, "people": alpha.people}
    if isinstance(alpha.interval, Unavailable):
        sentence = _("Cronbach's alpha is %(alpha)s (%(items)d statements, n = %(people)d). %(reason)s")
        return sentence % {**given, "reason": words.reason(alpha.interval)}
    sentence = _("Cronbach's alpha is %(alpha)s (95 %% interval %(interval)s; %(items)d statements, n = %(people)d).")
    return sentence % {**given, "interval": words.interval(alpha.interval, 2)}


def _left_out(alpha: Alpha) -> str:
    if not alpha.left_out:
        return ""
    sentence = ngettext(
        "%(people)d more person left out a statement: the interval counts them in n, as the program pingouin does; "
        "without them it is wider, %(interval)s.",
        "%(people)d more people left out a statement: the interval counts them in n, as the program pingouin does; "
        "without them it is wider, %(interval)s.",
        alpha.left_out,
    )
    return sentence % {"people": alpha.left_out, "interval": words.interval(alpha.cautious_interval, 2)}


def _meaning(alpha: Alpha) -> str:
    if alpha.is_negative:
        return _(
            "It is negative: some statements run against the others. Is one worded the other way round? "
            "The mean of this competence should not be read before that is clear."
        )
    if alpha.is_above_one:
        return _("It is above 1: the gaps in the answers are so uneven that the pairs contradict each other.")
    if alpha.items > _FEW_ITEMS:
        return ""
    longer = reliability.spearman_brown(alpha.value, _COMPARED_LENGTH / alpha.items)
    sentence = _(
        "With only %(items)d statements a low alpha is to be expected: %(length)d statements of the same kind would "
        "have about %(longer)s."
    )
    return sentence % {"items": alpha.items, "length": _COMPARED_LENGTH, "longer": number(longer, 2)}
