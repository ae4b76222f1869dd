"""Follow an idea that is not one's own, or stop."""

from bizmooc.writes import in_transaction
from peer_idea_board import visibility
from peer_idea_board.board import Actor
from peer_idea_board.models import Follow
from peer_idea_board.services import members


def follow(actor: Actor, idea_id: int, wanted: bool) -> None:
    """Let a person hear of an idea, or not any more.

    Raises:
        Refusal: 404, not on the board.
    """

    def change() -> None:
        members.lock_or_make(actor)
        idea = visibility.require_idea(actor.viewer, idea_id)
        mine = {"idea": idea, "participant": actor.key.participant}
        if wanted and idea.participant != actor.key.participant:
            where = {"usage_key": actor.place.usage_key, "course_key": actor.place.course_key}
            Follow.objects.get_or_create(**mine, defaults=where)
        elif not wanted:
            Follow.objects.filter(**mine).delete()

    in_transaction(change)
