"""An author changes the block in author mode, by keyboard, and publishes; nothing happens before Save."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from competence_self_assessment.frameworks import sources
from tests.browser.journeys import SelfAssessment, author, focused, outline_of_focus, stage
from tests.support.browsing import Faults

Enter = Callable[..., Page]


class Editor:
    """The dialog of one block in author mode."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog", name="Edit: Check-in")
        self.title = self.dialog.get_by_role("textbox", name="Title")
        self.introduction = self.dialog.get_by_role("textbox", name="Introduction")
        self.framework = self.dialog.get_by_role("combobox", name="Framework")
        self.own = self.dialog.get_by_role("textbox", name="Own framework")
        self.save = self.dialog.get_by_role("button", name="Save")
        self.cancel = self.dialog.get_by_role("button", name="Cancel")
        self.summary = self.dialog.locator("[data-summary]")
        self.posts: list[str] = []
        page.on("request", lambda request: self.posts.append(request.url) if request.method == "POST" else None)

    def open(self) -> Editor:
        """Open the dialog on the unit's page."""
        self.page.goto(author("authored"))
        self.page.get_by_role("button", name="Edit Check-in").click()
        expect(self.title).to_be_focused()
        return self

    def open_own(self) -> None:
        """Unfold the part about frameworks of one's own."""
        self.dialog.get_by_text("Write a framework of your own").click()


@pytest.fixture
def editor(enter: Enter) -> Iterator[Editor]:
    """The editor of a block that is as published before and after."""
    editor = Editor(enter("ivo")).open()
    yield editor
    page = editor.page
    page.unroute_all()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(author("authored"))
    discard = page.get_by_role("link", name="Discard changes")
    if discard.is_visible():
        discard.click()
        page.get_by_role("button", name="Discard").click()


def _tab_to(page: Page, target: Locator, limit: int = 60) -> None:
    for _stop in range(limit):
        page.keyboard.press("Tab")
        assert outline_of_focus(page), f"no visible focus on {focused(page).evaluate('(one) => one.outerHTML')[:200]}"
        if target.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached by Tab")


def test_from_edit_to_publish_by_keyboard(enter: Enter, learner: str) -> None:
    page = enter("ivo")
    page.goto(author("authored"))
    editor, preview = Editor(page), SelfAssessment(page)
    expect(preview.rows).to_have_count(15)
    opener = page.get_by_role("button", name="Edit Check-in")
    _tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(editor.title).to_be_focused()

    _tab_to(page, editor.introduction)
    page.keyboard.type("<p>Take <b>five</b> quiet minutes.</p>")
    _tab_to(page, editor.dialog.get_by_role("radio", name="At the start: how it is now"))
    page.keyboard.press("ArrowDown")
    assert editor.posts == []
    _tab_to(page, editor.save)
    page.keyboard.press("Enter")

    expect(editor.dialog).to_be_hidden()
    expect(opener).to_be_focused()
    assert [url.rstrip("?/").rpartition("/")[2] for url in editor.posts] == ["save_settings"]
    expect(preview.root.get_by_text("Take five quiet minutes.")).to_be_visible()
    expect(preview.rows).to_have_count(30)
    expect(page.get_by_text("Learners do not see your latest changes yet.")).to_be_visible()

    visitor = enter(learner)
    visitor.goto(stage("authored"))
    seen = SelfAssessment(visitor)
    expect(seen.rows).to_have_count(15)
    expect(seen.root.get_by_text("quiet minutes")).to_have_count(0)

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
    editor.dialog.get_by_text("Framework", exact=True).click()

    expect(editor.framework).to_be_focused()
    ids = editor.page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
    assert sorted(ids) == sorted(set(ids))


def test_a_broken_framework_names_line_and_remedy_and_is_kept(editor: Editor, faults: Faults) -> None:
    faults.expect("status of 422")
    broken = sources()["learning_to_learn"].replace("value: 2", "value: two")
    line = next(number for number, text in enumerate(broken.splitlines(), 1) if "value: two" in text)
    editor.open_own()
    editor.own.fill(broken)
    editor.framework.select_option("own")
    editor.introduction.fill("<p>Kept</p>")

    editor.save.click()

    expect(editor.summary).to_be_focused()
    expect(editor.summary.get_by_role("link", name="Own framework (YAML)")).to_be_visible()
    expect(editor.own).to_have_accessible_description(re.compile(rf"[Ll]ine {line}\b.*whole number"))
    expect(editor.own).to_have_value(broken)
    expect(editor.introduction).to_have_value("<p>Kept</p>")
    editor.summary.get_by_role("link", name="Own framework (YAML)").click()
    expect(editor.own).to_be_focused()


def test_a_copy_of_a_shipped_framework_is_put_to_use(editor: Editor) -> None:
    editor.open_own()
    start = editor.dialog.get_by_role("button", name="Start from a copy of the chosen framework")
    start.click()
    expect(editor.own).to_have_value(sources()["learning_to_learn"])
    expect(editor.own).to_be_focused()
    expect(editor.framework).to_have_value("own")

    questions: list[str] = []

    def refuse(dialog: Dialog) -> None:
        questions.append(dialog.message)
        dialog.dismiss()

    editor.page.once("dialog", refuse)
    changed = editor.own.input_value().replace("When something does not work", "When it does not work")
    editor.own.fill(changed)
    editor.framework.select_option("learning_to_learn")
    start.click()
    assert questions == ["Replace the framework that is entered here?"]
    expect(editor.own).to_have_value(changed)
    editor.framework.select_option("own")
    assert editor.posts == []

    editor.save.click()

    expect(editor.dialog).to_be_hidden()
    expect(
        editor.page.locator(".csa").get_by_text("When it does not work, I try it in a different way.")
    ).to_be_visible()


def test_a_file_fills_the_text(editor: Editor) -> None:
    editor.open_own()
    text = "id: mine\ntitle: {en: Grüße 🙂}\n"
    picker = editor.dialog.get_by_label("Or take it from a file:")
    picker.set_input_files({"name": "mine.yaml", "mimeType": "application/yaml", "buffer": text.encode()})

    expect(editor.own).to_have_value(text)
    assert editor.posts == []


def test_cancel_asks_once_and_only_after_changes(editor: Editor) -> None:
    questions: list[str] = []

    def answer(dialog: Dialog) -> None:
        questions.append(dialog.message)
        (dialog.dismiss if len(questions) == 1 else dialog.accept)()

    editor.page.on("dialog", answer)
    editor.cancel.click()
    expect(editor.dialog).to_be_hidden()
    assert questions == []

    editor.page.get_by_role("button", name="Edit Check-in").click()
    editor.title.fill("Another title")
    editor.cancel.click()
    expect(editor.title).to_have_value("Another title")
    editor.cancel.click()
    expect(editor.dialog).to_be_hidden()
    assert len(questions) == 2
    assert editor.posts == []
    editor.page.remove_listener("dialog", answer)
    expect(editor.page.get_by_role("heading", name="Check-in")).to_be_visible()


def test_a_save_that_fails_keeps_the_dialog(editor: Editor, faults: Faults) -> None:
    faults.expect("status of 500|ERR_FAILED")
    editor.introduction.fill("<p>Kept</p>")
    for respond in (lambda route: route.fulfill(status=500), lambda route: route.abort()):
        editor.page.route("**/handler/save_settings*", respond)
        editor.page.route("**/handler/save_settings/*", respond)
        editor.save.click()

        expect(editor.summary).to_be_focused()
        expect(editor.summary).to_have_text("No connection. Nothing was saved; please try again.")
        expect(editor.introduction).to_have_value("<p>Kept</p>")
        editor.page.unroute_all()


def test_markup_in_the_introduction_is_cleaned(editor: Editor) -> None:
    editor.introduction.fill(
        '<p onclick="alert(1)">Hello</p><script>alert(2)</script><a href="javascript:alert(3)">x</a>'
    )
    editor.save.click()
    expect(editor.dialog).to_be_hidden()

    introduction = editor.page.locator(".csa .bizmooc-intro")
    expect(introduction.locator("p")).to_have_text("Hello")
    assert "alert" not in introduction.inner_html()
