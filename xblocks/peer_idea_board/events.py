"""The events this block reports: names and payloads in one table (also the source of the xAPI statements).

Every payload has usage_key. Ids and numbers only, no learner text.
"""

from typing import Any

_PREFIX = "bizmooc.peer_idea_board"

BOARD_SEEN = f"{_PREFIX}.board.seen"
IDEA_POSTED = f"{_PREFIX}.idea.posted"
IDEA_REVISED = f"{_PREFIX}.idea.revised"
IDEA_WITHDRAWN = f"{_PREFIX}.idea.withdrawn"
IDEA_FOLLOWED = f"{_PREFIX}.idea.followed"
IDEA_UNFOLLOWED = f"{_PREFIX}.idea.unfollowed"
TURN_TAKEN = f"{_PREFIX}.turn.taken"
TURN_SKIPPED = f"{_PREFIX}.turn.skipped"
FEEDBACK_GIVEN = f"{_PREFIX}.feedback.given"
FEEDBACK_ANSWERED = f"{_PREFIX}.feedback.answered"
COMMENT_POSTED = f"{_PREFIX}.comment.posted"
COMMENT_WITHDRAWN = f"{_PREFIX}.comment.withdrawn"
VOTE_CAST = f"{_PREFIX}.vote.cast"
CONTENT_REPORTED = f"{_PREFIX}.content.reported"
CONTENT_MODERATED = f"{_PREFIX}.content.moderated"
TRIAL_ERASED = f"{_PREFIX}.trial.erased"

# name -> what its payload holds beside the common part
EVENTS: dict[str, tuple[str, ...]] = {
    BOARD_SEEN: (),
    IDEA_POSTED: ("idea", "parts", "characters", "pending"),
    IDEA_REVISED: ("idea", "revision"),
    IDEA_WITHDRAWN: ("idea",),
    IDEA_FOLLOWED: ("idea",),
    IDEA_UNFOLLOWED: ("idea",),
    TURN_TAKEN: ("idea", "feedback_so_far"),
    TURN_SKIPPED: ("idea",),
    FEEDBACK_GIVEN: ("idea", "feedback", "revision", "characters"),
    FEEDBACK_ANSWERED: ("idea", "feedback", "helpful", "replied"),
    COMMENT_POSTED: ("idea", "comment", "characters"),
    COMMENT_WITHDRAWN: ("idea", "comment"),
    VOTE_CAST: ("idea", "dots"),
    CONTENT_REPORTED: ("idea", "target", "target_id", "why"),
    CONTENT_MODERATED: ("act", "target", "target_id"),
    TRIAL_ERASED: (),
}


def payload(name: str, block: Any, **values: str | int | bool) -> dict[str, Any]:
    """Return an event's payload.

    Raises:
        ValueError: the values are not those that EVENTS names.
    """
    if set(values) != set(EVENTS[name]):
        raise ValueError(f"{name} takes {EVENTS[name]}, not {tuple(values)}")
    return {"usage_key": str(block.scope_ids.usage_id), **values}
