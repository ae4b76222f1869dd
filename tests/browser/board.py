"""An idea board as the browser tests meet it: what a person does there, in their words."""

from __future__ import annotations

import sqlite3

from playwright.sync_api import Locator, Page, expect

from tests.browser.journeys import board
from tests.support.servers import PreviewServer

WORKS = "The people are named exactly, and eleven of them were asked."
NEXT_STEP = "Ask two families to try it for one week, and count how often."
VENTURE = {
    "For whom": "Parents who work shifts in the two factories of our town",
    "The problem": "Nurseries close at five. Four of six parents I asked swap shifts every week.",
    "Our idea": "A room with two childminders, open until ten in the evening.",
    "A first test": "Two evenings in the parish hall. With fewer than five children I stop.",
}
SHORT = {"The idea": "A box of spare umbrellas at the bus stop. Whoever comes home dry brings one back."}


class Board:
    """One person on one board.

    Args:
        page: theirs.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator(".pib")
        self.main = self.root.locator('[data-region="main"]')
        self.form = self.main.locator("form.pib-form")
        self.saved = self.form.locator("[data-save-status]")
        self.summary = self.form.locator("[data-summary]")
        self.list = self.main.locator('[data-region="list"]')
        self.comments = self.main.locator('[data-region="comments"]')
        self.feedback = self.main.locator('[data-region="feedback"]')
        self.changes = self.main.locator("[data-changes]")
        self.live = self.root.locator("> [data-live]")

    def open(self, name: str) -> Board:
        """Go to a board and wait until the visit is noted, as the first one draws the board anew."""
        noted = self.page.locator("[data-visit]")
        with self.page.expect_response("**/handler/mark_seen*"):
            self.page.goto(board(name))
        expect(noted).to_have_count(1)
        expect(self.button("Post an idea").or_(self.button("Go on with your idea")).first).to_be_visible()
        return self

    def button(self, name: str) -> Locator:
        """A button of the board."""
        return self.main.get_by_role("button", name=name, exact=True)

    def heading(self, name: str) -> Locator:
        """A heading of the board."""
        return self.main.get_by_role("heading", name=name, exact=True)

    def text(self, name: str) -> Locator:
        """A text field of the form that is open."""
        return self.form.get_by_role("textbox", name=name, exact=True)

    def write(self, title: str, parts: dict[str, str]) -> None:
        """Open the form of a new idea and fill it in, without posting it."""
        self.button("Post an idea").click()
        expect(self.heading("Post an idea")).to_be_focused()
        self.fill(title, parts)

    def fill(self, title: str, parts: dict[str, str]) -> None:
        """Fill in the form of an idea."""
        self.text("Title").fill(title)
        for name, text in parts.items():
            self.text(name).fill(text)

    def post(self, title: str, parts: dict[str, str]) -> None:
        """Write an idea and post it."""
        self.write(title, parts)
        self.button("Post it").click()
        expect(self.main.get_by_text("Your idea is on the board.")).to_be_focused()

    def take_turn(self) -> str:
        """Take the next idea of the queue. Returns its title."""
        give = self.main.get_by_role("button", name="Give the next feedback")
        give.click()
        expect(self.heading("Give feedback")).to_be_focused()
        return self.main.locator(".pib-idea h4").inner_text()

    def rate(self) -> None:
        """Choose the third level of each criterion; there may be none."""
        for choices in self.form.get_by_role("group").all():
            choices.get_by_role("radio").nth(2).check()

    def give_feedback(self, works: str = WORKS, next_step: str = NEXT_STEP) -> None:
        """Give feedback on the idea that was handed out."""
        self.rate()
        self.text("What works").fill(works)
        self.text("One next step").fill(next_step)
        self.button("Give this feedback").click()
        expect(self.heading("Thank you for your feedback")).to_be_focused()

    def read(self, title: str) -> None:
        """Open an idea from the list."""
        self.list.get_by_role("button", name=title, exact=True).click()
        expect(self.main.get_by_role("heading", name=title, exact=True, level=3)).to_be_focused()

    def comment(self, text: str) -> None:
        """Write a comment on the idea that is open."""
        self.comments.get_by_role("textbox", name="Your comment").fill(text)
        self.comments.get_by_role("button", name="Post the comment").click()
        expect(self.comments.locator(".pib-comments")).to_contain_text(text.splitlines()[-1])

    def back(self) -> None:
        """Go back to the board."""
        self.button("Back to the board").first.click()
        expect(self.heading("Where you are")).to_be_focused()


class Desk:
    """The course team's part of a board, or of another of our blocks.

    Args:
        page: an instructor's.
        root: selector of the block.
    """

    def __init__(self, page: Page, root: str = ".pib") -> None:
        self.page = page
        self.root = page.locator(root)

    def region(self, name: str) -> Locator:
        """A part of it, by the name of its region."""
        return self.root.locator(f'[data-region="{name}"]')

    def unfold(self, *titles: str) -> None:
        """Open parts that are folded away, one inside the other."""
        for title in titles:
            self.root.locator("summary", has_text=title).first.click()

    def decide(self, region: str, act: str, reason: str = "") -> None:
        """Tick the first thing of a region and decide about it."""
        there = self.region(region)
        there.get_by_role("checkbox").first.check()
        there.get_by_role("radio", name=act).check()
        there.get_by_role("textbox", name="Reason").fill(reason)
        there.get_by_role("button", name="Do it with what is ticked").click()


def let_an_hour_pass(server: PreviewServer, name: str) -> None:
    """Move everybody's last visit to a board an hour back: whoever comes next comes anew."""
    moved = "UPDATE peer_idea_board_member SET visit_at = datetime(visit_at, '-1 hour') WHERE usage_key LIKE ?"
    database = sqlite3.connect(server.folder / "preview.sqlite3", timeout=30)
    try:
        with database:
            assert database.execute(moved, [f"%+block@{name}_1"]).rowcount
    finally:
        database.close()
