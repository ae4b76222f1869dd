"""A member of the course team at work on an exercise, in the words of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from creativity_team_exercise.models import Entry, Lobby, Member, PlanVersion, Team, Turn
from tests.creativity_team_exercise.acting import act, done, read, words_of
from tests.support.bare_host import COURSE, BareHost, Person, call

STAFF = Person(9_000, is_staff=True)
ANNA, BEN, CARLA, DORA, EMIL = (Person(number) for number in range(1, 6))
_FIRST = 10_000


def look(host: BareHost, name: str, **query: Any) -> str:
    """Return a region of the course team's."""
    return done(read(host, STAFF, name, **query)).body["html"]


def words(host: BareHost, name: str, **query: Any) -> str:
    """Return what a region says."""
    return words_of(look(host, name, **query))


def help_team(host: BareHost, name: str, **values: Any) -> str:
    """Help a team; returns what the region says then."""
    return words_of(done(act(host, STAFF, name, **{"reason": "", **values})).body["html"])


def queries_of(host: BareHost, name: str, **query: Any) -> int:
    """Return how many queries a region takes."""
    block = host.block(STAFF)
    path = f"/handler/{name}?" + "&".join(f"{field}={value}" for field, value in query.items())
    with CaptureQueriesContext(connection) as queries:
        assert call(block, name, method="GET", path=path).status == 200
    return len(queries)


def fill(host: BareHost, count: int, *, present: int = 0, people: int = 4, step: int = 1) -> list[Team]:
    """Let there be so many running teams in a later step, each of so many people of whom some are present.

    Returns:
        The teams, oldest first.
    """
    plan = host.block().rules.plan
    where = {"usage_key": str(host.usage_key), "course_key": str(COURSE)}
    version, _new = PlanVersion.objects.get_or_create(digest=plan.digest, defaults={"content": plan.as_data()})
    lobby, _new = Lobby.objects.get_or_create(
        usage_key=where["usage_key"], name="", defaults={"course_key": str(COURSE)}
    )
    now, first = timezone.now(), Team.objects.count()
    Team.objects.bulk_create(
        Team(
            lobby=lobby, handle=f"own:made:{first + at}", number=1000 + first + at, source="own", is_course_team=False,
            plan=version, size=people, member_count=people, last_seat=people, step=step, opened_at=now,
            closes_at=now + timedelta(hours=20), created_at=now, **where,
        )
        for at in range(count)
    )  # fmt: skip
    teams = list(
        Team.objects.filter(lobby=lobby, handle__startswith="own:made:", number__gte=1000 + first).order_by("pk")
    )
    _people(teams, people, present, step, where)
    return teams


def _people(teams: list[Team], people: int, present: int, step: int, where: dict[str, str]) -> None:
    """Seat people, each with an entry; those present have a turn in the step, all had one in the step before."""
    steps = teams[0].plan.content["technique"]["steps"]
    now, step_id = timezone.now(), steps[step]["id"]
    seats = [(team, seat, _FIRST + team.pk * 10 + seat) for team in teams for seat in range(1, people + 1)]
    Member.objects.bulk_create(
        Member(
            team=team, participant=f"{number:032x}", is_course_team=False, alias=f"Name {number}", seat=seat,
            joined_at=now, acted_at=now, **where,
        )
        for team, seat, number in seats
    )  # fmt: skip
    Turn.objects.bulk_create(
        Turn(
            team=team, participant=f"{number:032x}", seat=seat, is_course_team=False, step=at, step_id=step_id, round=0,
            came=True, is_closed=at < step, is_on_time=at < step and seat % 2 == 0, **where,
        )
        for team, seat, number in seats
        for at in (step - 1, step)
        if at < step or seat <= present
    )  # fmt: skip
    Entry.objects.bulk_create(
        Entry(
            team=team, participant=f"{number:032x}", seat=seat, is_course_team=False, step=0,
            step_id=steps[0]["id"], sheet=seat, text=f"Idea {number}", created_at=now, **where,
        )
        for team, seat, number in seats
    )  # fmt: skip
