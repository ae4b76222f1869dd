"""The harness itself: real processes, a real database, a real kill."""

from __future__ import annotations

import socketserver
import threading
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.concurrency.clients import Pupil
from tests.support.servers import PreviewServer


def _status(server: PreviewServer) -> int:
    with urllib.request.urlopen(f"{server.url}/login/") as answer:
        return answer.status


def test_two_processes_on_mariadb_survive_a_kill(two_process_server: PreviewServer) -> None:
    workers = two_process_server.worker_pids()
    accounts = "from django.db import connection as c; from django.contrib.auth.models import User;"
    count = accounts + "print(c.vendor, User.objects.count())"
    before = two_process_server.run(count).split()

    two_process_server.kill()

    assert len(workers) == 2
    assert two_process_server.worker_pids() == []
    with pytest.raises(OSError, match="refused|reset"):
        _status(two_process_server)

    two_process_server.start()

    assert _status(two_process_server) == 200
    assert two_process_server.run(count).split()[-2:] == before[-2:]
    assert before[-2] == "mysql"
    assert int(before[-1]) > 0


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    server = PreviewServer(tmp_path, settings="tests.no_such_settings")

    with pytest.raises(RuntimeError, match="no_such_settings"):
        server.start()


def test_a_connection_that_the_server_ended_is_opened_anew() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _OneAnswer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pupil = Pupil(SimpleNamespace(url=f"http://127.0.0.1:{server.server_address[1]}"), "", 0)
        for _ in range(3):
            assert pupil.read("/").body == "ok"
            time.sleep(0.1)
        server.shutdown()


class _OneAnswer(socketserver.StreamRequestHandler):
    """A server that says nothing of ending the connection after its answer, and does."""

    def handle(self) -> None:
        while self.rfile.readline().strip():
            pass
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
