"""Erase what learners left: their words go, what others gave stays theirs, and the kept counts follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from bizmooc.hosting.participant import Place
from bizmooc.writes import in_transaction
from peer_idea_board.models import (
    Board,
    Comment,
    Draft,
    Feedback,
    Follow,
    Idea,
    KeptCount,
    Kind,
    Member,
    ModerationEntry,
    Report,
    Revision,
    Shown,
    State,
    Target,
    Turn,
    Vote,
)
from peer_idea_board.services import counts, index, tally
from peer_idea_board.services.comments import of_comment
from peer_idea_board.services.counts import Delta

# In this order nothing is left that points at what is gone.
_OF_COURSE = (
    Report,
    ModerationEntry,
    Follow,
    Vote,
    Comment,
    Feedback,
    Turn,
    Draft,
    Revision,
    Idea,
    Member,
    KeptCount,
    Board,
)

# An idea without its author and their words.
_BLANK: dict[str, Any] = {
    "participant": "",
    "title": "",
    "content": {},
    "link": "",
    "tags": [],
    "search_text": "",
    "may_be_reused": False,
    "is_pinned": False,
    "is_endorsed": False,
    "state": State.ERASED,
}


def retire(anonymous_ids: Sequence[str]) -> int:
    """Erase a person from all courses. Returns the number of rows deleted or blanked."""

    def end() -> int:
        # The log of the course team stays, without the person.
        entries = ModerationEntry.objects.filter(viewer__in=list(anonymous_ids)).exclude(viewer="")
        return _erase({"participant__in": list(anonymous_ids)}) + entries.update(viewer="")

    return in_transaction(end)


def reset(usage_key: str, anonymous_id: str) -> int:
    """Erase one learner's state in one block. Returns the number of rows deleted or blanked."""
    return in_transaction(lambda: _erase({"usage_key": usage_key, "participant": anonymous_id}))


def forget_course(course_key: str) -> int:
    """Delete all rows of a course. Returns the number of rows deleted."""
    return in_transaction(lambda: sum(model.objects.filter(course_key=course_key).delete()[0] for model in _OF_COURSE))


def _erase(whose: dict[str, Any]) -> int:
    # Nobody's id is blank: seeds, and what was erased before, have no person.
    own = Q(**whose) & ~Q(participant="")
    ledger = _Ledger()
    members = list(Member.objects.select_for_update().filter(own).order_by("usage_key", "pk"))
    ideas = list(Idea.objects.select_for_update().filter(pk__in=_touched(own)).order_by("pk"))
    for idea in ideas:
        ledger.add(idea, tally.minus(tally.of_idea(idea)), tally.minus(tally.of_pending(idea)))
    mine = set(Idea.objects.filter(own).values_list("pk", flat=True))
    _blank_reasons(own, mine, members)
    gone = _erase_on_ideas(own, ledger)
    for idea in ideas:
        gone += _erase_idea(idea, ledger) if idea.pk in mine else 0
        if idea.pk:
            _work_out(idea)
            ledger.add(idea, tally.of_idea(idea), tally.of_pending(idea))
    gone += sum(model.objects.filter(own).delete()[0] for model in (Revision, Draft, Follow))
    for member in members:
        ledger.add(member, tally.minus(_of_member(member)))
    gone += Member.objects.filter(pk__in=[member.pk for member in members]).delete()[0]
    ledger.close()
    return gone


def _blank_reasons(own: Q, ideas: set[int], members: Sequence[Member]) -> None:
    """Blank what the course team wrote about what is erased, and about the person: it may name them."""
    about = Q(target="member", target_id__in=[member.pk for member in members])
    about |= Q(target=Target.IDEA, target_id__in=ideas)
    for target, model in ((Target.FEEDBACK, Feedback), (Target.COMMENT, Comment)):
        about |= Q(target=target, target_id__in=list(model.objects.filter(own).values_list("pk", flat=True)))
    ModerationEntry.objects.filter(about).update(reason="")


class _Ledger:
    """What is to be added to the counts of several blocks, last of all and in order."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[str, str], Counter[tuple[str, int]]] = {}

    def add(self, row: Any, *deltas: Delta) -> None:
        """Note deltas for the block that a row is of."""
        block = self._blocks.setdefault((row.usage_key, row.course_key), Counter())
        for delta in deltas:
            block.update(delta)

    def close(self) -> None:
        """Add everything."""
        for block in sorted(self._blocks):
            counts.add(Place(*block), self._blocks[block])


def _touched(own: Q) -> set[int]:
    """Return the ideas whose counts a person is part of."""
    on = (Feedback, Comment, Vote, Turn)
    given = (model.objects.filter(own).values_list("idea_id", flat=True) for model in on)
    return {pk for keys in (Idea.objects.filter(own).values_list("pk", flat=True), *given) for pk in keys}


def _erase_on_ideas(own: Q, ledger: _Ledger) -> int:
    """Erase what a person did on ideas, their own and others'. Returns the number of rows."""
    feedback, comments = list(Feedback.objects.filter(own)), list(Comment.objects.filter(own))
    for one in feedback:
        ledger.add(one, tally.minus(tally.of_feedback(one)))
    for comment in comments:
        ledger.add(comment, tally.minus(of_comment(comment)))
    about = Q()
    for target, rows in ((Target.FEEDBACK, feedback), (Target.COMMENT, comments)):
        about |= Q(target=target, target_id__in=[row.pk for row in rows])
    gone = _erase_reports(Report.objects.filter(own | about), ledger) + _erase_votes(Vote.objects.filter(own), ledger)
    return gone + sum(model.objects.filter(own).delete()[0] for model in (Feedback, Comment, Turn))


def _erase_reports(reports: QuerySet[Report], ledger: _Ledger) -> int:
    for report in reports.filter(outcome=Report.Outcome.OPEN):
        ledger.add(report, {(Kind.OPEN_REPORTS, 0): -1})
    return reports.delete()[0]


def _erase_votes(votes: QuerySet[Vote], ledger: _Ledger) -> int:
    for vote in votes.filter(is_course_team=False):
        ledger.add(vote, {(Kind.VOTES, 0): -vote.dots})
    return votes.delete()[0]


def _erase_idea(idea: Idea, ledger: _Ledger) -> int:
    """Erase an idea; an empty one stays where others have written about it: that is theirs, and counts for them."""
    gone = _erase_reports(Report.objects.filter(idea=idea), ledger) + _erase_votes(
        Vote.objects.filter(idea=idea), ledger
    )
    if not (idea.feedback.exists() or idea.comments.exists()):
        return gone + idea.delete()[0]
    index.clear(idea)
    Turn.objects.filter(idea=idea).update(expires_at=None)
    idea.feedback.exclude(reply="").update(reply="", replied_at=None)
    for name, value in _BLANK.items():
        setattr(idea, name, value)
    idea.save()
    return gone + 1


def _work_out(idea: Idea) -> None:
    """Work an idea's counts out anew, after something of it has gone."""
    tally.recount_feedback(idea)
    tally.recount_votes(idea)
    open_turns = Turn.objects.filter(idea=idea, expires_at__isnull=False).count()
    idea.comment_count = idea.comments.filter(shown=Shown.LIVE).count()
    idea.load = idea.handicap + idea.feedback_count + open_turns
    idea.save(update_fields=["comment_count", "load"])


def _of_member(member: Member) -> Delta:
    """Return what a person is in the kept counts."""
    if member.is_course_team:
        return {}
    return {
        (Kind.SEEN, 0): int(member.visit_at is not None),
        **({(Kind.PEOPLE_BY_IDEAS, member.ideas_posted): 1} if member.ideas_posted else {}),
        **({(Kind.PEOPLE_BY_FEEDBACK, member.feedback_given): 1} if member.feedback_given else {}),
    }
