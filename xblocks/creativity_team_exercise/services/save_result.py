"""Write the team's result: nothing is overwritten, and of two who write at once both texts are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import write_once
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import ResultVersion, Team
from creativity_team_exercise.models.work import FIELD_LENGTH
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.held import Held
from creativity_team_exercise.services.save_draft import discard_draft
from creativity_team_exercise.techniques import Kind, Step

# Versions that a team can store in an hour.
_AN_HOUR = 60


def result_form(team_id: int, step_id: str) -> str:
    """Return the name of the draft of a result."""
    return f"result:{team_id}:{step_id}"


def standing_version(team: Team, step_id: str) -> ResultVersion | None:
    """Return the version that stands; None: nobody has written yet."""
    return ResultVersion.objects.filter(team=team, step_id=step_id, is_beside=False).order_by("-number").first()


def save_result(actor: Actor, step_id: str, content: Mapping[str, str], based_on: int) -> ResultVersion | None:
    """Store a version of the result.

    Args:
        actor: who wrote it.
        step_id: of the step of writing it.
        content: field id -> text.
        based_on: number of the version that they had before them; 0: none.

    Returns:
        The version. ``is_beside``: somebody else has written since, and theirs stands, or the step has ended
        meanwhile; this one is kept beside it. None where this request was carried out before.

    Raises:
        Refusal: 400, too long, empty, or an unknown field; 403, too many in a short time; 409, it has not begun.
    """

    def store() -> ResultVersion:
        held = holding.lock_own(actor, timezone.now())
        step = held.step(step_id, Kind.RESULT)
        has_ended = held.session.has_ended(held.session.technique.index(step.id))
        if not has_ended:
            held.require_open(step)
        _require_fitting(step, content)
        _require_rate(held, step)
        version = _write(held, step, content, based_on, has_ended=has_ended)
        discard_draft(actor, result_form(held.team.pk, step.id))
        if not version.is_beside:
            held.session.finish(held.seat, held.now)
        holding.store(held)
        return version

    return write_once(actor.key, store)


def _write(held: Held, step: Step, content: Mapping[str, str], based_on: int, *, has_ended: bool) -> ResultVersion:
    stands = standing_version(held.team, step.id)
    all_ = ResultVersion.objects.filter(team=held.team, step_id=step.id)
    return ResultVersion.objects.create(
        team=held.team,
        usage_key=held.team.usage_key,
        course_key=held.team.course_key,
        participant=held.who.participant,
        seat=held.seat,
        step_id=step.id,
        number=(all_.aggregate(last=Max("number"))["last"] or 0) + 1,
        based_on=based_on,
        is_beside=has_ended or based_on != (stands.number if stands else 0),
        content={name: text for name, text in content.items() if text.strip()},
        created_at=held.now,
    )


def _require_fitting(step: Step, content: Mapping[str, str]) -> None:
    if not any(text.strip() for text in content.values()):
        raise Refusal(400, _("Please write something first."))
    if any(step.prompt(name) is None for name in content):
        raise Refusal(400, _("What this answers is not asked for here. Please reload the page."))
    if any(len(text) > FIELD_LENGTH for text in content.values()):
        raise Refusal(400, _("At most %(most)s characters in each field.") % {"most": FIELD_LENGTH})


def _require_rate(held: Held, step: Step) -> None:
    since = held.now - timedelta(hours=1)
    if ResultVersion.objects.filter(team=held.team, step_id=step.id, created_at__gt=since).count() >= _AN_HOUR:
        raise Refusal(403, _("Your team has stored very many versions within an hour. Please wait a little."))
