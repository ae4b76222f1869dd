"""The pool: ideas without a name, for people who work alone and for thin teams."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime

from django.db import IntegrityError, transaction

from creativity_team_exercise import engine, state
from creativity_team_exercise.exercise import Rules
from creativity_team_exercise.models import Entry, Member, PoolIdea, Team
from creativity_team_exercise.techniques import Builds, Kind, Step

_PLACES = 2**31 - 1
# Ideas looked at beyond those wanted: some may stand with the team already.
_SPARE = 20


def put_seeds(team: Team, rules: Rules) -> None:
    """Make the author's ideas for the question those of the pool: new ones come in, dropped ones go."""
    question = rules.plan.question_digest
    seeds = PoolIdea.objects.filter(usage_key=team.usage_key, question_digest=question, seed_id__isnull=False)
    there = dict(seeds.values_list("seed_id", "text"))
    wanted = {seed.id: seed.text for seed in rules.seeds}
    stale = [name for name, text in there.items() if wanted.get(name) != text]
    if stale:
        seeds.filter(seed_id__in=stale).delete()
    for name, text in wanted.items():
        if there.get(name) != text:
            _add(team, question, text, seed_id=name)


def take_in(team: Team) -> None:
    """Put what a team wrote first of all into the pool, of those who agreed: it has ended."""
    if team.is_course_team:
        return
    willing = Member.objects.filter(team=team, may_be_reused=True).values_list("seat", flat=True)
    question = state.plan_of(team).question_digest
    entries = Entry.objects.filter(team=team, step=0, seat__in=list(willing), is_hidden=False, is_from_pool=False)
    for entry in entries.exclude(text="").order_by("pk"):
        _add(team, question, entry.text, entry=entry)


def _add(team: Team, question: str, text: str, *, entry: Entry | None = None, seed_id: str | None = None) -> None:
    try:
        with transaction.atomic():
            PoolIdea.objects.create(
                usage_key=team.usage_key,
                course_key=team.course_key,
                question_digest=question,
                text=text,
                entry=entry,
                seed_id=seed_id,
                place=random.randint(0, _PLACES),  # noqa: S311 - nothing secret
            )
    except IntegrityError:
        # Somebody else came first, at the same moment.
        return


def deal(team: Team, session: engine.Session, sheet: int | None, now: datetime) -> int:
    """Deal ideas to a team that has too few people of its own for the stage that is open; once for a stage and sheet.

    Args:
        team: locked.
        session: where it is.
        sheet: the one that is written on now, in a PASS step.
        now: when.

    Returns:
        How many were dealt.
    """
    step = session.current
    target = _where(session, step)
    if target is None:
        return 0
    index, round_, sheet = (*target, sheet if step.kind == Kind.PASS else None)
    dealt = Entry.objects.filter(team=team, step=index, round=round_, sheet=sheet, is_from_pool=True)
    if dealt.exists():
        return 0
    return add(team, session, index, round_, sheet, max(3, step.wanted), now)


def _where(session: engine.Session, step: Step) -> tuple[int, int] | None:
    """Return the step and round under which ideas are of use now; None: they are not."""
    if step.kind == Kind.PASS:
        return (session.step, session.round - 1) if session.round > 0 else None
    if step.kind == Kind.WRITE and step.builds == Builds.MAY and step.uses:
        return session.technique.index(step.uses[0]), 0
    return None


def add(
    team: Team, session: engine.Session, index: int, round_: int, sheet: int | None, number: int, now: datetime
) -> int:
    """Put ideas of the pool among a team's entries. Returns how many there were."""
    step = session.technique.steps[index]
    texts = set(Entry.objects.filter(team=team).values_list("text", flat=True))
    drawn = _draw(team, f"{team.pk}.{index}.{round_}.{sheet}", number)
    fresh = [(text, origin) for text, origin in drawn.items() if text not in texts][:number]
    prompt = step.prompts[0].id if step.prompts else ""
    Entry.objects.bulk_create(
        Entry(
            team=team,
            usage_key=team.usage_key,
            course_key=team.course_key,
            seat=0,
            is_course_team=team.is_course_team,
            step=index,
            step_id=step.id,
            round=round_,
            sheet=sheet,
            prompt=prompt,
            text=text,
            is_from_pool=True,
            dealt_of_id=origin,
            created_at=now,
        )
        for text, origin in fresh
    )
    return len(fresh)


def hide(entry: Entry, *, is_hidden: bool) -> None:
    """Hide an entry wherever it was dealt, and deal it no more; or show it there again."""
    origin = entry.dealt_of_id or entry.pk
    if is_hidden:
        PoolIdea.objects.filter(entry=origin).delete()
    Entry.objects.filter(dealt_of=origin).update(is_hidden=is_hidden)


def _draw(team: Team, seed: str, number: int) -> dict[str, int | None]:
    start = int(hashlib.sha256(seed.encode()).hexdigest(), 16) % _PLACES
    question = state.plan_of(team).question_digest
    ideas = PoolIdea.objects.filter(usage_key=team.usage_key, question_digest=question).order_by("place", "pk")
    others = ideas.exclude(entry__team=team)
    after = list(others.filter(place__gte=start).values_list("text", "entry_id")[: number + _SPARE])
    before = list(others.filter(place__lt=start).values_list("text", "entry_id")[: number + _SPARE])
    return dict(after + before)
