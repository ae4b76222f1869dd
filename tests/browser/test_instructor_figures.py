"""What the course team sees of all learners, and learners do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cast import STAGE
from tests.browser.journeys import (
    POST_UNIT,
    PRE_UNIT,
    SelfAssessment,
    figures,
    focused,
    funnel,
    outline_of_focus,
    overflow,
    released_means,
    released_people,
    smallest_chart_text,
    too_small,
    unit,
)
from tests.support.browsing import PHONE, Faults
from tests.support.servers import PreviewServer

Enter = Callable[..., Page]
SUMMARY = "For the course team: how learners answered"


def _open_figures(page: Page, block: str, course: str | None = None) -> None:
    page.goto(figures(block, course) if course else figures(block))
    page.get_by_text(SUMMARY).click()
    expect(page.get_by_role("heading", name="Taking part")).to_be_visible()


def _people(page: Page) -> int:
    return int(re.search(r"Answers of (\d+) people", page.locator(".csa-figures").inner_text())[1])  # type: ignore[index]


def _shown_funnel(page: Page) -> dict[str, int]:
    rows = page.get_by_role("table", name="People by stage").locator("tbody tr").all()
    return {row.locator("th").inner_text(): int(row.locator("td").first.inner_text()) for row in rows}


def test_from_the_list_of_blocks_to_the_figures(enter: Enter, preview_server: PreviewServer) -> None:
    page = enter("ivo")
    page.goto(figures("l2l_self_view_post").partition("block-v1")[0])
    page.get_by_role("link", name="My self-view, now and looking back").click()
    page.get_by_text(SUMMARY).click()
    expect(page.get_by_role("heading", name="Taking part")).to_be_visible()

    counted = funnel(preview_server, "l2l_self_view_post")
    assert _shown_funnel(page) == {
        "Saw the questions": counted["seen"],
        "Began to answer": counted["started"],
        "Handed in": counted["submitted"],
    }
    assert counted["seen"] >= counted["submitted"] > 0


def test_distributions_as_chart_table_and_sentence(enter: Enter, preview_server: PreviewServer) -> None:
    page = enter("ivo")
    _open_figures(page, "told_1", STAGE)

    chart = page.get_by_role("img", name="Critical thinking: how many people rate themselves at each level")
    expect(chart).to_be_visible()
    words = re.compile(r"^Now: median \d\.\d, mean \d\.\d\d \(\d+ people\)\.$")
    sentence = page.get_by_role("paragraph").filter(has_text=words)
    expect(sentence).to_have_count(3)
    people = int(re.search(r"\((\d+) people", sentence.nth(1).inner_text())[1])  # type: ignore[index]
    table = page.get_by_role("region", name="Critical thinking: people by level").get_by_role("table")
    assert table.locator("tbody th").first.inner_text() == "1: never or almost never"
    counts = [int(cell) for cell in table.locator("tbody td").all_inner_texts()]
    assert sum(counts) == people
    means = released_means(preview_server, "told_1", "critical_thinking", STAGE)
    # Half a level goes to the one above.
    half = Fraction(1, 2)
    assert counts == [sum(n for mean, n in means.items() if -half <= mean - level < half) for level in range(1, 6)]
    drawn = [int(text) for text in chart.locator(".text-overlay text").all_text_contents() if text.strip()]
    assert drawn == [count for count in counts if count]

    page.get_by_text("Question by question").first.click()
    answers = page.get_by_role("region", name="Growth mindset: question by question")
    assert answers.locator("tbody tr").count() == 5


def test_one_more_answer_does_not_show(
    enter: Enter, unused_learners: Iterator[str], preview_server: PreviewServer
) -> None:
    team = enter("ivo")
    looks = []
    for name in (next(unused_learners), next(unused_learners)):
        page = enter(name)
        page.goto(unit(POST_UNIT))
        assessment = SelfAssessment(page)
        assessment.answer(0)
        assessment.hand_in()
        _open_figures(team, "l2l_self_view_post")
        sections = team.locator(".csa-competence").all_inner_texts()
        looks.append(
            (_shown_funnel(team)["Handed in"], released_people(preview_server, "l2l_self_view_post"), sections)
        )

    (first, before, sections), (second, after, sections_after) = looks
    assert second == first + 1
    # They change with every tenth learner, so that two looks never differ by one person's answers.
    assert after == before or after >= before + 10
    assert (sections != sections_after) is (after != before)


def test_the_first_look_and_the_way_to_a_section(enter: Enter) -> None:
    page = enter("ivo")
    _open_figures(page, "told_2", STAGE)

    for words in ("Lowest self-view: ", "Nothing here is proof of skill"):
        expect(page.locator(".bizmooc-note").get_by_text(words)).to_be_visible()
    overview = page.get_by_role("region", name="All competences at a glance")
    expect(overview.get_by_role("row")).to_have_count(4)
    overview.focus()
    for _row in range(3):
        page.keyboard.press("Tab")
        assert outline_of_focus(page)
    expect(focused(page)).to_have_text("Managing learning")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Managing learning", level=4)
    expect(heading).to_be_in_viewport()


def test_change_and_alpha_by_keyboard(enter: Enter) -> None:
    page = enter("ivo")
    _open_figures(page, "told_2", STAGE)

    differences = page.get_by_role("heading", name="Change: three differences, kept apart")
    expect(differences).to_have_count(3)
    page.locator(".csa-competence summary", has_text="Change in numbers").first.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name="Growth mindset: change in numbers")
    expect(table.get_by_role("row", name="Effect size d_z")).to_be_visible()
    assert table.get_by_role("columnheader").count() == 4
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("aria-label", "Growth mindset: change in numbers")
    page.locator(".csa-competence summary", has_text="Alpha in numbers").first.click()
    alpha = page.get_by_role("region", name="Growth mindset: alpha in numbers")
    expect(alpha.get_by_role("row", name=re.compile("^Now listwise"))).to_be_visible()


def test_one_group_at_a_time(enter: Enter) -> None:
    page = enter("ivo")
    _open_figures(page, "grouped_1", STAGE)

    choice = page.get_by_role("combobox", name="Whose answers")
    assert choice.locator("option").first.inner_text() == "Everybody"
    everybody, business = _people(page), "Business: I work in a company"
    expect(page.get_by_role("region", name="Groups side by side").get_by_role("row")).to_have_count(4)
    choice.select_option(business)
    page.get_by_role("button", name="Show", exact=True).click()
    heading = page.get_by_role("heading", name="Learning to learn: Business")
    expect(heading).to_be_focused()
    assert 5 <= _people(page) < everybody
    expect(page.get_by_role("combobox", name="Whose answers")).to_have_value("target:business")
    expect(page.get_by_role("heading", name="Groups side by side")).to_have_count(0)


def test_figures_that_cannot_be_read_now_leave_those_shown(enter: Enter, faults: Faults) -> None:
    faults.expect("status of 403")
    page = enter("ivo")
    _open_figures(page, "grouped_1", STAGE)
    page.route("**/handler/show_figures*", lambda route: route.fulfill(status=403, json={"error": "Not now."}))
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Not now.")).to_be_visible()
    assert _people(page) >= 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_on_every_screen(enter: Enter, assert_no_axe_violations: Callable[..., None], scheme: str) -> None:
    for options in ({}, {"size": PHONE}):
        page = enter("ivo", **options, color_scheme=scheme)
        _open_figures(page, "told_2", STAGE)
        page.locator(".csa-figures details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
        assert_no_axe_violations(page)
        assert overflow(page) <= 0
        assert too_small(page, ".csa-figures") == []
        assert smallest_chart_text(page) >= 12


def test_figures_on_paper(enter: Enter) -> None:
    page = enter("ivo")
    _open_figures(page, "grouped_1", STAGE)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_hidden()
    assert _people(page) >= 5


def test_too_few_answers_wait(enter: Enter) -> None:
    team = enter("ivo")
    _open_figures(team, "waiting_1", STAGE)

    waiting = team.get_by_text("Figures appear from 1000 people on, so that nobody can be recognised.")
    expect(waiting).to_be_visible()
    expect(team.locator(".csa-figures").get_by_role("img")).to_have_count(0)

    _open_figures(team, "unready_1", STAGE)
    expect(team.get_by_text("Nobody has handed in yet.")).to_be_visible()


def test_trials_of_the_course_team_do_not_count_and_can_be_erased(
    enter: Enter, preview_server: PreviewServer, faults: Faults
) -> None:
    faults.expect("status of 403")
    before = funnel(preview_server, "l2l_self_view_pre")
    page = enter("ivo")
    page.goto(unit(PRE_UNIT))
    assessment = SelfAssessment(page)
    expect(assessment.root.get_by_text("stays out of all figures")).to_be_visible()
    assessment.answer(4)
    assessment.hand_in()

    assert funnel(preview_server, "l2l_self_view_pre") == before
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/handler/erase_trial", lambda route: route.fulfill(status=403, json={"error": "Not now."}))
    assessment.root.get_by_role("button", name="Erase my trial").click()
    expect(assessment.root.get_by_text("Not now.")).to_be_visible()
    page.unroute_all()
    assessment.root.get_by_role("button", name="Erase my trial").click()
    expect(assessment.rows).to_have_count(15)
    assert assessment.chosen() == [None] * 15


def test_learners_see_no_figures(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    expect(SelfAssessment(page).rows.first).to_be_visible()
    expect(page.get_by_text(SUMMARY)).to_have_count(0)

    base = page.locator("[data-handler-base]").last.get_attribute("data-handler-base")
    answer = page.request.get(f"{base}show_figures")
    assert answer.status == 403
    assert set(answer.json()) == {"error", "fields"}
    assert page.request.get(figures("l2l_self_view_pre")).status == 403
