"""The sufficient statistics kept of rounds: from these alone come all figures about others.

Shape, with views "now" and "then", and pairs "pre_now", "then_now", "pre_then"::

    {view: {"items": {item id: histogram of levels},
            "scores": {competence id: histogram of scores},
            "sums": {competence id: sums of its items}},
     "pairs": {pair: {competence id: histogram of pairs of scores}}}

Histograms: evidence/histograms.py. Sums: evidence/reliability.py. Pairs: evidence/pairs.py. Everything is whole
numbers, so that a round is counted out as exactly as it was counted in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bizmooc.evidence import histograms, pairs, reliability
from bizmooc.evidence.exact import text_of
from bizmooc.evidence.scales import scale_score
from competence_self_assessment.comparison import Answers, Compared, compare
from competence_self_assessment.frameworks import Competence, Framework
from competence_self_assessment.models import Round

Statistics = dict[str, Any]
VIEWS = ("now", "then")
# Pair -> the two views whose difference it gives: second - first.
PAIRS = {"pre_now": ("pre", "now"), "then_now": ("then", "now"), "pre_then": ("pre", "then")}


def tally(statistics: Statistics, round_: Round, step: int, *, with_before: bool = True) -> None:
    """Count one round in (step 1) or out again (step -1), in place; exact in both directions.

    Args:
        statistics: see the module.
        round_: with its framework, and the round it is compared with.
        step: 1 or -1.
        with_before: whether to compare with that round.
    """
    framework = round_.framework.framework
    for view, answers in (("now", round_.now), ("then", round_.then)):
        if answers is not None:
            _tally_view(statistics.setdefault(view, {}), framework, answers, step)
    first = round_.before if with_before else None
    before = (first.framework.framework, first.now) if first else None
    if before or round_.then is not None:
        compared = compare(framework, round_.now, round_.then, before)
        _tally_pairs(statistics.setdefault("pairs", {}), compared, _pairs_of(round_, first), step)
    _drop_empty(statistics)


def merged(many: Iterable[Statistics]) -> Statistics:
    """Return the statistics of all the people in several, about the same framework."""
    total: Statistics = {}
    for one in many:
        _merge(total, one)
    return total


def competence_score(competence: Competence, answers: Answers) -> float | None:
    """Return a person's score in a competence (the mean of its items by the half rule), None if too few."""
    return scale_score([answers.get(item.id) for item in competence.items])


def _tally_view(part: dict[str, Any], framework: Framework, answers: Answers, step: int) -> None:
    items, scores, sums = (part.setdefault(name, {}) for name in ("items", "scores", "sums"))
    for item_id in framework.items:
        _count(items.setdefault(item_id, {}), answers.get(item_id), step)
    for competence in framework.competences:
        _count(scores.setdefault(competence.id, {}), competence_score(competence, answers), step)
        ratings = [answers.get(item.id) for item in competence.items]
        kept = sums.setdefault(competence.id, reliability.empty(len(ratings)))
        reliability.tally(kept, ratings, step)
        if not kept["people"]:
            del sums[competence.id]


def _count(histogram: dict[str, int], value: float | None, step: int) -> None:
    histograms.add(histogram, histograms.MISSING if value is None else text_of(value), step)


def _pairs_of(round_: Round, first: Round | None) -> list[str]:
    asked = {"now": True, "then": round_.then is not None, "pre": first is not None}
    return [name for name, views in PAIRS.items() if all(asked[view] for view in views)]


def _tally_pairs(part: dict[str, Any], compared: Iterable[Compared], names: list[str], step: int) -> None:
    for one in compared:
        for name in names:
            first, second = (getattr(one, view) for view in PAIRS[name])
            pairs.tally(part.setdefault(name, {}).setdefault(one.competence.id, {}), first, second, step)


def _drop_empty(node: dict[str, Any]) -> None:
    for key, part in list(node.items()):
        if isinstance(part, dict):
            _drop_empty(part)
            if not part:
                del node[key]


def _merge(total: dict[str, Any], part: Mapping[str, Any]) -> None:
    for key, value in part.items():
        if isinstance(value, int):
            histograms.add(total, key, value)
        elif "listwise" in value:
            reliability.merge(total.setdefault(key, reliability.empty(value["items"])), value)
        else:
            _merge(total.setdefault(key, {}), value)
