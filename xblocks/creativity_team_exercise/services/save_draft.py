"""Keep a form on its way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.writes import in_transaction
from creativity_team_exercise.exercise import Actor
from creativity_team_exercise.models import Draft

JOIN = "join"


def save_draft(actor: Actor, form: str, values: Mapping[str, Any], version: int) -> int:
    """Store a form so far, if the page started from the draft as it is stored.

    Args:
        actor: whose draft; the same request key again changes nothing.
        form: "join", or kind, team, step and round of the form.
        values: checked form values.
        version: of the draft the page started from; 0: there was none.

    Returns:
        The stored version.

    Raises:
        Refusal: 409, changed in another window since.
    """

    def save() -> int:
        own = {**_own(actor), "form": form}
        draft = Draft.objects.select_for_update().filter(**own).first()
        if draft and draft.last_request_key == actor.key.request_key:
            return draft.version
        if (draft.version if draft else 0) != version:
            raise Refusal(409, _("You went on in another window. Reload this page to continue from there."))
        content = {
            "course_key": actor.place.course_key,
            "values": dict(values),
            "version": version + 1,
            "last_request_key": actor.key.request_key,
        }
        return Draft.objects.update_or_create(**own, defaults=content)[0].version

    return in_transaction(save)


def discard_draft(actor: Actor, form: str) -> None:
    """Drop a draft, if there is one: inside the transaction that stores what it was for, or by itself."""
    Draft.objects.filter(**_own(actor), form=form).delete()


def _own(actor: Actor) -> dict[str, str]:
    return {"usage_key": actor.place.usage_key, "participant": actor.key.participant}
