"""A host with an empty database, of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.migrations.databases import Host, on_mariadb, on_sqlite
from tests.support.mariadb import MariaDBServer


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.mariadb)])
def empty_host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    if request.param == "sqlite":
        return on_sqlite(tmp_path)
    return on_mariadb(tmp_path, request.getfixturevalue("mariadb"))


@pytest.fixture(scope="session")
def mariadb_host(mariadb: MariaDBServer, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """Our tables on MariaDB, as migrations make them."""
    host = on_mariadb(tmp_path_factory.mktemp("host"), mariadb)
    host.migrate()
    return host
