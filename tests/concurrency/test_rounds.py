"""A class hands in at once: nothing is lost, nothing doubled, and what is kept of all is exact."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.concurrency.clients import CLIENTS, FRAMEWORK, Pupil, at_once, in_pairs
from tests.concurrency.conftest import School


def _items(rounds: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """How often each level was given to each item, counted from the rounds by other code than the suite's."""
    rounds = list(rounds)
    return {
        item: dict(Counter("missing" if one["now"][item] is None else str(one["now"][item]) for one in rounds))
        for item in FRAMEWORK.items
    }


def _as_stored(values: dict[str, str]) -> dict[str, int | None]:
    return {item: None if (level := values[f"now.{item}"]) == "missing" else int(level) for item in FRAMEWORK.items}


def assert_whole(found: dict[str, Any], pupils: list[Pupil], shift: int = 0) -> None:
    """Every learner's round is stored once, as sent, and the kept figures are those of these rounds."""
    rounds = found["rounds"]
    sent = Counter(str(_as_stored(pupil.ratings(shift))) for pupil in pupils)
    assert len({one["participant"] for one in rounds}) == len(rounds) == len(pupils)
    assert Counter(str({item: one["now"][item] for item in FRAMEWORK.items}) for one in rounds) == sent
    assert found["stages"] == found["reached"] == dict.fromkeys(("seen", "started", "submitted"), len(pupils))
    [kept] = found["statistics"]
    assert kept["people"] == len(pupils)
    assert kept["current"]["now"]["items"] == _items(rounds)
    assert found["corrected"] == 0
    assert found["receipts"] == len(pupils)


@pytest.mark.parametrize(
    ("school", "database"), [("mariadb_school", "MariaDB"), ("sqlite_school", "SQLite")], ids=["mariadb", "sqlite"]
)
def test_a_class_hands_in_at_once(
    school: str, database: str, request: pytest.FixtureRequest, say: Callable[[str], None]
) -> None:
    place: School = request.getfixturevalue(school)

    start = time.monotonic()
    answers = at_once(lambda pupil: pupil.submit("crowd", f"round-{pupil.number:06d}", pupil.ratings()), place.pupils)
    seconds = time.monotonic() - start

    assert Counter(answer.status for answer in answers) == {200: len(place.pupils)}
    assert_whole(place.report("crowd"), place.pupils)
    count = len(place.pupils)
    say(f"{database}: {count} rounds by {CLIENTS} clients on 2 processes in {seconds:.1f} s: {count / seconds:.0f}/s")


def test_every_click_was_a_double_click(mariadb_school: School) -> None:
    pupils = mariadb_school.pupils[:80]

    answers = in_pairs(
        lambda pupil, _side: pupil.submit("double", f"round-{pupil.number:06d}", pupil.ratings()), pupils
    )

    assert Counter(answer.status for pair in answers for answer in pair) == {200: 2 * len(pupils)}
    assert_whole(mariadb_school.report("double"), pupils)


def test_of_two_contents_at_once_exactly_one_is_taken(mariadb_school: School) -> None:
    pupils = mariadb_school.pupils[:60]

    answers = in_pairs(
        lambda pupil, side: pupil.submit("rivals", f"side-{side}-{pupil.number:06d}", pupil.ratings(side)), pupils
    )

    assert {tuple(sorted(answer.status for answer in pair)) for pair in answers} == {(200, 409)}
    found = mariadb_school.report("rivals")
    winners = [next(side for side in (0, 1) if pair[side].status == 200) for pair in answers]
    sent = Counter(str(_as_stored(p.ratings(side))) for p, side in zip(pupils, winners, strict=True))
    assert Counter(str({item: one["now"][item] for item in FRAMEWORK.items}) for one in found["rounds"]) == sent
    assert found["statistics"][0]["current"]["now"]["items"] == _items(found["rounds"])
    assert found["corrected"] == 0


def test_only_pages_of_ours_can_hand_in(mariadb_school: School) -> None:
    pupil = mariadb_school.pupils[0]
    body = {"key": "forged-0001", "values": pupil.ratings()}

    assert pupil.send("small", "submit_round", body, csrf="").status == 403
    assert pupil.send("small", "submit_round", body, csrf="x" * 32).status == 403
    assert mariadb_school.report("small")["rounds"] == []
