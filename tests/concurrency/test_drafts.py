"""Two windows on one draft: one of them is told, and what it held is not stored over the other's."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.concurrency.clients import Answer, Pupil, at_once, in_pairs
from tests.concurrency.conftest import School

pytestmark = pytest.mark.parametrize("school", ["mariadb_school", "sqlite_school"], ids=["mariadb", "sqlite"])


@pytest.fixture
def place(school: str, request: pytest.FixtureRequest) -> School:
    return request.getfixturevalue(school)


def _reflections(school: School, block: str) -> Counter[str]:
    return Counter(draft["values"]["reflection"] for draft in school.report(block)["drafts"])


def _seen_by(pupils: list[Pupil], block: str) -> None:
    """Everybody has had the page in front of them: what is made at the first contact is there already."""
    answers = at_once(
        lambda pupil: pupil.send(block, "mark_seen", {"key": f"seen-{pupil.number:06d}", "values": {}}), pupils
    )
    assert {answer.status for answer in answers} == {200}


def _statuses(answers: list[tuple[Answer, Answer]]) -> set[tuple[int, ...]]:
    return {tuple(sorted(answer.status for answer in pair)) for pair in answers}


def _winners(pupils: list[Pupil], answers: list[tuple[Answer, Answer]], words: Any) -> Counter[str]:
    sides = [next(side for side in (0, 1) if pair[side].status == 200) for pair in answers]
    return Counter(words(pupil, side) for pupil, side in zip(pupils, sides, strict=True))


def _words(pupil: Pupil, side: int) -> str:
    return f"pupil {pupil.number} in window {side}"


def _save(block: str, version: int) -> Any:
    def save(pupil: Pupil, side: int) -> Answer:
        values = pupil.ratings(side, reflection=_words(pupil, side))
        return pupil.save_draft(block, f"v{version}-{side}-{pupil.number:05d}", values, version)

    return save


def test_two_windows_at_once_at_the_first_and_at_a_later_draft(place: School) -> None:
    pupils = place.pupils[:40]
    _seen_by(pupils[::2], "windows")

    first = in_pairs(_save("windows", 0), pupils)

    assert _statuses(first) == {(200, 409)}
    assert _reflections(place, "windows") == _winners(pupils, first, _words)

    later = in_pairs(_save("windows", 1), pupils)

    assert _statuses(later) == {(200, 409)}
    assert _reflections(place, "windows") == _winners(pupils, later, _words)
    assert {answer.body["version"] for pair in later for answer in pair if answer.status == 200} == {2}


def test_one_save_sent_twice_at_once_is_one_save(place: School) -> None:
    pupils = place.pupils[:40]

    answers = in_pairs(lambda pupil, _side: _save("later", 0)(pupil, 0), pupils)

    assert Counter((answer.status, answer.body.get("version")) for pair in answers for answer in pair) == {
        (200, 1): 2 * len(pupils)
    }
    found = place.report("later")
    assert len(found["drafts"]) == len(pupils)
    assert found["reached"] == {"seen": len(pupils), "started": len(pupils), "submitted": 0}
    assert {"submitted": 0, **found["stages"]} == found["reached"]


def test_a_draft_saved_while_the_round_is_handed_in_does_not_outlive_it(place: School) -> None:
    pupils = place.pupils[:40]

    _seen_by(pupils[::2], "mixed")

    def act(pupil: Pupil, side: int) -> Answer:
        if side:
            return pupil.submit("mixed", f"round-{pupil.number:06d}", pupil.ratings())
        return _save("mixed", 0)(pupil, 0)

    answers = in_pairs(act, pupils)

    assert {pair[1].status for pair in answers} == {200}
    assert {pair[0].status for pair in answers} <= {200, 409}
    found = place.report("mixed")
    assert found["drafts"] == []
    assert len(found["rounds"]) == len(pupils)
    assert found["corrected"] == 0
