"""Coming back: a plan that is kept and returns, another round, others' figures, the learner's own copy."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import CheckPage
from tests.browser.journeys import (
    POST_UNIT,
    PRE_UNIT,
    SelfAssessment,
    copies,
    focused,
    outline_of_focus,
    overflow,
    smallest_chart_text,
    stage,
    too_small,
    unit,
)
from tests.support.browsing import PHONE, Faults

Enter = Callable[..., Page]
REPEAT_UNIT = "w1_look_again"
# Third-party parts of the host's pages, and what the pilot's own text blocks bring.
SAVED = "Your plan is saved. It comes back in your next round."


class Planning:
    """The form for a plan in a profile."""

    def __init__(self, assessment: SelfAssessment) -> None:
        self.form: Locator = assessment.root.locator("form[data-handler=save_plan]")
        self.goal = self.form.get_by_label("What I want to get better at")
        self.step = self.form.get_by_label("My first small step")
        self.day = self.form.get_by_label("By when")
        self.done = self.form.get_by_label("I did it")
        self.button = self.form.get_by_role("button", name="Save my plan")
        self.status = self.form.locator("[data-save-status]")


def _round(page: Page, name: str, position: int) -> SelfAssessment:
    page.goto(unit(name))
    assessment = SelfAssessment(page)
    assessment.answer(position)
    assessment.hand_in()
    return assessment


def _planned(page: Page) -> None:
    plan = Planning(_round(page, PRE_UNIT, 2))
    plan.goal.fill("Ask earlier <b>!</b>")
    plan.day.fill("2026-12-24")
    plan.button.click()
    expect(plan.status).to_have_text(SAVED)


def test_a_plan_is_saved_as_it_is_typed_and_comes_back_above_the_next_round(enter: Enter, learner: str) -> None:
    page = enter(learner)
    plan = Planning(_round(page, PRE_UNIT, 2))
    plan.goal.fill("Ask earlier <b>!</b>")
    plan.day.fill("2026-12-24")
    expect(plan.status).to_have_text(SAVED)
    assert copies(page) == []

    page.reload()
    expect(plan.goal).to_have_value("Ask earlier <b>!</b>")
    plan.step.fill("Today")
    plan.button.click()
    expect(plan.status).to_have_text(SAVED)
    expect(plan.form).to_have_attribute("data-version", "2")

    page.goto(unit(POST_UNIT))
    second = SelfAssessment(page)
    back = second.root.get_by_role("region", name="Your plan from last time")
    expect(back).to_contain_text("Ask earlier <b>!</b>")
    expect(back).to_contain_text("Today")
    second.answer(3, stop=4)
    back.get_by_role("button", name="Yes, done").click()
    expect(back).to_contain_text("✓ Done on")
    expect(back.locator("[data-focus]")).to_be_focused()
    expect(second.live).to_have_text("Well done. Your plan is marked as done.")
    assert second.chosen()[:5] == [3, 3, 3, 3, None]

    page.goto(unit(PRE_UNIT))
    expect(plan.done).to_be_checked()


def test_a_plan_typed_in_two_windows_loses_nothing(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 409")
    page = enter(learner)
    _planned(page)
    other = page.context.new_page()
    other.goto(unit(PRE_UNIT))
    theirs, mine = Planning(SelfAssessment(other)), Planning(SelfAssessment(page))
    theirs.step.fill("From the other window")
    theirs.button.click()
    expect(theirs.status).to_have_text(SAVED)

    mine.step.fill("From this window")
    expect(mine.status).to_contain_text("You changed this plan in another window.")
    expect(mine.step).to_have_value("From this window")

    page.reload()
    expect(mine.step).to_have_value("From the other window")
    mine.form.get_by_role("button", name="Bring it back").click()
    expect(mine.step).to_have_value("From this window")
    expect(mine.status).to_have_text(SAVED)


def test_a_plan_written_without_a_network_is_still_there(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("ERR_INTERNET_DISCONNECTED")
    page = enter(learner)
    _planned(page)
    plan = Planning(SelfAssessment(page))
    page.context.set_offline(True)
    plan.step.fill("On the train")
    expect(plan.status).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(plan.status).to_have_text(SAVED)


def test_a_day_that_is_none_is_named(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter(learner)
    _planned(page)
    plan = Planning(SelfAssessment(page))
    plan.day.fill("1999-01-01")
    plan.button.click()
    expect(plan.day).to_have_accessible_description("Please choose a day, or leave this empty.")
    expect(plan.goal).to_have_value("Ask earlier <b>!</b>")


def test_another_round_begins_is_left_and_is_kept_beside_the_first(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.on("dialog", lambda dialog: dialog.accept())
    assessment = _round(page, REPEAT_UNIT, 1)
    again = assessment.root.get_by_role("button", name="Answer again")
    keep = assessment.root.get_by_role("button", name="Keep my last round")

    again.click()
    expect(assessment.root.get_by_text("This is another round.")).to_be_visible()
    assert set(assessment.chosen()) == {None}
    assessment.answer(4, stop=3)
    keep.click()
    expect(assessment.profile).to_be_focused()
    assert copies(page) == []

    again.click()
    expect(keep).to_be_visible()
    assessment.answer(3)
    assessment.hand_in()
    section = assessment.root.get_by_role("region", name="Your rounds beside each other")
    expect(section).to_contain_text("you rate yourself: higher in “Growth mindset”")
    expect(section.get_by_role("img", name="Your rounds")).to_be_visible()
    section.get_by_text("Part by part").click()
    rows = section.get_by_role("table").locator("tbody tr")
    assert [re.sub(r",.*?\d{4}", "", row) for row in rows.all_inner_texts()] == [
        "1. In between\t2.0\t2.0\t2.0",
        "2. In between (this one)\t4.0\t4.0\t4.0",
    ]


def test_what_is_typed_is_not_lost_to_the_next_round(enter: Enter, learner: str) -> None:
    page = enter(learner)
    assessment = _round(page, REPEAT_UNIT, 1)
    Planning(assessment).goal.fill("Typed in a hurry")
    assessment.root.get_by_role("button", name="Answer again").click()
    expect(assessment.root.get_by_role("region", name="Your plan from last time")).to_contain_text("Typed in a hurry")


def test_the_plan_by_keyboard_alone(enter: Enter, learner: str) -> None:
    page = enter(learner)
    plan = Planning(_round(page, PRE_UNIT, 2))
    stops = 0
    while focused(page).get_attribute("name") != "goal":
        page.keyboard.press("Tab")
        stops += 1
        assert stops < 40, "the plan cannot be reached"
        assert outline_of_focus(page), f"no visible focus on stop {stops}"
    for text in ("Ask", "Today", "I am stuck", "ask"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    expect(plan.day).to_be_focused()
    while page.evaluate("() => document.activeElement.name") != "done":
        # The parts of a date are stops of their own.
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(plan.button).to_be_focused()
    assert outline_of_focus(page)
    page.keyboard.press("Enter")
    expect(plan.status).to_have_text(SAVED)
    expect(plan.done).to_be_checked()
    expect(plan.button).to_be_focused()


def test_others_are_shown_to_who_wants_to_look(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(stage("grouped"))
    assessment = SelfAssessment(page)
    assessment.answer(2)
    assessment.hand_in()
    section = assessment.root.get_by_role("region", name="How others see themselves")
    spread = section.get_by_role("listitem").filter(has_text="Half of the people", visible=True)
    expect(spread).to_have_count(0)
    section.get_by_text("Show how others see themselves").click()
    expect(spread).to_have_count(3)
    expect(spread.first).to_contain_text("You: 3.0.")
    expect(section.get_by_text("Refreshed in steps of 5 people")).to_be_visible()


def test_the_own_copy_is_a_page_a_table_and_data(
    enter: Enter, learner: str, assert_no_axe_violations: CheckPage
) -> None:
    page = enter(learner)
    _planned(page)
    root = SelfAssessment(page).root
    for name, ending in (("Table (CSV)", "csv"), ("Data (JSON)", "json")):
        with page.expect_download() as download:
            root.get_by_role("link", name=name).click()
        assert re.fullmatch(rf"self-assessment-[0-9-]+\.{ending}", download.value.suggested_filename)
        assert "Ask earlier <b>!</b>" in download.value.path().read_text(encoding="utf-8-sig")
    with page.expect_popup() as popup:
        root.get_by_role("link", name="Page to print").click()
    copy = popup.value
    expect(copy.get_by_role("heading", name="My self-assessments")).to_be_visible()
    expect(copy.get_by_text("Ask earlier <b>!</b>")).to_be_visible()
    assert copy.evaluate("() => document.scripts.length") == 0
    copy.set_viewport_size(PHONE)
    assert copy.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert_no_axe_violations(copy)
    assert copy.pdf()


def test_everything_open_fits_a_phone_in_the_dark_and_from_right_to_left(
    enter: Enter, learner: str, assert_no_axe_violations: CheckPage
) -> None:
    page = enter(learner, PHONE, color_scheme="dark")
    _planned(page)
    for position in (1, 3):
        page.goto(unit(REPEAT_UNIT))
        assessment = SelfAssessment(page)
        if assessment.profile.is_visible():
            assessment.root.get_by_role("button", name="Answer again").tap()
            expect(assessment.root.get_by_text("This is another round.")).to_be_visible()
        assert_no_axe_violations(page, exclude=[".xblock-student_view-html"])
        assert too_small(page) == []
        assert overflow(page) <= 0
        assessment.answer(position)
        assessment.hand_in()

    for locale in ("en", "ar"):
        page.set_extra_http_headers({"Accept-Language": locale})
        page.reload()
        page.locator(".csa details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
        assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar" else "ltr")
        assert too_small(page) == []
        assert overflow(page) <= 0
        assert smallest_chart_text(page) >= 11
        assert_no_axe_violations(page, exclude=[".xblock-student_view-html"])
