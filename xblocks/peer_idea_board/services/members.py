"""Members of a board: made at their first act, named once, and locked first by whoever writes for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.aliases import aliases
from bizmooc.conf import setting
from bizmooc.hosting.participant import Place
from bizmooc.refusal import Refusal
from peer_idea_board.board import Actor
from peer_idea_board.models import Board, Kind, Member
from peer_idea_board.services.counts import Delta


def lock(actor: Actor) -> Member:
    """Return the actor's row, made if it is their first act, and locked until the transaction ends.

    Raises:
        Refusal: 403, the course team has muted them.
    """
    member = lock_or_make(actor)
    if member.is_muted:
        raise Refusal(403, _("The course team has paused your writing on this board. Please ask them about it."))
    return member


def lock_or_make(actor: Actor) -> Member:
    """Return the actor's row like lock(), muted or not."""
    key = {"usage_key": actor.place.usage_key, "participant": actor.key.participant}
    rows = Member.objects.select_for_update().filter(**key)
    member = rows.first() or _make(actor)
    changed = {
        name: value for name, value in (("group", actor.group), ("name", actor.name)) if getattr(member, name) != value
    }
    if changed:
        Member.objects.filter(pk=member.pk).update(**changed)
        for name, value in changed.items():
            setattr(member, name, value)
    return member


def acted(member: Member, *, ideas: int = 0, feedback: int = 0) -> list[Delta]:
    """Add to what a member has done. Returns what to add to the kept counts.

    Args:
        member: locked.
        ideas: ideas more, or fewer.
        feedback: likewise.
    """
    deltas: list[Delta] = []
    for kind, name, change in (
        (Kind.PEOPLE_BY_IDEAS, "ideas_posted", ideas),
        (Kind.PEOPLE_BY_FEEDBACK, "feedback_given", feedback),
    ):
        before = getattr(member, name)
        after = max(0, before + change)
        if after == before:
            continue
        setattr(member, name, after)
        member.save(update_fields=[name])
        if not member.is_course_team:
            deltas += [{(kind, before): -1} if before else {}, {(kind, after): 1} if after else {}]
    return deltas


def board(place: Place, group: str) -> Board:
    """Return the board of a group, made if nobody was there before."""
    row, _created = Board.objects.get_or_create(
        usage_key=place.usage_key, group=group, defaults={"course_key": place.course_key}
    )
    return row


def require_rate(act: str, own: QuerySet[Any], when: str) -> None:
    """Let a person do something once more, unless they have done it too often lately.

    Args:
        act: one of BIZMOOC["IDEA_BOARD_LIMITS"].
        own: the rows that this person's acts of the kind have left.
        when: their column of time.

    Raises:
        Refusal: 403; not 429, at which pages try again by themselves.
    """
    most, seconds = setting("IDEA_BOARD_LIMITS")[act]
    lately = timezone.now() - timedelta(seconds=seconds)
    if own.filter(**{f"{when}__gt": lately}).count() >= most:
        raise Refusal(403, _("That was a lot in a short time. Please wait a while; what you wrote is kept."))


def _make(actor: Actor) -> Member:
    place = actor.place
    for alias in aliases(place, actor.key.participant):
        try:
            with transaction.atomic():
                member = Member.objects.create(
                    usage_key=place.usage_key,
                    course_key=place.course_key,
                    participant=actor.key.participant,
                    is_course_team=actor.person.is_course_team,
                    alias=alias,
                    name=actor.name,
                    group=actor.group,
                )
        except IntegrityError:
            # Either the name is taken, or the same person was here a moment ago in another window.
            found = Member.objects.select_for_update().filter(
                usage_key=place.usage_key, participant=actor.key.participant
            )
            if found.first():
                return found.get()
        else:
            return member
    raise AssertionError("unreachable: there are more names than people")
