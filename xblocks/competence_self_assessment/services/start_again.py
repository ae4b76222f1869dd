"""Another round for a learner who has handed in: an empty draft says that they may."""

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import in_transaction
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import Draft, Round
from competence_self_assessment.services import framework_versions, stages
from competence_self_assessment.services.begin_draft import begin_draft


def start_again(place: Place, participant: Participant, framework: Framework) -> bool:
    """Begin another round; the earlier ones stay. Returns False where one is under way, or none was handed in."""
    kept = framework_versions.keep(framework)

    def start() -> bool:
        stages.lock(place, participant)
        mine = {"usage_key": place.usage_key, "participant": participant.anonymous_id}
        if not Round.objects.filter(**mine).exists():
            return False
        return begin_draft(place, participant.anonymous_id, kept.pk, {})

    return in_transaction(start)


def keep_as_it_is(place: Place, participant: Participant) -> bool:
    """Drop the draft of another round; what was handed in stays. Returns False where there is nothing to drop."""

    def keep() -> bool:
        row = stages.lock(place, participant)
        mine = {"usage_key": place.usage_key, "participant": participant.anonymous_id}
        return bool(row.submitted_at) and bool(Draft.objects.filter(**mine).delete()[0])

    return in_transaction(keep)
