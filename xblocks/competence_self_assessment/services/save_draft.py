"""Keep answers on their way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant
from bizmooc.refusal import Refusal
from bizmooc.writes import WriteKey, in_transaction
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import Draft
from competence_self_assessment.services import framework_versions, stages


def save_draft(
    key: WriteKey, participant: Participant, framework: Framework, values: Mapping[str, Any], version: int
) -> tuple[int, bool]:
    """Store the answers so far, if the page started from the draft as it is stored.

    Args:
        key: of this save; the same key again changes nothing.
        participant: whose draft.
        framework: the page shows.
        values: checked form values.
        version: of the draft the page started from; 0: there was none.

    Returns:
        The stored version, and whether the learner has started just now.

    Raises:
        Refusal: 409, handed in already, or changed in another window since.
    """
    kept = framework_versions.keep(framework)

    def save() -> tuple[int, bool]:
        place, mine = key.place, {"usage_key": key.place.usage_key, "participant": key.participant}
        row = stages.lock(place, participant)
        draft = Draft.objects.select_for_update().filter(**mine).first()
        if row.submitted_at and draft is None:
            raise Refusal(409, _("You have handed in this round already. Please reload the page to see it."))
        if draft and draft.last_request_key == key.request_key:
            return draft.version, False
        if (draft.version if draft else 0) != version:
            raise Refusal(409, _("You went on in another window. Reload this page to continue from there."))
        stored = Draft.objects.update_or_create(
            **mine,
            defaults={
                "course_key": place.course_key,
                "framework": kept,
                "values": dict(values),
                "version": version + 1,
                "last_request_key": key.request_key,
            },
        )[0]
        return stored.version, stages.reach(row, "started")

    return in_transaction(save)
