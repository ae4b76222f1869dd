"""A learner has the block in front of them."""

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import in_transaction
from competence_self_assessment.services import stages


def mark_seen(place: Place, participant: Participant) -> bool:
    """Record that the learner has seen the block. Returns True the first time."""
    return in_transaction(lambda: stages.reach(stages.lock(place, participant), "seen"))
