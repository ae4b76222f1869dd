"""A learner alone with the exercise on a narrow phone, from start to end."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.exercise import NOTED, Exercise
from tests.browser.journeys import overflow, too_small
from tests.support.browsing import PHONE

Enter = Callable[..., Page]
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"
DEALT = "dealt from the pool"


def test_alone_from_a_first_idea_to_the_end(enter: Enter, learner: str) -> None:
    solo = Exercise(enter(learner, PHONE), "solo").open()
    _fits(solo)
    solo.join(LONG, "Work alone with this idea")
    expect(solo.main.get_by_text("You have begun. Your first idea is kept.")).to_be_focused()
    _fits(solo)
    solo.hand_in("The clock runs ahead", f"https://example.org/{'x' * 90}", first=2)

    # Ideas of others have come, so that nobody writes into the blue.
    expect(solo.now).to_contain_text("round 2 of 2")
    expect(solo.sheet.get_by_text(DEALT).first).to_be_visible()
    _fits(solo)
    solo.hand_in("Hooks with names", "A bell of brass", "Rolls on Fridays")
    _goes_on(solo, "What belongs together?")
    solo.now.get_by_role("combobox", name=LONG).fill(LONG[:40])
    solo.button("Save the tags").click()
    expect(solo.heading(f"{LONG[:40]} (1)")).to_be_visible()
    _fits(solo)
    solo.press("I am done with this step")
    _goes_on(solo, "Blind dots")
    solo.dots(LONG).fill("2")
    solo.press("Save my choice")
    _goes_on(solo, "What we propose")
    expect(solo.now.locator(".cte-chosen-first")).to_contain_text("2 dots from 1 person")
    solo.text("Our idea").fill(LONG)
    # There is no team to speak of.
    expect(solo.now).not_to_contain_text("the team")
    with solo.page.expect_response(NOTED):
        solo.now.get_by_role("button", name="Save", exact=True).click()
    _goes_on(solo, "Looking back")
    solo.text("What helped: Entry 1").fill("The rolls.")
    solo.text("What I would change: Entry 1").fill("Begin earlier.")
    solo.button("Hand in").click()
    _goes_on(solo, "This is what came of it")
    solo.button("Look back at: Blind dots").click()
    _goes_on(solo, "Blind dots")
    solo.page.goto(solo.work())
    expect(solo.page.get_by_role("heading", name="Your work")).to_be_visible()
    assert overflow(solo.page) <= 0


def _goes_on(solo: Exercise, heading: str) -> None:
    expect(solo.heading(heading)).to_be_visible()
    _fits(solo)


def _fits(solo: Exercise) -> None:
    assert overflow(solo.page) <= 0
    assert too_small(solo.page) == []
