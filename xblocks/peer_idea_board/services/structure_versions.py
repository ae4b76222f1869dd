"""Keep a structure as it was asked."""

from peer_idea_board.models import BoardVersion
from peer_idea_board.structures import Structure


def keep(structure: Structure) -> BoardVersion:
    """Return the kept version of a structure, kept now if it was not; safe when many ask at once."""
    version, _ = BoardVersion.objects.get_or_create(digest=structure.digest, defaults={"content": structure.as_data()})
    return version
