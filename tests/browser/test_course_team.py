"""What the course team does beside looking at figures: by keyboard, on a phone, with a file in the hand at the end."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.cast import STAGE
from tests.browser.journeys import PRE_UNIT, figures, unit
from tests.support.browsing import Faults, axe_violations
from tests.support.servers import PreviewServer

Enter = Callable[..., Page]
PRE = "l2l_self_view_pre"
WHO, TAKE_OUT = "who has not started", "take answers out"


def _open(page: Page, words: str, address: str = figures(PRE)) -> Locator:
    page.goto(address)
    part = page.locator("details.bizmooc-staff").filter(has_text=words)
    part.locator("summary").first.focus()
    page.keyboard.press("Enter")
    return part


def test_names_only_when_asked_for(enter: Enter) -> None:
    page = enter("ivo")
    part = _open(page, WHO)
    expect(part.get_by_text("have not started")).to_be_visible()
    expect(part.get_by_role("table")).to_have_count(0)

    button = part.get_by_role("button", name="Show names")
    button.focus()
    page.keyboard.press("Enter")
    table = part.get_by_role("table", name="People who have not started")
    expect(table).to_be_visible()
    expect(table.get_by_role("row").nth(1)).to_be_visible()
    assert axe_violations(page) == []


def test_a_reminder_has_to_be_meant(enter: Enter, faults: Faults) -> None:
    faults.expect("status of 422")
    page = enter("ivo")
    part = _open(page, WHO)
    part.get_by_text("Remind them").click()
    part.get_by_role("button", name="Send the reminder").click()
    expect(part.get_by_role("alert")).to_contain_text("One answer needs another look")
    expect(part.get_by_text("Please say that you mean it. Nothing has been sent.")).to_be_visible()
    assert axe_violations(page) == []

    part.get_by_role("checkbox").check()
    part.get_by_role("button", name="Send the reminder").click()
    expect(part.get_by_text("Last reminder:")).to_be_visible()
    part.get_by_text("Remind them").click()
    expect(part.get_by_text("You can remind people again from")).to_be_visible()
    page.goto("/outbox/")
    expect(page.get_by_role("heading", name="A few minutes for yourself").first).to_be_visible()


def test_an_export_ends_as_two_files(enter: Enter, preview_server: PreviewServer, tmp_path: Path) -> None:
    preview_server.run("from tests.browser import cast; cast.hand_in('taken_out_1', 10)")
    page = enter("ivo")
    part = _open(page, TAKE_OUT, figures("taken_out_1", STAGE))
    part.get_by_role("button", name="Prepare").click()
    link = part.get_by_role("link", name="Rounds (CSV)")
    expect(link).to_be_visible()
    assert axe_violations(page) == []
    files = []
    for name in ("Rounds (CSV)", "What the columns mean (CSV)"):
        with page.expect_download() as download:
            part.get_by_role("link", name=name).click()
        download.value.save_as(tmp_path / "file.csv")
        files.append(list(csv.DictReader((tmp_path / "file.csv").open(encoding="utf-8-sig"))))
    rounds, codebook = files
    # The demo's learners may have handed in, too.
    assert len(rounds) >= 10
    assert set(rounds[0]) == {row["column"] for row in codebook} - {""}


def test_a_learner_is_let_answer_again(enter: Enter, faults: Faults, phone: Page) -> None:
    faults.expect("status of 404")
    page = enter("ivo", phone.viewport_size)
    part = _open(page, "let a learner answer again", figures("taken_out_1", STAGE))
    part.get_by_role("textbox", name="Learner").fill("nobody-of-this-name")
    part.get_by_role("button", name="Let them answer again").click()
    expect(part.get_by_role("alert")).to_contain_text("has not handed in here")
    assert axe_violations(page) == []

    part.get_by_role("textbox", name="Learner").fill("taken_out_1-0")
    part.get_by_role("button", name="Let them answer again").click()
    expect(part.get_by_text("Reopened.")).to_be_visible()


def test_learners_are_offered_none_of_it(enter: Enter, learner: str) -> None:
    page = enter(learner)
    page.goto(unit(PRE_UNIT))
    expect(page.locator(".csa")).to_be_visible()
    expect(page.locator("details.bizmooc-staff")).to_have_count(0)
