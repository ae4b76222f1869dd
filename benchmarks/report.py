"""The results as Markdown: on what they were measured, a table for each act, and how the budgets fared."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import django
from django.db import connection

from benchmarks.contender import Subject, version
from benchmarks.measure import Cost

Results = dict[tuple[str, str, int], Cost]
"""What was measured, by contender, act and number of learners."""

BUDGETS_FROM = 1_000
"""Learners from which on budgets hold: smaller courses are quick, and grow to this size fast."""


@dataclass(frozen=True)
class Report:
    """One subject's results.

    Attributes:
        subject: What was compared.
        sizes: Numbers of learners, rising.
        results: What was measured.
        left_out: Contenders that did not run, and why.
    """

    subject: Subject
    sizes: Sequence[int]
    results: Results
    left_out: dict[str, str]

    def lines(self) -> Iterator[str]:
        """The subject's part of the page."""
        yield f"## {self.subject.title}"
        for act, meaning in self.subject.acts.items():
            yield from ("", f"### {act.capitalize()}: {meaning}", "", *self._table(act))
        yield from ("", *(f"- {line}" for line in [*self._budgets(), *self._ratios(), *self._absent()]))

    def _table(self, act: str) -> Iterator[str]:
        yield "| |" + "".join(f" {size:,} learners |" for size in self.sizes) + " time grows by |"
        yield "|---|" + "---:|" * (len(self.sizes) + 1)
        for contender in self.subject.contenders:
            costs = [self.results.get((contender.name, act, size)) for size in self.sizes]
            if any(costs):
                cells = [_words(cost) if cost else "not run" for cost in costs]
                growth = _times(self._growth(contender.name, act, self.sizes))
                yield f"| {contender.name} | {' | '.join(cells)} | {growth} |"

    def _growth(self, contender: str, act: str, sizes: Sequence[int]) -> float | None:
        """Time at the most learners over that at the fewest, None for one size."""
        costs = [self.results[contender, act, size] for size in sizes if (contender, act, size) in self.results]
        return costs[-1].seconds / costs[0].seconds if len(costs) > 1 else None

    def _budgets(self) -> Iterator[str]:
        ours = self.subject.contenders[0].name
        sizes = [size for size in self.sizes if size >= BUDGETS_FROM]
        for act, limit in self.subject.budgets.items():
            growth = self._growth(ours, act, sizes)
            if growth is not None:
                verdict = "kept" if growth < limit else "**exceeded**"
                span = f"{sizes[0]:,} to {sizes[-1]:,} learners"
                yield f"{ours}, {act}: {growth:.2f} times from {span}; the budget is under {limit} times: {verdict}."

    def _ratios(self) -> Iterator[str]:
        ours, *peers = (contender.name for contender in self.subject.contenders)
        for act in self.subject.acts:
            for peer in peers:
                both = [size for size in self.sizes if {(ours, act, size), (peer, act, size)} <= self.results.keys()]
                if both:
                    ratio = self.results[peer, act, both[-1]].seconds / self.results[ours, act, both[-1]].seconds
                    yield f"{act}, {both[-1]:,} learners: {peer} takes {ratio:,.2f} times as long as {ours}."

    def _absent(self) -> Iterator[str]:
        for name, why in self.left_out.items():
            yield f"{name}: {why}."


def page(reports: Sequence[Report], command: str, seconds: float) -> str:
    """The whole page, as written to RESULTS.md."""
    parts = [line for report in reports for line in ("", *report.lines())]
    return "\n".join(["# Benchmarks", "", *_circumstances(reports, command, seconds), *parts, ""])


def _circumstances(reports: Sequence[Report], command: str, seconds: float) -> Iterator[str]:
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d} with `{command}` in {seconds / 60:.0f} minutes."
    yield ""
    yield "Each cell: the median time of a request, without network and web server; its queries; what it reads from the"
    yield "database. With SQLite it is processor time, so that other work on the machine does not count. All contenders"
    yield "ask the same questions and run on the same host (the preview), one after the other."
    yield ""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    yield f"- Machine: {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB of memory"
    yield f"- Python {platform.python_version()}, Django {django.__version__}, XBlock {version('XBlock')}"
    yield f"- Database: {connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    for report in reports:
        for contender in report.subject.contenders:
            installed = version(contender.distribution)
            if installed:
                yield f"- {contender.name}: {contender.distribution} {installed}"


def _words(cost: Cost) -> str:
    milliseconds = cost.seconds * 1000
    duration = f"{milliseconds:.1f} ms" if milliseconds < 100 else f"{milliseconds:,.0f} ms"
    return f"{duration}, {cost.queries:,} queries, {cost.bytes_read / 1024:,.0f} KiB"


def _times(growth: float | None) -> str:
    return "" if growth is None else f"{growth:,.2f} ×"
