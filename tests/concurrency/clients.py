"""The browsers' side of the trials: many people at once, over real connections, with cookies and CSRF tokens."""

from __future__ import annotations

import http.client
import json
import random
import select
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from competence_self_assessment.frameworks import packs
from tests.preview.engine.builder import KEY as COURSE_KEY
from tests.preview.engine.builder import usage
from tests.support.servers import PreviewServer

CLIENTS = 8
CSRF_TOKEN = "t" * 32
FRAMEWORK = packs()["learning_to_learn"]
_TIMEOUT = 60
_connections = threading.local()

T = TypeVar("T")
Job = TypeVar("Job")


class NoAnswer(Exception):
    """The connection broke: the page does not know whether its request was carried out."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any


@dataclass(frozen=True)
class Pupil:
    """A learner who is signed in at a server.

    Attributes:
        server: where.
        session: key of their session.
        number: tells learners apart; their answers follow from it.
    """

    server: PreviewServer
    session: str
    number: int

    def ratings(self, shift: int = 0, **values: str) -> dict[str, str]:
        """A filled form, another for every learner and shift, the same every time."""
        rng = random.Random(f"{self.number} {shift}")
        levels = [*(str(level.value) for level in FRAMEWORK.scale.levels), "missing"]
        answers = {f"now.{item}": rng.choice(levels) for item in FRAMEWORK.items}
        return {"framework": FRAMEWORK.digest, **answers, **values}

    def submit(self, block: str, request_key: str, values: Mapping[str, str]) -> Answer:
        """Hand in a round.

        Raises:
            NoAnswer: the connection broke.
        """
        return self.send(block, "submit_round", {"key": request_key, "values": dict(values)})

    def save_draft(self, block: str, request_key: str, values: Mapping[str, str], version: int) -> Answer:
        """Save a draft.

        Raises:
            NoAnswer: the connection broke.
        """
        return self.send(block, "save_draft", {"key": request_key, "version": version, "values": dict(values)})

    def send(
        self,
        block: str,
        handler: str,
        body: Any,
        *,
        csrf: str = CSRF_TOKEN,
        block_type: str = "competence_self_assessment",
    ) -> Answer:
        """POST JSON to a handler.

        Raises:
            NoAnswer: the connection broke.
        """
        address = f"/courses/{COURSE_KEY}/xblock/{usage(block_type, block)}/handler/{handler}"
        headers = {"Content-Type": "application/json", "X-CSRFToken": csrf}
        return self._request("POST", address, headers, json.dumps(body).encode())

    def read(self, address: str) -> Answer:
        """GET a page.

        Raises:
            NoAnswer: the connection broke.
        """
        return self._request("GET", address, {}, None)

    def _request(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        cookies = f"sessionid={self.session}; csrftoken={CSRF_TOKEN}"
        connection = _connection(self.server.url)
        try:
            connection.request(method, address, body, {**headers, "Cookie": cookies})
            response = connection.getresponse()
            content = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise NoAnswer(repr(error)) from error
        is_json = response.getheader("Content-Type", "").startswith("application/json")
        return Answer(response.status, json.loads(content) if is_json else content)


def _connection(url: str) -> http.client.HTTPConnection:
    """This thread's open connection to a server, as a browser keeps one."""
    if getattr(_connections, "url", None) != url:
        _connections.url = url
        _connections.http = http.client.HTTPConnection(urlsplit(url).netloc, timeout=_TIMEOUT)
    elif _is_closed(_connections.http.sock):
        # It opens itself anew.
        _connections.http.close()
    return _connections.http


def _is_closed(idle: socket.socket | None) -> bool:
    """Tell whether the server has ended a connection while nobody used it: nothing else can be read from it."""
    return bool(idle and select.select([idle], [], [], 0)[0])


def at_once(action: Callable[[Job], T], jobs: Iterable[Job], clients: int = CLIENTS) -> list[T]:
    """Run an action on many jobs by several clients, and return what they returned, in the order of the jobs."""
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(action, jobs))


def in_pairs(action: Callable[[Job, int], T], jobs: Iterable[Job]) -> list[tuple[T, T]]:
    """Run ``action(job, 0)`` and ``action(job, 1)`` at the same moment, for each job, several jobs side by side."""
    meetings = [(job, side, barrier) for job in jobs for barrier in [threading.Barrier(2)] for side in (0, 1)]

    def act(meeting: tuple[Job, int, threading.Barrier]) -> T:
        job, side, barrier = meeting
        barrier.wait(_TIMEOUT)
        return action(job, side)

    answers = at_once(act, meetings)
    return list(zip(answers[::2], answers[1::2], strict=True))
