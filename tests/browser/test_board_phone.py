"""The board on a narrow phone: nothing sticks out, everything is large enough for a finger."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.board import VENTURE, Board
from tests.browser.journeys import overflow, too_small
from tests.support.browsing import PHONE, Faults

Enter = Callable[..., Page]
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"


def test_from_the_board_to_feedback_and_back(enter: Enter, unused_learners: Iterator[str], faults: Faults) -> None:
    faults.expect("status of 422")
    author, reader = (Board(enter(next(unused_learners), PHONE)) for _ in range(2))
    author.open("narrow").write(LONG, {**VENTURE, "Our idea": f"{LONG} https://example.org/{'x' * 120}"})
    author.text("Tags (optional)").fill(f"{LONG[:40]}, shifts, children, evenings, rooms")
    author.text("A link (optional)").fill("https://a-rather-long-name-of-a-site.example.org/path")
    _fits(author)
    author.button("Post it").click()
    expect(author.main.get_by_text("Your idea is on the board.")).to_be_focused()
    _fits(author)

    reader.open("narrow")
    reader.main.get_by_text("Ideas by tag").click()
    _fits(reader)
    reader.read(LONG)
    reader.main.get_by_text("Report this").first.click()
    _fits(reader)
    reader.back()
    reader.take_turn()
    _fits(reader)
    reader.button("Give this feedback").click()
    expect(reader.summary).to_be_focused()
    _fits(reader)
    reader.give_feedback(works=f"{LONG} is the longest of all words here")
    _fits(reader)
    reader.button("See what others said about this idea").click()
    expect(reader.feedback).to_contain_text(LONG)
    _fits(reader)
    reader.back()
    _fits(reader)


def _fits(board: Board) -> None:
    assert overflow(board.page) <= 0
    assert too_small(board.page) == []
