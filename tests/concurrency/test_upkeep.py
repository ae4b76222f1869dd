"""While a class hands in, an operator recounts and instructors delete state: the kept figures stay exact."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.concurrency.clients import Pupil, at_once
from tests.concurrency.conftest import School
from tests.concurrency.test_rounds import assert_whole
from tests.preview.engine.builder import usage

SECONDS = 8.0


def _class_hands_in_during(school: School, block: str, function: str, *arguments: Any) -> tuple[list[Pupil], Any]:
    """Let learners hand in, one after the other in each of a few clients, while a function runs beside the server."""
    pupils = school.pupils[:120]
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(school.ask, function, *arguments)
        answers = at_once(
            lambda pupil: pupil.submit(block, f"round-{pupil.number:06d}", pupil.ratings()), pupils, clients=3
        )
        said = beside.result()
    assert Counter(answer.status for answer in answers) == {200: len(pupils)}
    return pupils, said


def test_a_recount_in_between_corrects_nothing(mariadb_school: School) -> None:
    pupils, corrected = _class_hands_in_during(mariadb_school, "recounted", "recount_often", SECONDS)

    assert len(corrected) > 3
    assert set(corrected) == {0}
    assert_whole(mariadb_school.report("recounted"), pupils)


def test_erasing_in_between_leaves_exact_figures(mariadb_school: School) -> None:
    key = usage("competence_self_assessment", "erased")
    pupils, erased = _class_hands_in_during(mariadb_school, "erased", "erase_often", key, SECONDS)

    found = mariadb_school.report("erased")
    assert erased > 10
    assert len(found["rounds"]) < len(pupils)
    assert found["corrected"] == 0
    assert found["stages"] == found["reached"] == dict.fromkeys(("seen", "started", "submitted"), len(found["rounds"]))
    assert sum(row["people"] for row in found["statistics"]) == len(found["rounds"])
    assert found["receipts"] == len(found["rounds"])
