"""People in teams as online courses have them: when each looks in, and who vanishes. Seeded: the same in every run.

All of it is assumed, and named here:

- Everybody joins within the first day after the first one, and writes at once.
- After that they look in every now and then: the time between two visits is exponential, GAP hours on average, and at
  least one. So 9 of 100 do not look in for two days, though they have not vanished.
- Who drops out vanishes after some of their turns, each number of them equally likely, but after the last. Counted in
  turns, and not in days, a team that has to wait loses no more people by it: that favours whoever waits.
- Whoever looks in and has something to write, writes all that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

START = datetime(2026, 3, 2, tzinfo=UTC)
HORIZON = timedelta(days=56)
GAP = 20.0
JOIN_WITHIN = 24.0


@dataclass(frozen=True)
class Person:
    """Somebody in a team.

    Attributes:
        visits: when they look in, in order; they join at the first.
        turns: after so many turns they vanish; None: they stay.
    """

    visits: Sequence[datetime]
    turns: int | None

    @property
    def stays(self) -> bool:
        """They do not vanish."""
        return self.turns is None


def team(size: int, rounds: int, drop_out: float, seed: int) -> list[Person]:
    """Make up a team, in the order in which its people join.

    Args:
        size: how many people.
        rounds: turns that each could have; at least two.
        drop_out: the chance that one vanishes, 0 to 1.
        seed: another one is another team. The rate changes nothing but who vanishes: who does at a low one, does at a
            high one.
    """
    rng = Random(f"{seed}.{size}")  # noqa: S311 - a simulation
    joined = [0.0, *sorted(rng.uniform(0, JOIN_WITHIN) for _other in range(size - 1))]
    return [_person(rng, hours, rounds, drop_out) for hours in joined]


def _person(rng: Random, joined: float, rounds: int, drop_out: float) -> Person:
    visits = [START + timedelta(hours=joined)]
    while visits[-1] < START + HORIZON:
        visits.append(visits[-1] + timedelta(hours=max(1.0, rng.expovariate(1 / GAP))))
    vanishes, turns = rng.random() < drop_out, rng.randint(1, rounds - 1)
    return Person(visits, turns if vanishes else None)
