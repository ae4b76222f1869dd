"""The exercise without a mouse: from joining to the end of a step, one sees where one is and hears what came of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import tab_to
from tests.browser.exercise import Exercise
from tests.browser.journeys import focused
from tests.support.browsing import Faults

Enter = Callable[..., Page]
_COUNT_POINTERS = """
    window.pointers = 0;
    for (const name of ["pointerdown", "mousedown", "touchstart"]) {
      addEventListener(name, () => { window.pointers += 1; }, true);
    }
"""


def test_join_write_and_vote(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter(learner)
    page.add_init_script(_COUNT_POINTERS)
    mine = Exercise(page, "typed").open()
    keys = page.keyboard

    _reach(mine, mine.text("Your first idea"))
    keys.type("Bags are packed at night")
    _reach(mine, mine.button("Work alone with this idea"))
    keys.press("Enter")
    _hears(mine, "You have begun. Your first idea is kept.")

    _reach(mine, mine.text("Entry 2"))
    keys.type("A list beside the mirror")
    _reach(mine, mine.text("Entry 3"))
    keys.type("The clock runs ahead")
    _reach(mine, mine.button("Hand in"))
    keys.press("Enter")
    _hears(mine, "Handed in: 2 entries. The next step is open.")

    _vote(mine)
    _reach(mine, mine.button("Look back at: Blind dots"))
    keys.press("Enter")
    expect(mine.heading("Blind dots")).to_be_focused()
    # What leads back stands above.
    keys.press("Shift+Tab")
    expect(mine.button("Back to where you are")).to_be_focused()
    keys.press("Enter")
    expect(mine.heading("What we choose")).to_be_focused()
    assert page.evaluate("window.pointers") == 0


def _vote(mine: Exercise) -> None:
    """Three are too many for one: the summary says so, and leads there."""
    page, keys = mine.page, mine.page.keyboard
    first = mine.dots("Bags are packed at night")
    _reach(mine, first)
    keys.type("3")
    _reach(mine, mine.button("Save my choice"))
    keys.press("Enter")
    summary = mine.now.locator("form.cte-choosing [data-summary]")
    expect(summary).to_be_focused()
    tab_to(page, summary.get_by_role("link"))
    keys.press("Enter")
    expect(first).to_be_focused()
    keys.press("ArrowDown")
    expect(first).to_have_value("2")
    _reach(mine, mine.button("Save my choice"))
    keys.press("Enter")
    _hears(mine, "Your choice is stored. The step has ended.")


def _reach(mine: Exercise, target: Locator) -> None:
    """Tab there; the focus is seen on all of the way."""
    tab_to(mine.page, target)


def _hears(mine: Exercise, sentence: str) -> None:
    expect(focused(mine.page)).to_have_text(sentence)
    expect(mine.live).to_have_text(sentence)
