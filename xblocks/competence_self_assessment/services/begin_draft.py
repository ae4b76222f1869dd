"""Another round for a learner who has handed in: a draft beside a round says that they may."""

from collections.abc import Mapping

from bizmooc.hosting.participant import Place
from competence_self_assessment.models import Draft


def begin_draft(place: Place, anonymous_id: str, framework_id: int, values: Mapping[str, str]) -> bool:
    """Make a draft, inside the caller's transaction and lock. Returns False where one is under way."""
    return Draft.objects.get_or_create(
        usage_key=place.usage_key,
        participant=anonymous_id,
        defaults={
            "course_key": place.course_key,
            "framework_id": framework_id,
            "values": dict(values),
            "version": 1,
            "last_request_key": "",
        },
    )[1]
