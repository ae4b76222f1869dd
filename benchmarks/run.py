"""Runs the contenders of a subject, one after the other, each size on a fresh database."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from benchmarks.contender import Contender, Subject, version
from benchmarks.host import Host, fresh_database
from benchmarks.measure import Cost, cost
from benchmarks.report import Report, Results


def run(subject: Subject, sizes: Sequence[int] = ()) -> Report:
    """Measure every contender that is installed at every size it takes: these, or the subject's own."""
    sizes = sorted(sizes) or subject.sizes
    results: Results = {}
    left_out: dict[str, str] = {}
    for contender in subject.contenders:
        if version(contender.distribution) is None:
            left_out[contender.name] = f"not run, {contender.distribution} is not installed (`make bench` installs it)"
            continue
        for size in sizes:
            if contender.most is not None and size > contender.most:
                left_out[contender.name] = f"not run above {contender.most:,} {subject.unit}: it would take too long"
                break
            for act, measured in _measure(contender, size, subject.unit).items():
                results[contender.name, act, size] = measured
    return Report(subject, sizes, results, left_out)


def _measure(contender: Contender, size: int, unit: str) -> dict[str, Cost]:
    with fresh_database():
        start = time.monotonic()
        host = Host(contender.olx())
        contender.seed(host, size)
        seeded = time.monotonic()
        costs = {act: cost(prepare) for act, prepare in contender.acts(host).items()}
    times = f"seeded in {seeded - start:.0f} s, measured in {time.monotonic() - seeded:.0f} s"
    print(f"{contender.name}, {size:,} {unit}: {times}", file=sys.stderr, flush=True)
    return costs
