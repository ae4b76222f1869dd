"""What axe finds on each page of the exercise: light and dark, wide and narrow, right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.board import Desk
from tests.browser.exercise import HIS, Exercise, go_to_second_stage
from tests.browser.journeys import board, overflow, too_small
from tests.support.browsing import DESKTOP, PHONE, Faults

Enter = Callable[..., Page]
Check = Callable[..., None]
# What the host puts around us has tests of its own.
HOST = [
    *(".pv-header", ".pv-coursebar", ".pv-footer", ".pv-unit__head", ".pv-steps", ".pv-block--html"),
    ".pv-teammates",
]
LOOKS: list[tuple[ViewportSize, Literal["light", "dark"]]] = [(DESKTOP, "light"), (PHONE, "dark")]


def _check_looks(page: Page, check: Check) -> None:
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert overflow(page) <= 0
        assert too_small(page) == []
        check(page, exclude=HOST)


def _unfold_all(region: Locator) -> None:
    region.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")


def test_learners_and_the_course_teams_pages(
    enter: Enter, unused_learners: Iterator[str], faults: Faults, assert_no_axe_violations: Check
) -> None:
    faults.expect("status of 422")
    check = assert_no_axe_violations
    ada, bo = (Exercise(enter(next(unused_learners)), "seen") for _ in range(2))
    ada.open()
    _unfold_all(ada.main)
    _check_looks(ada.page, check)

    go_to_second_stage(ada, bo, "sheets")
    ada.come_again()
    expect(ada.sheet).to_contain_text(HIS[1])
    _unfold_all(ada.main)
    _check_looks(ada.page, check)
    for one in (ada, bo):
        one.write("sheets", "A light", "A bell", "A hook", round_=1)
    ada.come_again()
    expect(ada.heading("What belongs together?")).to_be_visible()
    _check_looks(ada.page, check)
    for one in (ada, bo):
        one.send("finish_stage", step="sorted", round="0")
    ada.come_again()
    ada.dots("A light").first.fill("3")
    ada.button("Save my choice").click()
    expect(ada.now.locator("form.cte-choosing [data-summary]")).to_be_focused()
    _check_looks(ada.page, check)
    ada.dots("A light").first.fill("2")
    ada.button("Save my choice").click()
    expect(ada.button("Change my choice")).to_be_visible()
    bo.open().dots("A light").first.fill("1")
    bo.press("Save my choice")
    _the_end(ada, bo, check)
    _course_teams_part(enter, check)


def _the_end(ada: Exercise, bo: Exercise, check: Check) -> None:
    """Two texts at the same time, the sums, and the work as a whole."""
    for one, text in ((ada, "A bowl with a light."), (bo, "A bell over the bowl.")):
        one.send("save_result", form="", step="result", based_on="0", **{"field.idea": text})
    bo.come_again()
    expect(bo.now.locator(".cte-result")).to_be_visible()
    bo.button("Show all versions").click()
    expect(bo.heading("All versions, the last one first")).to_be_visible()
    _unfold_all(bo.main)
    _check_looks(bo.page, check)
    bo.button("Look back at: Blind dots").click()
    expect(bo.main.get_by_role("table")).to_be_visible()
    _check_looks(bo.page, check)
    bo.page.goto(bo.work())
    check(bo.page)


def _course_teams_part(enter: Enter, check: Check) -> None:
    page = enter("ivo")
    desk = Desk(page, ".cte")
    page.goto(board("seen"))
    _unfold_all(desk.root)
    expect(desk.root.get_by_text("Loading …")).to_have_count(0)
    desk.region("teams").get_by_role("button", name="Team 1", exact=True).click()
    expect(desk.region("teams").get_by_role("heading", name="Each member’s share")).to_be_visible()
    _unfold_all(desk.root)
    _check_looks(page, check)


def test_right_to_left(enter: Enter, unused_learners: Iterator[str], assert_no_axe_violations: Check) -> None:
    ada = Exercise(enter(next(unused_learners), PHONE, locale="ar"), "turned")
    bo = Exercise(enter(next(unused_learners)), "turned")
    ada.open()
    expect(ada.page.locator("html")).to_have_attribute("dir", "rtl")
    _check_sideways(ada.page, assert_no_axe_violations)
    go_to_second_stage(ada, bo, "options")
    ada.come_again()
    _check_sideways(ada.page, assert_no_axe_violations)
    ada.dots(HIS[0]).fill("2")
    ada.button("Save my choice").click()
    expect(ada.button("Change my choice")).to_be_visible()
    bo.open().dots(HIS[0]).fill("1")
    bo.press("Save my choice")
    ada.open()
    _check_sideways(ada.page, assert_no_axe_violations)
    ada.button("Look back at: Blind dots").click()
    expect(ada.main.get_by_role("table")).to_be_visible()
    _check_sideways(ada.page, assert_no_axe_violations)


def _check_sideways(page: Page, check: Check) -> None:
    assert overflow(page) <= 0
    check(page, exclude=HOST)
