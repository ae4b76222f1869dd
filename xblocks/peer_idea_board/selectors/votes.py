"""What a person may know of votes, and has cast."""

from __future__ import annotations

from dataclasses import dataclass

from peer_idea_board.board import Rules, Viewer
from peer_idea_board.budget import dots_used


@dataclass(frozen=True)
class Ballot:
    """A person's votes on a board, and whether they may know others'.

    Attributes:
        kind: see board.Rules.vote_kind.
        used: dots (or votes) they have on ideas that are, or may come back, on the board.
        shows_counts: counts may be shown to them: where they have voted, or voting has closed, as the author chose.
        left: dots of their budget that are free; 0 where there is none.
    """

    kind: str
    used: int
    shows_counts: bool
    left: int = 0


def ballot_of(viewer: Viewer, rules: Rules, *, is_closed: bool) -> Ballot:
    """Return a person's ballot: one query, none where there is no voting.

    Args:
        viewer: the person.
        rules: the author's.
        is_closed: voting was open and is not any more.
    """
    if rules.vote_kind == "none":
        return Ballot("none", 0, False)
    used = dots_used(viewer)
    shows = rules.votes_shown == "always" or is_closed or (rules.votes_shown == "after_vote" and used > 0)
    return Ballot(rules.vote_kind, used, shows, max(0, rules.dots - used) if rules.vote_kind == "dots" else 0)
