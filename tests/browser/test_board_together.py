"""Two learners and an instructor on one board."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.board import VENTURE, WORKS, Board, Desk, let_an_hour_pass
from tests.browser.journeys import board
from tests.support.servers import PreviewServer

Enter = Callable[..., Page]
TITLE = "A nursery for late shifts"
RUDE = "Nobody needs this rubbish."
REASON = "Please say what is wrong, not that it is rubbish."


def test_two_learners_and_an_instructor(
    enter: Enter, unused_learners: Iterator[str], preview_server: PreviewServer
) -> None:
    ada, bo = (Board(enter(next(unused_learners))) for _ in range(2))

    _writes_and_posts(ada)
    _gives_three(bo)
    let_an_hour_pass(preview_server, "together")
    _reads_answers_and_revises(ada)
    _reports(ada)
    let_an_hour_pass(preview_server, "together")
    _sees_what_became_of_it(bo)
    _moderate(enter("ivo"))

    ada.page.reload()
    expect(ada.main.locator(".pib-news")).to_contain_text("You reported a comment. The course team has taken it off")
    ada.read(TITLE)
    expect(ada.comments.get_by_text("No comments yet.")).to_be_visible()
    assert RUDE not in ada.page.content()
    # Bo, who wrote it, is told.
    bo.page.reload()
    bo.read(TITLE)
    expect(bo.comments).to_contain_text("Hidden by the course team.")
    expect(bo.comments).to_contain_text(REASON)


def _writes_and_posts(ada: Board) -> None:
    """She is interrupted, and goes on."""
    ada.open("together").write(TITLE, VENTURE)
    expect(ada.saved).to_have_text("Saved. You can go on later.")
    ada.page.reload()
    ada.button("Go on with your idea").click()
    for name, text in VENTURE.items():
        expect(ada.text(name)).to_have_value(text)
    ada.button("Post it").click()
    expect(ada.main.get_by_text("Your idea is on the board.")).to_be_focused()
    expect(ada.main.get_by_text("You have posted 1 of 1 idea.")).to_be_visible()


def _gives_three(bo: Board) -> None:
    """Learners' ideas come first."""
    bo.open("together")
    titles = []
    for number in range(3):
        titles.append(bo.take_turn())
        bo.give_feedback(works=f"{WORKS} ({number})")
        expect(bo.main.get_by_text(f"You have given {number + 1} of 3 feedbacks.")).to_be_visible()
    assert titles[0] == TITLE
    assert sorted(titles[1:]) == ["A timetable for the laundry", "Repair together on Fridays"]
    bo.button("Give one more").click()
    expect(bo.main.get_by_text("Nothing is left to give feedback on")).to_be_focused()
    bo.read(TITLE)
    bo.comment(RUDE)


def _reads_answers_and_revises(ada: Board) -> None:
    ada.page.reload()
    expect(ada.main.get_by_text("New feedback on your ideas: 1")).to_be_visible()
    ada.read(TITLE)
    expect(ada.feedback).to_contain_text(WORKS)
    ada.feedback.get_by_role("checkbox", name="This helped me").check()
    ada.feedback.get_by_role("textbox", name="Your answer (optional)").fill("I ask two families tomorrow.")
    ada.feedback.get_by_role("button", name="Save my answer").click()
    expect(ada.feedback.get_by_text("Helpful to the author")).to_be_visible()
    ada.button("Change it").click()
    ada.text("A first test").fill("One week with two families, counted.")
    ada.text("What did you change, and why?").fill("The test is smaller, as you said.")
    ada.button("Save the change").click()
    expect(ada.main.get_by_text("Your change is stored.")).to_be_focused()


def _reports(ada: Board) -> None:
    """She finds the comment rude."""
    there = ada.comments.get_by_role("listitem").filter(has_text=RUDE)
    there.get_by_text("Report this").click()
    there.get_by_role("radio").first.check()
    there.get_by_role("button", name="Send the report").click()
    expect(there.get_by_text("You have reported this.")).to_be_focused()


def _sees_what_became_of_it(bo: Board) -> None:
    bo.page.reload()
    expect(bo.main.get_by_text("Answers to feedback you gave: 1")).to_be_visible()
    bo.read(TITLE)
    expect(bo.main.locator(".pib-history")).to_contain_text("The test is smaller, as you said.")
    expect(bo.main.locator(".pib-idea")).to_contain_text("One week with two families, counted.")
    expect(bo.feedback).to_contain_text("I ask two families tomorrow.")


def _moderate(page: Page) -> None:
    desk = Desk(page)
    page.goto(board("together"))
    desk.unfold("how the board is doing")
    expect(desk.region("figures").get_by_role("heading", name="Are ideas answered?")).to_be_visible()
    expect(desk.region("figures")).to_contain_text("ideas 1, feedback 3, comments 1")
    desk.unfold("moderation", "Reports to decide")
    expect(desk.region("reports")).to_contain_text(RUDE)
    desk.decide("reports", "Hide, with a reason", REASON)
    expect(desk.region("reports").get_by_text("Nothing is reported.")).to_be_visible()
    desk.unfold("What the course team did")
    expect(desk.region("log").get_by_role("row", name=REASON)).to_be_visible()
