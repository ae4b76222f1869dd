"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.mariadb import MariaDBServer, from_environment, running_server
from tests.support.programs import MARIADB, require


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDBServer]:
    """A running MariaDB server: the wrapper's if there is one, else this session's own."""
    given = from_environment()
    if given:
        yield given
        return
    with running_server(require(MARIADB)) as server:
        yield server
