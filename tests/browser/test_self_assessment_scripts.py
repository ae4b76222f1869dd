"""Our scripts beside others: two blocks on a page, broken neighbours, elements of both kinds, scripts loaded twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.journeys import PRE_UNIT, START_SCRIPT, SelfAssessment, Traffic, do_nothing, stage, unit
from tests.support.browsing import Faults

Enter = Callable[..., Page]
Check = Callable[..., None]
ARGS = re.compile(r'(class="xblock-json-init-args">)(.*?)(</script>)')


def _with_other_args(args: object) -> Callable[[Route], None]:
    """Serve a unit with other arguments for the script of its first block."""

    def serve(route: Route) -> None:
        answer = route.fetch()
        body = ARGS.sub(lambda found: found[1] + json.dumps(args) + found[3], answer.text(), count=1)
        route.fulfill(response=answer, body=body)

    return serve


def test_two_blocks_on_a_page_are_two(enter: Enter, learner: str, assert_no_axe_violations: Check) -> None:
    page = enter(learner)
    page.goto(stage("pair"))
    one, two = SelfAssessment(page), SelfAssessment(page, 1)
    two.answer(3, stop=2)
    two.root.get_by_text("What stands out to you? (optional)").click()
    expect(two.reflection).to_be_focused()
    two.rows.nth(2).get_by_text("rarely").click()

    assert two.chosen()[:4] == [3, 3, 1, None]
    assert one.chosen() == [None] * 15
    ids = page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
    assert sorted(ids) == sorted(set(ids))
    two.wait_until_saved()
    expect(one.saved).to_have_text("")
    one.answer(0)
    one.hand_in()
    assert two.chosen()[:4] == [3, 3, 1, None]
    assert_no_axe_violations(page)


def test_a_block_that_cannot_start_leaves_the_next_alone(enter: Enter, learner: str, faults: Faults) -> None:
    faults.expect("Cannot read properties|not a function")
    page = enter(learner)
    for args in ({}, {"texts": {"progress": 5}}, 7):
        page.unroute_all()
        page.route(f"**{stage('pair')}", _with_other_args(args))
        page.goto(stage("pair"))

        two = SelfAssessment(page, 1)
        expect(two.root.get_by_text("0 of 15 answered")).to_be_visible()
    assert any("TypeError" in message for message in faults.messages)
    two.answer(1)
    two.hand_in()


def test_an_element_and_a_jquery_object_are_both_taken(enter: Enter, learner: str) -> None:
    page = enter(learner)
    for position, wrap in enumerate(("(one) => one", "(one) => window.jQuery(one)")):
        page.route(START_SCRIPT, do_nothing)
        page.goto(unit(PRE_UNIT))
        page.evaluate(
            """(wrap) => { const block = document.querySelector(".csa").parentElement;
                 const runtime = new window.LmsRuntime.v1(block, []);
                 const args = JSON.parse(block.querySelector(".xblock-json-init-args").textContent);
                 window.CompetenceSelfAssessmentBlock(runtime, eval(wrap)(block), args); }""",
            wrap,
        )
        assessment = SelfAssessment(page)
        assessment.answer(position, stop=1)
        expect(assessment.root.get_by_text("1 of 15 answered")).to_be_visible()
        assessment.wait_until_saved()


def test_scripts_loaded_and_started_twice_do_nothing_twice(enter: Enter, learner: str) -> None:
    page = enter(learner)
    drafts, rounds = Traffic(page, "save_draft"), Traffic(page, "submit_round")

    added: list[str] = []

    def serve(route: Route) -> None:
        answer = route.fetch()
        scripts = re.findall(r"<script [^>]*(?:glue|competence_self_assessment)\.js[^>]*></script>", answer.text())
        added.extend(scripts)
        route.fulfill(response=answer, body=answer.text().replace("</body>", "".join(scripts) + "</body>"))

    page.route(f"**{unit(PRE_UNIT)}", serve)
    page.goto(unit(PRE_UNIT))
    page.evaluate("() => window.XBlock.initializeBlock(document.querySelector('.csa').closest('.xblock'))")
    assessment = SelfAssessment(page)
    assessment.answer(1)
    assessment.wait_until_saved()
    assessment.hand_in()

    assert len(added) == 2
    assert len(drafts.bodies) == 1
    assert len(rounds.bodies) == 1


def test_a_block_without_a_framework_says_so(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(stage("unready"))
    expect(page.get_by_text("This self-assessment is not ready yet. Please come back later.")).to_be_visible()

    team = enter("ivo")
    team.goto(stage("unready"))
    expect(
        team.get_by_text("“no_such_pack” does not ship with this version. Please choose another one.")
    ).to_be_visible()
