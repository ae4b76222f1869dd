"""The page of one team: its work, each member's share, measures, the log, and what helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.web.numbers import percent
from creativity_team_exercise import engine, state
from creativity_team_exercise.models import HelpEntry, Member, Team
from creativity_team_exercise.pages.words import moment
from creativity_team_exercise.staff import teams
from creativity_team_exercise.staff.forms import ExtendForm, MergeForm, MoveForm, SeedForm, TeamForm
from creativity_team_exercise.staff.measured import measures_in_words
from creativity_team_exercise.staff.pages import draw, help_in_words
from creativity_team_exercise.staff.words import Names, stage_in_words, state_in_words
from creativity_team_exercise.staff.work import COMPARED, Share, answers_like, is_measured, read_work

_LOG = 40


def team_html(block: Any, team_id: int, done: str = "", real_names: Mapping[str, str] | None = None) -> str:
    """Return the page of a team.

    Args:
        block: whose team.
        team_id: which one.
        done: what has just been done.
        real_names: by participant, where the course team has asked for them.

    Raises:
        Refusal: 404, no team of the block.
    """
    place, language = Place.of(block), block.language()
    team = teams.require_team(place, team_id)
    session = state.load(team, timezone.now())
    work = read_work(team, session, language)
    others = teams.rooms(team) if teams.may_move(team, session) else []
    names = Names.of(place, [team, *others, *([team.merged_into] if team.merged_into else [])])
    is_stuck = teams.is_stuck(team, session)
    into = names.title(team.merged_into) if team.merged_into else ""
    log = HelpEntry.objects.filter(team=team).order_by("-pk")[:_LOG]
    return draw(
        block,
        "team",
        team=team,
        title=names.title(team),
        state=state_in_words(team, session, is_stuck=is_stuck, into=into),
        is_stuck=is_stuck,
        stage="" if session.is_over else stage_in_words(session, language),
        until=moment(session.closes_at) if session.closes_at else "",
        present=session.active,
        members=len(work.members),
        steps=work.steps,
        shares=[_share(share, real_names or {}) for share in work.shares],
        measures=measures_in_words([one for one in work.entries if is_measured(one)], answers_like(team)),
        compared=COMPARED,
        rows=[help_in_words(entry) for entry in log],
        help=_forms(place, team, session, work.members, [(other.pk, _room(names, other)) for other in others]),
        asked=real_names is not None,
        done=done,
    )


def _share(share: Share, real_names: Mapping[str, str]) -> dict[str, Any]:
    name = real_names.get(share.member.participant, "") if share.member else ""
    return {
        "share": share,
        "name": name,
        "on_time": percent(share.on_time / share.turns) if share.turns else "",
        "acted": moment(share.acted_at) if share.acted_at else "",
    }


def _room(names: Names, team: Team) -> str:
    return _("%(team)s (people: %(people)d)") % {"team": names.title(team), "people": team.member_count}


def _forms(
    place: Place, team: Team, session: engine.Session, members: Sequence[Member], others: list[tuple[int, str]]
) -> dict[str, Any]:
    """Return the forms of what helps this team now, by name; none where nothing does."""
    initial = {"team": team.pk}

    def ids(name: str) -> str:
        return f"{place.html_id}-{name}-%s"

    found: dict[str, Any] = {}
    is_running = team.state == Team.State.RUNNING and not session.is_over
    if is_running and not team.is_alone:
        found["extend"] = ExtendForm(initial={**initial, "hours": 24}, auto_id=ids("extend"))
        found["close"] = TeamForm(initial=initial, auto_id=ids("close"))
    if teams.takes_seeds(team, session):
        found["seed"] = SeedForm(initial={**initial, "number": 5}, auto_id=ids("seed"))
    if others:
        people = [(member.pk, member.alias) for member in members]
        if people:
            found["move"] = MoveForm(auto_id=ids("move"), offered={"member": people, "team": others})
        found["merge"] = MergeForm(initial=initial, auto_id=ids("merge"), offered={"into": others})
    return found
