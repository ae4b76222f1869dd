"""Which cell of the figures a round is counted in: people of one group whose rounds can be compared with the same."""

from __future__ import annotations

from competence_self_assessment.models import Round

# People of several small cells: shown in totals only, without comparison, and in no group.
MIXED = "mixed"
_NONE = "-"


def cell_of(round_: Round) -> str:
    """Return the cell of a round: its group, and the version its first round was asked with."""
    before = round_.before.framework.digest[:16] if round_.before else _NONE
    return f"{before} {round_.group or _NONE}"


def group_of(cell: str) -> str | None:
    """Return the group of a cell: "" for people in no group, None for people of several."""
    if cell == MIXED:
        return None
    group = cell.partition(" ")[2]
    return "" if group == _NONE else group
