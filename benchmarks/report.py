"""The results as Markdown: on what they were measured, a table for each act, and how the budgets fared."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import django
from django.db import connection

from benchmarks.contender import Subject, version
from benchmarks.measure import Cost

Results = dict[tuple[str, str, int], Cost]
"""What was measured, by contender, act and size."""


class Section(Protocol):
    """What measuring a subject gives."""

    def lines(self) -> Iterator[str]:
        """What was found, in Markdown, with a heading of its own."""

    def circumstances(self) -> Iterator[str]:
        """How it was measured, and on what, a point in each line."""


@dataclass(frozen=True)
class Report:
    """One subject's results; a Section.

    Attributes:
        subject: What was compared.
        sizes: How many of its units there were, rising.
        results: What was measured.
        left_out: Contenders that did not run, and why.
    """

    subject: Subject
    sizes: Sequence[int]
    results: Results
    left_out: dict[str, str]

    def circumstances(self) -> Iterator[str]:
        """See Section."""
        yield (
            "Each cell: the median time of a request, without network and web server; its queries; what it reads from "
            "the database. With SQLite it is processor time, so that other work on the machine does not count."
        )
        yield "All contenders run on the same host (the preview), one after the other, and are given the same texts."
        yield f"Database: {connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
        for contender in self.subject.contenders:
            installed = version(contender.distribution)
            if installed:
                yield f"{contender.name}: {contender.distribution} {installed}"

    def lines(self) -> Iterator[str]:
        """See Section."""
        yield f"## {self.subject.title}"
        for act, meaning in self.subject.acts.items():
            yield from ("", f"### {act.capitalize()}: {meaning}", "", *self._table(act))
        yield from ("", *(f"- {line}" for line in [*self._budgets(), *self._pages(), *self._ratios(), *self._absent()]))

    def _table(self, act: str) -> Iterator[str]:
        yield "| |" + "".join(f" {size:,} {self.subject.unit} |" for size in self.sizes) + " time grows by |"
        yield "|---|" + "---:|" * (len(self.sizes) + 1)
        for contender in self.subject.contenders:
            costs = [self.results.get((contender.name, act, size)) for size in self.sizes]
            if any(costs):
                cells = [_words(cost, act in self.subject.page_budgets) if cost else "not run" for cost in costs]
                growth = _times(self._growth(contender.name, act, self.sizes))
                yield f"| {contender.name} | {' | '.join(cells)} | {growth} |"

    def _growth(self, contender: str, act: str, sizes: Sequence[int]) -> float | None:
        """Time at the greatest size over that at the smallest, None for one size."""
        costs = [self.results[contender, act, size] for size in sizes if (contender, act, size) in self.results]
        return costs[-1].seconds / costs[0].seconds if len(costs) > 1 else None

    def _budgets(self) -> Iterator[str]:
        ours = self.subject.contenders[0].name
        least, most = self.subject.span
        sizes = [size for size in self.sizes if least <= size <= most]
        for act, limit in self.subject.budgets.items():
            growth = self._growth(ours, act, sizes)
            if growth is not None:
                span = f"{sizes[0]:,} to {sizes[-1]:,} {self.subject.unit}"
                budget = f"the budget is under {limit} times: {_verdict(growth < limit)}"
                yield f"{ours}, {act}: {growth:.2f} times from {span}; {budget}."

    def _pages(self) -> Iterator[str]:
        ours = self.subject.contenders[0].name
        for act, limit in self.subject.page_budgets.items():
            costs = [self.results.get((ours, act, size)) for size in self.sizes]
            sent = [cost.bytes_sent / 1024 for cost in costs if cost and cost.bytes_sent]
            if sent:
                budget = f"the budget is under {limit} KiB: {_verdict(max(sent) < limit)}"
                yield f"{ours}, {act}: {max(sent):,.0f} KiB at most; {budget}."

    def _ratios(self) -> Iterator[str]:
        ours, *peers = (contender.name for contender in self.subject.contenders)
        for act in self.subject.acts:
            for peer in peers:
                both = [size for size in self.sizes if {(ours, act, size), (peer, act, size)} <= self.results.keys()]
                if both:
                    ratio = self.results[peer, act, both[-1]].seconds / self.results[ours, act, both[-1]].seconds
                    where = f"{act}, {both[-1]:,} {self.subject.unit}"
                    yield f"{where}: {peer} takes {ratio:,.2f} times as long as {ours}."

    def _absent(self) -> Iterator[str]:
        for name, why in self.left_out.items():
            yield f"{name}: {why}."


def page(section: Section, command: str, seconds: float) -> str:
    """The whole page of a subject, as it is kept."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    how = [
        *section.circumstances(),
        f"Machine: {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB of memory",
        f"Python {platform.python_version()}, Django {django.__version__}, XBlock {version('XBlock')}",
    ]
    measured = f"Measured on {datetime.now(UTC):%Y-%m-%d} with `{command}` in {max(seconds / 60, 1):.0f} minutes."
    return "\n".join(
        [*section.lines(), "", "### How it was measured", "", measured, "", *(f"- {one}" for one in how), ""]
    )


def _verdict(is_kept: bool) -> str:
    return "kept" if is_kept else "**exceeded**"


def _words(cost: Cost, with_size: bool) -> str:
    milliseconds = cost.seconds * 1000
    duration = f"{milliseconds:.1f} ms" if milliseconds < 100 else f"{milliseconds:,.0f} ms"
    words = f"{duration}, {cost.queries:,} queries, {cost.bytes_read / 1024:,.0f} KiB"
    return f"{words}, page of {cost.bytes_sent / 1024:,.0f} KiB" if with_size and cost.bytes_sent else words


def _times(growth: float | None) -> str:
    return "" if growth is None else f"{growth:,.2f} ×"
