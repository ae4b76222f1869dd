"""People who act on boards through the services, in the words of the tests."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey, digest_of
from peer_idea_board.board import Actor, Rules
from peer_idea_board.models import Idea
from peer_idea_board.services.give_feedback import FeedbackText, give_feedback
from peer_idea_board.services.post_idea import IdeaText, post_idea
from peer_idea_board.structures import Criterion, Part, Structure

COURSE = "course-v1:BizMOOC+Ideas+2026"
HERE = Place(f"block-v1:{COURSE[10:]}+type@peer_idea_board+block@here", COURSE)
THERE = Place(f"block-v1:{COURSE[10:]}+type@peer_idea_board+block@there", COURSE)
STRUCTURE = Structure(
    title={"en": "Short"},
    parts=(
        Part("problem", {"en": "Problem"}, {"en": ""}, True, 1000),
        Part("idea", {"en": "Idea"}, {"en": ""}, True, 1000),
    ),
    criteria=(Criterion("need", {"en": "Need"}, ({"en": "unclear"}, {"en": "clear"}, {"en": "very clear"})),),
)
RULES = Rules(STRUCTURE)
_keys = count(1)


def rules(**changes: Any) -> Rules:
    """Return the rules with changes."""
    return replace(RULES, **changes)


def actor(number: int, *, place: Place = HERE, group: str = "", key: str = "", is_course_team: bool = False) -> Actor:
    """Return a person at the point of one act."""
    anonymous_id = f"{number:032x}"
    person = Participant(
        anonymous_id=anonymous_id,
        user_id=number,
        is_authenticated=True,
        is_staff=is_course_team,
        is_course_team=is_course_team,
        is_masquerading=False,
        in_studio=False,
        can_author=False,
    )
    request_key = key or f"test-key-{next(_keys):08d}"
    return Actor(WriteKey(place, anonymous_id, request_key, digest_of(request_key)), person, group)


def text(title: str = "A tool library for our street", **values: Any) -> IdeaText:
    """Return what somebody writes."""
    content = {"problem": "Everybody owns a drill that is used twice a year.", "idea": "One shelf for all."}
    return IdeaText(title=title, content=content, **values)


def feedback_text(**values: Any) -> FeedbackText:
    """Return what somebody says."""
    return FeedbackText(
        ratings={"need": 2},
        works="The shelf is cheap, and everybody has a drill.",
        next_step="Ask ten people.",
        **values,
    )


def post(number: int, title: str = "A tool library for our street", **where: Any) -> Idea:
    """Let somebody post."""
    idea = post_idea(actor(number, **where), RULES, text(title))
    assert idea is not None
    return idea


def give(number: int, idea: Idea, **where: Any) -> Any:
    """Let somebody give feedback on an idea of their choice, whatever it has."""
    free = rules(feedback_wanted=1_000)
    return give_feedback(actor(number, **where), free, idea.pk, feedback_text())
