"""Hand in a round: from here on it does not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant
from bizmooc.refusal import Refusal
from bizmooc.writes import WriteKey, write_once
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import Draft, Round
from competence_self_assessment.services import framework_versions, stages, statistics_rows


@dataclass(frozen=True)
class Submission:
    """What a learner hands in.

    Attributes:
        series: the key under which blocks of one course belong together.
        occasion: pre or post.
        framework: as asked.
        now: level by item id, None for "I can't say". then: the same for the start; None where not asked.
        reflection: free text, may be empty.
    """

    series: str
    occasion: str
    framework: Framework
    now: Mapping[str, int | None]
    then: Mapping[str, int | None] | None
    reflection: str


def submit_round(key: WriteKey, participant: Participant, submission: Submission) -> Round | None:
    """Store the round, drop the draft, keep the figures.

    Returns:
        The round; None where this request was carried out before.

    Raises:
        Refusal: 409, this learner's round was handed in already.
    """
    kept = framework_versions.keep(submission.framework)

    def submit() -> Round:
        row = stages.lock(key.place, participant)
        round_ = _create(key, participant, submission, kept.pk)
        Draft.objects.filter(usage_key=round_.usage_key, participant=round_.participant).delete()
        stages.reach(row, "submitted")
        if not round_.is_course_team:
            statistics_rows.apply(round_, step=1)
        return round_

    return write_once(key, submit)


def _create(key: WriteKey, participant: Participant, submission: Submission, framework_id: int) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(
                usage_key=key.place.usage_key,
                course_key=key.place.course_key,
                series_key=submission.series,
                occasion=submission.occasion,
                participant=key.participant,
                is_course_team=participant.is_course_team,
                framework_id=framework_id,
                now=dict(submission.now),
                then=None if submission.then is None else dict(submission.then),
                reflection=submission.reflection,
                submitted_at=timezone.now(),
            )
    except IntegrityError:
        raise Refusal(409, _("You have handed in this round already. Please reload the page to see it.")) from None
