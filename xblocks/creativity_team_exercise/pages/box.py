"""The morphological box: what can be combined, as a table, and how much of it is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.web.numbers import number
from creativity_team_exercise.engine.combinations import Remaining, remaining
from creativity_team_exercise.models import Entry
from creativity_team_exercise.pages.material import Row
from creativity_team_exercise.pages.shared import Scene


@dataclass(frozen=True)
class Cell:
    """A value in the box.

    Attributes:
        entry: None where the row is shorter than others.
        used_in: which combinations have it, as "1, 4"; "" for none.
    """

    entry: Entry | None
    used_in: str = ""


def box_html(scene: Scene, rows: Sequence[Row], used: Mapping[int, Sequence[int]] | None = None) -> str:
    """Return the box as a table: a row for each thing that is asked for, with the values that the team found.

    Args:
        scene: who looks.
        rows: of the box.
        used: value -> numbers of the combinations that have it; they stand out, by their number and by shade.
    """
    used = used or {}
    width = max((len(row.values) for row in rows), default=0)
    drawn = []
    for row in rows:
        cells = [Cell(one, ", ".join(map(str, used.get(one.pk, ())))) for one in row.values]
        drawn.append((row.title, cells + [Cell(None)] * (width - len(row.values))))
    caption = _("Each row is one thing to decide; a combination takes one value of each.")
    if used:
        caption += " " + _("Shaded: what combinations have taken, with their numbers.")
    return scene.draw("together/box.html", rows=drawn, caption=caption)


def left_of(rows: Sequence[Row], pairs: Collection[tuple[int, int]]) -> Remaining:
    """Count what can still be combined."""
    return remaining([[one.pk for one in row.values] for row in rows], pairs)


def left_in_words(left: Remaining, pairs: int) -> str:
    """Say how many combinations remain of how many."""
    if not left.of:
        return _("At least one row has no values yet, so nothing can be combined.")
    values = {"count": number(left.number, 0), "of": number(left.of, 0)}
    if not pairs:
        sentence = ngettext("%(of)s combination is possible.", "%(of)s combinations are possible.", left.of)
    elif left.is_exact:
        sentence = ngettext(
            "%(count)s of %(of)s combinations remains.", "%(count)s of %(of)s combinations remain.", left.number
        )
    else:
        sentence = _("More than %(count)s of %(of)s combinations remain: too many to count.")
    return sentence % values
