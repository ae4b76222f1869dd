"""A class posts, votes and gives feedback at once: nothing is lost, nothing doubled, and all get their share."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from peer_idea_board.structures.packs import packs
from tests.concurrency.clients import CLIENTS, Answer, NoAnswer, Pupil, at_once, in_pairs
from tests.concurrency.conftest import School

STRUCTURE = packs()["simple"].structure
POSTS, VOTES = 200, 400
SAID = "It is cheap, it is near, and everybody has one of these at home."


def _send(pupil: Pupil, board: str, handler: str, key: str, **values: str) -> Answer:
    body = {"key": f"{handler.replace('_', '-')}-{key}-{pupil.number:06d}", "values": values}
    return pupil.send(board, handler, body, block_type="peer_idea_board")


def _post(pupil: Pupil, board: str, key: str = "once") -> Answer:
    parts = {f"part.{part.id}": SAID for part in STRUCTURE.parts}
    title = f"Idea number {pupil.number}"
    return _send(pupil, board, "post_idea", key, form="idea", structure=STRUCTURE.digest, title=title, **parts)


def _give(pupil: Pupil, board: str, idea: int) -> Answer:
    ratings = {f"rating.{one.id}": "1" for one in STRUCTURE.criteria}
    said = {"works": SAID, "next_step": SAID, "form": f"feedback:{idea}", "idea": str(idea)}
    return _send(pupil, board, "give_feedback", str(idea), structure=STRUCTURE.digest, **said, **ratings)


def _vote(pupil: Pupil, board: str, idea: int, dots: int = 1) -> Answer:
    return _send(pupil, board, "vote_for_idea", f"{idea}-{dots}", idea=str(idea), dots=str(dots))


def _number(found: dict[str, Any], kind: str) -> int:
    return sum(number for of_kind, _bucket, number in found["counts"] if of_kind == kind)


@pytest.mark.parametrize(
    ("school", "database"),
    [
        pytest.param("mariadb_school", "MariaDB", id="mariadb", marks=pytest.mark.mariadb),
        pytest.param("sqlite_school", "SQLite", id="sqlite"),
    ],
)
def test_posts_and_votes_of_a_class_at_once(
    school: str, database: str, request: pytest.FixtureRequest, say: Callable[[str], None]
) -> None:
    place: School = request.getfixturevalue(school)
    writers = place.pupils[: min(POSTS, len(place.pupils))]

    start = time.monotonic()
    posted = at_once(lambda pupil: _post(pupil, "posts"), writers)
    ideas = [idea["id"] for idea in place.report_board("posts")["ideas"]]
    # Half of all votes are for one idea: the hardest case.
    chosen = [ideas[0] if number % 2 else ideas[number % len(ideas)] for number in range(VOTES)]
    voters = [place.pupils[number % len(place.pupils)] for number in range(VOTES)]
    voted = at_once(lambda job: _vote(job[0], "posts", job[1]), list(zip(voters, chosen, strict=True)))
    seconds = time.monotonic() - start

    found = place.report_board("posts")
    assert Counter(answer.status for answer in posted) == {200: len(writers)}
    assert sorted(found["titles"]) == sorted(f"Idea number {pupil.number}" for pupil in writers)
    # Nobody votes for their own idea.
    assert {answer.status for answer in voted} <= {200, 403}
    accepted = {(p.number, idea) for p, idea, a in zip(voters, chosen, voted, strict=True) if a.status == 200}
    assert found["votes"] == sum(idea["votes"] for idea in found["ideas"]) == len(accepted) == _number(found, "votes")
    assert found["corrected"] == 0
    acts = len(writers) + VOTES
    say(f"{database}: {len(writers)} posts and {VOTES} votes by {CLIENTS} clients: {acts / seconds:.0f}/s, none lost")


def test_every_vote_was_a_double_click(mariadb_school: School) -> None:
    pupils = mariadb_school.pupils[:60]
    _post(mariadb_school.pupils[-1], "votes")
    [idea] = mariadb_school.report_board("votes")["ideas"]

    answers = in_pairs(lambda pupil, _side: _vote(pupil, "votes", idea["id"]), pupils)

    found = mariadb_school.report_board("votes")
    assert Counter(answer.status for pair in answers for answer in pair) == {200: 2 * len(pupils)}
    assert found["ideas"][0]["votes"] == found["votes"] == len(pupils)
    assert found["corrected"] == 0


def test_a_budget_is_not_overspent_in_two_windows(mariadb_school: School) -> None:
    authors, voters = mariadb_school.pupils[:2], mariadb_school.pupils[10:50]
    at_once(lambda pupil: _post(pupil, "dots"), authors)
    ideas = [idea["id"] for idea in mariadb_school.report_board("dots")["ideas"]]

    answers = in_pairs(lambda pupil, side: _vote(pupil, "dots", ideas[side], dots=3), voters)

    # Of five dots, three and three: one of the two windows is refused.
    assert {tuple(sorted(answer.status for answer in pair)) for pair in answers} == {(200, 422)}
    found = mariadb_school.report_board("dots")
    assert sum(idea["votes"] for idea in found["ideas"]) == 3 * len(voters)
    assert found["corrected"] == 0


def test_a_class_gives_feedback_at_once_and_every_idea_gets_its_share(
    mariadb_school: School, say: Callable[[str], None]
) -> None:
    authors, givers = mariadb_school.pupils[:100], mariadb_school.pupils[100:300]
    at_once(lambda pupil: _post(pupil, "turns"), authors)
    ideas = {idea["id"] for idea in mariadb_school.report_board("turns")["ideas"]}

    start = time.monotonic()
    taken = at_once(lambda pupil: _send(pupil, "turns", "take_turn", "t"), givers)
    seconds = time.monotonic() - start
    assert Counter(answer.status for answer in taken) == {200: len(givers)}
    loads = Counter(idea["load"] for idea in mariadb_school.report_board("turns")["ideas"])
    assert loads == {2: len(ideas)}, "two turns for each: nobody has three while another has one"
    say(f"MariaDB: {len(givers)} turns by {CLIENTS} clients: {len(givers) / seconds:.0f}/s, two for each of 100 ideas")


def test_a_worker_that_dies_loses_nothing_it_has_confirmed(mariadb_school: School) -> None:
    pupils = mariadb_school.pupils[:80]

    def post(pupil: Pupil) -> int:
        if pupil.number == 20:
            os.kill(mariadb_school.server.worker_pids()[0], signal.SIGKILL)
        for _attempt in range(30):
            try:
                return _post(pupil, "worker_board").status
            except NoAnswer:
                # The page tries again with the same key.
                time.sleep(0.5)
        return 0

    statuses = at_once(post, pupils)

    found = mariadb_school.report_board("worker_board")
    assert Counter(statuses) == {200: len(pupils)}
    assert sorted(found["titles"]) == sorted(f"Idea number {pupil.number}" for pupil in pupils)
    assert found["corrected"] == 0
