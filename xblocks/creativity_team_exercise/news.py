"""What is new for people, as a mail tells it: worked out when the mail is sent, from where their teams are then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bizmooc.registry import News
from bizmooc.texts import text_in
from creativity_team_exercise import state
from creativity_team_exercise.models import HelpEntry, Member, Team, Turn
from creativity_team_exercise.techniques import Kind

# Since when each person (by anonymous id) has been told nothing.
Since = Mapping[str, datetime]
# A stage that is open no longer than this closes soon.
_SOON = timedelta(hours=24)
_MOST = 5_000


def news_of(course_key: str, since: Since) -> dict[str, Sequence[News]]:
    """Return what is new in a course, for each of some people, in the language that is active.

    Told is what waits for somebody, in teams that go on: nobody hears of a step in which they are done, of what they
    have seen, or, after they stayed away, of each step that goes by. Three queries, whatever there is to tell.

    Args:
        course_key: the course.
        since: since when, by anonymous id.
    """
    here = Member.objects.filter(course_key=course_key, participant__in=since).exclude(team__source=Team.Source.ALONE)
    members = list(here.select_related("team__plan").order_by("pk")[:_MOST])
    teams = {member.team_id for member in members}
    turns = {
        (turn.team_id, turn.step, turn.round, turn.seat): turn
        for turn in Turn.objects.filter(team__in=teams, participant__in=since)
    }
    merged = _merged(teams)
    told: dict[str, list[News]] = {}
    for member in members:
        team = member.team
        turn = turns.get((team.pk, team.step, team.round, member.seat))
        moment = since[member.participant]
        if merged.get(team.pk, moment) > max(moment, member.acted_at):
            sentence = _("Your team and another one have become one: what both wrote is there.")
            told.setdefault(member.participant, []).append(News(member.usage_key, sentence))
        for sentence in _of_team(member, turn, moment):
            told.setdefault(member.participant, []).append(News(member.usage_key, sentence))
    return dict(told)


def _of_team(member: Member, turn: Turn | None, since: datetime) -> Iterator[str]:
    team, now = member.team, timezone.now()
    if team.ended_at is not None:
        if team.ended_at > since and member.acted_at < team.ended_at:
            yield _("Your team has gone through all the steps: its result is there.")
        return
    # What the clock has ended is written before mails are: this is only about to be.
    if turn is None or turn.done_at is not None or team.closes_at is None or team.closes_at <= now:
        return
    step = state.plan_of(team).technique.steps[team.step]
    said = {
        "step": text_in(step.title, get_language() or "en"),
        "when": date_format(timezone.localtime(team.closes_at), "DATETIME_FORMAT"),
    }
    if team.opened_at > since and not turn.came:
        if step.kind == Kind.PASS and team.round:
            yield _("A sheet has come to you, until %(when)s: “%(step)s”.") % said
        else:
            yield _("A step has begun in your team, open until %(when)s: “%(step)s”.") % said
    elif since < team.closes_at - _SOON <= now:
        yield _("A step closes on %(when)s: “%(step)s”.") % said


def _merged(teams: set[int]) -> dict[int, datetime]:
    """Return when teams last took in another one."""
    acts = HelpEntry.objects.filter(team__in=teams, act=HelpEntry.Act.MERGED).order_by("pk")
    return dict(acts.values_list("team", "created_at"))
