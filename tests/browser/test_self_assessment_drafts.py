"""What a learner has answered is kept: by the host, and until it has it by the browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import PRE_UNIT, SelfAssessment, copies, unit
from tests.support.browsing import Faults

Enter = Callable[..., Page]
NO_NETWORK = "ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)"
DAY = 24 * 3600 * 1000


def _start(page: Page) -> SelfAssessment:
    page.goto(unit(PRE_UNIT))
    return SelfAssessment(page)


def test_a_draft_is_there_in_another_browser(enter: Enter, learner: str) -> None:
    page = enter(learner)
    assessment = _start(page)
    assessment.answer(3, stop=4)
    assessment.reflection.fill("Half a thought")
    assessment.wait_until_saved()
    assert copies(page) == []
    page.context.close()

    again = _start(enter(learner))

    assert again.chosen()[:5] == [3, 3, 3, 3, None]
    expect(again.reflection).to_have_value("Half a thought")
    expect(again.root.get_by_text("4 of 15 answered")).to_be_visible()


def test_what_was_typed_without_a_network_comes_back_and_is_saved(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect(NO_NETWORK)
    page = enter(learner)
    assessment = _start(page)
    page.context.set_offline(True)
    assessment.answer(2, stop=3)
    assessment.reflection.fill("On the train")
    expect(assessment.saved).to_have_text("No connection. Trying again …")
    context = page.context
    page.close()

    context.set_offline(False)
    page = context.new_page()
    assessment = _start(page)
    assert assessment.chosen()[:4] == [2, 2, 2, None]
    expect(assessment.reflection).to_have_value("On the train")
    assessment.wait_until_saved()
    assert copies(page) == []
    assert _start(enter(learner)).chosen()[:4] == [2, 2, 2, None]


def test_it_is_saved_when_the_network_is_back(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect(NO_NETWORK)
    page = enter(learner)
    assessment = _start(page)
    page.clock.install()
    page.context.set_offline(True)
    assessment.answer(2, stop=3)
    _let_all_attempts_fail(page, assessment)

    page.context.set_offline(False)

    assessment.wait_until_saved()


def _let_all_attempts_fail(page: Page, assessment: SelfAssessment) -> None:
    page.clock.fast_forward(2_000)
    for wait in (1_000, 3_000, 10_000, 30_000):
        expect(assessment.saved).to_have_text("No connection. Trying again …")
        page.wait_for_timeout(150)
        page.clock.fast_forward(wait + 100)
    expect(assessment.saved).to_have_text(
        "No connection. What you wrote is kept in this browser; please try again later."
    )


def test_what_was_just_chosen_is_saved_when_the_page_is_left(enter: Enter, learner: str) -> None:
    page = enter(learner)
    assessment = _start(page)
    assessment.answer(4, stop=2)

    page.goto("/")

    again = _start(enter(learner))
    if again.chosen()[0] is None:
        # The request outlives its page; nothing tells when it has arrived.
        again.page.wait_for_timeout(1_000)
        again.page.reload()
    assert again.chosen()[:3] == [4, 4, None]


def test_of_two_windows_neither_loses_anything(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 409")
    one = _start(enter(learner))
    two = SelfAssessment(one.page.context.new_page())
    two.page.goto(unit(PRE_UNIT))
    one.answer(1, stop=2)
    one.wait_until_saved()

    two.answer(4, start=5, stop=8)
    two.reflection.fill("From the other window")

    conflict = "You went on in another window. Reload this page to continue from there."
    expect(two.saved).to_have_text(conflict)
    assert two.chosen()[5:9] == [4, 4, 4, None]
    one.answer(1, start=2, stop=3)
    one.wait_until_saved()

    two.page.reload()
    assert two.chosen()[:6] == [1, 1, 1, None, None, None]
    expect(two.root.get_by_text("This browser holds answers that were not saved.")).to_be_visible()
    two.root.get_by_role("button", name="Bring them back").click()
    assert two.chosen()[5:9] == [4, 4, 4, None]
    expect(two.reflection).to_have_value("From the other window")
    two.wait_until_saved()
    assert copies(two.page) == []


def test_nothing_is_left_in_the_browser_after_handing_in(enter: Enter, learner: str) -> None:
    page = enter(learner)
    assessment = _start(page)
    assessment.answer(2)
    assert len(copies(page)) == 1

    assessment.hand_in()

    assert copies(page) == []


@pytest.mark.parametrize(("age", "kept"), [(13, True), (15, False)])
def test_copies_go_after_two_weeks(enter: Enter, learner: str, age: int, kept: bool) -> None:
    page = enter(learner)
    page.goto("/")
    copy = {"at": time.time() * 1000 - age * DAY, "version": 0, "values": {}}
    page.evaluate("(copy) => localStorage.setItem('bizmooc:somebody', JSON.stringify(copy))", copy)

    _start(page)

    assert bool(copies(page)) is kept


def test_a_damaged_copy_harms_nothing(enter: Enter, learner: str) -> None:
    page = enter(learner)
    _start(page)
    key = page.evaluate("() => JSON.parse(document.querySelector('.xblock-json-init-args').textContent).copyKey")
    page.evaluate("() => localStorage.setItem('bizmooc:0', '{')")
    for damaged in ("null", "[]", '{"at": 9e15}', '{"at": 9e15, "values": 5}'):
        page.evaluate("(args) => localStorage.setItem(args[0], args[1])", [f"bizmooc:{key}", damaged])
        page.reload()

        assessment = SelfAssessment(page)
        expect(assessment.root.get_by_text("0 of 15 answered")).to_be_visible()
        assert page.evaluate("() => localStorage.getItem('bizmooc:0')") is None


def test_another_learner_at_the_same_browser_sees_no_copy(
    enter: Enter, unused_learners: Iterator[str], sessions: dict[str, str], live_preview: str, faults: Faults
) -> None:
    faults.expect(NO_NETWORK)
    learner, other = next(unused_learners), next(unused_learners)
    page = enter(learner)
    assessment = _start(page)
    page.context.set_offline(True)
    assessment.answer(2, stop=3)
    assert len(copies(page)) == 1
    page.goto("about:blank")
    page.context.set_offline(False)

    page.context.add_cookies([{"name": "sessionid", "value": sessions[other], "url": live_preview}])
    _start(page)
    assert assessment.chosen() == [None] * 15
    expect(assessment.root.get_by_text("This browser holds answers")).to_be_hidden()

    page.context.add_cookies([{"name": "sessionid", "value": sessions[learner], "url": live_preview}])
    _start(page)
    assert assessment.chosen()[:4] == [2, 2, 2, None]
