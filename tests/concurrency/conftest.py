"""Real server processes on a real database. Every test of this folder is marked ``mariadb``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.mariadb import MariaDBServer
from tests.support.marks import mark_folder
from tests.support.servers import PreviewServer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    mark_folder(items, Path(__file__).parent, pytest.mark.mariadb)


@pytest.fixture
def two_process_server(mariadb: MariaDBServer, tmp_path: Path) -> Iterator[PreviewServer]:
    """A preview host on MariaDB: two worker processes of four threads, demo accounts, an empty database."""
    server = PreviewServer(tmp_path, databases=mariadb.new_database())
    server.manage("migrate", "--verbosity", "0")
    server.manage("preview_accounts")
    with server:
        yield server
