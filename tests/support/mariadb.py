"""A MariaDB server for the tests: its own process, its own folder, its own port.

``python -m tests.support.mariadb -- pytest -m mariadb`` starts one, runs the command with PREVIEW_DATABASES
pointing at it, and stops it. Inside pytest, the session fixture ``mariadb`` does the same.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pymysql

from tests.support.programs import MARIADB

HOST = "127.0.0.1"
START_SECONDS = 60
_COLLATION = "utf8mb4_unicode_ci"
"""What Open edX installations use, and the same on MariaDB and MySQL 8."""

_numbers = count(1)


@dataclass(frozen=True)
class MariaDBServer:
    """A running server with an administrator without password on loopback."""

    port: int
    user: str = "root"

    def databases(self, name: str) -> dict[str, dict[str, Any]]:
        """Django's DATABASES for one database of this server."""
        test = {"CHARSET": "utf8mb4", "COLLATION": _COLLATION}
        connection = {"HOST": HOST, "PORT": self.port, "USER": self.user, "PASSWORD": "", "NAME": name}
        return {"default": {"ENGINE": "django.db.backends.mysql", **connection, "TEST": test}}

    def new_database(self) -> dict[str, dict[str, Any]]:
        """Make an empty database and return Django's DATABASES for it."""
        name = f"bizmooc_{os.getpid()}_{next(_numbers)}"
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE {_COLLATION}")
        return self.databases(name)

    def connect(self) -> pymysql.Connection:
        """A connection to the server, without a database."""
        return pymysql.connect(host=HOST, port=self.port, user=self.user, charset="utf8mb4")


def from_environment() -> MariaDBServer | None:
    """The server that the wrapper started around this process, if it did."""
    databases = json.loads(os.environ.get("PREVIEW_DATABASES", "null"))
    if not databases or not databases["default"]["ENGINE"].endswith("mysql"):
        return None
    return MariaDBServer(port=databases["default"]["PORT"], user=databases["default"]["USER"])


@contextmanager
def running_server(commands: Sequence[str]) -> Iterator[MariaDBServer]:
    """Start a server in a temporary folder, and stop it afterwards.

    Args:
        commands: The paths of ``mariadbd`` and ``mariadb-install-db``.

    Yields:
        The server, ready for connections.

    Raises:
        RuntimeError: The server did not come up; the message carries its log.
    """
    with tempfile.TemporaryDirectory(prefix="bizmooc-mariadb-") as folder:
        log = Path(folder) / "server.log"
        port = _free_port()
        with log.open("wb") as output:
            subprocess.run(
                [
                    commands[1],
                    *_options(folder),
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=True,
            )
            process = subprocess.Popen(
                [commands[0], *_options(folder), *_server_options(folder, port)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            yield _wait_until_ready(MariaDBServer(port), process, log)
        finally:
            process.terminate()
            process.wait(timeout=START_SECONDS)


def _options(folder: str) -> list[str]:
    options = ["--no-defaults", f"--datadir={folder}/data"]
    return [*options, "--user=root"] if os.geteuid() == 0 else options


def _server_options(folder: str, port: int) -> list[str]:
    return [
        f"--port={port}",
        f"--bind-address={HOST}",
        f"--socket={folder}/socket",
        f"--pid-file={folder}/pid",
        "--character-set-server=utf8mb4",
        f"--collation-server={_COLLATION}",
        "--skip-name-resolve",
        "--skip-log-bin",
        "--innodb-buffer-pool-size=256M",
        # These data die with the tests: what a power cut would do to them is MariaDB's affair, not ours.
        "--innodb-flush-method=nosync",
        "--innodb-flush-log-at-trx-commit=0",
        "--max-connections=100",
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_until_ready(server: MariaDBServer, process: subprocess.Popen[bytes], log: Path) -> MariaDBServer:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.connect().close()
        except pymysql.err.OperationalError:
            time.sleep(0.1)
        else:
            return server
    raise RuntimeError(f"MariaDB did not start:\n{log.read_text(errors='replace')[-4000:]}")


def main(arguments: Sequence[str]) -> int:
    """Run a command with a server of its own.

    Args:
        arguments: The command; a ``--`` before it is dropped.

    Returns:
        The command's exit code.
    """
    command = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    commands = MARIADB.find()
    if commands is None:
        print(MARIADB.remedy, file=sys.stderr)
        return 1
    with running_server(commands) as server:
        environment = {**os.environ, "PREVIEW_DATABASES": json.dumps(server.new_database())}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
