"""Empty databases of both kinds, migrated by the management commands of a host of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.mariadb import MariaDBServer
from tests.support.servers import PreviewServer

OUR_APPS = ("competence_self_assessment", "creativity_team_exercise", "peer_idea_board", "bizmooc")
"""In the order in which they may be taken back."""


@dataclass
class Host:
    """A host with an empty database.

    Attributes:
        server: runs the management commands; never started.
        mariadb: where the database is, None for SQLite in the server's folder.
    """

    server: PreviewServer
    mariadb: MariaDBServer | None = None

    def migrate(self, *arguments: str) -> None:
        """Run ``migrate``."""
        self.server.manage("migrate", "--verbosity", "0", *arguments)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds; on MariaDB ``DATABASE()`` is the host's."""
        if self.mariadb is None:
            with sqlite3.connect(self.server.folder / "preview.sqlite3") as database:
                return database.execute(query).fetchall()
        with self.mariadb.connect() as connection, connection.cursor() as cursor:
            connection.select_db(self._name)
            cursor.execute(query)
            return list(cursor.fetchall())

    def our_tables(self) -> set[str]:
        """The tables of our apps."""
        listing = "SHOW TABLES" if self.mariadb else "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {name for (name,) in self.rows(listing) if name.startswith(OUR_APPS)}

    @property
    def _name(self) -> str:
        databases: Mapping[str, Any] = self.server.databases or {}
        return databases["default"]["NAME"]


def on_sqlite(folder: Path) -> Host:
    """A host on SQLite, as the demo has it."""
    return Host(PreviewServer(folder, settings="tests.support.lean_settings"))


def on_mariadb(folder: Path, mariadb: MariaDBServer) -> Host:
    """A host on MariaDB, with the character set of an Open edX installation."""
    server = PreviewServer(folder, databases=mariadb.new_database(), settings="tests.support.lean_settings")
    return Host(server, mariadb)
