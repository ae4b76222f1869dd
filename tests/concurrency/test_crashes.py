"""A process or the whole server is killed in the middle of the run: what was acknowledged is there."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.concurrency.clients import Answer, NoAnswer, Pupil, at_once
from tests.concurrency.conftest import School
from tests.concurrency.test_rounds import assert_whole

PUPILS = 120
KILLED_AFTER = 40
"""Acknowledged rounds before the kill."""
_PATIENCE = 90


def _kill_a_worker(school: School) -> None:
    """The busier one: the other may have nobody to serve just then."""
    os.kill(max(school.server.worker_pids(), key=_processor_time), signal.SIGKILL)


def _processor_time(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11])


def _kill_all(school: School) -> None:
    school.server.kill()


def _until_answered(pupil: Pupil, block: str, broken: list[int]) -> Answer:
    """Hand in with the same key again and again until there is an answer, as the page does."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            return pupil.submit(block, f"round-{pupil.number:06d}", pupil.ratings())
        except NoAnswer:
            broken.append(pupil.number)
            time.sleep(0.1)
    raise AssertionError(f"no answer for {pupil.number} in {_PATIENCE} s")


@pytest.mark.parametrize(
    ("block", "kill"), [("worker", _kill_a_worker), ("server", _kill_all)], ids=["worker", "server"]
)
def test_what_was_acknowledged_is_there(
    mariadb_school: School, block: str, kill: Callable[[School], None], say: Callable[[str], None]
) -> None:
    school, pupils = mariadb_school, mariadb_school.pupils[:PUPILS]
    acknowledged: list[int] = []
    broken: list[int] = []
    enough = threading.Event()

    def hand_in(pupil: Pupil) -> Answer:
        answer = _until_answered(pupil, block, broken)
        acknowledged.append(pupil.number)
        if len(acknowledged) >= KILLED_AFTER:
            enough.set()
        return answer

    def disturb() -> None:
        assert enough.wait(_PATIENCE)
        kill(school)
        if kill is _kill_all:
            promised = len(acknowledged)
            assert promised <= len(school.report(block)["rounds"])
            school.server.start()

    trouble = threading.Thread(target=disturb)
    trouble.start()
    answers = at_once(hand_in, pupils)
    trouble.join()

    assert broken, "The kill met no request on its way."
    assert Counter(answer.status for answer in answers) == {200: PUPILS}
    assert_whole(school.report(block), pupils)
    say(f"SIGKILL of the {block}: {len(broken)} broken connections, all {PUPILS} rounds stored once")

    again = at_once(lambda pupil: pupil.submit(block, f"round-{pupil.number:06d}", pupil.ratings()), pupils[:40])

    assert {answer.status for answer in again} == {200}
    assert_whole(school.report(block), pupils)
