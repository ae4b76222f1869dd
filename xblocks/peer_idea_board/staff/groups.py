"""What the groups of a block's boards are called."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from peer_idea_board.board import NO_GROUP


def group_titles(place: Place, groups: Iterable[str]) -> dict[str, str]:
    """Return what groups are called, "" for the one board that everybody shares.

    Args:
        place: the block.
        groups: as in models.Board.group.
    """
    wanted = set(groups)
    kinds = {group.partition(":")[0] for group in wanted}
    names: dict[str, str] = {"": "", NO_GROUP: _("People without a group")}
    if place.course and "cohort" in kinds:
        names |= {f"cohort:{id_}": name for id_, name in platform().cohort_names(place.course).items()}
    if place.course and "team" in kinds:
        names |= {f"team:{id_}": name for id_, name in platform().team_names(place.course).items()}
    # A group that is no more keeps its board.
    return {group: names.get(group) or (_("A former group") if group else "") for group in wanted}
