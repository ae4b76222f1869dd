"""Runs the stages of ``make test`` and ``make lint``, one after the other, and says how each went.

``python -m tests.support.stages lint types`` runs the stages of these groups. A stage whose program is
missing is left out and named; REQUIRE_ALL=1 makes that a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.support.programs import CHROMIUM, MARIADB, Program, all_required

_PYTEST = (sys.executable, "-m", "pytest", "--durations=5", "--durations-min=2")
_ON_MARIADB = (sys.executable, "-m", "tests.support.mariadb", "--", *_PYTEST)
_NO_TESTS = 5
"""pytest's exit code when no test was collected."""


# A file stays with one process: what its tests share is made once. The other stages wait for servers and browsers.
_EVERY_CORE = ("-n", "auto", "--dist", "loadfile")


def _tool(name: str, *arguments: str) -> tuple[str, ...]:
    """The command line of a tool that is installed beside this Python."""
    return (os.path.join(os.path.dirname(sys.executable), name), *arguments)


@dataclass(frozen=True)
class Stage:
    """One command of a group.

    Attributes:
        group: The make target it belongs to.
        name: What it checks, in words.
        command: Its command line.
        needs: A program of the system without which it is left out.
        again: What is added to the command line to run once more what has failed; (): nothing is.
    """

    group: str
    name: str
    command: tuple[str, ...]
    needs: Program | None = None
    again: tuple[str, ...] = ()


STAGES = (
    Stage("lint", "style", _tool("ruff", "check", ".")),
    Stage("lint", "format", _tool("ruff", "format", "--check", ".")),
    Stage("lint", "imports", _tool("lint-imports", "--no-logo")),
    Stage("lint", "templates", _tool("djlint", "--lint", "--quiet", "xblocks", "preview")),
    Stage("types", "types", _tool("mypy", "xblocks", "preview", "course_quality", "tests/support")),
    Stage("migrations", "migrations", (sys.executable, "-m", "tests.support.migrations")),
    Stage(
        "tests",
        "tests on SQLite",
        (*_PYTEST, *_EVERY_CORE, "--ignore=tests/concurrency", "-m", "not browser and not mariadb"),
    ),
    Stage(
        "tests",
        "tests on MariaDB",
        (*_ON_MARIADB, *_EVERY_CORE, "--ignore=tests/concurrency", "-m", "(database or mariadb) and not browser"),
        needs=MARIADB,
    ),
    # By themselves: they are about what happens at the same time.
    Stage("tests", "many at once on SQLite", (*_PYTEST, "tests/concurrency", "-m", "not mariadb")),
    Stage("tests", "many at once on MariaDB", (*_ON_MARIADB, "tests/concurrency", "-m", "mariadb"), needs=MARIADB),
    # A browser on a busy machine may be too slow for once: what failed is run again, and the table says so.
    Stage("tests", "tests in the browser", (*_PYTEST, "-m", "browser"), needs=CHROMIUM, again=("--last-failed",)),
)


@dataclass(frozen=True)
class Outcome:
    """How a stage went: its result in one word, and the seconds it took."""

    stage: Stage
    result: str
    seconds: float = 0.0

    @property
    def is_failure(self) -> bool:
        """Whether the whole run fails because of this stage."""
        return self.result in ("failed", "empty") or (self.result == "left out" and all_required())


def _run(stage: Stage) -> Outcome:
    if stage.needs and stage.needs.find() is None:
        return Outcome(stage, "left out")
    print(f"\n== {stage.name}", flush=True)
    start = time.monotonic()
    code = subprocess.run(stage.command, stdin=subprocess.DEVNULL, check=False).returncode
    is_empty = code == _NO_TESTS and "pytest" in stage.command
    result = "empty" if is_empty else "failed" if code else "passed"
    if result == "failed" and stage.again:
        print(f"\n== {stage.name}: what failed, again", flush=True)
        again = subprocess.run((*stage.command, *stage.again), stdin=subprocess.DEVNULL, check=False).returncode
        result = "failed" if again else "passed again"
    return Outcome(stage, result, time.monotonic() - start)


def _report(outcomes: Iterable[Outcome]) -> Iterator[str]:
    yield f"\n{'stage':<24}{'result':<14}{'seconds':>8}"
    for outcome in outcomes:
        yield f"{outcome.stage.name:<24}{outcome.result:<14}{outcome.seconds:>8.1f}"
        if outcome.result == "left out" and outcome.stage.needs:
            yield f"    {outcome.stage.needs.remedy}"


def main(groups: Iterable[str]) -> int:
    """Run every stage of these groups.

    Returns:
        The exit code: 1 if a stage failed, or was left out where all are required.
    """
    wanted = set(groups)
    outcomes = [_run(stage) for stage in STAGES if stage.group in wanted]
    print("\n".join(_report(outcomes)), flush=True)
    return int(any(outcome.is_failure for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
