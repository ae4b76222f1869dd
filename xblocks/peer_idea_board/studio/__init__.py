"""The author's side of the block: what course teams edit, how it is checked, and what they are told about it."""

from peer_idea_board.studio.seeds import seeds_of
from peer_idea_board.studio.settings import is_possible
from peer_idea_board.studio.views import StudioViews

__all__ = ["StudioViews", "is_possible", "seeds_of"]
