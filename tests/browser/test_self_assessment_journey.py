"""A learner's way through both self-assessments: by mouse, by keyboard alone, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.cast import PILOT
from tests.browser.journeys import (
    ITEMS,
    POST_UNIT,
    PRE_UNIT,
    SelfAssessment,
    focused,
    outline_of_focus,
    overflow,
    smallest_chart_text,
    too_small,
    unit,
)
from tests.support.browsing import PHONE, Faults

Enter = Callable[..., Page]

# Keeps what the live region says, since it says each thing for a moment only.
_LISTEN = """() => { window.said = [];
    new MutationObserver(() => window.said.push(document.querySelector("[data-live]").textContent))
        .observe(document.querySelector("[data-live]"), {childList: true, characterData: true, subtree: true}); }"""


def _hand_in_first_round(page: Page, position: int) -> None:
    page.goto(unit(PRE_UNIT))
    first = SelfAssessment(page)
    first.answer(position)
    first.hand_in()


def test_from_the_first_self_view_to_the_change_in_words(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    first = SelfAssessment(page)
    for index in range(ITEMS):
        level = "often" if 5 <= index < 10 else "sometimes" if index % 2 else "rarely"
        first.rows.nth(index).get_by_text(level).click()
    expect(first.root.get_by_text("15 of 15 answered")).to_be_visible()
    first.reflection.fill("I ask <b>too</b> late 🙂")
    first.hand_in()

    expect(first.root.get_by_role("img", name="Your profile")).to_be_visible()
    table = first.root.get_by_role("table", name="Your scores")
    assert table.locator("tbody tr").all_inner_texts() == [
        "Growth mindset\t2.4\t5 of 5",
        "Critical thinking\t4.0\t5 of 5",
        "Managing learning\t2.4\t5 of 5",
    ]
    summary = "highest in “Critical thinking” and lowest in “Growth mindset / Managing learning”."
    expect(first.root.get_by_role("paragraph").filter(has_text=summary)).to_be_visible()
    expect(first.root.get_by_text("I ask <b>too</b> late 🙂")).to_be_visible()
    expect(page.locator(".pv-strip__link[aria-current]")).to_have_attribute("data-state", "done", timeout=15_000)

    page.goto(unit(POST_UNIT))
    second = SelfAssessment(page)
    expect(second.rows).to_have_count(2 * ITEMS)
    second.answer(3)
    second.rows.evaluate_all("(rows) => rows.forEach((row, i) => i % 2 && row.querySelectorAll('input')[0].click())")
    second.hand_in()

    expect(second.root.get_by_role("heading", name="What has changed")).to_be_visible()
    expect(second.root.get_by_role("heading", name="Your rounds beside each other")).to_have_count(0)
    higher = "You rate yourself higher than in your first self-view (2.4, now 4.0)."
    expect(second.root.get_by_text(higher)).to_have_count(2)
    expect(second.root.get_by_text("Looking back, you see growth (then 1.0, now 4.0).")).to_have_count(3)
    expect(second.root.get_by_text("You place your start lower today than you did then.")).to_have_count(3)

    page.goto(f"/courses/{PILOT}/progress/")
    for title in ("Do: my first self-assessment", "Do: my second self-assessment"):
        expect(page.get_by_role("row", name=title)).to_contain_text("1 / 1")


def test_the_weakest_parts_lead_to_their_units(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    first = SelfAssessment(page)
    first.answer(1)
    first.answer(3, 5, 10)
    first.hand_in()

    expect(first.root.get_by_text("What you can build on: Critical thinking")).to_be_visible()
    expect(first.root.get_by_role("link", name="Lesson 3: An honest look at yourself")).to_be_hidden()
    first.root.get_by_role("link", name="Lesson 1: Learning happens every day").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("self-assessment")


def test_a_profile_is_still_there_on_the_next_visit(enter: Enter, learner: str) -> None:
    page = enter(learner)
    _hand_in_first_round(page, 4)

    page.reload()

    assessment = SelfAssessment(page)
    expect(assessment.profile).to_be_visible()
    expect(assessment.rows).to_have_count(0)
    expect(assessment.root.get_by_role("paragraph").filter(has_text="about the same in all parts")).to_be_visible()


def test_the_whole_round_by_keyboard_alone(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)
    page.evaluate(_LISTEN)
    stops = 0
    while "radio" not in (focused(page).get_attribute("type") or "" if stops else ""):
        page.keyboard.press("Tab")
        stops += 1
        assert outline_of_focus(page), f"no visible focus on stop {stops}"
        assert stops < 40, "the first question cannot be reached"

    for index in range(ITEMS):
        # One stop for each question: Space takes the first answer, arrows go on from there.
        page.keyboard.press("Space")
        for _step in range(index % 3):
            page.keyboard.press("ArrowDown")
        assert outline_of_focus(page)
        page.keyboard.press("Tab")
    assert assessment.chosen() == [index % 3 for index in range(ITEMS)]

    expect(assessment.reflection).to_be_focused()
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    expect(assessment.root.get_by_role("radio", name="Business")).to_be_focused()
    page.keyboard.press("Tab")
    expect(assessment.button).to_be_focused()
    final = "After this you cannot change your answers. If you need to, ask the course team to open them again."
    expect(assessment.button).to_have_accessible_description(final)
    assert outline_of_focus(page)
    page.keyboard.press("Enter")

    expect(assessment.profile).to_be_focused()
    assert outline_of_focus(page)
    said = page.evaluate("() => window.said")
    assert said == ["Handed in. Here is your profile."]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("What the numbers mean")


def test_missing_answers_are_named_linked_and_cleared(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)
    assessment.answer(1, stop=ITEMS - 3)
    assessment.reflection.fill("Kept?")

    assessment.button.click()

    expect(assessment.summary).to_be_focused()
    expect(assessment.summary).to_contain_text("3 answers need another look. Nothing is lost.")
    missing = [assessment.rows.nth(index) for index in range(ITEMS - 3, ITEMS)]
    questions = [row.locator("legend").inner_text() for row in missing]
    links = assessment.summary.get_by_role("link")
    assert links.all_inner_texts() == questions
    assert assessment.chosen() == [1] * 12 + [None] * 3
    expect(assessment.reflection).to_have_value("Kept?")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    control = missing[1].locator("input").first
    expect(control).to_be_focused()
    expect(control).to_have_attribute("aria-invalid", "true")
    expect(missing[1]).to_have_accessible_description("Please choose an answer, or “I can't say”.")
    page.keyboard.press("Space")
    expect(missing[1]).not_to_have_class(re.compile("invalid"))
    expect(missing[1]).to_have_accessible_description("")
    expect(control).to_have_attribute("aria-invalid", "false")
    expect(missing[2]).to_have_class(re.compile("invalid"))


def test_a_marked_answer_looks_marked(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)
    assessment.button.click()
    expect(assessment.summary).to_be_focused()

    row = assessment.rows.first
    error = row.locator(".bizmooc-error")
    expect(error).to_have_css("color", "rgb(168, 32, 26)")
    expect(row).to_have_css("border-left-color", "rgb(168, 32, 26)")
    expect(row).to_have_css("border-left-width", "4px")


def test_everything_fits_a_phone(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter(learner, PHONE)
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)

    def check() -> None:
        assert overflow(page) <= 0
        assert too_small(page) == []

    expect(assessment.root.get_by_text("Your profile and what you write: only you.")).to_be_visible()
    check()
    assessment.button.tap()
    expect(assessment.summary).to_be_focused()
    expect(assessment.summary.get_by_text("15 answers need another look.")).to_be_in_viewport(ratio=1)
    check()
    assessment.rows.first.get_by_text("often").tap()
    assert assessment.chosen()[:2] == [3, None]
    assessment.answer(2)
    assessment.button.tap()
    expect(assessment.profile).to_be_focused()
    assessment.root.get_by_text("What the numbers mean").tap()
    check()
    assert smallest_chart_text(page) >= 11

    page.goto(unit(POST_UNIT))
    check()
    assessment.answer(3)
    assessment.hand_in()
    check()
    assert smallest_chart_text(page) >= 11
