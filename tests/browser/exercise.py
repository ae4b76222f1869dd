"""A team exercise as the browser tests meet it: what a person does there, in their words."""

from __future__ import annotations

import json
import sqlite3
import uuid

from playwright.sync_api import Locator, Page, expect

from tests.browser.cast import BOARDS
from tests.browser.journeys import board
from tests.support.servers import PreviewServer

NOTED = "**/handler/mark_seen*"
HERS = ("A bowl for the keys at the door", "The clock runs ahead", "Clothes are laid out")
HIS = ("Shoes stand ready in the evening", "A list beside the mirror", "Bags are packed at night")


def usage(name: str) -> str:
    """The usage key of an exercise by the name of its unit."""
    return f"block-v1:{BOARDS.removeprefix('course-v1:')}+type@creativity_team_exercise+block@{name}_1"


class Exercise:
    """One person in one exercise.

    Args:
        page: theirs.
        name: of the exercise's unit.
    """

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.root = page.locator(".cte")
        self.main = self.root.locator('[data-region="main"]')
        self.now = self.main.locator("section.cte-now")
        self.form = self.now.locator("form.cte-form")
        self.saved = self.form.locator("[data-save-status]")
        self.sheet = self.now.locator(".cte-sheet")
        self.people = self.main.locator(".cte-here")
        self.changes = self.main.locator("[data-changes]")
        self.live = self.root.locator("> [data-live]")

    def open(self) -> Exercise:
        """Go to the exercise; of somebody who has begun, wait until it is noted that they are here."""
        self.page.goto(board(self.name))
        expect(self.main.locator("[data-focus]").first).to_be_visible()
        if self.main.locator("[data-stage]").count():
            self.come_again()
        return self

    def come_again(self) -> None:
        """Load the page anew, and wait until it is noted that they are here."""
        with self.page.expect_response(NOTED):
            self.page.reload()

    def button(self, name: str) -> Locator:
        """A button of the exercise."""
        return self.main.get_by_role("button", name=name, exact=True)

    def text(self, name: str) -> Locator:
        """A text field of the step that is open."""
        return self.main.get_by_role("textbox", name=name, exact=True)

    def heading(self, name: str) -> Locator:
        """A heading of the exercise."""
        return self.main.get_by_role("heading", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press what leads to another stage, and wait until it is there."""
        stage = self.main.locator("[data-stage]")
        before = stage.get_attribute("data-stage") if stage.count() else None
        self.button(name).click()
        expect(self.main.locator(f'[data-stage]:not([data-stage="{before}"])')).to_be_visible()

    def join(self, idea: str, how: str = "Join a team with this idea") -> None:
        """Begin with a first idea."""
        self.text("Your first idea").fill(idea)
        self.press(how)

    def hand_in(self, *texts: str, first: int = 1) -> None:
        """Hand in entries; ``first``: the number of the first of them."""
        for number, text in enumerate(texts, start=first):
            self.text(f"Entry {number}").fill(text)
        self.button("Hand in").click()

    def dots(self, entry: str) -> Locator:
        """The number of dots for an entry."""
        return self.now.get_by_role("spinbutton").and_(self.now.get_by_label(entry))

    def send(self, handler: str, **values: str) -> None:
        """Do something without a look at the page, to be further on sooner."""
        address = f"/courses/{BOARDS}/xblock/{usage(self.name)}/handler/{handler}"
        body = {"key": uuid.uuid4().hex, "version": 0, "values": values}
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._token()}
        answer = self.page.request.post(address, data=json.dumps(body), headers=headers)
        assert answer.ok, answer.text()

    def begin(self, idea: str, *, alone: bool = False) -> None:
        """Join without a look at the page."""
        self.send("join_team", form="join", alone="yes" if alone else "", idea=idea)

    def write(self, step: str, *texts: str, round_: int = 0, prompts: tuple[str, ...] = ("",)) -> None:
        """Hand in without a look at the page."""
        fields = {f"text.{prompt}.{number}": text for prompt in prompts for number, text in enumerate(texts)}
        self.send("hand_in", form="", step=step, round=str(round_), **fields)

    def _token(self) -> str:
        """The host's token against forged requests, which it gives with the first page."""
        for _attempt in range(2):
            for cookie in self.page.context.cookies():
                if cookie["name"] == "csrftoken":
                    return cookie["value"]
            self.page.request.get(board(self.name))
        raise AssertionError("the host gave no token")

    def work(self, name: str = "work/") -> str:
        """Where the team's work is read: a page, or a table."""
        return f"/bizmooc/creativity_team_exercise/{BOARDS}/{usage(self.name)}/{name}"


def go_to_second_stage(ada: Exercise, bo: Exercise, step: str) -> None:
    """Let both join, hand in what the first stage asks, and so end it, without a look at the page."""
    for one, texts in ((ada, HERS), (bo, HIS)):
        one.begin(texts[0])
    for one, texts in ((ada, HERS), (bo, HIS)):
        one.write(step, *texts[1:])


def let_the_time_run_out(server: PreviewServer, name: str) -> None:
    """Let the open stage of every team of an exercise have ended a minute ago."""
    moved = (
        "UPDATE creativity_team_exercise_team SET closes_at = datetime('now', '-1 minute')"
        " WHERE usage_key = ? AND state = 'running' AND closes_at IS NOT NULL"
    )
    database = sqlite3.connect(server.folder / "preview.sqlite3", timeout=30)
    try:
        with database:
            assert database.execute(moved, [usage(name)]).rowcount
    finally:
        database.close()
