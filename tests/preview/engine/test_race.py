"""No write is lost and no row doubled when many write at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.preview.engine.race import THREADS, TURNS
from tests.support.mariadb import MariaDBServer
from tests.support.servers import PreviewServer


def race(folder: Path, databases: dict | None) -> dict:
    server = PreviewServer(folder, databases=databases)
    server.manage("migrate", "--verbosity", "0")
    return json.loads(server.run("from tests.preview.engine.race import run; run()").splitlines()[-1])


def check(outcome: dict) -> None:
    assert outcome["errors"] == []
    assert outcome["own"] == [TURNS - 1] * THREADS
    assert outcome["common"][1] == TURNS - 1
    assert outcome["rows"] == [THREADS + 1 + TURNS, 1, 1]
    assert outcome["best"] == TURNS - 1


def test_on_sqlite(tmp_path: Path) -> None:
    outcome = race(tmp_path, None)
    assert outcome["vendor"] == "sqlite"
    check(outcome)


@pytest.mark.mariadb
def test_on_mariadb(tmp_path: Path, mariadb: MariaDBServer) -> None:
    outcome = race(tmp_path, mariadb.new_database())
    assert outcome["vendor"] == "mysql"
    check(outcome)
