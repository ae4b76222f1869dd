"""Who takes part, and how much each contributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.web.charts import Series, bar_chart
from bizmooc.web.numbers import percent
from peer_idea_board.analytics.kept import Kept
from peer_idea_board.board import Rules
from peer_idea_board.models import Kind


@dataclass(frozen=True)
class Band:
    """Numbers of contributions that share a bar.

    Attributes:
        low: the first. high: the last; None: all above.
    """

    low: int
    high: int | None

    @property
    def title(self) -> str:
        """As a label: "3", "6–10", "21+"."""
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.low == self.high else f"{self.low}\u2013{self.high}"

    def __contains__(self, number: int) -> bool:
        """Tell whether a number of contributions falls into it."""
        return self.low <= number and (self.high is None or number <= self.high)


_IDEAS = (*(Band(n, n) for n in range(1, 5)), Band(5, None))
_FEEDBACK = (*(Band(n, n) for n in range(1, 6)), Band(6, 10), Band(11, 20), Band(21, None))


def funnel(kept: Kept, rules: Rules) -> list[dict[str, Any]]:
    """Return a row for each stage: title, people, and their share of those who saw the board ("" of nobody)."""
    ideas, feedback = Kind.PEOPLE_BY_IDEAS, Kind.PEOPLE_BY_FEEDBACK
    stages = [(_("Saw the board"), kept.total(Kind.SEEN)), (_("Posted an idea"), kept.people(ideas))]
    if rules.post_quota > 1:
        stages.append((_("Posted all the ideas asked for"), kept.people(ideas, rules.post_quota)))
    stages.append((_("Gave feedback"), kept.people(feedback)))
    if rules.feedback_quota > 1:
        stages.append((_("Gave all the feedback asked for"), kept.people(feedback, rules.feedback_quota)))
    seen = kept.total(Kind.SEEN)
    return [
        {"title": title, "people": people, "percent": percent(people / seen) if seen else ""}
        for title, people in stages
    ]


def contributions(kept: Kept, html_id: str) -> list[dict[str, Any]]:
    """Return what is drawn of how many ideas people have posted, and how many feedbacks they have given."""
    seen = kept.total(Kind.SEEN)
    kinds: list[tuple[str, Sequence[Band], str, str]] = [
        (Kind.PEOPLE_BY_IDEAS, _IDEAS, _("People by ideas posted"), _("Ideas posted")),
        (Kind.PEOPLE_BY_FEEDBACK, _FEEDBACK, _("People by feedback given"), _("Feedbacks given")),
    ]
    drawn = []
    for kind, bands, title, unit in kinds:
        by_number = dict(kept.buckets[kind])
        by_number[0] = max(0, seen - sum(by_number.values()))
        counts = {
            band.title: sum(people for number, people in by_number.items() if number in band)
            for band in (Band(0, 0), *bands)
        }
        sentence = _sentence(kind, by_number)
        chart = bar_chart(
            f"{html_id}-{kind}",
            title=title,
            description=sentence,
            labels=list(counts),
            series=[Series(_("People"), list(counts.values()))],
        )
        drawn.append(
            {
                "title": title,
                "unit": unit,
                "sentence": sentence,
                "chart": mark_safe(chart),  # noqa: S308 - our own SVG
                "rows": list(counts.items()),
            }
        )
    return drawn


def _sentence(kind: str, by_number: Mapping[int, int]) -> str:
    active = sum(people for number, people in by_number.items() if number)
    given = sum(number * people for number, people in by_number.items())
    if not active:
        return _("Nobody yet.")
    if kind == Kind.PEOPLE_BY_IDEAS:
        sentence = ngettext(
            "%(people)d person posted ideas (%(number)d in all).",
            "%(people)d people posted ideas (%(number)d in all).",
            active,
        )
    else:
        sentence = ngettext(
            "%(people)d person gave feedback (%(number)d in all).",
            "%(people)d people gave feedback (%(number)d in all).",
            active,
        )
    words = {"people": active, "number": given, "share": percent(_share_of_the_most_active(by_number))}
    tenth = _("The most active tenth of them gave %(share)s %% of it.")
    return f"{sentence % words} {tenth % words}" if active >= 10 else sentence % words


def _share_of_the_most_active(by_number: Mapping[int, int]) -> float:
    """Return what share of everything comes from the tenth of those active who did most."""
    left = sum(people for number, people in by_number.items() if number) // 10
    total, theirs = sum(number * people for number, people in by_number.items()), 0
    for number in sorted(by_number, reverse=True):
        people = min(left, by_number[number])
        theirs, left = theirs + number * people, left - people
    return theirs / total if total else 0.0
