"""What filters, search and the hint at similar ideas find an idea by: kept with it."""

from peer_idea_board.models import Idea, IdeaWord, Tag
from peer_idea_board.models.ideas import SEARCH_LENGTH
from peer_idea_board.text import search_text, tag_names, words_of


def write(idea: Idea) -> None:
    """Keep what an idea is found by, in place of what was kept before."""
    idea.search_text = search_text(idea.title, idea.content.values(), idea.tags)[:SEARCH_LENGTH]
    idea.save(update_fields=["search_text"])
    clear(idea)
    IdeaWord.objects.bulk_create(
        IdeaWord(idea=idea, board_id=idea.board_id, word=word) for word in sorted(words_of(idea.title))
    )
    Tag.objects.bulk_create(Tag(idea=idea, board_id=idea.board_id, name=name) for name in tag_names(idea.tags))


def clear(idea: Idea) -> None:
    """Drop what an idea is found by."""
    IdeaWord.objects.filter(idea=idea).delete()
    Tag.objects.filter(idea=idea).delete()
