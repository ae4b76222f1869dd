"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.support.mariadb import MariaDBServer, from_environment, running_server
from tests.support.programs import MARIADB, require


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database, so that it, and nothing else, can be run again on another one."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A request in another language leaves it behind in its thread: the next test does not inherit it."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDBServer]:
    """A running MariaDB server: the wrapper's if there is one, else this session's own."""
    given = from_environment()
    if given:
        yield given
        return
    with running_server(require(MARIADB)) as server:
        yield server
