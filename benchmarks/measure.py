"""What one request costs: time, queries, and how much is read from the database."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

Act = Callable[[], Any]
Prepare = Callable[[], Act]
"""Makes one act ready, untimed: a write needs somebody new each time."""

# The database's own bookkeeping, which no block asks for.
_BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")
_NUMBER_BYTES = 8
# The first size would look slow, and growth small, if what is loaded once were counted. In seconds.
_WARM_UP = 1.0


@dataclass(frozen=True)
class Cost:
    """What an act costs.

    Attributes:
        seconds: The median of its runs, by the clock below.
        runs: How many there were.
        queries: How many it sends to the database.
        bytes_read: The size of the values that come back: texts as long as they are, numbers at 8 bytes.
        bytes_sent: The length of the page, where the act returns one.
    """

    seconds: float
    runs: int
    queries: int
    bytes_read: int
    bytes_sent: int | None = None


def _clock() -> Callable[[], float]:
    """Return the clock: what else the machine does shall not count, where the database works in this process."""
    return time.process_time if connection.vendor == "sqlite" else time.perf_counter


def cost(prepare: Prepare, *, runs: int = 9, patience: float = 20.0) -> Cost:
    """Measure an act: once with its queries counted, some more times to warm it up, then timed without counting.

    Args:
        prepare: makes the act ready.
        runs: how often it is timed.
        patience: seconds after which no further run is begun.
    """
    warm = time.monotonic() + _WARM_UP
    act = prepare()
    with _metered() as meter:
        page = act()
    sent = len(page.encode()) if isinstance(page, str) else None
    for _run in range(runs):
        if time.monotonic() < warm:
            prepare()()
    clock, times = _clock(), list[float]()
    while not times or (len(times) < runs and sum(times) < patience):
        act = prepare()
        start = clock()
        act()
        times.append(clock() - start)
    return Cost(statistics.median(times), len(times), meter.queries, meter.bytes_read, sent)


@dataclass
class _Meter:
    queries: int = 0
    bytes_read: int = 0


class _MeteredCursor:
    """The driver's cursor, with a look at what goes through it."""

    def __init__(self, cursor: Any, meter: _Meter) -> None:
        self._cursor, self._meter = cursor, meter

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return (self._weigh(row) for row in self._cursor)

    def execute(self, sql: str, *parameters: Any) -> Any:
        self._meter.queries += not sql.startswith(_BOOKKEEPING)
        return self._cursor.execute(sql, *parameters)

    def executemany(self, sql: str, rows: Any) -> Any:
        self._meter.queries += 1
        return self._cursor.executemany(sql, rows)

    def fetchone(self) -> Any:
        return self._weigh(self._cursor.fetchone() or ()) or None

    def fetchmany(self, *size: int) -> list[Any]:
        return [self._weigh(row) for row in self._cursor.fetchmany(*size)]

    def fetchall(self) -> list[Any]:
        return [self._weigh(row) for row in self._cursor.fetchall()]

    def _weigh(self, row: Any) -> Any:
        self._meter.bytes_read += sum(len(v) if isinstance(v, str | bytes) else _NUMBER_BYTES for v in row)
        return row


@contextmanager
def _metered() -> Iterator[_Meter]:
    meter, create = _Meter(), connection.create_cursor
    connection.create_cursor = lambda name=None: _MeteredCursor(create(name), meter)
    try:
        yield meter
    finally:
        del connection.create_cursor
