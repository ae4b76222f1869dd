"""What changed between two views of the same people: three differences side by side, never averaged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.evidence.change import Change, change
from bizmooc.evidence.pairs import PairCounts
from bizmooc.evidence.unavailable import Figure, Unavailable
from bizmooc.evidence.wilcoxon import Because, SignedRank, signed_rank
from bizmooc.web.numbers import number, signed
from competence_self_assessment.analytics import words
from competence_self_assessment.analytics.shown import Measured, Shown
from competence_self_assessment.models import FrameworkVersion

# Below it, one or two people can move a mean; a rule of thumb, not a border.
_FEW_PAIRS = 30


@dataclass(frozen=True)
class Compared:
    """One difference of one competence.

    Attributes:
        pair: which (statistics.PAIRS).
        counts: the pairs of scores.
        change: means, interval, effect sizes.
        ranks: the signed-rank test.
    """

    pair: str
    counts: PairCounts
    change: Change | Unavailable
    ranks: SignedRank | Unavailable

    @property
    def is_clear(self) -> bool:
        """The interval of the mean difference leaves out zero."""
        interval = None if isinstance(self.change, Unavailable) else self.change.interval
        if interval is None or isinstance(interval, Unavailable):
            return False
        return interval.low > 0 or interval.high < 0

    @property
    def sentence(self) -> str:
        """What it says, in cautious words."""
        if isinstance(self.change, Unavailable):
            return words.reason(self.change)
        return f"{_direction(self.pair, self.change)} {_certainty(self.change, clear=self.is_clear)}"


def titles() -> dict[str, str]:
    """Return what the three differences are called."""
    return {
        "pre_now": _("Now, compared with the first self-view (post − pre)"),
        "then_now": _("Now, compared with the start seen from today (post − then)"),
        "pre_then": _("The start seen from today, compared with the first self-view: response shift (then − pre)"),
    }


def compared(one: Measured) -> list[Compared]:
    """Work out every difference that a competence has pairs for."""
    return [Compared(name, counts, change(counts), signed_rank(counts)) for name, counts in one.pairs.items()]


def table(differences: Sequence[Compared]) -> dict[str, Any]:
    """Return sentences, a table with a column for each difference, and the reasons for its gaps."""
    names = titles()
    figures: list[object] = []
    for one in differences:
        figures += _figures(one)
    return {
        "sentences": [
            {"title": names[one.pair], "text": one.sentence, "caution": _caution(one.change)} for one in differences
        ],
        "titles": [names[one.pair] for one in differences],
        "rows": [{"title": title, "cells": [cell(one) for one in differences]} for title, cell in _rows()],
        "reasons": words.reasons(figures),
    }


def versions_compared(shown: Shown) -> list[str]:
    """Say how many people are compared with which version of the questions, and what is left out of it."""
    sentences = [_version(shown, *one) for one in shown.figures.before]
    others = shown.figures.people - sum(people for _before, people in shown.figures.before)
    if others and shown.pair_names:
        sentence = ngettext(
            "%(people)d person is not compared with a first self-view: there is none, or there are too few others "
            "like it to be shown.",
            "%(people)d people are not compared with a first self-view: they have none, or there are too few others "
            "like them to be shown.",
            others,
        )
        sentences.append(sentence % {"people": others})
    return sentences


def _version(shown: Shown, before: FrameworkVersion, people: int) -> str:
    same = shown.framework.same_items(before.framework)
    given = {"people": people, "left_out": len(shown.framework.items) - len(same), "asked": len(shown.framework.items)}
    if before.digest == shown.framework.digest:
        sentence = ngettext(
            "%(people)d person answered the same questions at the start.",
            "%(people)d people answered the same questions at the start.",
            people,
        )
        return sentence % given
    sentence = ngettext(
        "%(people)d person answered an earlier version of the questions (%(digest)s) at the start: %(left_out)d of "
        "%(asked)d statements are left out of the comparison, because their words or the scale have changed.",
        "%(people)d people answered an earlier version of the questions (%(digest)s) at the start: %(left_out)d of "
        "%(asked)d statements are left out of the comparison, because their words or the scale have changed.",
        people,
    )
    return sentence % {**given, "digest": before.digest[:8]}


def _direction(pair: str, found: Change) -> str:
    given = {
        "before": number(found.mean_before, 2),
        "after": number(found.mean_after, 2),
        "size": number(abs(found.difference), 2),
    }
    up, down, level = _DIRECTIONS[pair]()
    if not found.difference:
        return level % given
    return (up if found.difference > 0 else down) % given


_DIRECTIONS: dict[str, Callable[[], tuple[str, str, str]]] = {
    "pre_now": lambda: (
        _("On average, people rate themselves %(size)s higher than at the start (%(before)s then, now %(after)s)."),
        _("On average, people rate themselves %(size)s lower than at the start (%(before)s then, now %(after)s)."),
        _("On average, people rate themselves as they did at the start (%(before)s)."),
    ),
    "then_now": lambda: (
        _("Looking back, people see themselves %(size)s higher today (start %(before)s, now %(after)s)."),
        _("Looking back, people see themselves %(size)s lower today (start %(before)s, now %(after)s)."),
        _("Looking back, people see no difference on average (%(before)s)."),
    ),
    "pre_then": lambda: (
        _("Looking back, people place their start %(size)s higher than they did then (%(before)s, now %(after)s)."),
        _("Looking back, people place their start %(size)s lower than they did then (%(before)s, now %(after)s)."),
        _("Looking back, people place their start where they did then (%(before)s)."),
    ),
}


def _certainty(found: Change, *, clear: bool) -> str:
    if isinstance(found.interval, Unavailable):
        return words.reason(found.interval)
    given = {"interval": words.interval(found.interval, 2), "n": found.n}
    if clear:
        sentence = ngettext(
            "The 95 %% interval is %(interval)s (%(n)d pair); it leaves out zero.",
            "The 95 %% interval is %(interval)s (%(n)d pairs); it leaves out zero.",
            found.n,
        )
    else:
        sentence = ngettext(
            "The 95 %% interval is %(interval)s (%(n)d pair); zero is in it, so this may well be no change at all.",
            "The 95 %% interval is %(interval)s (%(n)d pairs); zero is in it, so this may well be no change at all.",
            found.n,
        )
    return sentence % given


def _caution(found: Change | Unavailable) -> str:
    if isinstance(found, Unavailable) or found.n >= _FEW_PAIRS:
        return ""
    return _("Fewer than %(n)d pairs: one or two people can move these figures.") % {"n": _FEW_PAIRS}


def _figures(one: Compared) -> list[object]:
    if isinstance(one.change, Unavailable):
        return [one.change]
    effects = one.change.effects
    return [one.change.interval, one.change.sd_difference, effects.d_z, effects.d_av, effects.g_z, one.ranks]


def _rows() -> list[tuple[str, Callable[[Compared], str]]]:
    """Return each row's title, and what is in its cells."""
    return [
        (_("Pairs (n)"), lambda one: str(one.counts.n)),
        (_("Left out: one of both scores is missing"), lambda one: str(one.counts.incomplete)),
        (_("Mean before"), _of_change(lambda found: number(found.mean_before, 2))),
        (_("Mean after"), _of_change(lambda found: number(found.mean_after, 2))),
        (_("Mean difference"), _of_change(lambda found: signed(found.difference, 2))),
        (_("Interval of it (95 %)"), _of_change(lambda found: words.interval(found.interval, 2))),
        (_("Standard deviation of the differences"), _of_change(lambda found: words.figure(found.sd_difference, 2))),
        (_("People higher / the same / lower"), _moves),
        (_("Effect size d_z"), _of_change(lambda found: _effect(found.effects.d_z))),
        (_("Effect size g_z (d_z for small samples)"), _of_change(lambda found: _effect(found.effects.g_z))),
        (_("Effect size d_av"), _of_change(lambda found: _effect(found.effects.d_av))),
        (_("Wilcoxon signed-rank W"), _of_ranks(lambda ranks: number(ranks.w, -1))),
        (_("p (two-sided)"), _of_ranks(lambda ranks: words.probability(ranks.p))),
        (_("Pairs ranked; without change, dropped; tied"), _of_ranks(_ranked)),
        (_("How p was found"), _of_ranks(_method)),
    ]


def _of_change(text: Callable[[Change], str]) -> Callable[[Compared], str]:
    return lambda one: words.NO_FIGURE if isinstance(one.change, Unavailable) else text(one.change)


def _of_ranks(text: Callable[[SignedRank], str]) -> Callable[[Compared], str]:
    return lambda one: words.NO_FIGURE if isinstance(one.ranks, Unavailable) else text(one.ranks)


def _effect(effect: Figure) -> str:
    return words.NO_FIGURE if isinstance(effect, Unavailable) else signed(effect, 2)


def _moves(one: Compared) -> str:
    differences = one.counts.differences.counts
    higher = sum(count for difference, count in differences.items() if difference > 0)
    lower = sum(count for difference, count in differences.items() if difference < 0)
    return f"{higher} / {one.counts.n - higher - lower} / {lower}"


def _ranked(ranks: SignedRank) -> str:
    return f"{ranks.ranked}; {ranks.zeros}; {ranks.tied}"


def _method(ranks: SignedRank) -> str:
    policy = ranks.policy
    given = {"few": policy.exact_up_to_with_ties, "many": policy.exact_up_to}
    sentences = {
        Because.FEW_PAIRS: _("counted exactly: at most %(few)d pairs"),
        Because.NO_TIES: _("counted exactly: at most %(many)d pairs, no ties, no zeros"),
        Because.TIES_OR_ZEROS: _("normal approximation, corrected for ties and continuity: ties or zeros"),
        Because.MANY_PAIRS: _("normal approximation, corrected for continuity: more than %(many)d pairs"),
    }
    return sentences[ranks.because] % given
