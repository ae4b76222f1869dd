"""People join, write and leave at once: everybody has exactly one seat, and nothing that was written is lost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest

from creativity_team_exercise.techniques import Kind
from creativity_team_exercise.techniques.packs import packs
from tests.concurrency.clients import CLIENTS, Answer, Pupil, at_once, in_pairs
from tests.concurrency.conftest import EXERCISES, School
from tests.preview.engine.builder import usage

JOINING = 50
TECHNIQUE = packs()["brainwriting"]
RESULT = next(step for step in TECHNIQUE.steps if step.kind == Kind.RESULT)


def _send(pupil: Pupil, exercise: str, handler: str, key: str, **values: str) -> Answer:
    body = {"key": f"{handler.replace('_', '-')}-{key}-{pupil.number:06d}", "values": values}
    return pupil.send(exercise, handler, body, block_type="creativity_team_exercise")


def _join(pupil: Pupil, exercise: str) -> Answer:
    return _send(pupil, exercise, "join_team", "once", idea=f"First of {pupil.number}")


def _write(pupil: Pupil, exercise: str, number: int) -> Answer:
    step = TECHNIQUE.steps[0].id
    values = {"step": step, "round": "0", "text..1": f"{number} of {pupil.number}"}
    return _send(pupil, exercise, "hand_in", f"n{number}", **values)


@pytest.mark.parametrize(
    ("school", "database"),
    [
        pytest.param("mariadb_school", "MariaDB", id="mariadb", marks=pytest.mark.mariadb),
        pytest.param("sqlite_school", "SQLite", id="sqlite"),
    ],
)
def test_fifty_join_at_once(
    school: str, database: str, request: pytest.FixtureRequest, say: Callable[[str], None]
) -> None:
    place: School = request.getfixturevalue(school)
    pupils = place.pupils[:JOINING]

    start = time.monotonic()
    answers = in_pairs(lambda pupil, _side: _join(pupil, "joining"), pupils)
    seconds = time.monotonic() - start

    found = place.report_exercise("joining")
    assert Counter(answer.status for pair in answers for answer in pair) == {200: 2 * JOINING}
    assert len(found["people"]) == len(set(found["people"])) == JOINING
    assert [team["member_count"] for team in found["teams"]] == [EXERCISES["joining"]] * (JOINING // 5)
    assert len({tuple(seat) for seat in found["seats"]}) == JOINING
    assert found["texts"] == sorted(f"First of {pupil.number}" for pupil in pupils)
    assert found["corrected"] == 0
    say(f"{database}: {JOINING} people join at once, each twice: {2 * JOINING / seconds:.0f}/s, ten teams of five")


def test_a_team_of_eight_writes_at_once(mariadb_school: School, say: Callable[[str], None]) -> None:
    pupils = mariadb_school.pupils[:CLIENTS]
    at_once(lambda pupil: _join(pupil, "one_team"), pupils)
    jobs = [(pupil, number) for number in (2, 3, 4, 5) for pupil in pupils[:-1]]

    start = time.monotonic()
    answers = at_once(lambda job: _write(job[0], "one_team", job[1]), jobs)
    seconds = time.monotonic() - start

    found = mariadb_school.report_exercise("one_team")
    assert Counter(answer.status for answer in answers) == {200: len(jobs)}
    assert len(found["teams"]) == 1
    expected = [f"{number} of {pupil.number}" for pupil, number in jobs]
    assert found["texts"] == sorted(expected + [f"First of {pupil.number}" for pupil in pupils])
    assert found["corrected"] == 0
    say(f"MariaDB: {len(jobs)} entries of one team by {CLIENTS} clients: {len(jobs) / seconds:.0f}/s, none lost")


def test_of_two_who_write_the_result_at_once_both_texts_are_kept(mariadb_school: School) -> None:
    pupils = mariadb_school.pupils[:20]
    for first in range(0, len(pupils), 2):
        at_once(lambda pupil: _join(pupil, "one_result"), pupils[first : first + 2])
    mariadb_school.ask("go_to", usage("creativity_team_exercise", "one_result"), RESULT.id)
    field = f"field.{RESULT.prompts[0].id}"

    def save(pupil: Pupil) -> Answer:
        values = {"step": RESULT.id, "based_on": "0", field: f"Written by {pupil.number}"}
        return _send(pupil, "one_result", "save_result", "once", **values)

    answers = at_once(save, pupils)

    found = mariadb_school.report_exercise("one_result")
    assert Counter(answer.status for answer in answers) == {200: len(pupils)}
    texts = sorted(text for _number, _beside, content in found["results"] for text in content.values())
    assert texts == sorted(f"Written by {pupil.number}" for pupil in pupils)
    assert Counter((number, beside) for number, beside, _content in found["results"]) == {
        (1, False): len(found["teams"]),
        (2, True): len(found["teams"]),
    }


def test_people_leave_teams_while_others_join(mariadb_school: School) -> None:
    stay, leave = mariadb_school.pupils[:30], mariadb_school.pupils[30:60]
    at_once(lambda pupil: _join(pupil, "leaving"), leave)
    jobs: list[tuple[Pupil, str]] = [
        job for pair in zip(stay, leave, strict=True) for job in zip(pair, "jl", strict=True)
    ]

    def act(job: tuple[Pupil, str]) -> Answer:
        pupil, what = job
        return _join(pupil, "leaving") if what == "j" else _send(pupil, "leaving", "leave_team", "once")

    answers = at_once(act, jobs)

    found = mariadb_school.report_exercise("leaving")
    assert {answer.status for answer in answers} == {200}
    assert len(found["people"]) == len(stay) + len(leave)
    assert max(team["member_count"] for team in found["teams"]) <= EXERCISES["leaving"]
    assert len({tuple(seat) for seat in found["seats"]}) == len(stay) + len(leave)
    for pupil in (*stay, *leave):
        assert f"First of {pupil.number}" in found["texts"]
    assert found["corrected"] == 0
