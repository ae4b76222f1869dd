"""What is new for people, as a mail tells it: worked out when the mail is sent, from what is on the board then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.registry import News
from peer_idea_board.models import Comment, Feedback, Follow, Member, Report, Revision, Shown, State

# Since when each person (by anonymous id) has been told nothing.
Since = Mapping[str, datetime]
# Things of one kind that a mail can be about, for one batch of people.
_MOST = 5_000


def news_of(course_key: str, since: Since) -> dict[str, Sequence[News]]:
    """Return what is new in a course, for each of some people, in the language that is active.

    Titles are told of ideas that are on the board when this is asked; nobody is told of what they did themselves.

    Args:
        course_key: the course.
        since: since when, by anonymous id.
    """
    told: dict[str, list[News]] = {}
    for participant, usage_key, sentence in (
        *_answers(course_key, since),
        *_comments(course_key, since),
        *_replies(course_key, since),
        *_followed(course_key, since),
        *_decisions(course_key, since),
    ):
        told.setdefault(participant, []).append(News(usage_key, sentence))
    return dict(told)


_Told = tuple[str, str, str]


def _answers(course_key: str, since: Since) -> list[_Told]:
    on_own = Feedback.objects.filter(
        idea__participant__in=since, course_key=course_key, shown=Shown.LIVE, idea__state=State.LIVE
    )
    columns = ("idea__participant", "usage_key", "idea__title", "given_at")
    rows = on_own.filter(given_at__gt=_earliest(since)).order_by("pk").values_list(*columns)
    people = _counted(rows[:_MOST], since)
    return [
        (
            person,
            usage_key,
            ngettext(
                "%(number)d person gave you feedback on “%(title)s”.",
                "%(number)d people gave you feedback on “%(title)s”.",
                number,
            )
            % {"number": number, "title": title},
        )
        for (person, usage_key, title), number in people.items()
    ]


def _comments(course_key: str, since: Since) -> list[_Told]:
    on_own = Comment.objects.filter(
        idea__participant__in=since, course_key=course_key, shown=Shown.LIVE, idea__state=State.LIVE
    )
    columns = ("idea__participant", "participant", "usage_key", "idea__title", "written_at")
    rows = on_own.filter(written_at__gt=_earliest(since)).order_by("pk").values_list(*columns)[:_MOST]
    by_others = [(author, *rest) for author, writer, *rest in rows if author != writer]
    return [
        (
            person,
            usage_key,
            ngettext(
                "There is %(number)d new comment under “%(title)s”.",
                "There are %(number)d new comments under “%(title)s”.",
                number,
            )
            % {"number": number, "title": title},
        )
        for (person, usage_key, title), number in _counted(by_others, since).items()
    ]


def _replies(course_key: str, since: Since) -> list[_Told]:
    own = Feedback.objects.filter(
        participant__in=since, course_key=course_key, shown=Shown.LIVE, idea__state=State.LIVE
    )
    columns = ("participant", "usage_key", "idea__title", "replied_at", "idea__board__group")
    rows = own.filter(replied_at__gt=_earliest(since)).order_by("pk").values_list(*columns)[:_MOST]
    groups = _groups(course_key, since)
    rows = [row for *row, group in rows if groups.get((row[0], row[1])) == group]
    return [
        (person, usage_key, _("The author of “%(title)s” answered your feedback.") % {"title": title})
        for (person, usage_key, title), _number in _counted(rows, since).items()
    ]


def _followed(course_key: str, since: Since) -> list[_Told]:
    """Return which ideas that people follow have changed, or were answered by somebody else."""
    follows = Follow.objects.filter(participant__in=since, course_key=course_key, idea__state=State.LIVE)
    earliest = _earliest(since)
    columns = ("participant", "usage_key", "idea", "idea__title", "idea__board__group")
    groups = _groups(course_key, since)
    rows = follows.order_by("pk").values_list(*columns)[:_MOST]
    followed = [row for *row, group in rows if groups.get((row[0], row[1])) == group]
    ideas = {idea for _person, _usage, idea, _title in followed}
    changes: dict[int, list[tuple[str, datetime]]] = {}
    for model, when, seen in (
        (Feedback, "given_at", Q(shown=Shown.LIVE)),
        (Comment, "written_at", Q(shown=Shown.LIVE)),
        (Revision, "replaced_at", Q()),
    ):
        new = model.objects.filter(seen, idea__in=ideas, **{f"{when}__gt": earliest})
        for idea, by, at in new.order_by("pk").values_list("idea", "participant", when)[:_MOST]:
            changes.setdefault(idea, []).append((by, at))
    return [
        (person, usage_key, _("There is news about “%(title)s”, which you follow.") % {"title": title})
        for person, usage_key, idea, title in followed
        if any(by != person and at > since[person] for by, at in changes.get(idea, ()))
    ]


def _decisions(course_key: str, since: Since) -> list[_Told]:
    own = Report.objects.filter(participant__in=since, course_key=course_key, told_at__isnull=True)
    decided = own.filter(decided_at__gt=_earliest(since)).values_list("participant", "usage_key", "decided_at")[:_MOST]
    told = {(person, usage_key) for person, usage_key, at in decided if at > since[person]}
    sentence = _("The course team has looked at what you reported.")
    return [(person, usage_key, sentence) for person, usage_key in sorted(told)]


def _groups(course_key: str, since: Since) -> dict[tuple[str, str], str]:
    """Return whose board people see now, by person and block: titles of another group are none of their business."""
    members = Member.objects.filter(course_key=course_key, participant__in=since)
    return {
        (person, usage_key): group
        for person, usage_key, group in members.values_list("participant", "usage_key", "group")
    }


def _counted(rows: Sequence[tuple], since: Since) -> Counter[tuple[str, str, str]]:
    """Count rows of (person, usage key, title, when) that are new for their person, by the first three."""
    return Counter((person, usage_key, title) for person, usage_key, title, when in rows if when > since[person])


def _earliest(since: Since) -> datetime:
    return min(since.values())
