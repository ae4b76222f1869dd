"""How the course team is told about teams: names, stages, states, and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.texts import text_in
from creativity_team_exercise import engine
from creativity_team_exercise.models import HelpEntry, Team
from creativity_team_exercise.services.placing import TRIAL

_COHORT = "cohort:"
_PLATFORM = "platform:"


@dataclass(frozen=True)
class Names:
    """What the platform calls its teams and cohorts.

    Attributes:
        teams: by id. cohorts: by id, as text.
    """

    teams: Mapping[str, str] = field(default_factory=dict)
    cohorts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, place: Place, teams: list[Team]) -> Names:
        """Return the names that some teams need; the platform is asked for no others."""
        if place.course is None:
            return cls()
        has_teams = any(team.source == Team.Source.PLATFORM for team in teams)
        has_cohorts = any(team.lobby.name.startswith(_COHORT) for team in teams)
        cohorts = platform().cohort_names(place.course) if has_cohorts else {}
        return cls(
            teams=platform().team_names(place.course) if has_teams else {},
            cohorts={str(id_): name for id_, name in cohorts.items()},
        )

    def title(self, team: Team) -> str:
        """Return what a team is called, with the cohort that it is of."""
        cohort = self.cohorts.get(team.lobby.name.removeprefix(_COHORT), "")
        return " · ".join(part for part in (self._title(team), cohort, trial(team)) if part)

    def _title(self, team: Team) -> str:
        if team.source == Team.Source.PLATFORM:
            known = self.teams.get(team.handle.removeprefix(_PLATFORM))
            return known or _("A former team of the platform (%(number)d)") % {"number": team.number}
        if team.is_alone:
            return _("Alone, %(number)d") % {"number": team.number}
        return _("Team %(number)d") % {"number": team.number}


def trial(team: Team) -> str:
    """Say that a team is a trial of the course team's; "" of a learners' one."""
    return _("a trial of the course team") if team.lobby.name == TRIAL else ""


def stage_in_words(session: engine.Session, language: str) -> str:
    """Return which stage is open: number, title, and the round where there are several."""
    step = session.current
    words = {"number": session.step + 1, "count": len(session.technique.steps), "title": text_in(step.title, language)}
    if session.rounds > 1:
        words |= {"round": session.round + 1, "rounds": session.rounds}
        return _("Step %(number)d of %(count)d: %(title)s, round %(round)d of %(rounds)d") % words
    return _("Step %(number)d of %(count)d: %(title)s") % words


def state_in_words(team: Team, session: engine.Session, *, is_stuck: bool, into: str = "") -> str:
    """Return what has become of a team."""
    if team.state == Team.State.MERGED:
        return _("merged into: %(team)s") % {"team": into} if into else _("merged")
    if session.is_over:
        return _("ended")
    return _("stuck") if is_stuck else _("running")


def act_in_words(entry: HelpEntry) -> str:
    """Return what was done to a team."""
    sentences = {
        HelpEntry.Act.EXTENDED: _("More time: %(number)d hours"),
        HelpEntry.Act.CLOSED: _("Step ended"),
        HelpEntry.Act.MOVED: _("Somebody moved into this team"),
        HelpEntry.Act.MERGED: _("Another team merged into this one"),
        HelpEntry.Act.SEEDED: _("Ideas of the pool put before the team: %(number)d"),
        HelpEntry.Act.HIDDEN: _("Entry %(number)d hidden"),
        HelpEntry.Act.RESTORED: _("Entry %(number)d shown again"),
        HelpEntry.Act.KEPT: _("Entry %(number)d kept"),
    }
    return sentences[HelpEntry.Act(entry.act)] % {"number": entry.number}


def doer(entry: HelpEntry) -> str:
    """Return who did it."""
    return _("the course team") if entry.viewer else _("the exercise itself")
