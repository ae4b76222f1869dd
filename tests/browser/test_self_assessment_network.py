"""Bad networks, failing hosts and impatient fingers: one act of the learner is carried out once, or said to be lost."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.journeys import (
    PRE_UNIT,
    START_SCRIPT,
    SelfAssessment,
    Traffic,
    copies,
    do_nothing,
    stored_rounds,
    unit,
)
from tests.support.browsing import Faults
from tests.support.servers import PreviewServer

Enter = Callable[..., Page]
SUBMIT = "**/handler/submit_round"


def _ready_to_hand_in(page: Page) -> SelfAssessment:
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)
    assessment.answer(2)
    assessment.reflection.fill("Still here?")
    return assessment


def _assert_form_intact(assessment: SelfAssessment) -> None:
    assert assessment.chosen() == [2] * 15
    expect(assessment.reflection).to_have_value("Still here?")
    assert len(copies(assessment.page)) == 1


def test_a_request_that_got_lost_twice_is_carried_out_once(
    enter: Enter, learner: str, faults: Faults, preview_server: PreviewServer
) -> None:
    faults.expect("ERR_CONNECTION_RESET")
    page = enter(learner)
    assessment = _ready_to_hand_in(page)
    traffic = Traffic(page, "submit_round")
    answered = []

    def lose(route: Route) -> None:
        answered.append(route)
        if len(answered) == 1:
            # The host got it; only its answer is lost.
            route.fetch()
        if len(answered) <= 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(SUBMIT, lose)
    assessment.button.click()
    expect(assessment.saved).to_have_text("No connection. Trying again …")
    expect(assessment.profile).to_be_visible(timeout=15_000)

    keys = {body["key"] for body in traffic.bodies}
    assert len(traffic.bodies) == 3
    assert len(keys) == 1
    assert stored_rounds(preview_server, keys.pop()) == 1


def test_a_double_click_sends_one_request(enter: Enter, learner: str, preview_server: PreviewServer) -> None:
    page = enter(learner)
    assessment = _ready_to_hand_in(page)
    traffic = Traffic(page, "submit_round")

    assessment.button.dblclick()

    expect(assessment.profile).to_be_visible()
    assert len(traffic.bodies) == 1
    assert stored_rounds(preview_server, traffic.bodies[0]["key"]) == 1


def test_a_failing_host_is_asked_again_and_then_reported(
    enter: Enter, learner: str, faults: Faults, preview_server: PreviewServer
) -> None:
    faults.expect("status of 500")
    page = enter(learner)
    page.clock.install()
    assessment = _ready_to_hand_in(page)
    traffic = Traffic(page, "submit_round")
    page.route(SUBMIT, lambda route: route.fulfill(status=500, body="<h1>Oops</h1>", content_type="text/html"))

    with page.expect_response(SUBMIT):
        assessment.button.click()
    for wait in (1_000, 3_000, 10_000, 30_000):
        expect(assessment.saved).to_have_text("No connection. Trying again …")
        page.wait_for_timeout(100)
        with page.expect_response(SUBMIT):
            page.clock.fast_forward(wait + 100)
    expect(assessment.summary).to_be_focused()
    expect(assessment.summary).to_contain_text("What you wrote is kept in this browser")
    assert len({body["key"] for body in traffic.bodies}) == 1
    assert len(traffic.bodies) == 5
    _assert_form_intact(assessment)

    page.unroute(SUBMIT)
    assessment.hand_in()
    assert traffic.bodies[-1]["key"] == traffic.bodies[0]["key"]
    assert stored_rounds(preview_server, traffic.bodies[0]["key"]) == 1


def test_a_refusal_leaves_the_form_as_it_is(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter(learner)
    assessment = _ready_to_hand_in(page)
    answer = {"error": "One answer needs another look.", "fields": {"reflection": ["Too long."]}}
    page.route(SUBMIT, lambda route: route.fulfill(status=422, json=answer))

    assessment.button.click()

    expect(assessment.summary).to_be_focused()
    expect(assessment.reflection).to_have_accessible_description(
        "One or two sentences for yourself. Only you see them, with your profile. Too long."
    )
    _assert_form_intact(assessment)


def test_an_answer_that_is_none_is_not_taken_for_success(enter: Enter, learner: str) -> None:
    page = enter(learner)
    assessment = _ready_to_hand_in(page)
    # What the sign-in page of a café's network says to everything.
    page.route(SUBMIT, lambda route: route.fulfill(status=200, body="<h1>Free WiFi!</h1>", content_type="text/html"))

    assessment.button.click()

    expect(assessment.summary).to_be_focused()
    expect(assessment.summary).to_contain_text("This did not work.")
    _assert_form_intact(assessment)


def test_a_text_that_is_far_too_long_is_refused_and_kept(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of (413|422)")
    page = enter(learner)
    assessment = _ready_to_hand_in(page)
    for text in ("<b>spam</b> 🙂 " * 7_000, "🙂" * 60_000):
        assessment.reflection.fill(text)

        assessment.button.click()

        expect(assessment.summary).to_be_focused()
        expect(assessment.reflection).to_have_value(text)
    expect(assessment.summary).to_contain_text("more than can be taken at once")
    assessment.reflection.fill("<b>Short</b> 🙂")
    assessment.hand_in()
    expect(assessment.root.get_by_text("<b>Short</b> 🙂")).to_be_visible()


def test_a_draft_that_is_refused_says_where(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)

    assessment.reflection.fill("x" * 2_001)

    expect(assessment.saved).to_contain_text("One answer needs another look.")
    expect(assessment.reflection).to_have_attribute("aria-invalid", "true")
    assessment.reflection.fill("x" * 2_000)
    assessment.wait_until_saved()
    expect(assessment.reflection).to_have_attribute("aria-invalid", "false")


def test_answers_never_travel_in_an_address(enter: Enter, learner: str, faults: Faults) -> None:
    # Another block's script failed, so ours never started: the button must not send the form by itself.
    faults.expect("another block")
    page = enter(learner)
    page.add_init_script("window.addEventListener('DOMContentLoaded', () => { throw new Error('another block'); })")
    page.route(START_SCRIPT, do_nothing)
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)
    assessment.answer(2)
    before = page.url

    assessment.button.click()
    page.wait_for_timeout(300)

    assert page.url == before
    assert assessment.chosen() == [2] * 15


def test_bodies_are_json(enter: Enter, learner: str) -> None:
    page = enter(learner)
    assessment = _ready_to_hand_in(page)
    traffic = Traffic(page, "submit_round")
    assessment.hand_in()

    (request,) = traffic.requests
    assert request.headers["content-type"] == "application/json"
    assert request.headers["x-csrftoken"]
    assert json.loads(request.post_data or "")["values"]["reflection"] == "Still here?"
