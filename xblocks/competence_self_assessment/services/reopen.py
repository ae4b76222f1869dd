"""Staff let a learner answer a round again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bizmooc.evidence.histograms import MISSING
from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction
from competence_self_assessment.models import Participation, Round
from competence_self_assessment.services.begin_draft import begin_draft


def reopen(place: Place, anonymous_id: str) -> bool:
    """Give a learner a draft that holds what they handed in; the next round takes the place of that one.

    Until they hand in again, everything stays as it is.

    Returns:
        False where it is open already.

    Raises:
        Refusal: 404, this learner has not handed in.
    """
    mine = {"usage_key": place.usage_key, "participant": anonymous_id}

    def open_again() -> bool:
        # The lock under which the learner writes, too.
        list(Participation.objects.select_for_update().filter(**mine))
        rounds = Round.objects.filter(**mine, superseded_at__isnull=True)
        round_ = rounds.order_by("-sequence").first()
        if round_ is None:
            raise Refusal(404, _("This learner has not handed in here, so there is nothing to reopen."))
        return begin_draft(place, anonymous_id, round_.framework_id, dict(_form_values(round_)))

    return in_transaction(open_again)


def _form_values(round_: Round) -> Iterator[tuple[str, str]]:
    """Yield the fields of the form as they were filled in (see forms.RoundForm)."""
    for view, answers in (("now", round_.now), ("then", round_.then)):
        for item_id, level in (answers or {}).items():
            yield f"{view}.{item_id}", MISSING if level is None else str(level)
    for area_id, text in round_.reflections.items():
        yield f"reflection.{area_id}" if area_id else "reflection", text
    if round_.target_group:
        yield "target_group", round_.target_group
