"""What axe finds on each page of the board: light and dark, wide and narrow, right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.board import VENTURE, Board, Desk
from tests.browser.cast import BOARDS
from tests.browser.journeys import author, board, overflow, too_small
from tests.support.browsing import DESKTOP, PHONE, Faults

Enter = Callable[..., Page]
Check = Callable[..., None]
# What the host puts around us has tests of its own.
HOST = [".pv-header", ".pv-coursebar", ".pv-footer", ".pv-unit__head", ".pv-steps", ".pv-block--html"]
TITLE = "A nursery for late shifts"
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


def test_learners_pages(
    enter: Enter, unused_learners: Iterator[str], faults: Faults, assert_no_axe_violations: Check
) -> None:
    faults.expect("status of 422")
    ada, bo = (Board(enter(next(unused_learners))) for _ in range(2))
    ada.open("looks")
    ada.button("Post an idea").click()
    ada.button("Post it").click()
    expect(ada.summary).to_be_focused()
    _check_looks(ada.page, assert_no_axe_violations)
    ada.fill(TITLE, VENTURE)
    ada.text("Tags (optional)").fill("children, evenings")
    ada.text("A link (optional)").fill("https://example.org/nursery")
    ada.button("Post it").click()
    expect(ada.main.get_by_text("Your idea is on the board.")).to_be_focused()

    bo.open("looks")
    bo.main.get_by_text("Ideas by tag").click()
    _check_looks(bo.page, assert_no_axe_violations)
    bo.take_turn()
    _check_looks(bo.page, assert_no_axe_violations)
    bo.give_feedback()
    _check_looks(bo.page, assert_no_axe_violations)
    bo.button("See what others said about this idea").click()
    bo.comment("Who would clean?")
    _unfold_all(bo.main)
    _check_looks(bo.page, assert_no_axe_violations)

    ada.page.reload()
    ada.read(TITLE)
    _check_looks(ada.page, assert_no_axe_violations)
    ada.comments.get_by_text("Report this").click()
    ada.comments.get_by_role("radio").first.check()
    ada.comments.get_by_role("button", name="Send the report").click()
    expect(ada.comments.get_by_text("You have reported this.")).to_be_focused()
    _course_teams_part(enter, assert_no_axe_violations)


def _course_teams_part(enter: Enter, check: Check) -> None:
    page = enter("ivo")
    desk = Desk(page)
    page.goto(board("looks"))
    _unfold_all(desk.root)
    expect(desk.root.get_by_text("Loading …")).to_have_count(0)
    _unfold_all(desk.root)
    expect(desk.region("reports")).to_contain_text("Who would clean?")
    _check_looks(page, check)


def test_a_board_where_nobody_has_been(enter: Enter, learner: str, assert_no_axe_violations: Check) -> None:
    page = enter(learner)
    nobody = Board(page).open("empty")
    expect(nobody.list.get_by_text("No ideas yet. Yours can be the first.")).to_be_visible()
    _check_looks(page, assert_no_axe_violations)


def test_right_to_left(enter: Enter, learner: str, faults: Faults, assert_no_axe_violations: Check) -> None:
    faults.expect("status of 422")
    page = enter(learner, PHONE, locale="ar")
    mine = Board(page).open("sideways")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    _check_sideways(page, assert_no_axe_violations)
    mine.take_turn()
    _check_sideways(page, assert_no_axe_violations)
    mine.give_feedback()
    mine.button("See what others said about this idea").click()
    mine.comment("متى يبدأ؟")
    _check_sideways(page, assert_no_axe_violations)
    mine.back()
    mine.button("Post an idea").click()
    mine.button("Post it").click()
    expect(mine.summary).to_be_focused()
    _check_sideways(page, assert_no_axe_violations)


def _check_sideways(page: Page, check: Check) -> None:
    assert overflow(page) <= 0
    check(page, exclude=HOST)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_author_mode_and_its_dialog(enter: Enter, size: ViewportSize, assert_no_axe_violations: Check) -> None:
    page = enter("ivo", size)
    page.goto(author("authored", BOARDS))
    expect(page.locator(".pib").get_by_text("This is a preview")).to_be_visible()
    _unfold_all(page.locator(".pib"))
    for _size, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)
        assert_no_axe_violations(page, exclude=HOST)
    assert overflow(page) <= 0
    page.get_by_role("button", name="Edit Ideas").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="Title", exact=True)).to_be_focused()
    _unfold_all(dialog)
    dialog.get_by_role("button", name="Add an example idea").click()
    for _size, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)
        assert_no_axe_violations(page, exclude=HOST)
    assert too_small(page, ".pib-editor") == []
    assert overflow(page) <= 0
