"""An author sets up an idea board in author mode: a structure of their own, example ideas, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cast import BOARDS
from tests.browser.journeys import author, focused
from tests.support.browsing import Faults

Enter = Callable[..., Page]
IDEAS = (
    '\ufeff"title","tags","part.idea"\r\n"A ""bike"" kitchen","bikes, repair","\'=Tools, and\nsomebody who knows"\r\n'
)


class Editor:
    """The dialog of the board."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto(author("authored", BOARDS))
        page.get_by_role("button", name="Edit Ideas").click()
        self.dialog = page.get_by_role("dialog", name="Edit: Ideas")
        self.live = self.dialog.locator("[data-live]")
        expect(self.text("Title")).to_be_focused()

    def button(self, name: str) -> Locator:
        return self.dialog.get_by_role("button", name=name, exact=True)

    def text(self, name: str) -> Locator:
        return self.dialog.get_by_role("textbox", name=name, exact=True)

    def entry(self, name: str) -> Locator:
        return self.dialog.get_by_role("group", name=name, exact=True)

    def copy(self, structure: str) -> None:
        self.dialog.get_by_role("radio", name=structure).check()
        self.button("Copy this and change it").click()
        expect(self.entry("Part 1").get_by_label("Title")).to_be_focused()


@pytest.fixture
def editor(enter: Enter) -> Iterator[Editor]:
    """The editor of a board that is as published before and after."""
    page = enter("ivo")
    yield Editor(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(author("authored", BOARDS))
    if page.get_by_role("link", name="Discard changes").is_visible():
        page.get_by_role("link", name="Discard changes").click()
        page.get_by_role("button", name="Discard").click()


def test_a_structure_of_ones_own_by_keyboard(editor: Editor) -> None:
    editor.copy("An idea in a few lines")
    editor.button("Add a part").press("Enter")
    expect(editor.entry("Part 2").get_by_label("Title")).to_be_focused()
    editor.page.keyboard.type("Why now?")
    editor.button("Move up: Part 2").press("Enter")
    expect(editor.live).to_have_text("Moved: now Part 1.")
    assert focused(editor.page).get_attribute("aria-label") == "Move down: Part 1"
    editor.button("Remove: Part 2").press("Enter")
    expect(editor.button("Undo")).to_be_focused()
    editor.page.keyboard.press("Enter")
    expect(editor.live).to_have_text("Part 2 is back.")

    editor.button("Save").press("Enter")

    expect(editor.dialog).to_be_hidden()
    # Below, the unit page shows what learners are asked for, folded away.
    expect(editor.page.get_by_label("Why now? (optional)")).to_have_count(1)


def test_ideas_of_an_earlier_run_come_from_its_file(editor: Editor) -> None:
    editor.copy("An idea in a few lines")
    editor.dialog.locator("summary", has_text="Example ideas").click()
    file = {"name": "ideas.csv", "mimeType": "text/csv", "buffer": IDEAS.encode()}
    editor.dialog.locator("[data-import]").set_input_files(files=[file])
    expect(editor.entry("Example idea 1").get_by_label("Title")).to_have_value('A "bike" kitchen')
    expect(editor.entry("Example idea 1").get_by_label("The idea")).to_have_value("=Tools, and\nsomebody who knows")

    editor.button("Save").click()

    expect(editor.dialog).to_be_hidden()
    expect(editor.page.get_by_text('A "bike" kitchen')).to_have_count(1)


def test_what_is_refused_is_told_where_it_is(editor: Editor, faults: Faults) -> None:
    faults.expect("422")
    editor.copy("An idea in a few lines")
    editor.button("Add a part").click()
    editor.button("Save").click()
    editor.dialog.locator("[data-summary]").get_by_role("link", name="Part 2: Title").click()
    expect(editor.entry("Part 2").get_by_label("Title")).to_be_focused()
    editor.page.keyboard.type("Why now?")
    expect(editor.entry("Part 2").locator(".bizmooc-invalid")).to_have_count(0)


def test_the_dialog_has_no_barriers(editor: Editor, assert_no_axe_violations: Callable[..., None]) -> None:
    editor.copy("A venture on one page")
    for folded in editor.dialog.locator("summary").all():
        folded.click()
    editor.button("Add an example idea").click()
    assert_no_axe_violations(editor.page)
