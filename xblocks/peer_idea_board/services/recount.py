"""Work the kept counts out anew from the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from django.db.models import Count, Q, QuerySet, Sum

from bizmooc.writes import in_transaction
from peer_idea_board.models import (
    Board,
    Comment,
    Feedback,
    Idea,
    KeptCount,
    Kind,
    Member,
    Report,
    Shown,
    State,
    Turn,
    Vote,
)
from peer_idea_board.services import tally
from peer_idea_board.services.counts import Delta


def recount() -> int:
    """Correct what differs or is not there. Returns how many kept numbers were wrong (0 is expected)."""
    blocks = Board.objects.order_by("usage_key").values_list("usage_key", "course_key").distinct()
    return sum(in_transaction(partial(_recount_block, *block)) for block in list(blocks))


def _recount_block(usage_key: str, course_key: str) -> int:
    members = list(Member.objects.select_for_update().filter(usage_key=usage_key).order_by("pk"))
    ideas = Idea.objects.select_for_update().filter(usage_key=usage_key).order_by("pk")
    wrong = sum(_correct_idea(idea, true) for idea, true in _true_ideas(ideas))
    wrong += sum(_correct_member(member) for member in members)
    return wrong + _correct_counts(usage_key, course_key)


def _true_ideas(ideas: QuerySet[Idea]) -> Iterator[tuple[Idea, dict[str, int]]]:
    """Yield each idea with its true numbers, a thousand with each query."""
    for start in range(0, ideas.count(), 1000):
        page = list(ideas[start : start + 1000])
        keys = [idea.pk for idea in page]
        live = Feedback.objects.filter(idea__in=keys, shown=Shown.LIVE).values_list("idea")
        given = dict(live.annotate(Count("pk")))
        helpful = dict(live.filter(is_helpful=True).annotate(Count("pk")))
        comments = Comment.objects.filter(idea__in=keys, shown=Shown.LIVE).values_list("idea")
        commented = dict(comments.annotate(Count("pk")))
        votes = Vote.objects.filter(idea__in=keys, is_course_team=False).values_list("idea")
        dots = dict(votes.annotate(Sum("dots")))
        turns = Turn.objects.filter(idea__in=keys, expires_at__isnull=False).values_list("idea")
        taken = dict(turns.annotate(Count("pk")))
        for idea in page:
            key = idea.pk
            yield (
                idea,
                {
                    "feedback_count": given.get(key, 0),
                    "helpful_count": helpful.get(key, 0),
                    "comment_count": commented.get(key, 0),
                    "votes": dots.get(key, 0),
                    "load": idea.handicap + given.get(key, 0) + taken.get(key, 0),
                },
            )


def _correct_idea(idea: Idea, true: dict[str, int]) -> int:
    wrong = {name: number for name, number in true.items() if getattr(idea, name) != number}
    if wrong:
        Idea.objects.filter(pk=idea.pk).update(**wrong)
    return len(wrong)


def _correct_member(member: Member) -> int:
    mine = {"usage_key": member.usage_key, "participant": member.participant}
    true = {
        "ideas_posted": Idea.objects.filter(**mine).exclude(state__in=(State.WITHDRAWN, State.ERASED)).count(),
        "feedback_given": Feedback.objects.filter(**mine).count(),
    }
    wrong = {name: number for name, number in true.items() if getattr(member, name) != number}
    if wrong:
        Member.objects.filter(pk=member.pk).update(**wrong)
    return len(wrong)


def _correct_counts(usage_key: str, course_key: str) -> int:
    true = _true_counts(usage_key)
    kept = {(row.kind, row.bucket): row for row in KeptCount.objects.filter(usage_key=usage_key)}
    wrong = 0
    for key in true.keys() | kept.keys():
        number = true.get(key, 0)
        if (kept[key].number if key in kept else 0) == number:
            continue
        wrong += 1
        KeptCount.objects.update_or_create(
            usage_key=usage_key, kind=key[0], bucket=key[1], defaults={"course_key": course_key, "number": number}
        )
    return wrong


def _true_counts(usage_key: str) -> Delta:
    true: Counter[tuple[str, int]] = Counter()
    here = {"usage_key": usage_key}
    for idea in Idea.objects.filter(**here, state=State.LIVE).iterator(chunk_size=1000):
        true.update(tally.of_idea(idea))
    people = Member.objects.filter(**here, is_course_team=False)
    for kind, name in ((Kind.PEOPLE_BY_IDEAS, "ideas_posted"), (Kind.PEOPLE_BY_FEEDBACK, "feedback_given")):
        rows = people.filter(~Q(**{name: 0})).values_list(name).annotate(number=Count("pk")).order_by()
        true.update({(kind, bucket): number for bucket, number in rows})
    counted = {"is_course_team": False, **here}
    true[Kind.SEEN, 0] = people.filter(visit_at__isnull=False).count()
    true[Kind.FEEDBACK, 0] = Feedback.objects.filter(**counted, shown=Shown.LIVE).count()
    true[Kind.COMMENTS, 0] = Comment.objects.filter(**counted, shown=Shown.LIVE).count()
    true[Kind.VOTES, 0] = Vote.objects.filter(**counted).aggregate(dots=Sum("dots"))["dots"] or 0
    true[Kind.OPEN_REPORTS, 0] = Report.objects.filter(**here, outcome=Report.Outcome.OPEN).count()
    true[Kind.PENDING, 0] = Idea.objects.filter(**here, state=State.PENDING).count()
    return true
