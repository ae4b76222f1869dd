"""Impatient fingers, bad networks, and what others do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, Route, expect

from tests.browser.board import SHORT, Board
from tests.browser.journeys import Traffic, stored_ideas
from tests.support.browsing import Faults
from tests.support.servers import PreviewServer

Enter = Callable[..., Page]


def test_a_double_click_posts_once(enter: Enter, learner: str, preview_server: PreviewServer) -> None:
    page = enter(learner)
    board = Board(page).open("hasty")
    board.write("Pressed twice", SHORT)
    sent = Traffic(page, "post_idea")

    board.button("Post it").dblclick()

    expect(board.main.get_by_text("Your idea is on the board.")).to_be_focused()
    assert len(sent.bodies) == 1
    assert stored_ideas(preview_server, "Pressed twice") == 1


def test_what_got_lost_is_sent_again_and_stored_once(
    enter: Enter, learner: str, faults: Faults, preview_server: PreviewServer
) -> None:
    faults.expect("ERR_CONNECTION_RESET")
    page = enter(learner)
    board = Board(page).open("hasty")
    board.write("Posted on a train", SHORT)
    sent = Traffic(page, "post_idea")

    def lose_the_answers(route: Route) -> None:
        if len(sent.requests) == 1:
            route.fetch()
        if len(sent.requests) <= 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/handler/post_idea*", lose_the_answers)
    page.route("**/handler/post_idea/*", lose_the_answers)
    board.button("Post it").click()
    expect(board.saved).to_have_text("No connection. Trying again …")
    expect(board.text("Title")).to_have_value("Posted on a train")
    expect(board.text("The idea")).to_have_value(SHORT["The idea"])
    expect(board.main.get_by_text("Your idea is on the board.")).to_be_focused()

    assert len({body["key"] for body in sent.bodies}) == 1
    assert len(sent.bodies) == 3
    assert stored_ideas(preview_server, "Posted on a train") == 1


def test_ideas_that_sound_alike_are_hinted_at_without_a_word_lost(enter: Enter, unused_learners: Iterator[str]) -> None:
    first, second = (Board(enter(next(unused_learners))) for _ in range(2))
    first.open("hasty").post("A lending box for garden tools", SHORT)
    second.open("hasty").write("", {})
    title, hint = second.text("Title"), second.form.locator("[data-alike-list]")

    title.press_sequentially("A lending box for tools", delay=20)

    expect(hint).to_contain_text("One idea on the board sounds alike.")
    expect(title).to_be_focused()
    second.page.keyboard.type(" and ladders")
    expect(title).to_have_value("A lending box for tools and ladders")
    hint.get_by_role("button", name="A lending box for garden tools").click()
    expect(second.heading("A lending box for garden tools")).to_be_focused()
    second.back()
    second.button("Go on with your idea").click()
    expect(second.text("Title")).to_have_value("A lending box for tools and ladders")


def test_what_others_post_is_announced_and_shown_when_wanted(enter: Enter, unused_learners: Iterator[str]) -> None:
    reader, writer = (Board(enter(next(unused_learners))) for _ in range(2))
    reader.page.clock.install()
    reader.open("watched")
    search = reader.main.get_by_role("textbox", name="Search the board")
    search.fill("half a wo")
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/changes/" in request.url else None)
    writer.open("watched").post("Fresh from the printer", SHORT)

    with reader.page.expect_response("**/changes/*"):
        reader.page.clock.run_for(31_000)

    expect(reader.changes).to_contain_text("There are new ideas.")
    expect(search).to_be_focused()
    expect(search).to_have_value("half a wo")
    expect(reader.list).not_to_contain_text("Fresh from the printer")
    assert "Fresh" not in asked[0]
    reader.button("Show them").click()
    expect(reader.list).to_contain_text("Fresh from the printer")
    expect(reader.changes).to_be_hidden()
