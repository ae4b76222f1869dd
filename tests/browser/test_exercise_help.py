"""A course team finds a team that is stuck, and helps it; its members see what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.board import Desk
from tests.browser.exercise import Exercise, go_to_second_stage, let_the_time_run_out
from tests.browser.journeys import board
from tests.support.servers import PreviewServer

Enter = Callable[..., Page]
REASON = "They were on holiday."


def test_a_stuck_team_is_given_more_time_and_sent_on(
    enter: Enter, unused_learners: Iterator[str], preview_server: PreviewServer
) -> None:
    ada, bo = (Exercise(enter(next(unused_learners)), "helped") for _ in range(2))
    go_to_second_stage(ada, bo, "options")
    ada.open()
    # Bo has not come to this step: nobody waits for him in the next one.
    let_the_time_run_out(preview_server, "helped")
    ada.open()
    expect(ada.heading("What we choose")).to_be_visible()

    page = enter("ivo")
    page.goto(board("helped"))
    desk = Desk(page, ".cte")
    expect(desk.root.get_by_text("1 team is stuck")).to_be_visible()
    desk.unfold("teams, and what helps them")
    teams = desk.region("teams")
    teams.get_by_role("combobox", name="Which teams").select_option(value="stuck")
    teams.get_by_role("button", name="Show", exact=True).click()
    teams.get_by_role("button", name="Team 1", exact=True).click()
    expect(teams.get_by_role("heading", name="Team 1")).to_be_visible()
    expect(teams).to_contain_text("stuck · Step 3 of 4: What we choose")

    _help(desk, "Give more time", "The team has 24 hours more for this step.")
    ada.come_again()
    expect(ada.main.get_by_text("The course team has given this step more time.")).to_be_visible()
    expect(ada.main.get_by_text("in about 3 days")).to_be_visible()

    _help(desk, "End this stage now", "The step has ended; the team goes on.")
    expect(teams.get_by_role("row", name=REASON)).to_have_count(2)
    ada.come_again()
    expect(ada.heading("Looking back")).to_be_visible()
    expect(ada.main.get_by_text("The course team has closed the step before.")).to_be_visible()


def _help(desk: Desk, act: str, done: str) -> None:
    teams = desk.region("teams")
    teams.locator("summary", has_text=act).click()
    form = teams.locator("details[open] form").filter(has=desk.page.get_by_role("button", name=act))
    form.get_by_role("textbox", name="Reason, for the log").fill(REASON)
    form.get_by_role("button", name=act).click()
    expect(teams.get_by_text(done)).to_be_visible()
