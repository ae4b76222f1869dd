"""What axe finds on each state of the self-assessment, light and dark, wide and narrow; other directions, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.cast import BROKEN, STAGE
from tests.browser.journeys import (
    POST_UNIT,
    PRE_UNIT,
    SelfAssessment,
    author,
    figures,
    overflow,
    smallest_chart_text,
    stage,
    too_small,
    unit,
)
from tests.support.browsing import DESKTOP, PHONE, Faults

Enter = Callable[..., Page]
Check = Callable[..., None]
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
# What the host puts around us has tests of its own.
HOST = [".pv-header", ".pv-coursebar", ".pv-footer", ".pv-unit__head", ".pv-steps", ".pv-block--html"]


def _check_looks(page: Page, check: Check) -> None:
    # What axe sees of the colours does not depend on the width, nor the rest on the colours.
    looks: list[tuple[ViewportSize, Scheme]] = [(DESKTOP, "light"), (PHONE, "dark")]
    for size, scheme in looks:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert overflow(page) <= 0
        check(page, exclude=HOST)


def _open(page: Page, path: str) -> SelfAssessment:
    page.goto(path)
    return SelfAssessment(page)


def test_questions_and_profiles(enter: Enter, learner: str, faults: Faults, assert_no_axe_violations: Check) -> None:
    faults.expect("status of 422")
    page = enter(learner)
    for path in (unit(PRE_UNIT), unit(POST_UNIT)):
        assessment = _open(page, path)
        _check_looks(page, assert_no_axe_violations)
        assessment.button.click()
        expect(assessment.summary).to_be_focused()
        _check_looks(page, assert_no_axe_violations)
        assessment.answer(1)
        assessment.answer(3, start=4)
        assessment.reflection.fill("A thought")
        assessment.hand_in()
        _check_looks(page, assert_no_axe_violations)


@pytest.mark.parametrize(
    ("name", "words"), [("closed", "This closed on"), ("failing", "This part of the page cannot be shown right now.")]
)
def test_messages(enter: Enter, name: str, words: str, assert_no_axe_violations: Check) -> None:
    page = enter(BROKEN)
    page.goto(stage(name))
    expect(page.locator(".bizmooc").get_by_text(words)).to_be_visible()

    _check_looks(page, assert_no_axe_violations)


def test_a_block_with_damaged_data_leaves_the_rest_alone(enter: Enter) -> None:
    page = enter(BROKEN)
    page.goto(stage("failing"))

    expect(page.get_by_role("alert").locator("code")).to_have_text(re.compile("^[0-9a-f]{8}$"))
    expect(page.get_by_role("link", name="Next").first).to_be_visible()


def test_figures(enter: Enter, assert_no_axe_violations: Check) -> None:
    page = enter("ivo")
    page.goto(figures("told_2", STAGE))
    page.get_by_text("For the course team: how learners answered").click()
    page.get_by_text("Question by question").first.click()

    _check_looks(page, assert_no_axe_violations)
    assert smallest_chart_text(page) >= 11
    assert too_small(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_author_mode_and_its_dialog(
    enter: Enter, size: ViewportSize, faults: Faults, assert_no_axe_violations: Check
) -> None:
    # A framework that is still empty is checked after a moment: sometimes while we look.
    faults.expect("status of 422")
    page = enter("ivo", size)
    page.goto(author("authored"))
    expect(page.locator(".csa").get_by_text("This is a preview")).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert_no_axe_violations(page, exclude=HOST)
    page.get_by_role("button", name="Edit Check-in").click()
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()
    page.get_by_role("dialog").get_by_text("A framework of our own").click()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert_no_axe_violations(page, exclude=HOST)
    assert too_small(page, ".csa-editor") == []
    assert overflow(page) <= 0


def test_right_to_left(enter: Enter, learner: str, assert_no_axe_violations: Check) -> None:
    page = enter(learner, PHONE, locale="ar")
    assessment = _open(page, unit(PRE_UNIT))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert overflow(page) <= 0
    assert_no_axe_violations(page, exclude=HOST)
    choice = assessment.rows.first.locator("label").first
    mark, words = (choice.locator(part).bounding_box() for part in ("input", "span"))
    assert mark
    assert words
    assert mark["x"] > words["x"], "the mark stands at the side where reading begins"

    assessment.answer(1)
    assessment.button.click()
    expect(assessment.root.locator("svg[role=img]")).to_be_visible()
    assert overflow(page) <= 0
    assert_no_axe_violations(page, exclude=HOST)


def test_on_paper(enter: Enter, learner: str) -> None:
    page = enter(learner)
    assessment = _open(page, unit(PRE_UNIT))
    page.emulate_media(media="print")
    expect(assessment.button).to_be_hidden()
    page.emulate_media(media="screen")
    assessment.answer(1)
    assessment.hand_in()

    page.emulate_media(media="print")
    page.set_viewport_size(PHONE)
    expect(assessment.root.get_by_role("img", name="Your profile")).to_be_visible()
    cut_off = "(frames) => frames.filter((one) => getComputedStyle(one).overflowX !== 'visible').length"
    assert assessment.root.locator(".bizmooc-scroll").evaluate_all(cut_off) == 0


def test_nothing_moves(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.emulate_media(reduced_motion="no-preference")
    assessment = _open(page, unit(PRE_UNIT))
    assessment.root.get_by_text("Who sees my answers?").click()
    assessment.answer(1)
    assessment.hand_in()

    moving = (
        "(all) => all.filter((one) => one.getAnimations().length || getComputedStyle(one).scrollBehavior !== 'auto')"
    )
    assert assessment.root.locator("*").evaluate_all(moving + ".length") == 0
