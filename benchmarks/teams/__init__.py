"""What a team writes, and how long it waits, when people vanish: our engine beside two that wait for everybody."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from benchmarks.teams import crowd, engines
from benchmarks.teams.play import NEVER, Game, play

TEAMS = 500
SIZES = (2, 3, 4, 6, 8)
CLASSIC = 6
RATES = (0.0, 0.2, 0.4, 0.6, 0.8)

Cell = tuple[str, int, float]
"""Name of an engine, people in a team, drop-out rate."""


def measure(sizes: Sequence[int] = ()) -> Simulation:
    """Play all teams on all engines.

    Args:
        sizes: how many teams in each cell, in place of TEAMS.
    """
    teams = sizes[0] if sizes else TEAMS
    games: dict[Cell, list[Game]] = {}
    for size, rate in product(SIZES, RATES):
        crowds = [crowd.team(size, size, rate, seed) for seed in range(teams)]
        for engine in engines.ENGINES:
            games[engine.name, size, rate] = [play(engine(size), people) for people in crowds]
    return Simulation(teams, games)


@dataclass(frozen=True)
class Simulation:
    """What came of it; a Section.

    Attributes:
        teams: how many, in each cell.
        games: theirs.
    """

    teams: int
    games: Mapping[Cell, Sequence[Game]]

    def circumstances(self) -> Iterator[str]:
        """See Section."""
        yield (
            f"{self.teams} seeded teams in each cell; the same people look in at the same times in every row. Our "
            "engine is run as it is (creativity_team_exercise.engine), without database and pages; the other two are "
            "in benchmarks/teams/engines.py. We know of no product in which sheets go round that could be run beside."
        )
        yield (
            f"Brainwriting: each person begins a sheet, there are as many rounds as sheets, and {engines.WANTED} ideas "
            f"are asked for in each. A round of ours takes {engines.HOURS} hours at most."
        )
        yield (
            f"Assumed (benchmarks/teams/crowd.py): people join within {crowd.JOIN_WITHIN:g} hours and then look in "
            f"every {crowd.GAP:g} hours on average, at random, without regard to mail; who looks in and has a sheet "
            "writes all that is asked for. Who drops out vanishes after some of their turns, but not before the first. "
            "Counted in turns and not in days, waiting drives nobody away, which favours the engines that wait."
        )
        yield (
            f"Looked at for {crowd.HORIZON.days} days. Merging of thin teams, ideas from the pool and the course "
            "team's help are left out."
        )

    def lines(self) -> Iterator[str]:
        """See Section."""
        yield "## Teams of which some vanish (a simulation)"
        yield from self._compared(
            f"Entries written, of the {CLASSIC * CLASSIC * engines.WANTED} of {CLASSIC} people", _written, _willing
        )
        yield from self._compared("Entries on the sheet with the fewest, on average", _poorest)
        yield from self._compared("Hours from handing in to the next sheet: half wait, and nine of ten", _waits)
        yield from self._compared("Of those who stay, how many see the end; days until then (half of the teams)", _ends)
        yield from ("", "### Entries written with our engine, of those possible, by size of team", "")
        yield _head("people", RATES)
        for size in SIZES:
            yield _row(str(size), [_written(self.games[engines.Ours.name, size, rate]) for rate in RATES])
        yield from ("", *(f"- {line}" for line in self._verdicts()))

    def _compared(
        self, title: str, words: Callable[[Sequence[Game]], str], bound: Callable[[Sequence[Game]], str] | None = None
    ) -> Iterator[str]:
        yield from ("", f"### {title}", "", _head("drop-out rate", RATES))
        names = [engine.name for engine in engines.ENGINES]
        if bound:
            yield _row(
                "what its people would write before they vanish",
                [bound(self.games[names[0], CLASSIC, rate]) for rate in RATES],
            )
        for name in names:
            yield _row(name, [words(self.games[name, CLASSIC, rate]) for rate in RATES])

    def _verdicts(self) -> Iterator[str]:
        ours = [
            game for (name, _size, _rate), games in self.games.items() if name == engines.Ours.name for game in games
        ]
        longest = max((wait for game in ours for wait in game.waits), default=0.0)
        is_kept = longest <= engines.HOURS
        yield (
            f"With ours nobody waited longer than {longest:.0f} hours for a sheet; the limit is one round, "
            f"{engines.HOURS} hours: {'kept' if is_kept else '**missed**'}."
        )
        endless = sum(game.days == NEVER for game in ours)
        yield f"Of {len(ours):,} teams of ours {endless} did not end: {'**missed**' if endless else 'kept'}."


def _head(first: str, rates: Sequence[float]) -> str:
    return f"| {first} |" + "".join(f" {rate:.0%} |" for rate in rates) + "\n|---|" + "---:|" * len(rates)


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _written(games: Sequence[Game]) -> str:
    return f"{sum(game.written for game in games) / sum(game.possible for game in games):.1%}"


def _willing(games: Sequence[Game]) -> str:
    return f"{sum(game.willing for game in games) / sum(game.possible for game in games):.1%}"


def _poorest(games: Sequence[Game]) -> str:
    return f"{statistics.mean(min(game.sheets) for game in games):.1f}"


def _waits(games: Sequence[Game]) -> str:
    waits = sorted(wait for game in games for wait in game.waits)
    return f"{_number(waits, 0.5)}, {_number(waits, 0.9)}"


def _ends(games: Sequence[Game]) -> str:
    stayed = sum(game.stayed for game in games)
    share = f"{sum(game.finished for game in games) / stayed:.0%}" if stayed else "nobody stays"
    return f"{share}; {_number(sorted(game.days for game in games), 0.5, 1)}"


def _number(values: Sequence[float], share: float, digits: int = 0) -> str:
    """Return the value under which a share of them is: "for ever", where there is no end."""
    if not values:
        return "-"
    value = values[round(share * (len(values) - 1))]
    return "for ever" if value == NEVER else f"{value:.{digits}f}"
