"""Many people write at once: what was confirmed to them, and what is stored."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.contender import version
from benchmarks.lost_writes.contenders import CONTENDERS, Contender
from tests.concurrency.clients import CLIENTS, Answer, Pupil, at_once
from tests.preview.engine.builder import KEY, CourseBuilder
from tests.support.mariadb import MariaDBServer, running_server
from tests.support.programs import MARIADB
from tests.support.servers import PreviewServer

POSTS, VOTES = 200, 400


@dataclass(frozen=True)
class Tally:
    """How one kind of write fared.

    Attributes:
        contender, act: whose, and what.
        sent: requests.
        accepted: those that were answered with 200.
        stored: writes that are there afterwards.
        errors: answers of 500 and above.
    """

    contender: str
    act: str
    sent: int
    accepted: int
    stored: int
    errors: int


@dataclass(frozen=True)
class LostWrites:
    """What came of it; a Section."""

    tallies: list[Tally] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def circumstances(self) -> Iterator[str]:
        """See Section."""
        yield (
            f"{CLIENTS} clients, back to back, each request by another learner, against the preview host in two "
            "processes of four threads (gunicorn) on MariaDB; a server and an empty database for each contender. It is "
            "a denser load than a course's: what is lost there is less, and as silent."
        )
        yield (
            "Shared fields (user_state_summary) lie in one row for each field, as in the LMS: read when a request "
            "first needs them, changed in memory, and written back whole, without a lock. It is kinder than the LMS "
            "in two ways: the LMS reads them at the beginning of a request, and answers 500 to one of two who create "
            "a row at the same moment."
        )
        yield "Stored, ours: votes that have their row and are in the count that is shown."
        for contender in CONTENDERS:
            if installed := version(contender.distribution):
                yield f"{contender.name}: {contender.distribution} {installed}"

    def lines(self) -> Iterator[str]:
        """See Section."""
        yield f"## Lost writes: many people post and vote at once, {CLIENTS} clients"
        yield ""
        yield "| | | sent | accepted | stored | lost of accepted | 5xx |"
        yield "|---|---|---:|---:|---:|---:|---:|"
        for one in self.tallies:
            lost = one.accepted - one.stored
            share = f"{lost:,} ({lost / one.accepted:.0%})" if one.accepted else "-"
            cells = (one.contender, one.act, one.sent, one.accepted, one.stored, share, one.errors)
            yield f"| {' | '.join(map(str, cells))} |"
        ours = [one for one in self.tallies if one.contender == CONTENDERS[0].name]
        if ours:
            is_kept = all(one.sent == one.accepted == one.stored and not one.errors for one in ours)
            verdict = "kept" if is_kept else "**missed**"
            yield from ("", f"- {CONTENDERS[0].name}: none lost, none doubled, no 5xx is the budget: {verdict}.")
        yield from (f"- {line}" for line in self.left_out)


def measure(sizes: Sequence[int] = ()) -> LostWrites:
    """Let many write at once to each contender, on a server and a database of its own.

    Args:
        sizes: how many post, and how many vote, in place of POSTS and VOTES.
    """
    posts, votes = sizes if len(sizes) == 2 else (POSTS, VOTES)
    found = LostWrites()
    programs = MARIADB.find()
    if programs is None:
        found.left_out.append(f"Not run: {MARIADB.remedy}")
        return found
    with running_server(programs) as mariadb:
        for contender in CONTENDERS:
            if version(contender.distribution) is None:
                found.left_out.append(f"{contender.name}: not run, {contender.distribution} is not installed.")
                continue
            found.tallies.extend(_rush(contender, mariadb, posts, votes))
    return found


def _rush(contender: Contender, mariadb: MariaDBServer, posts: int, votes: int) -> Iterator[Tally]:
    with tempfile.TemporaryDirectory(prefix="bizmooc-bench-") as name:
        folder = Path(name)
        block = f'<{contender.block_type} url_name="shared" {contender.settings}/>'
        course = CourseBuilder(folder / "course").unit(block)
        server = PreviewServer(
            folder,
            databases=mariadb.new_database(),
            settings="benchmarks.server_settings",
            environment={"PREVIEW_COURSES": str(course.path)},
        )
        server.manage("migrate", "--verbosity", "0")
        sessions = _ask(server, f"from tests.concurrency.school import enrol; enrol({posts + votes}, {KEY!r})")
        with server:
            pupils = [Pupil(server, session, number) for number, session in enumerate(sessions)]
            if contender.takes_posts:
                answers = at_once(contender.post, pupils[:posts])
                yield _tally(contender, "posts", answers, _stored(server, contender))
            first = _stored(server, contender)["first"]
            answers = at_once(lambda pupil: contender.vote(pupil, first), pupils[posts:])
            yield _tally(contender, "votes", answers, _stored(server, contender))


def _tally(contender: Contender, act: str, answers: Sequence[Answer], stored: dict[str, Any]) -> Tally:
    accepted = sum(answer.status == 200 for answer in answers)
    errors = sum(answer.status >= 500 for answer in answers)
    tally = Tally(contender.name, act, len(answers), accepted, stored[act], errors)
    print(f"lost writes, {tally}", file=sys.stderr, flush=True)
    return tally


def _stored(server: PreviewServer, contender: Contender) -> dict[str, Any]:
    found: dict[str, Any] = _ask(
        server, f"from benchmarks.lost_writes.stored import report; report({contender.block_type!r})"
    )
    return found


def _ask(server: PreviewServer, source: str) -> Any:
    return json.loads(server.run(source).splitlines()[-1])
