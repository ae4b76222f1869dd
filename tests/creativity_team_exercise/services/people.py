"""People who act in team exercises through the services, in the words of the tests; and a clock of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey, digest_of
from creativity_team_exercise import engine, state, visibility
from creativity_team_exercise.exercise import Actor, Rules, Seed
from creativity_team_exercise.models import Entry, Member, Team
from creativity_team_exercise.services.hand_in import EntryText, hand_in
from creativity_team_exercise.services.join_team import JoinRequest, join_team
from creativity_team_exercise.techniques import Builds, Kind, Prompt, Sees, Step, Technique
from creativity_team_exercise.techniques.plan import Plan

COURSE = "course-v1:BizMOOC+Teams+2026"
HERE = Place(f"block-v1:{COURSE[10:]}+type@creativity_team_exercise+block@here", COURSE)
THERE = Place(f"block-v1:{COURSE[10:]}+type@creativity_team_exercise+block@there", COURSE)
EN = {"en": "x"}
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_keys = count(1)


def step(name: str, kind: Kind, **values: Any) -> Step:
    """Return a step with short texts."""
    return Step(name, kind, EN, EN, EN, minutes=10, hours=values.pop("hours", 48), **values)


def prompt(name: str) -> Prompt:
    """Return a prompt, criterion or field."""
    return Prompt(name, EN, EN)


def plan(*steps: Step, question: str = "How can the library be open longer?") -> Plan:
    """Return a plan of some steps."""
    return Plan(Technique(EN, EN, EN, EN, steps), question)


# Sheets go round, then dots, a result, and a look back.
SHEETS = plan(
    step("ideas", Kind.PASS, wanted=2),
    step("sort", Kind.SORT, uses=("ideas",), hours=24),
    step("dots", Kind.DOTS, uses=("ideas",), hours=24),
    step("result", Kind.RESULT, prompts=(prompt("idea"), prompt("why"))),
    step("back", Kind.WRITE, prompts=(prompt("good"), prompt("change")), wanted=1),
)
# A morphological box.
BOX = plan(
    step("parameters", Kind.WRITE, wanted=2),
    step("which", Kind.DOTS, uses=("parameters",), hours=24),
    step("values", Kind.WRITE, prompts_from="parameters", top=2, wanted=1),
    step("pairs", Kind.PAIRS, uses=("values",), hours=24),
    step("whole", Kind.COMBINE, uses=("values",), wanted=1),
    step("rank", Kind.RANK, uses=("whole",), picks=3),
)
# Something is turned round, and rated.
TURNED = plan(
    step("worse", Kind.WRITE, wanted=1),
    step("better", Kind.WRITE, uses=("worse",), builds=Builds.MUST, wanted=1),
    step("more", Kind.WRITE, uses=("better",), builds=Builds.MAY, sees=Sees.TEAM, wanted=1),
    step("rate", Kind.RATE, uses=("better", "more"), prompts=(prompt("use"), prompt("effort"))),
)
RULES = Rules(SHEETS, size=4, seeds=tuple(Seed(f"s{n}", f"An idea of the author's, number {n}") for n in range(12)))


class Clock:
    """What time it is for everybody."""

    def __init__(self, monkeypatch: Any) -> None:
        self.now = START
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def wait(self, hours: float) -> None:
        """Let time go by."""
        self.now += timedelta(hours=hours)


def rules(the_plan: Plan = SHEETS, **changes: Any) -> Rules:
    """Return the rules with changes."""
    return replace(RULES, plan=the_plan, **changes)


def actor(
    number: int, *, place: Place = HERE, cohort: str = "", team: str = "", key: str = "", is_course_team: bool = False
) -> Actor:
    """Return a person at the point of one act."""
    anonymous_id = f"{number:032x}"
    person = Participant(
        anonymous_id=anonymous_id,
        user_id=number,
        is_authenticated=True,
        is_staff=is_course_team,
        is_course_team=is_course_team,
        is_masquerading=False,
        in_studio=False,
        can_author=False,
    )
    request_key = key or f"test-key-{next(_keys):08d}"
    return Actor(WriteKey(place, anonymous_id, request_key, digest_of(request_key)), person, cohort, team)


def join(number: int, the_rules: Rules = RULES, **request: Any) -> Member:
    """Let somebody begin with one idea."""
    where = {name: request.pop(name) for name in ("place", "cohort", "team", "is_course_team") if name in request}
    ideas = request.pop("ideas", (f"The first idea of {number}",))
    member = join_team(actor(number, **where), the_rules, JoinRequest(ideas=ideas, **request))
    assert member is not None
    return member


def member_of(number: int, place: Place = HERE) -> Member:
    """Return somebody's seat as it is now."""
    found = visibility.member_of(actor(number, place=place).viewer)
    assert found is not None
    return found


def session_of(team: Team) -> engine.Session:
    """Return where a team is now."""
    return state.load(Team.objects.get(pk=team.pk), timezone.now())


def write(number: int, *texts: str, **entry: Any) -> list[Entry]:
    """Let somebody hand in entries in the stage that is open for them."""
    session = session_of(member_of(number).team)
    entries = [EntryText(text, **entry) for text in texts]
    return hand_in(actor(number), session.current.id, session.round, entries) or []


def seen_by(number: int) -> set[str]:
    """Return the texts that somebody sees of their team."""
    member = member_of(number)
    return {one.text for one in visibility.entries(member.team, session_of(member.team), member.seat)}
