"""Teams in different states: who comes when, and who stays away."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from creativity_team_exercise.models import Entry
from creativity_team_exercise.services import help as team_help
from creativity_team_exercise.services.go_alone import go_alone
from creativity_team_exercise.services.report_entry import report_entry
from preview.seeding.clock import Clock, clock_set_to
from preview.seeding.exercise_acts import Person
from preview.seeding.material import read

_DAY = 24
# Hours between the acts of people, at least and at most.
_PACE = (0.4, 2.5)
ALL = -1


@dataclass(frozen=True)
class Story:
    """How one team goes.

    Attributes:
        name: what can be seen in it.
        cohort: in which of the platform's cohorts.
        people: how many join.
        began: hours ago.
        stages: for each stage, how many of them come (ALL: all that are there); the last one stays open if not all do.
        then: what happens besides, by its name in _MOMENTS.
        alone: they want no team.
    """

    name: str
    cohort: int
    people: int
    began: float
    stages: tuple[int, ...]
    then: str = ""
    alone: bool = False


_TO_THE_END = (ALL,) * 7
# By when they began. Teams that are still being filled come last in their cohort: whoever joins after them sits there.
TEAM_STORIES = (
    Story("ended, with a result, one idea hidden", 0, 5, 26 * _DAY, _TO_THE_END, "advert"),
    Story("ended, though two dropped out", 1, 5, 24 * _DAY, (5, 4, 3, 3, 3, 3, 3)),
    Story("alone, ended", 2, 1, 20 * _DAY, _TO_THE_END, alone=True),
    Story("ended, one entry reported", 2, 4, 19 * _DAY, (4, 4, 3, 4, 4, 4, 4), "report"),
    Story("thin, merged into the next one", 2, 2, 8.3 * _DAY, (2,), "come_late"),
    Story("has taken in another one", 2, 2, 5.9 * _DAY, (2,), "take_in"),
    Story("writes the result, and two did at once", 1, 5, 5 * _DAY, (5, 5, 4, 4, 4, 0), "conflict"),
    Story("chooses", 0, 4, 3.7 * _DAY, (4, 4, 4, 4, 2)),
    Story("thin and stuck", 1, 2, 4.2 * _DAY, (2, 1, 0), "extend"),
    Story("round two, one silent, one has gone on alone", 0, 5, 3.1 * _DAY, (4, 2), "go_alone"),
    Story("alone, in the middle", 2, 1, 2 * _DAY, (ALL, ALL), alone=True),
    Story("full, in the first round", 2, 5, 0.9 * _DAY, (3,)),
    Story("being filled, two of five", 1, 2, 0.4 * _DAY, (1,)),
    Story("being filled, three of five", 0, 3, 0.6 * _DAY, (2,)),
)


@dataclass
class Cast:
    """People who play: each in one story only."""

    by_cohort: Sequence[list[Person]]
    rng: random.Random
    staff: str = ""

    def take(self, story: Story) -> list[Person]:
        """Return those of a story; none if there are not enough left."""
        waiting = self.by_cohort[story.cohort]
        if len(waiting) < story.people:
            return []
        people, self.by_cohort[story.cohort][:] = waiting[: story.people], waiting[story.people :]
        return people


def play(stories: Sequence[Story], cast: Cast) -> None:
    """Play stories in order; those for which people are missing are left out."""
    now = timezone.now()
    for story in stories:
        people = cast.take(story)
        if people:
            with clock_set_to(now - timedelta(hours=story.began)) as clock:
                _play(story, people, cast, clock)


def _play(story: Story, people: list[Person], cast: Cast, clock: Clock) -> None:
    for person in people:
        person.join(alone=story.alone)
        clock.go_on(0.2)
    stages = iter(story.stages)
    _act(people, next(stages), cast, clock)
    for coming in stages:
        _wait_for_the_end(people[0], clock)
        _act(people, coming, cast, clock)
    if story.then:
        _MOMENTS[story.then](people, cast, clock)


def _act(people: Sequence[Person], coming: int, cast: Cast, clock: Clock) -> None:
    for person in people if coming == ALL else people[:coming]:
        clock.go_on(cast.rng.uniform(*_PACE))
        person.act()


def _wait_for_the_end(person: Person, clock: Clock) -> None:
    """Let the stage end by time, where it has not ended because all are done."""
    team = person.team
    stage_is_new = not team.turns.filter(step=team.step, round=team.round, done_at__isnull=False).exists()
    if team.closes_at and not stage_is_new:
        clock.moment = max(clock.moment, team.closes_at + timedelta(hours=1))


def _advert(people: list[Person], cast: Cast, _clock: Clock) -> None:
    """One of the entries is advertising: the course team hides it."""
    entry = _entries(people[0]).filter(round=1).first()
    if entry and cast.staff:
        data = read("exercise")
        Entry.objects.filter(pk=entry.pk).update(text=data["hidden"])
        team_help.hide_entry(people[0].place, cast.staff, entry.pk, data["hidden_why"])


def _report(people: list[Person], _cast: Cast, clock: Clock) -> None:
    """Somebody finds an entry out of place; the course team has not looked yet."""
    entry = _entries(people[0]).exclude(participant=people[1].participant.anonymous_id).last()
    clock.go_on(2)
    if entry:
        report_entry(people[1].actor, entry.pk, read("exercise")["reports"][0])


def _conflict(people: list[Person], cast: Cast, clock: Clock) -> None:
    """Two write the result at once."""
    for person in people[:2]:
        clock.go_on(cast.rng.uniform(*_PACE))
        person.save(based_on=0)


def _come_late(people: list[Person], cast: Cast, clock: Clock) -> None:
    """Both are back after the first stage, and nobody else is: it will be time to join another team."""
    _wait_for_the_end(people[0], clock)
    _act(people, ALL, cast, clock)
    cast.by_cohort[2].extend(people)


def _take_in(people: list[Person], cast: Cast, clock: Clock) -> None:
    """The thin team from before comes again, and sits down with this one; together they go on."""
    others = [person for person in cast.by_cohort[2] if person.member]
    cast.by_cohort[2][:] = [person for person in cast.by_cohort[2] if person not in others]
    for person in others[:1]:
        clock.go_on(1)
        person.act()
    together = [*people, *others]
    for _stage in range(2):
        _wait_for_the_end(people[0], clock)
        _act(together, ALL, cast, clock)


def _extend(people: list[Person], cast: Cast, _clock: Clock) -> None:
    """The course team has given them time already; it did not help."""
    if cast.staff:
        reason = read("exercise")["help"]["extended"]
        team_help.extend(people[0].place, cast.staff, people[0].team.pk, 24, reason)


def _go_alone(people: list[Person], _cast: Cast, clock: Clock) -> None:
    """One has had enough of waiting."""
    clock.go_on(3)
    go_alone(people[2].actor, people[2].rules)
    people[2].act()


def _entries(person: Person) -> QuerySet[Entry]:
    return Entry.objects.filter(team=person.team, step=0, seat__gt=0).order_by("pk")


_MOMENTS: dict[str, Callable[[list[Person], Cast, Clock], None]] = {
    "advert": _advert,
    "report": _report,
    "conflict": _conflict,
    "come_late": _come_late,
    "take_in": _take_in,
    "extend": _extend,
    "go_alone": _go_alone,
}


def alone_stories(people: int, rng: random.Random) -> Iterator[Story]:
    """Yield how some people do an exercise that is for one person alone: most to the end, some not."""
    for number in range(people):
        stages = (ALL,) * (12 if rng.random() < 0.6 else rng.randint(1, 3))
        yield Story("alone", number % 3, 1, rng.uniform(1, 25) * _DAY, stages, alone=True)
