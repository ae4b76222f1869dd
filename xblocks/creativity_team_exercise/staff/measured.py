"""The measures of a team's work in words, each with what it is and what it does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.web.numbers import number, percent
from creativity_team_exercise.measures import (
    LEAST_ENTRIES,
    RARE_BELOW,
    UNUSUAL_UP_TO,
    Answers,
    elaboration,
    flexibility,
    fluency,
    originality,
)
from creativity_team_exercise.models import Entry


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        title: its name. value: of this team, in words. is_what: what is counted. limits: what it does not say.
    """

    title: str
    value: str
    is_what: str
    limits: str


def measures_in_words(entries: Sequence[Entry], everybody: Answers) -> list[Measure]:
    """Return the four measures of some entries.

    Args:
        entries: a team's own, without what is hidden.
        everybody: answers to the same question, to compare with.
    """
    texts = [entry.text for entry in entries]
    return [_fluency(texts), _flexibility(entries), _originality(texts, everybody), _elaboration(entries)]


def _fluency(texts: Sequence[str]) -> Measure:
    count = fluency(texts)
    return Measure(
        _("Fluency"),
        ngettext("%(count)d entry", "%(count)d different entries", count) % {"count": count},
        _("Entries that are no duplicates (Guilford 1967)."),
        _("The same idea in other words counts twice, and nonsense like sense. Larger teams have more."),
    )


def _flexibility(entries: Sequence[Entry]) -> Measure:
    count = flexibility(entry.tag for entry in entries)
    value = ngettext("%(count)d tag", "%(count)d different tags", count) % {"count": count}
    return Measure(
        _("Flexibility"),
        value if count else _("no tags were set"),
        _("Different tags that the team itself has given its entries (Guilford 1967: the number of categories)."),
        _("A team that sorts finely has more than one that sorts coarsely; it does not compare teams."),
    )


def _originality(texts: Sequence[str], everybody: Answers) -> Measure:
    found = originality(texts, everybody)
    if found is None:
        words = {"entries": everybody.entries, "least": LEAST_ENTRIES}
        value = _("too few to say: %(entries)d entries to compare with, and it takes %(least)d") % words
    else:
        words = {"points": found.points, "answers": found.answers, "rare": found.rare, "unusual": found.unusual}
        value = _("%(points)d points for %(answers)d entries: %(rare)d rare, %(unusual)d unusual") % words
    return Measure(
        _("Originality"),
        value,
        _(
            "By rarity among the newest entries of teams with the same settings, equal in letters: what fewer than "
            "%(rare)s %% of people wrote has 2 points, what up to %(unusual)s %% wrote has 1 (Guilford 1967; cut-offs "
            "as used by Radel et al. 2015)."
        )
        % {"rare": percent(RARE_BELOW), "unusual": percent(UNUSUAL_UP_TO)},
        _(
            "Rare is not good. The same idea in other words looks original, and up to 100 people nothing is rare. The "
            "sum grows with the number of entries."
        ),
    )


def _elaboration(entries: Sequence[Entry]) -> Measure:
    found = elaboration([(entry.text, entry.parent_id is not None) for entry in entries])
    value = _("no entries yet")
    if found:
        words = {"words": number(found.words, 1), "built": percent(found.built)}
        value = _("%(words)s words in an entry on average; %(built)s %% of entries build on another one") % words
    return Measure(
        _("Elaboration"),
        value,
        _("Words in an entry, and how many entries go back to another one (Guilford 1967: detail)."),
        _(
            "Long is not detailed. Languages need different numbers of words, and of those without spaces between "
            "words the mean says nothing. Not every technique asks to build on others."
        ),
    )
