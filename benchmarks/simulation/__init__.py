"""How many ideas stay unanswered: our feedback queue beside lists from which people choose for themselves."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.simulation import crowd
from benchmarks.simulation.play import UNAVOIDABLE, Game, play_all

PEOPLE = 150
SEEDS = range(1, 6)
SUPPLIES = (0.5, 1.0, 1.5, 2.0, 3.0)
GOAL = 0.05
ALLOWED = 0.01
"""The supply allows every idea an answer where the unavoidable share is under this."""


def measure(sizes: Sequence[int] = ()) -> Simulation:
    """Play all crowds.

    Args:
        sizes: how many people post, in place of PEOPLE.
    """
    people = sizes[0] if sizes else PEOPLE
    return Simulation(people, list(play_all(people, SUPPLIES, SEEDS)))


@dataclass(frozen=True)
class Simulation:
    """What came of it; a Section.

    Attributes:
        people: how many posted, in each crowd.
        games: every crowd, supply and way.
    """

    people: int
    games: Sequence[Game]

    def circumstances(self) -> Iterator[str]:
        """See Section."""
        share = f"{crowd.WRITE_A_LOT:.0%}"
        once = f"{crowd.COME_ONCE:.0%}"
        yield (
            f"{len(SEEDS)} crowds of {self.people} people who post, over {crowd.WEEKS} weeks, through the block's own "
            "services with a simulated clock; the same people come at the same times in every row. Cells: the mean "
            "over the crowds, and the range."
        )
        yield (
            f"Known of such courses: about {share} write a lot, most come once, and in one course 75 % of posts got "
            "no comment. The rest is assumed (benchmarks/simulation/crowd.py names all of it): days and hours of a "
            f"week; {once} of the others come once, and the rest up to three times more; half of those who post give "
            "feedback, more or less by a geometric number, those who write a lot ten times as much; one of ten "
            "who open an idea to give feedback leaves without."
        )
        yield (
            "Readers of a list look at one idea after the other and pick each with the same chance (they go on with "
            "80 %), so that what is on top is picked most; they pass over their own and what they have answered. "
            "Where votes order the list, each visit gives two votes, chosen likewise."
        )
        yield (
            "Unavoidable: the share that no way of choosing could have answered in time, even one that knew beforehand "
            "who comes when (a maximum matching of ideas with feedbacks by others within 72 hours of the posting)."
        )
        yield (
            f"The supply “allows” an answer to every idea where the unavoidable share is under {ALLOWED:.0%}. There, "
            f"our queue is to leave less than {GOAL:.0%} unanswered."
        )

    def lines(self) -> Iterator[str]:
        """See Section."""
        yield "## Ideas that stay unanswered (a simulation)"
        yield from ("", "### Without feedback 72 hours after they were posted", "")
        yield from self._table("none", [UNAVOIDABLE, *self._ways()])
        yield from ("", "### With fewer than two feedbacks by then", "")
        yield from self._table("less_than_two", self._ways())
        yield from ("", *(f"- {line}" for line in self._verdicts()))

    def _ways(self) -> list[str]:
        return [way for way in dict.fromkeys(game.way for game in self.games) if way != UNAVOIDABLE]

    def _supplies(self) -> list[float]:
        return sorted({game.supply for game in self.games})

    def _shares(self, way: str, supply: float, what: str) -> list[float]:
        return [getattr(game, what) for game in self.games if (game.way, game.supply) == (way, supply)]

    def _table(self, what: str, ways: Sequence[str]) -> Iterator[str]:
        yield "| feedbacks given for each idea |" + "".join(f" {supply:g} |" for supply in self._supplies())
        yield "|---|" + "---:|" * len(self._supplies())
        for way in ways:
            cells = [_words(self._shares(way, supply, what)) for supply in self._supplies()]
            yield f"| {way} | {' | '.join(cells)} |"

    def _verdicts(self) -> Iterator[str]:
        ours = self._ways()[0]
        for supply in self._supplies():
            least = statistics.mean(self._shares(UNAVOIDABLE, supply, "none"))
            share = statistics.mean(self._shares(ours, supply, "none"))
            verdict = (
                f"the supply allows every idea an answer, the goal is under {GOAL:.0%}: "
                + ("kept" if share < GOAL else "**missed**")
                if least < ALLOWED
                else f"the supply does not allow more than {1 - least:.1%} to be answered"
            )
            yield f"{supply:g} feedbacks for each idea: {share:.1%} unanswered with {ours}; {verdict}."


def _words(shares: Sequence[float]) -> str:
    return f"{statistics.mean(shares):.1%} ({min(shares):.1%}–{max(shares):.1%})"
