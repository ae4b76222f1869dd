"""Real server processes on a real database, and a class of learners who are signed in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.concurrency.clients import Pupil
from tests.preview.engine.builder import KEY as COURSE_KEY
from tests.preview.engine.builder import CourseBuilder, usage
from tests.support.mariadb import MariaDBServer
from tests.support.servers import PreviewServer

PUPILS = 400
# One block for each trial, so that trials share a server and not their rows.
BLOCKS = (
    *("crowd", "double", "rivals", "small", "windows", "later", "mixed"),
    *("worker", "server", "texts", "old_table", "recounted", "erased"),
)
# Boards, each for one trial; ideas of one part, so that a request is short.
BOARDS = ("posts", "votes", "turns", "dots", "worker_board")
# Exercises, each for one trial, and the size of their teams.
EXERCISES = {"joining": 5, "leaving": 4, "one_team": 8, "one_result": 2}
_FIGURES = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the figures."""
    config.stash[_FIGURES] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs MariaDB."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "mariadb" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.mariadb)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print what was measured."""
    for line in config.stash[_FIGURES]:
        terminalreporter.write_line(line)


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Print a figure at the end of the run."""
    return request.config.stash[_FIGURES].append


class School:
    """A preview host with a course of self-assessments and a class of learners who are signed in."""

    def __init__(self, server: PreviewServer, pupils: list[Pupil]) -> None:
        self.server = server
        self.pupils = pupils

    def report(self, block: str) -> dict[str, Any]:
        """Everything stored of a block; also while the server is down."""
        return self.ask("report", usage("competence_self_assessment", block))

    def report_board(self, board: str) -> dict[str, Any]:
        """What is counted and stored of a board."""
        return self.ask("report_board", usage("peer_idea_board", board))

    def report_exercise(self, exercise: str) -> dict[str, Any]:
        """What is stored of a team exercise."""
        return self.ask("report_exercise", usage("creativity_team_exercise", exercise))

    def ask(self, function: str, *arguments: Any) -> Any:
        """What a function of ``school.py`` prints, in a process beside the server's."""
        words = ", ".join(map(repr, arguments))
        printed = self.server.run(f"from tests.concurrency.school import {function}; {function}({words})")
        return json.loads(printed.splitlines()[-1])


def _school(folder: Path, databases: Any, pupils: int) -> Iterator[School]:
    blocks = "".join(
        f'<competence_self_assessment url_name="{name}" framework="learning_to_learn" series="{name}"/>'
        for name in BLOCKS
    )
    boards = "".join(
        f'<peer_idea_board url_name="{name}" structure="simple" vote_kind="{"dots" if name == "dots" else "one"}"/>'
        for name in BOARDS
    )
    exercises = "".join(
        f'<creativity_team_exercise url_name="{name}" size="{size}"/>' for name, size in EXERCISES.items()
    )
    course = CourseBuilder(folder / "course").unit(blocks + boards + exercises)
    server = PreviewServer(
        folder,
        databases=databases,
        settings="tests.support.lean_settings",
        environment={"PREVIEW_COURSES": str(course.path)},
    )
    server.manage("migrate", "--verbosity", "0")
    printed = server.run(f"from tests.concurrency.school import enrol; enrol({pupils}, {COURSE_KEY!r})")
    sessions = json.loads(printed.splitlines()[-1])
    with server:
        yield School(server, [Pupil(server, session, number) for number, session in enumerate(sessions)])


@pytest.fixture(scope="session")
def mariadb_school(mariadb: MariaDBServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """Two worker processes of four threads on MariaDB."""
    yield from _school(tmp_path_factory.mktemp("school"), mariadb.new_database(), PUPILS)


@pytest.fixture(scope="session")
def sqlite_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """Two worker processes of four threads on SQLite, as the demo has it."""
    yield from _school(tmp_path_factory.mktemp("school"), None, PUPILS // 4)


@pytest.fixture
def two_process_server(mariadb: MariaDBServer, tmp_path: Path) -> Iterator[PreviewServer]:
    """A preview host on MariaDB: two worker processes of four threads, demo accounts, an empty database."""
    server = PreviewServer(tmp_path, databases=mariadb.new_database(), settings="tests.support.lean_settings")
    server.manage("migrate", "--verbosity", "0")
    server.manage("preview_accounts")
    with server:
        yield server
