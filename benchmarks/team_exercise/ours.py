"""Our block, with what it asks for as it is shipped: brainwriting in teams of five."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from django.urls import reverse

from benchmarks.host import Host
from benchmarks.idea_board import texts
from benchmarks.measure import Act, Prepare
from benchmarks.team_exercise import crowd
from creativity_team_exercise.exercise import Rules
from creativity_team_exercise.models import Entry, Member, Team, Turn
from creativity_team_exercise.services.recount import recount
from creativity_team_exercise.techniques.choice import DEFAULT, technique_of
from creativity_team_exercise.techniques.plan import Plan

BLOCK = "exercise"
STEP = technique_of(DEFAULT, {}).steps[0]
SIZE = Rules(Plan(technique_of(DEFAULT, {}), "")).size
# Of a team in its second round, so many have handed in there already.
_AHEAD = 3
_WORDS = 15
_keys = count(1)


class TeamExercise:
    """Nine of ten teams are in the second round; the others are full, and one of them keeps the first round open."""

    name = "creativity_team_exercise"
    distribution = "bizmooc-xblocks"
    most: int | None = None

    def olx(self) -> str:
        """See Contender."""
        question = "How can neighbours share more?"
        return (
            f'<creativity_team_exercise url_name="{BLOCK}" technique="{DEFAULT}"><question>{question}</question>'
            "</creativity_team_exercise>"
        )

    def seed(self, host: Host, size: int) -> None:
        """Two teams use the block, one for each state; the others get copies of their rows, and recount the figures."""
        early = size // 10
        crowd.follow(second_round(host), size - early - 1)
        crowd.follow(first_round(host), early - 1)
        recount()

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """See Contender."""
        fresh = in_second_round(host)
        reader, staff = next(fresh), host.person(is_staff=True)
        send(host, reader, "mark_seen")
        node = host.node(BLOCK).usage_key
        address = reverse(
            "bizmooc:creativity_team_exercise:changes",
            kwargs={"course_key": str(host.course.key), "usage_key": str(node)},
        )

        def comes() -> Act:
            person = next(fresh)
            return lambda: send(host, person, "mark_seen")

        def hands_in() -> Act:
            person = next(fresh)
            send(host, person, "mark_seen")
            found = idea_on_sheet(host, person)
            return lambda: hand_in(host, person, 1, STEP.wanted, found)

        def joins() -> Act:
            # Who finds no free seat is the first of a new team: that is another act.
            if Team.objects.order_by("pk").reverse()[0].member_count == SIZE:
                join(host, host.person())
            person = host.person()
            return lambda: join(host, person)

        return {
            "page": lambda: lambda: host.view(reader, BLOCK),
            "seen": comes,
            "hand_in": hands_in,
            "join": joins,
            "changes": lambda: lambda: host.get(reader, address),
            "teams": lambda: lambda: host.call(staff, BLOCK, "show_teams"),
            "figures": lambda: lambda: host.call(staff, BLOCK, "show_figures"),
        }


def first_round(host: Host) -> Team:
    """Let a team fill up, and all but one of it hand in."""
    people = [host.person() for _seat in range(SIZE)]
    for person in people:
        join(host, person)
    for person in people[:-1]:
        hand_in(host, person, 0, STEP.wanted - 1)
    return _team_of(host, people[0])


def second_round(host: Host) -> Team:
    """Let a team come to its second round, and some of it hand in there."""
    people = _whole_team(host)
    for person in people:
        send(host, person, "mark_seen")
    for person in people[:_AHEAD]:
        hand_in(host, person, 1, STEP.wanted, idea_on_sheet(host, person))
    return _team_of(host, people[0])


def in_second_round(host: Host) -> Iterator[Any]:
    """Yield people who have a round before them and are not the last of their team, so that they do not end it."""
    while True:
        yield from _whole_team(host)[1:]


def _whole_team(host: Host) -> list[Any]:
    people = [host.person() for _seat in range(SIZE)]
    for person in people:
        join(host, person)
    for person in people:
        hand_in(host, person, 0, STEP.wanted - 1)
    return people


def _team_of(host: Host, person: Any) -> Team:
    return Member.objects.select_related("team").get(participant=host.anonymous_id(person)).team


def idea_on_sheet(host: Host, person: Any) -> int:
    """Return an idea, by number, on the sheet that somebody holds in the second round."""
    turn = Turn.objects.get(participant=host.anonymous_id(person), round=1)
    return Entry.objects.filter(team=turn.team_id, sheet=turn.sheet).order_by("pk")[0].pk


def send(host: Host, person: Any, handler: str, **values: str) -> None:
    """Send a form to the block."""
    host.call(person, BLOCK, handler, {"key": f"bench-{next(_keys):08d}", "values": values})


def join(host: Host, person: Any) -> None:
    """Begin with a first idea."""
    send(host, person, "join_team", form="join", alone="", idea=_idea(person.pk, 0), may_be_reused="on")


def hand_in(host: Host, person: Any, round_: int, number: int, parent: int | None = None) -> None:
    """Hand in so many ideas, the first of which goes back to another one."""
    written = {f"text..{place}": _idea(person.pk, 10 * round_ + place + 1) for place in range(number)}
    back = {"parent..0": str(parent)} if parent else {}
    send(host, person, "hand_in", form="", step=STEP.id, round=str(round_), **written, **back)


def _idea(person: int, number: int) -> str:
    return texts.sentences(texts.dice(1_000 * person + number), _WORDS)
