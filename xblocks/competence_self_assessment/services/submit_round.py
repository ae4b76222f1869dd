"""Hand in a round: from here on its answers do not change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant
from bizmooc.refusal import Refusal
from bizmooc.writes import WriteKey, write_once
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import TOLD_ELSEWHERE, Draft, Occasion, Plan, Round
from competence_self_assessment.services import framework_versions, stages, statistics_rows


@dataclass(frozen=True)
class Submission:
    """What a learner hands in.

    Attributes:
        series: the key under which blocks of one course belong together.
        occasion: pre, post or repeat.
        framework: as asked.
        now: level by item id, None for "I can't say". then: the same for the start; None where not asked.
        reflections: by area id, "" for the whole; empty texts left out.
        target_group: the learner's answer; "" for none.
        group: what figures keep apart by (groups.py); "" for nothing.
        threshold: the author's; from so many people on, and in steps of so many, figures are shown.
    """

    series: str
    occasion: str
    framework: Framework
    now: Mapping[str, int | None]
    then: Mapping[str, int | None] | None
    reflections: Mapping[str, str]
    target_group: str
    group: str
    threshold: int


def submit_round(key: WriteKey, participant: Participant, submission: Submission) -> Round | None:
    """Store the round, drop the draft, keep the figures.

    A learner hands in once; again only where a draft says so (see answer_again and reopen). A repeated round is
    counted in no figure, since a person counts once; one that was reopened takes the place of the earlier one.

    Returns:
        The round; None where this request was carried out before.

    Raises:
        Refusal: 409, this learner's round was handed in already.
    """
    kept = framework_versions.keep(submission.framework)

    def submit() -> Round:
        row = stages.lock(key.place, participant)
        mine = {"usage_key": key.place.usage_key, "participant": key.participant}
        earlier = list(Round.objects.filter(**mine).select_related("framework", "before__framework"))
        if earlier and not Draft.objects.filter(**mine).exists():
            raise _handed_in_already()
        round_ = _create(key, participant, submission, kept.pk, len(earlier) + 1)
        Draft.objects.filter(**mine).delete()
        stages.reach(row, "submitted")
        _count(round_, [one for one in earlier if one.superseded_at is None], submission.threshold)
        return round_

    return write_once(key, submit)


def _handed_in_already() -> Refusal:
    return Refusal(409, _("You have handed in this round already. Please reload the page to see it."))


def _create(key: WriteKey, participant: Participant, submission: Submission, framework_id: int, sequence: int) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(
                usage_key=key.place.usage_key,
                course_key=key.place.course_key,
                series_key=submission.series,
                occasion=submission.occasion,
                participant=key.participant,
                sequence=sequence,
                is_course_team=participant.is_course_team,
                framework_id=framework_id,
                now=dict(submission.now),
                then=None if submission.then is None else dict(submission.then),
                reflections=dict(submission.reflections),
                target_group=submission.target_group,
                group=submission.group,
                before=_before(key, submission),
                submitted_at=timezone.now(),
            )
    except IntegrityError:
        raise _handed_in_already() from None


def _before(key: WriteKey, submission: Submission) -> Round | None:
    if submission.occasion == Occasion.PRE:
        return None
    rounds = Round.objects.filter(
        course_key=key.place.course_key,
        series_key=submission.series,
        participant=key.participant,
        occasion=Occasion.PRE,
        superseded_at__isnull=True,
    )
    # Locked: it must not be erased between here and the end.
    return rounds.select_for_update().order_by("submitted_at", "pk").first()


def _count(round_: Round, earlier: Sequence[Round], threshold: int) -> None:
    if round_.occasion == Occasion.REPEAT and earlier:
        return
    if any(one.told is not None for one in earlier):
        round_.told = TOLD_ELSEWHERE
    for one in earlier:
        Round.objects.filter(pk=one.pk).update(superseded_at=round_.submitted_at)
    if earlier:
        # What the learner means to do goes with the round that now stands for the other.
        Plan.objects.filter(round=max(earlier, key=lambda one: one.sequence)).update(round=round_)
    into = [] if round_.is_course_team else [round_]
    statistics_rows.settle(out=[one for one in earlier if one.is_counted], into=into, threshold=threshold)
