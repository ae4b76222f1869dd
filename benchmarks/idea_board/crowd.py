"""Learners of our block in bulk: the rows that posting, feedback and votes leave, as copies of those of one who did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from benchmarks.idea_board import texts
from benchmarks.seeding import FIRST_OF_THE_CROWD, like, write
from peer_idea_board import text as comparing
from peer_idea_board.models import Feedback, Idea, IdeaWord, Member, Tag, Turn, Vote

# Of ten ideas, the oldest so many have the feedback they need; the others have none.
_ANSWERED, _WANTED = 9, 2
# Every so many-th feedback was marked as helpful.
_HELPFUL = 5
# People post one after the other, until now; feedback comes after so long.
_BETWEEN, _WAIT = timedelta(minutes=1), timedelta(hours=5)


def follow(pattern: str, people: int) -> None:
    """Let so many others have done what one has: posted, given feedback and voted; no figure counts them yet.

    Args:
        pattern: the anonymous id of who did it.
        people: how many others; more than two.
    """
    mine = {"participant": pattern}
    idea, member = Idea.objects.get(**mine), Member.objects.get(**mine)
    given, turn, vote = Feedback.objects.get(**mine), Turn.objects.get(**mine), Vote.objects.get(**mine)
    answered = people * _ANSWERED // 10
    write(_members(member, people, answered))
    write(_idea(idea, number, people, answered) for number in range(people))
    write(_words(idea, people))
    write(_tags(idea, people))
    write(
        like(
            given,
            idea_id=_key(number),
            participant=_id((number + place) % people),
            given_at=_posted(idea, number, people) + place * _WAIT,
            is_helpful=_is_helpful(number, place),
            works=texts.sentences(texts.dice(number), 25),
        )
        for number in range(answered)
        for place in range(1, _WANTED + 1)
    )
    write(
        like(turn, idea_id=_key(number), participant=_id((number + place) % people), expires_at=None, is_given=True)
        for number in range(answered)
        for place in range(1, _WANTED + 1)
    )
    write(
        like(vote, idea_id=_key(number), participant=_id((number + place) % people))
        for number in range(people)
        for place in range(1, _votes(number, people) + 1)
    )


def _members(member: Member, people: int, answered: int) -> Iterator[Member]:
    given = [0] * people
    for number in range(answered):
        for place in range(1, _WANTED + 1):
            given[(number + place) % people] += 1
    for number in range(people):
        alias = f"Azure Acorn {FIRST_OF_THE_CROWD + number}"
        yield like(member, participant=_id(number), alias=alias, ideas_posted=1, feedback_given=given[number])


def _idea(pattern: Idea, number: int, people: int, answered: int) -> Idea:
    made, posted = texts.idea(number), _posted(pattern, number, people)
    content = dict(zip(pattern.content, made.parts(len(pattern.content)), strict=True))
    feedback = _WANTED if number < answered else 0
    return like(
        pattern,
        id=_key(number),
        participant=_id(number),
        title=made.title,
        content=content,
        tags=list(made.tags),
        search_text=comparing.search_text(made.title, content.values(), made.tags),
        posted_at=posted,
        changed_at=posted,
        first_feedback_at=posted + _WAIT if feedback else None,
        second_feedback_at=posted + 2 * _WAIT if feedback else None,
        feedback_count=feedback,
        helpful_count=sum(_is_helpful(number, place) for place in range(1, feedback + 1)),
        votes=_votes(number, people),
        load=feedback,
    )


def _words(pattern: Idea, people: int) -> Iterator[IdeaWord]:
    for number in range(people):
        for word in sorted(comparing.words_of(texts.idea(number).title)):
            yield IdeaWord(idea_id=_key(number), board_id=pattern.board_id, word=word)


def _tags(pattern: Idea, people: int) -> Iterator[Tag]:
    for number in range(people):
        for name in comparing.tag_names(texts.idea(number).tags):
            yield Tag(idea_id=_key(number), board_id=pattern.board_id, name=name)


def _posted(pattern: Idea, number: int, people: int) -> Any:
    return pattern.posted_at - (people - number) * _BETWEEN


def _is_helpful(number: int, place: int) -> bool:
    return (number + place) % _HELPFUL == 0


def _votes(number: int, people: int) -> int:
    return min(Random(number).randrange(4), people - 1)  # noqa: S311 - a simulation


def _key(number: int) -> int:
    return FIRST_OF_THE_CROWD + number


def _id(number: int) -> str:
    return f"{FIRST_OF_THE_CROWD + number:032x}"
