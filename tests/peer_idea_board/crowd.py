"""A board that many have been on: rows like those that the services leave, made in bulk."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from peer_idea_board.models import Board, BoardVersion, Comment, Feedback, Idea, IdeaWord, Member, State, Tag, Vote
from peer_idea_board.text import search_text, words_of
from tests.peer_idea_board.acting import NEXT_STEP, STRUCTURE, WORKS
from tests.support.bare_host import COURSE, BareHost, Person

_NOUNS = ("garden", "library", "kitchen", "workshop", "theatre", "market", "orchard", "bakery", "choir", "ferry")
_FIRST = 10_000


def fill(host: BareHost, count: int, *, feedback: int = 0, comments: int = 0, group: str = "") -> list[Idea]:
    """Put so many ideas on a board, each of another person, with feedback and comments on the first one.

    Returns:
        The ideas, oldest first.
    """
    usage_key, course_key = str(host.usage_key), str(COURSE)
    where = {"usage_key": usage_key, "course_key": course_key}
    board, _created = Board.objects.get_or_create(usage_key=usage_key, group=group, defaults={"course_key": course_key})
    version, _created = BoardVersion.objects.get_or_create(
        digest=STRUCTURE.digest, defaults={"content": STRUCTURE.as_data()}
    )
    start = timezone.now() - timedelta(days=30)
    people = [Person(_FIRST + number).anonymous_id for number in range(max(count, feedback, comments) + 1)]
    Member.objects.bulk_create(
        Member(participant=one, alias=f"Green Field {at:05d}", is_course_team=False, **where)
        for at, one in enumerate(people)
    )
    ideas = []
    for at in range(count):
        title = f"A {_NOUNS[at % 10]} on wheels, number {at}"
        content = {part.id: f"About {part.id} " * 20 for part in STRUCTURE.parts if part.is_required}
        tags = [_NOUNS[at % 10], "wheels"]
        ideas.append(
            Idea(
                board=board, participant=people[at], is_course_team=False, structure=version, title=title,
                content=content, tags=tags, search_text=search_text(title, content.values(), tags), state=State.LIVE,
                posted_at=start + timedelta(minutes=at), changed_at=start + timedelta(minutes=at),
                votes=at % 7, helpful_count=at % 5, load=at % 3, **where,
            )
        )  # fmt: skip
    Idea.objects.bulk_create(ideas)
    ideas = list(Idea.objects.filter(board=board).order_by("pk"))
    Tag.objects.bulk_create(Tag(idea=idea, board=board, name=tag) for idea in ideas for tag in idea.tags)
    IdeaWord.objects.bulk_create(
        IdeaWord(idea=idea, board=board, word=word) for idea in ideas for word in words_of(idea.title)
    )
    _talk(ideas[0], version, people, feedback, comments, where)
    return ideas


def _talk(idea: Idea, version: BoardVersion, people: list[str], feedback: int, comments: int, where: dict) -> None:
    now = timezone.now() - timedelta(days=2)
    Feedback.objects.bulk_create(
        Feedback(
            idea=idea, participant=people[at + 1], is_course_team=False, structure=version, revision=1,
            ratings={one.id: at % len(one.levels) + 1 for one in STRUCTURE.criteria}, works=WORKS,
            next_step=NEXT_STEP, given_at=now, **where,
        )
        for at in range(feedback)
    )  # fmt: skip
    Comment.objects.bulk_create(
        Comment(
            idea=idea, participant=people[at + 1], is_course_team=False, text=f"Comment {at}", written_at=now, **where
        )
        for at in range(comments)
    )
    Vote.objects.bulk_create(
        Vote(idea=idea, participant=one, is_course_team=False, voted_at=now, **where)
        for one in people[1 : idea.votes + 1]
    )
    Idea.objects.filter(pk=idea.pk).update(feedback_count=feedback, comment_count=comments)
