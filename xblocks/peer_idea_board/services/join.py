"""Somebody looks at the board: they become a member, the author's seeds are put there, and their visit is noted."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from bizmooc.writes import in_transaction
from peer_idea_board.board import Actor, Rules, Seed
from peer_idea_board.models import Board, Idea, Kind, Member, State
from peer_idea_board.models.boards import VISIT
from peer_idea_board.services import counts, index, members, structure_versions


def visit(actor: Actor, rules: Rules) -> bool:
    """Note that somebody has the board in front of them. Returns True the first time."""

    def note() -> bool:
        member = members.lock_or_make(actor)
        board = members.board(actor.place, actor.group)
        _put_seeds(actor, board, rules)
        is_first = member.visit_at is None
        now = timezone.now()
        if is_first or now - member.visit_at > VISIT:
            Member.objects.filter(pk=member.pk).update(last_visit_at=member.visit_at, visit_at=now)
        elif now - member.visit_at > timedelta(minutes=1):
            # The same visit goes on: what is new stays marked.
            Member.objects.filter(pk=member.pk).update(visit_at=now)
        if is_first and not member.is_course_team:
            counts.add(actor.place, {(Kind.SEEN, 0): 1})
        return is_first

    return in_transaction(note)


def _put_seeds(actor: Actor, board: Board, rules: Rules) -> None:
    there = set(Idea.objects.filter(board=board, seed_id__isnull=False).values_list("seed_id", flat=True))
    for seed in rules.seeds:
        if seed.id in there:
            continue
        try:
            with transaction.atomic():
                _put_seed(actor, board, rules, seed)
        except IntegrityError:
            # Somebody else came first, at the same moment.
            continue


def _put_seed(actor: Actor, board: Board, rules: Rules, seed: Seed) -> None:
    now = timezone.now()
    idea = Idea.objects.create(
        board=board,
        usage_key=actor.place.usage_key,
        course_key=actor.place.course_key,
        is_course_team=False,
        structure=structure_versions.keep(rules.structure),
        title=seed.title,
        content=seed.content,
        tags=list(seed.tags),
        seed_id=seed.id,
        state=State.LIVE,
        posted_at=now,
        changed_at=now,
        # Learners' ideas come first in the queue: see Idea.handicap.
        handicap=rules.feedback_wanted,
        load=rules.feedback_wanted,
    )
    index.write(idea)
