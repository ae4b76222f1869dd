"""What the pages say: a budget that is exceeded is called so, and what did not run is no zero."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.contender import Subject
from benchmarks.lost_writes import LostWrites, Tally
from benchmarks.measure import Cost
from benchmarks.report import Report


def _page(seconds: dict[int, float], kib: int = 50) -> str:
    contenders: Any = tuple(SimpleNamespace(name=name) for name in ("ours", "peer"))
    subject = Subject(
        title="Boards",
        unit="ideas",
        sizes=(10, 100, 1_000),
        contenders=contenders,
        acts={"page": "the board"},
        budgets={"page": 1.5},
        span=(10, 100),
        page_budgets={"page": 100},
    )
    results = {("ours", "page", size): Cost(each, 9, 5, 1024, kib * 1024) for size, each in seconds.items()}
    results["peer", "page", 10] = Cost(0.5, 9, 5, 1024, None)
    return "\n".join(Report(subject, subject.sizes, results, {"peer": "not run above 10 ideas"}).lines())


@pytest.mark.parametrize(("at_100", "verdict"), [(0.014, "kept"), (0.016, "**exceeded**")])
def test_growth_is_judged_within_the_span_only(at_100: float, verdict: str) -> None:
    page = _page({10: 0.01, 100: at_100, 1_000: 5.0})

    assert f"from 10 to 100 ideas; the budget is under 1.5 times: {verdict}." in page


@pytest.mark.parametrize(("kib", "verdict"), [(99, "kept"), (100, "**exceeded**")])
def test_a_page_is_judged_by_its_size(kib: int, verdict: str) -> None:
    page = _page({10: 0.01}, kib)

    assert f"{kib} KiB at most; the budget is under 100 KiB: {verdict}." in page
    assert f"page of {kib} KiB" in page


def test_what_did_not_run_is_said_not_to_have_run() -> None:
    page = _page({10: 0.01, 100: 0.01})

    assert "| peer | 500 ms, 5 queries, 1 KiB | not run | not run |" in page
    assert "- peer: not run above 10 ideas." in page
    assert "page, 10 ideas: peer takes 50.00 times as long as ours." in page


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally("peer_idea_board", "posts", 20, 20, 20, 0), "kept"),
        (Tally("peer_idea_board", "posts", 20, 20, 19, 0), "**missed**"),
        (Tally("peer_idea_board", "posts", 20, 20, 21, 0), "**missed**"),
        (Tally("peer_idea_board", "posts", 20, 19, 19, 1), "**missed**"),
    ],
)
def test_nothing_may_be_lost_doubled_or_fail(tally: Tally, verdict: str) -> None:
    page = "\n".join(LostWrites([tally]).lines())

    assert f"none lost, none doubled, no 5xx is the budget: {verdict}." in page


def test_what_a_peer_loses_is_counted() -> None:
    page = "\n".join(LostWrites([Tally("xblock-poll", "votes", 400, 400, 300, 0)]).lines())

    assert "| xblock-poll | votes | 400 | 400 | 300 | 100 (25%) | 0 |" in page
    assert "budget" not in page
