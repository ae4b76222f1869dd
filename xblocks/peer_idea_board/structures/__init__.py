"""What ideas on a board are made of, and what feedback on them is given on: as data."""

from peer_idea_board.structures.model import Criterion, Part, Structure, StructureError

__all__ = ["Criterion", "Part", "Structure", "StructureError"]
