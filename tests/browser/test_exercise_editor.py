"""An author sets up a team exercise in author mode: times, teams, a technique of their own, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.cast import BOARDS
from tests.browser.journeys import author, overflow, too_small
from tests.support.browsing import DESKTOP, PHONE, Faults

Enter = Callable[..., Page]
OWN = "A technique of our own (YAML)"
# What the host puts around us has tests of its own.
HOST = [".pv-header", ".pv-coursebar", ".pv-footer", ".pv-unit__head", ".pv-steps", ".pv-block--html"]
COPY = "Begin a technique of our own with this one"


def _unfold_all(region: Locator) -> None:
    region.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")


class Editor:
    """The dialog of the exercise."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto(author("exercise", BOARDS))
        page.get_by_role("button", name="Edit Exercise").click()
        self.dialog = page.get_by_role("dialog", name="Edit: Exercise")
        self.total = self.dialog.locator("[data-total]")
        self.own = self.dialog.get_by_role("textbox", name=OWN)
        expect(self.dialog.get_by_role("textbox", name="Title", exact=True)).to_be_focused()

    def unfold(self) -> None:
        _unfold_all(self.dialog)

    def field(self, name: str) -> Locator:
        return self.dialog.get_by_label(name, exact=True).locator("visible=true")

    def save(self) -> None:
        self.dialog.get_by_role("button", name="Save", exact=True).click()


@pytest.fixture
def page(enter: Enter) -> Iterator[Page]:
    """The page of an author; the exercise is as published before and after."""
    page = enter("ivo")
    page.set_default_timeout(10_000)
    yield page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(author("exercise", BOARDS))
    if page.get_by_role("link", name="Discard changes").is_visible():
        page.get_by_role("link", name="Discard changes").click()
        page.get_by_role("button", name="Discard").click()


@pytest.fixture
def editor(page: Page) -> Editor:
    """The editor, all unfolded."""
    editor = Editor(page)
    editor.unfold()
    return editor


def test_how_long_a_team_takes_is_told_while_it_is_set(editor: Editor) -> None:
    # Rounds of two days in a team of five, three steps of two days, one of three.
    expect(editor.total).to_contain_text("A team takes at most 19 days,")
    editor.field("People in a team").fill("3")
    expect(editor.total).to_contain_text("at most 15 days,")
    editor.field("Sheets go round").fill("25")
    expect(editor.total).to_contain_text("at most 12 days and 3 hours,")
    editor.field("Rounds in which sheets go round").fill("1")
    expect(editor.total).to_contain_text("at most 10 days and 1 hour,")
    editor.dialog.get_by_role("radio", name="There are none").check()
    expect(editor.total).to_be_hidden()


def test_only_what_belongs_to_the_choices_is_shown(editor: Editor) -> None:
    teamset, size = (
        editor.dialog.get_by_label("Id of the group of teams"),
        editor.dialog.get_by_label("People in a team"),
    )
    expect(teamset).to_be_hidden()
    editor.dialog.get_by_role("radio", name="They are the teams of the course").check()
    expect(teamset).to_be_visible()
    expect(size).to_be_hidden()
    editor.dialog.get_by_role("radio", name="Reverse brainstorming").check()
    expect(editor.field("Sheets go round")).to_have_count(0)


def test_a_technique_of_ones_own_begins_with_a_shipped_one(editor: Editor) -> None:
    editor.dialog.get_by_role("button", name=COPY).locator("visible=true").click()
    expect(editor.own).to_be_focused()
    text = editor.own.input_value().replace("title: Blind dots", "title: Three dots each")
    editor.own.fill(text)
    editor.dialog.get_by_label("Question", exact=True).fill("How might we meet?")
    editor.dialog.get_by_label("Ideas for the pool, one in each line").fill("A shelf\nA bench\nA map")

    editor.save()

    expect(editor.dialog).to_be_hidden()
    for shown in ("Three dots each", "How might we meet?", "Amber Birch", "A bench"):
        expect(editor.page.get_by_text(shown).first).to_be_attached()
    again = Editor(editor.page)
    again.unfold()
    expect(again.own).to_have_value(text)
    again.field("Three dots each").fill("7")
    again.save()
    expect(again.dialog).to_be_hidden()
    expect(editor.page.get_by_text("open for 7 hours at most")).to_be_attached()


def test_what_is_wrong_is_told_by_its_line_and_can_be_mended(editor: Editor, faults: Faults) -> None:
    faults.expect("422")
    editor.dialog.get_by_role("button", name=COPY).locator("visible=true").click()
    text = editor.own.input_value()
    line = text[: text.index("kind: dots")].count("\n") + 1
    editor.own.fill(text.replace("kind: dots", "kind: dotty"))
    editor.save()
    link = editor.dialog.locator("[data-summary]").get_by_role("link", name=OWN)
    expect(editor.dialog.get_by_text(f"Line {line}: Please choose one of these")).to_be_visible()
    link.click()
    expect(editor.own).to_be_focused()
    expect(editor.dialog.locator("[data-line]")).to_have_text(f"Line {line}")
    # The line is selected: what is typed takes its place.
    editor.page.keyboard.type("    kind: dots")
    expect(editor.own).to_have_value(text)
    editor.save()
    expect(editor.dialog).to_be_hidden()


def test_the_way_to_what_is_wrong_is_opened(page: Page, faults: Faults) -> None:
    faults.expect("422")
    editor = Editor(page)
    hours = editor.dialog.get_by_label("Blind dots", exact=True).first
    expect(hours).to_be_hidden()
    hours.evaluate("(one) => { one.value = '5000'; }")
    editor.save()
    editor.dialog.locator("[data-summary]").get_by_role("link", name="Blind dots").click()
    expect(hours).to_be_focused()


def test_a_copy_takes_nothing_away_unasked(editor: Editor) -> None:
    editor.dialog.get_by_role("radio", name="A technique of our own").check()
    editor.own.fill("title: Mine")
    editor.page.once("dialog", lambda dialog: dialog.dismiss())
    editor.dialog.locator(".cte-e-own [data-copy]").first.click()
    expect(editor.own).to_have_value("title: Mine")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_author_mode_and_its_dialog(
    enter: Enter, size: ViewportSize, assert_no_axe_violations: Callable[..., None]
) -> None:
    page = enter("ivo", size)
    page.goto(author("exercise", BOARDS))
    _unfold_all(page.locator(".cte"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert_no_axe_violations(page, exclude=HOST)
    assert overflow(page) <= 0
    editor = Editor(page)
    editor.dialog.get_by_role("radio", name="A technique of our own").check()
    editor.unfold()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert_no_axe_violations(page, exclude=HOST)
    assert too_small(page, ".cte-editor") == []
    assert overflow(page) <= 0
