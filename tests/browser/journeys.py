"""Steps that several browser tests share: addresses, and a self-assessment as a person meets it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from fractions import Fraction
from typing import Any

from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.cast import BOARDS, PILOT, STAGE
from tests.support.servers import PreviewServer

PRE_UNIT, POST_UNIT = "w1_do_self_view", "w4_do_self_view"
ITEMS = 15

# Rows from..to get the answer at a position; a click, so that the page hears of it.
_ANSWER = """(rows, [position, from, to]) =>
    rows.slice(from, to).forEach((row) => row.querySelectorAll("input")[position].click())"""


def _key(course: str, kind: str, name: str) -> str:
    return f"block-v1:{course.removeprefix('course-v1:')}+type@{kind}+block@{name}"


def unit(name: str, course: str = PILOT) -> str:
    """Path of a unit's page."""
    return f"/courses/{course}/units/{_key(course, 'vertical', name)}/"


def stage(name: str) -> str:
    """Path of a unit's page in the tests' own course."""
    return unit(name, STAGE)


def board(name: str) -> str:
    """Path of a unit's page in the tests' course of idea boards."""
    return unit(name, BOARDS)


def author(name: str, course: str = STAGE) -> str:
    """Path of a unit's page in author mode."""
    return f"/studio/{course}/units/{_key(course, 'vertical', name)}/"


def figures(block: str, course: str = PILOT) -> str:
    """Path of the instructor's page of a self-assessment."""
    return f"/courses/{course}/instructor/{_key(course, 'competence_self_assessment', block)}/"


class SelfAssessment:
    """One self-assessment on a page.

    Args:
        page: the page.
        nth: which one, from the top.
    """

    def __init__(self, page: Page, nth: int = 0) -> None:
        self.page = page
        self.root = page.locator(".csa").nth(nth)
        self.rows = self.root.locator("fieldset.csa-row")
        self.form = self.root.locator("form[data-handler]")
        self.reflection = self.root.get_by_role("textbox", name="What stands out to you?")
        self.button = self.root.get_by_role("button", name="Hand in and see my profile")
        self.summary = self.root.locator("[data-summary]")
        self.saved = self.root.locator("[data-save-status]")
        self.live = self.root.locator("[data-live]")
        self.profile = self.root.get_by_role("heading", name="Your profile")

    def answer(self, position: int = 2, start: int = 0, stop: int | None = None) -> None:
        """Choose the answer at a position (from 0) in some rows, in all by default."""
        self.rows.evaluate_all(_ANSWER, [position, start, 10_000 if stop is None else stop])

    def chosen(self) -> list[int | None]:
        """Position of what is chosen, row by row; None where nothing is."""
        found = self.rows.evaluate_all(
            "(rows) => rows.map((row) => Array.from(row.querySelectorAll('input')).findIndex((one) => one.checked))"
        )
        return [None if position < 0 else position for position in found]

    def hand_in(self) -> None:
        """Hand in and wait for the profile."""
        self.button.click()
        expect(self.profile).to_be_visible()

    def wait_until_saved(self) -> None:
        """Wait until the host has the draft."""
        expect(self.saved).to_have_text(re.compile("^Saved"))


def copies(page: Page) -> list[dict[str, Any]]:
    """What this browser keeps of forms on their way."""
    return page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('bizmooc:'))"
        ".map((key) => ({key, ...JSON.parse(localStorage.getItem(key))}))"
    )


START_SCRIPT = "**/static/preview/js/start.js"
"""The host's script that starts the blocks of a page."""


class Traffic:
    """The requests of a page to one handler, as they are sent."""

    def __init__(self, page: Page, handler: str) -> None:
        self._handler = handler
        self.requests: list[Request] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.url.partition("?")[0].rstrip("/").endswith(f"/handler/{self._handler}"):
            self.requests.append(request)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What was sent, in order."""
        return [json.loads(request.post_data or "null") for request in self.requests]


def do_nothing(route: Route) -> None:
    """Answer a request for a script with an empty one."""
    route.fulfill(content_type="text/javascript", body="")


def stored_rounds(server: PreviewServer, request_key: str) -> int:
    """How many rounds the learner has, in that block, who sent a request with this key."""
    query = (
        "SELECT COUNT(*) FROM competence_self_assessment_round AS round JOIN bizmooc_writereceipt AS receipt"
        " ON round.participant = receipt.participant AND round.usage_key = receipt.usage_key"
        " WHERE receipt.request_key = ?"
    )
    return _ask(server, query, request_key)[0][0]


def stored_ideas(server: PreviewServer, title: str) -> int:
    """How many ideas have this title."""
    return _ask(server, "SELECT COUNT(*) FROM peer_idea_board_idea WHERE title = ?", title)[0][0]


def funnel(server: PreviewServer, block: str, course: str = PILOT) -> dict[str, int]:
    """How many learners the tables count at each stage of a block."""
    query = "SELECT stage, count FROM competence_self_assessment_stagecount WHERE usage_key = ?"
    return dict(_ask(server, query, _key(course, "competence_self_assessment", block)))


def released_people(server: PreviewServer, block: str, course: str = PILOT) -> int:
    """How many learners are part of the figures that may be shown of a block."""
    query = "SELECT SUM(released_people) FROM competence_self_assessment_roundstatistics WHERE usage_key = ?"
    return _ask(server, query, _key(course, "competence_self_assessment", block))[0][0] or 0


def released_means(server: PreviewServer, block: str, competence: str, course: str = PILOT) -> Counter[Fraction]:
    """How many learners have each mean of a competence, in the figures that may be shown of a block."""
    query = (
        "SELECT released FROM competence_self_assessment_roundstatistics WHERE usage_key = ? AND released IS NOT NULL"
    )
    means: Counter[Fraction] = Counter()
    for (released,) in _ask(server, query, _key(course, "competence_self_assessment", block)):
        scores = json.loads(released)["now"]["scores"][competence]
        means.update({Fraction(mean): count for mean, count in scores.items() if mean != "missing"})
    return means


def _ask(server: PreviewServer, query: str, *values: str) -> list[tuple]:
    database = sqlite3.connect(f"file:{server.folder / 'preview.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute(query, values).fetchall()
    finally:
        database.close()


def too_small(page: Page, selector: str = ".bizmooc") -> list[str]:
    """Describe what of ours is too small for a finger (24 px), a choice being as large as its label."""
    return page.locator(selector).evaluate_all(
        """(roots) => roots.flatMap((root) => Array.from(root.querySelectorAll(
             "a[href], button, select, textarea, summary, input:not([type=hidden])")))
          .map((one) => one.closest("label") || one)
          .filter((one) => one.checkVisibility())
          .map((one) => [one, one.getBoundingClientRect()])
          .filter(([one, box]) => box.width < 24 || box.height < 24)
          .map(([one, box]) => `${one.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`)"""
    )


def smallest_chart_text(page: Page) -> float:
    """Size in pixels, as drawn, of the smallest text in the charts of the page."""
    return page.locator("svg.bizmooc-chart text").evaluate_all(
        """(texts) => Math.min(...texts.filter((text) => getComputedStyle(text).display !== "none").map((text) => {
             const chart = text.ownerSVGElement;
             const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
             return parseFloat(getComputedStyle(text).fontSize) * scale; }))"""
    )


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window, or something of ours than its place on the page."""
    return page.evaluate(
        """() => Math.max(document.documentElement.scrollWidth - window.innerWidth,
             ...Array.from(document.querySelectorAll(".bizmooc"), (root) => root.scrollWidth - root.clientWidth))"""
    )


def outline_of_focus(page: Page) -> str | None:
    """How the focused element shows that it is focused; None where it does not."""
    return page.evaluate(
        """() => { const style = getComputedStyle(document.activeElement);
             const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
             return shown ? `${style.outlineWidth} ${style.outlineStyle} ${style.outlineColor}` : null; }"""
    )


def focused(page: Page) -> Locator:
    """The element that has the focus."""
    return page.locator(":focus")
