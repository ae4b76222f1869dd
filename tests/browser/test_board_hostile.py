"""Texts that try to run in somebody else's page: they are read as they were written, everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Locator, Page, expect

from tests.browser.board import Board, Desk
from tests.browser.journeys import board
from tests.support.hostile import XSS

Enter = Callable[..., Page]
_THIRD = len(XSS) // 3
PARTS = {
    "For whom": "\n".join(XSS[:4]),
    "The problem": "\n".join(XSS[4 : _THIRD + 4]),
    "Our idea": "\n".join(XSS[_THIRD + 4 : 2 * _THIRD + 4]),
    "A first test": "\n".join(XSS[2 * _THIRD + 4 :]),
}
TITLE = "</title></style><script>alert(1)</script>"
ALL = "\n".join(XSS)


def _watch(page: Page) -> list[str]:
    """Note whatever runs or is asked for from elsewhere, from now on."""
    noted: list[str] = []
    page.on("dialog", lambda dialog: (noted.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda one: noted.append(one.url) if "example.org" in one.url else None)
    return noted


def test_nothing_runs_for_other_learners_nor_for_the_course_team(enter: Enter, unused_learners: Iterator[str]) -> None:
    ada, bo = (Board(enter(next(unused_learners))) for _ in range(2))
    ivo = Desk(enter("ivo"))
    noted = [note for one in (ada, bo, ivo) for note in [_watch(one.page)]]

    ada.open("hostile").write(TITLE, PARTS)
    ada.text("Tags (optional)").fill("<svg onload=alert(1)>, ' onfocus=alert(1) x='")
    ada.button("Post it").click()
    expect(ada.main.get_by_text("Your idea is on the board.")).to_be_focused()

    bo.open("hostile")
    bo.main.get_by_text("Ideas by tag").click()
    assert bo.take_turn() == TITLE
    bo.give_feedback(works=ALL, next_step=ALL)
    bo.button("See what others said about this idea").click()
    for start in range(0, len(XSS), 13):
        bo.comment("\n".join(XSS[start : start + 13]))
    _assert_plain(bo.main.locator(".pib-idea"), "\n".join(PARTS.values()).splitlines())
    _assert_plain(bo.feedback, XSS)
    _assert_plain(bo.comments, XSS)
    _search_and_begin_another(bo)
    _answer_and_report(ada)

    ivo.page.goto(board("hostile"))
    ivo.unfold("how the board is doing", "moderation", "Reports to decide", "Ideas that sound alike")
    expect(ivo.region("figures")).to_contain_text("Ideas that stand out")
    expect(ivo.region("reports").get_by_role("checkbox")).to_have_count(1)
    _assert_plain(ivo.region("reports"), [XSS[0]])
    assert noted == [[], [], []]


def _search_and_begin_another(bo: Board) -> None:
    bo.back()
    bo.main.get_by_role("textbox", name="Search the board").fill(TITLE)
    bo.button("Search").click()
    expect(bo.heading(f"Found: “{TITLE}”")).to_be_focused()
    bo.write(TITLE, {"Our idea": ALL[:900]})
    expect(bo.form.locator("[data-alike-list]").get_by_role("button", name=TITLE)).to_be_visible()
    expect(bo.saved).to_have_text("Saved. You can go on later.")
    bo.page.reload()
    bo.button("Go on with your idea").click()
    expect(bo.text("Our idea")).to_have_value(ALL[:900])


def _answer_and_report(ada: Board) -> None:
    ada.page.reload()
    ada.read(TITLE)
    ada.feedback.get_by_role("textbox", name="Your answer (optional)").fill(ALL[:900])
    ada.feedback.get_by_role("button", name="Save my answer").click()
    _assert_plain(ada.feedback.locator(".pib-reply"), ALL[:900].splitlines())
    ada.main.get_by_text("Report this").first.click()
    ada.main.get_by_role("radio").first.check()
    ada.main.get_by_role("textbox", name="In your own words").first.fill(ALL[:400])
    ada.main.get_by_role("button", name="Send the report").first.click()
    expect(ada.main.get_by_text("You have reported this.")).to_be_focused()


def _assert_plain(region: Locator, texts: list[str]) -> None:
    """Every line can be read in full, as it was written but for runs of white space."""
    shown = " ".join(region.inner_text().split())
    missing = [text for text in texts if " ".join(text.split()) not in shown]
    assert missing == []
