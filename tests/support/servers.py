"""The preview host as an operator would run it: gunicorn, several worker processes, killable.

What only shows between processes (lost updates, doubled rows, what survives a kill) needs real ones.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 180
_LISTENING = re.compile(r"Listening at: (http://\S+) \((\d+)\)")


@dataclass
class PreviewServer:
    """A preview host in processes of its own; a context manager that starts and stops it.

    Attributes:
        folder: Its data folder; also where its log is.
        databases: Django's DATABASES, or None for SQLite in the folder.
        workers: Worker processes.
        threads: Threads in each.
        settings: The settings module.
        environment: More environment variables.
    """

    folder: Path
    databases: Mapping[str, Any] | None = None
    workers: int = 2
    threads: int = 4
    settings: str = "preview.settings"
    environment: Mapping[str, str] = field(default_factory=dict)
    url: str = field(default="", init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    @property
    def log(self) -> Path:
        """What the server and its workers wrote to their output."""
        return self.folder / "server.log"

    def manage(self, *arguments: str) -> str:
        """Run a management command on the server's data and return what it printed.

        Raises:
            RuntimeError: The command failed; the message carries its output.
        """
        command = [sys.executable, "-m", "preview", *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def run(self, source: str) -> str:
        """Run Python in the server's environment, with Django set up, and return what it printed."""
        return self.manage("shell", "--command", source)

    def start(self) -> None:
        """Start the processes and wait until one answers. A restart keeps the data and may take another port.

        Raises:
            RuntimeError: It did not come up; the message carries its log.
        """
        offset = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command(),
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # A group of its own, so that all of it, and nothing else, can be killed at once.
                start_new_session=True,
            )
        try:
            self._wait_until_ready(offset)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Let the running requests finish, then end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End every process at once, in the middle of whatever it does, as a power cut would."""
        self._end(signal.SIGKILL)

    def worker_pids(self) -> list[int]:
        """The ids of the worker processes that run now."""
        if self._process is None:
            return []
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in children.read_text().split()] if children.exists() else []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _command(self) -> Sequence[str]:
        gunicorn = (sys.executable, "-m", "gunicorn", "preview.wsgi:application")
        # The system chooses the port: none that was free a moment ago can be taken in between.
        address = ("--bind", "127.0.0.1:0", "--worker-class", "gthread", "--graceful-timeout", "10")
        size = ("--workers", str(self.workers), "--threads", str(self.threads))
        # The standard blocks take seconds to import: once, then, and not in every worker.
        return (*gunicorn, *address, *size, "--preload", "--no-control-socket")

    def _environment(self) -> dict[str, str]:
        environment = {**os.environ, **self.environment}
        environment.update(DJANGO_SETTINGS_MODULE=self.settings, PREVIEW_DATA=str(self.folder))
        environment.pop("PREVIEW_DATABASES", None)
        if self.databases:
            environment["PREVIEW_DATABASES"] = json.dumps(self.databases)
        return environment

    def _wait_until_ready(self, offset: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process and self._process.poll() is None:
            said = self.log.read_bytes()[offset:].decode(errors="replace")
            listening = _LISTENING.search(said)
            if listening and _answers(listening[1]):
                self.url = listening[1]
                return
            time.sleep(0.05)
        raise RuntimeError(f"The preview host did not start:\n{self.log.read_text(errors='replace')[-4000:]}")

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        workers = self.worker_pids()
        with suppress(ProcessLookupError):
            # SIGTERM is for the parent, which passes it on; SIGKILL it could not pass on.
            (os.killpg if how is signal.SIGKILL else os.kill)(self._process.pid, how)
        self._process.wait(timeout=START_SECONDS)
        self._process = None
        while any(_is_alive(pid) for pid in workers):
            time.sleep(0.01)


def _is_alive(pid: int) -> bool:
    """Whether a process runs: one that was killed can stay listed until its new parent notices."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _answers(url: str) -> bool:
    """Whether anything but a server error comes back."""
    try:
        with urllib.request.urlopen(url, timeout=START_SECONDS):
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False
