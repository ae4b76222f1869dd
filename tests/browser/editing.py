"""The editor of a self-assessment in author mode, as its browser tests use it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.journeys import Traffic, author, focused, outline_of_focus


class Editor:
    """The dialog of one block in author mode.

    Args:
        page: an author's page.
        title: of the block.
        unit: name of the block's unit in the tests' own course.
    """

    def __init__(self, page: Page, title: str = "Check-in", unit: str = "authored") -> None:
        self.page, self._block, self._unit = page, title, unit
        self.opener = page.get_by_role("button", name=f"Edit {title}")
        self.dialog = page.get_by_role("dialog", name=f"Edit: {title}")
        self.title = self.dialog.get_by_role("textbox", name="Title", exact=True)
        self.introduction = self.dialog.get_by_role("textbox", name="Introduction", exact=True)
        self.own = self.dialog.get_by_role("radio", name="A framework of our own")
        self.framework_title = self.dialog.locator('[data-outline="title"] input').first
        self.statements = self.dialog.locator(".csa-e-item textarea")
        self.yaml = self.dialog.get_by_role("textbox", name="Own framework (YAML)")
        self.summary = self.dialog.locator("[data-summary]")
        self.live = self.dialog.locator("[data-live]")
        self.counts = self.dialog.locator("[data-counts]")
        self.posts: list[str] = []
        page.on("request", lambda request: self.posts.append(request.url) if request.method == "POST" else None)
        self._saved = Traffic(page, "save_settings")

    @property
    def handler_posts(self) -> list[str]:
        """The handlers that were called, in order; each has written a draft."""
        return [url.rstrip("?/").rpartition("/")[2] for url in self.posts if "/handler/" in url]

    @property
    def sent(self) -> dict[str, Any]:
        """The values that were saved last."""
        return self._saved.bodies[-1]["values"]

    @property
    def sent_framework(self) -> dict[str, Any]:
        """The framework that was saved last, as the page sent it."""
        return json.loads(self.sent["own_framework"])

    def open(self) -> Editor:
        """Open the dialog on the unit's page."""
        self.page.goto(author(self._unit))
        self.opener.click()
        expect(self.title).to_be_focused()
        return self

    def button(self, name: str) -> Locator:
        """A button of the dialog."""
        return self.dialog.get_by_role("button", name=name, exact=True)

    def text(self, name: str) -> Locator:
        """A text field of the dialog."""
        return self.dialog.get_by_role("textbox", name=name, exact=True)

    def unfold(self, summary: str) -> None:
        """Open one of the parts that are folded away."""
        self.dialog.locator("summary", has_text=summary).click()

    def start_empty(self) -> None:
        """Begin a framework of one's own."""
        self.own.check()
        self.button("Start empty").click()
        expect(self.framework_title).to_be_focused()

    def copy(self, pack: str) -> None:
        """Begin with a copy of a shipped framework."""
        self.own.check()
        self.dialog.get_by_label("Or start from a copy of").select_option(pack)
        self.button("Copy").first.click()
        expect(self.framework_title).to_be_focused()

    def fill_in(self, *statements: str) -> None:
        """Fill in the one competence of an empty framework."""
        self.framework_title.fill("Working together online")
        self.text("Name of the area").fill("Together")
        self.text("Name of the competence").fill("Listening")
        self.text("What it means, in one sentence to the learner").fill("You take in what others say.")
        self.statements.first.fill(statements[0])
        for statement in statements[1:]:
            self.statements.last.press("Enter")
            self.page.keyboard.type(statement)

    def save(self) -> None:
        """Save and wait until the dialog is gone."""
        self.button("Save").click()
        expect(self.dialog).to_be_hidden()


def discard(page: Page, unit: str = "authored") -> None:
    """Bring a unit back to what is published."""
    page.unroute_all()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(author(unit))
    link = page.get_by_role("link", name="Discard changes")
    if link.is_visible():
        link.click()
        page.get_by_role("button", name="Discard").click()


def tab_to(page: Page, target: Locator, limit: int = 60) -> int:
    """Press Tab until a control has the focus, which is to be seen all the way. Returns how often."""
    for stop in range(limit):
        page.keyboard.press("Tab")
        assert outline_of_focus(page), f"no visible focus on {focused(page).evaluate('(one) => one.outerHTML')[:200]}"
        if target.evaluate("(one) => one === document.activeElement"):
            return stop + 1
    raise AssertionError(f"{target} cannot be reached by Tab")
