"""An author changes the block in author mode, by keyboard, and publishes; nothing happens before Save."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.editing import Editor, discard, tab_to
from tests.browser.journeys import SelfAssessment, stage
from tests.support.browsing import Faults

Enter = Callable[..., Page]


@pytest.fixture
def editor(enter: Enter) -> Iterator[Editor]:
    """The editor of a block that is as published before and after."""
    editor = Editor(enter("ivo")).open()
    yield editor
    discard(editor.page)


def test_from_edit_to_publish_by_keyboard(enter: Enter, learner: str) -> None:
    page = enter("ivo")
    editor, preview = Editor(page), SelfAssessment(page)
    editor.open()
    expect(preview.rows).to_have_count(15)
    page.keyboard.press("Escape")
    expect(editor.opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(editor.title).to_be_focused()

    tab_to(page, editor.dialog.get_by_role("radio", name="At the start: how it is now"))
    page.keyboard.press("ArrowDown")
    tab_to(page, editor.dialog.locator("summary", has_text="Introduction, and units"))
    page.keyboard.press("Enter")
    tab_to(page, editor.introduction)
    page.keyboard.type("<p>Take <b>five</b> quiet minutes.</p>")
    assert editor.posts == []
    tab_to(page, editor.button("Save"))
    page.keyboard.press("Enter")

    expect(editor.dialog).to_be_hidden()
    expect(editor.opener).to_be_focused()
    assert editor.handler_posts == ["save_settings"]
    expect(preview.root.get_by_text("Take five quiet minutes.")).to_be_visible()
    expect(preview.rows).to_have_count(30)
    expect(page.get_by_text("Learners do not see your latest changes yet.")).to_be_visible()

    visitor = enter(learner)
    visitor.goto(stage("authored"))
    seen = SelfAssessment(visitor)
    expect(seen.rows).to_have_count(15)
    publish = page.get_by_role("button", name="Publish")
    while not publish.evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Learners see what you see.")).to_be_visible()
    visitor.reload()
    expect(seen.rows).to_have_count(30)
    expect(seen.root.get_by_text("Take five quiet minutes.")).to_be_visible()


def test_labels_belong_to_the_editor(editor: Editor) -> None:
    # The preview behind the dialog is a form of the same block.
    editor.dialog.locator("label", has_text="Creativity").click()

    expect(editor.dialog.get_by_role("radio", name="Creativity")).to_be_checked()
    ids = editor.page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
    assert sorted(ids) == sorted(set(ids))


def test_cancel_asks_once_and_only_after_changes(editor: Editor) -> None:
    questions: list[str] = []

    def answer(dialog: Dialog) -> None:
        questions.append(dialog.message)
        (dialog.dismiss if len(questions) == 1 else dialog.accept)()

    editor.page.on("dialog", answer)
    editor.button("Cancel").click()
    expect(editor.dialog).to_be_hidden()
    assert questions == []

    editor.opener.click()
    editor.title.fill("Another title")
    editor.button("Cancel").click()
    expect(editor.title).to_have_value("Another title")
    editor.button("Cancel").click()
    expect(editor.dialog).to_be_hidden()
    assert len(questions) == 2
    assert editor.posts == []
    editor.page.remove_listener("dialog", answer)
    expect(editor.page.get_by_role("heading", name="Check-in")).to_be_visible()


def test_leaving_the_page_with_changes_is_asked_about(editor: Editor) -> None:
    editor.start_empty()
    asked: list[str] = []
    editor.page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    editor.page.evaluate("() => { setTimeout(() => { window.location.href = '/'; }, 0); }")

    expect(editor.framework_title).to_be_visible()
    editor.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_a_save_that_fails_keeps_the_dialog(editor: Editor, faults: Faults) -> None:
    faults.expect("status of 500|ERR_FAILED")
    editor.unfold("Introduction, and units")
    editor.introduction.fill("<p>Kept</p>")
    for respond in (lambda route: route.fulfill(status=500), lambda route: route.abort()):
        editor.page.route("**/handler/save_settings*", respond)
        editor.page.route("**/handler/save_settings/*", respond)
        editor.button("Save").click()

        expect(editor.summary).to_be_focused()
        expect(editor.summary).to_have_text("No connection. Nothing was saved; please try again.")
        expect(editor.introduction).to_have_value("<p>Kept</p>")
        editor.page.unroute_all()


def test_markup_in_the_introduction_is_cleaned(editor: Editor) -> None:
    editor.unfold("Introduction, and units")
    editor.introduction.fill(
        '<p onclick="alert(1)">Hello</p><script>alert(2)</script><a href="javascript:alert(3)">x</a>'
    )
    editor.save()

    introduction = editor.page.locator(".csa .bizmooc-intro")
    expect(introduction.locator("p")).to_have_text("Hello")
    assert "alert" not in introduction.inner_html()


def test_units_for_competences_are_taken_from_a_pasted_address(editor: Editor, faults: Faults) -> None:
    faults.expect("status of 422")
    editor.unfold("Introduction, and units")
    rows = editor.dialog.locator(".csa-e-pointer")
    expect(rows).to_have_count(3)
    rows.nth(0).get_by_role("textbox", name="Title of the unit").fill("Try something new")
    address = rows.nth(0).get_by_role("textbox", name="Address of the unit")
    address.fill("week two")
    editor.button("Save").click()

    expect(editor.summary).to_be_focused()
    expect(address).to_have_accessible_description("Please paste the address of a unit of this course, "
        "or an address that begins with https://.")  # fmt: skip
    editor.summary.get_by_role("link", name="Address of the unit").click()
    expect(address).to_be_focused()
    address.fill(editor.page.url)
    rows.nth(0).get_by_role("button", name="One more unit").click()
    expect(rows.nth(0).get_by_role("textbox", name="Title of the unit").nth(1)).to_be_focused()
    editor.save()

    editor.opener.click()
    editor.unfold("Introduction, and units")
    expect(address).to_have_value("/jump_to_id/authored")


def test_a_fixed_date_comes_with_a_warning(editor: Editor) -> None:
    editor.unfold("When it is open")
    expect(editor.dialog.get_by_text("A fixed date does not move with the course")).to_be_visible()
    editor.dialog.get_by_label("Opens on a fixed date").fill("2020-01-01T08:00")
    editor.dialog.get_by_label("Closes on a fixed date").fill("2099-01-01T08:00")
    editor.save()

    editor.opener.click()
    expect(editor.dialog.get_by_label("Closes on a fixed date")).to_have_value("2099-01-01T08:00")
