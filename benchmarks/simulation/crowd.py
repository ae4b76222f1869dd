"""A crowd as online courses have it: who comes when, and who does how much. Seeded: the same in every run.

What is taken from what others found: of the people in a course about 3 % write a lot; most come once. Everything else
is an assumption, made to resemble a course of three weeks, and named here:

- People arrive over three weeks, by days as DAYS says (a week begins on Monday) and by hours as HOURS says.
- Each who is followed here posts an idea at their first visit; the many who only look leave nothing, and are left out.
- 3 % write a lot: they post up to three ideas and come back every day. Of the others 70 % come once, the rest come back
  up to three times, after three days on average.
- Half of those who post give feedback, more or less by a geometric number; those who write a lot give ten times as
  much. How much there is in all is set from outside: the supply.
- Of ten times that somebody opens an idea to give feedback, one ends without any.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from random import Random

START = datetime(2026, 3, 2, tzinfo=UTC)
WEEKS = 3
DAYS = (1.3, 1.2, 1.1, 1.0, 0.8, 0.7, 0.9)
HOURS = (1, 1, 0, 0, 0, 1, 2, 4, 6, 7, 7, 7, 8, 7, 6, 6, 7, 8, 9, 10, 10, 8, 5, 2)
WRITE_A_LOT, COME_ONCE, GIVE, GIVE_UP = 0.03, 0.70, 0.5, 0.1
_MUCH = 10.0
# Minutes from the beginning of a visit to the first feedback, and from one to the next.
_READING = 12


class What(StrEnum):
    """What somebody does."""

    POST = "post"
    VOTE = "vote"
    GIVE = "give"
    # Open an idea to give feedback, and leave.
    LEAVE = "leave"


@dataclass(frozen=True, order=True)
class Act:
    """Somebody does something.

    Attributes:
        when: in UTC.
        person: their number.
        what: one act.
    """

    when: datetime
    person: int
    what: What


def acts(people: int, supply: float, seed: int) -> list[Act]:
    """Make up what a crowd does, in order of time.

    Args:
        people: how many post.
        supply: feedbacks that are given for each idea that is posted, on average.
        seed: another one is another crowd. The supply changes nothing but what is given.
    """
    rng = _dice(seed)
    visits = [_visits(rng, rng.random() < WRITE_A_LOT) for _person in range(people)]
    made: list[Act] = []
    weights: list[tuple[float, int, datetime]] = []
    for person, (writes_a_lot, times) in enumerate(visits):
        ideas = rng.randint(1, 3) if writes_a_lot else 1
        made += [Act(when, person, What.POST) for when in times[:ideas]]
        made += [Act(when + timedelta(minutes=5), person, What.VOTE) for when in times]
        weight = _eagerness(rng) * (_MUCH if writes_a_lot else 1.0)
        weights += [(weight / len(times), person, when) for when in times]
    ideas_in_all = sum(act.what is What.POST for act in made)
    made += _feedback(_dice(seed + 1_000_003), weights, round(supply * ideas_in_all))
    return sorted(made)


def _visits(rng: Random, writes_a_lot: bool) -> tuple[bool, list[datetime]]:
    """Draw when somebody comes."""
    week, day = rng.randrange(WEEKS), rng.choices(range(7), DAYS)[0]
    times = [_at(rng, START + timedelta(weeks=week, days=day))]
    end = START + timedelta(weeks=WEEKS)
    if writes_a_lot:
        while times[-1] + timedelta(days=1) < end:
            times.append(_at(rng, times[-1] + timedelta(days=1)))
    elif rng.random() >= COME_ONCE:
        for _again in range(rng.randint(1, 3)):
            times.append(_at(rng, times[-1] + timedelta(days=max(1.0, rng.expovariate(1 / 3)))))
    return writes_a_lot, times


def _at(rng: Random, day: datetime) -> datetime:
    hour = rng.choices(range(24), HOURS)[0]
    return day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)


def _eagerness(rng: Random) -> float:
    return rng.expovariate(1.0) if rng.random() < GIVE else 0.0


def _feedback(rng: Random, weights: list[tuple[float, int, datetime]], number: int) -> list[Act]:
    """Share so many feedbacks out among visits, one after the other in each, with some that come to nothing."""
    drawn = rng.choices(range(len(weights)), [weight for weight, _person, _when in weights], k=number)
    made: list[Act] = []
    for visit, count in sorted(Counter(drawn).items()):
        _weight, person, when = weights[visit]
        minutes = _READING
        for _one in range(count):
            if rng.random() < GIVE_UP:
                made.append(Act(when + timedelta(minutes=minutes), person, What.LEAVE))
                minutes += _READING
            made.append(Act(when + timedelta(minutes=minutes), person, What.GIVE))
            minutes += _READING
    return made


def _dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a simulation
