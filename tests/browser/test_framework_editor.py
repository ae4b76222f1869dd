"""Somebody who knows no YAML makes a framework: by keyboard, on a phone, with mistakes, and with files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from competence_self_assessment.frameworks import packs, parse, sources, to_csv
from tests.browser.editing import Editor, discard, tab_to
from tests.browser.journeys import SelfAssessment, focused, overflow, stage, too_small
from tests.support.browsing import PHONE, Faults

Enter = Callable[..., Page]
Check = Callable[..., None]
# Key presses besides those that write texts.
PATIENCE = 80


@pytest.fixture
def editor(enter: Enter) -> Iterator[Editor]:
    """The editor of a block that is as published before and after."""
    editor = Editor(enter("ivo")).open()
    yield editor
    discard(editor.page)


class Typist:
    """Somebody without a mouse, whose key presses are counted."""

    def __init__(self, editor: Editor) -> None:
        self.editor, self.page, self.presses = editor, editor.page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1

    def write(self, *texts: str) -> None:
        """Write texts, with Enter in between."""
        for number, text in enumerate(texts):
            if number:
                self.press("Enter")
            self.page.keyboard.type(text)

    def go_to(self, button: str) -> None:
        """Go on to the next button of a name and press it."""
        for _stop in range(40):
            self.press("Tab")
            if focused(self.page).inner_text() == button:
                self.press("Enter")
                return
        raise AssertionError(f"{button} cannot be reached by Tab")


def test_two_areas_three_competences_six_statements_by_keyboard(editor: Editor) -> None:
    typist = Typist(editor)
    typist.presses += tab_to(editor.page, editor.dialog.get_by_role("radio", name="Learning to learn"))
    typist.press("ArrowDown")
    typist.go_to("Start empty")
    typist.write("Working together online", "Together", "Listening", "You take in what others say.")
    typist.press("Enter")
    typist.write("I let others finish.", "I ask when I have not understood something.")
    typist.go_to("Add a competence")
    typist.write("Sharing", "You pass on what you know.", "I put my notes where others find them.", "I say what I do.")
    typist.go_to("Add an area")
    typist.write("Deciding", "Finding agreement", "You help a group to decide.")
    typist.press("Enter")
    typist.write("I name what speaks against my own idea.", "I ask quiet people what they think.")
    expect(editor.counts).to_have_text("Areas: 2. Competences: 3. Statements: 6. Levels: 5.")
    assert editor.posts == []
    typist.presses += tab_to(editor.page, editor.button("Save"))
    typist.press("Enter")

    expect(editor.dialog).to_be_hidden()
    assert typist.presses <= PATIENCE
    assert editor.handler_posts == ["save_settings"]
    shown = SelfAssessment(editor.page)
    # Whatever tests before this one had the block ask: a statement is one question, once or twice.
    expect(shown.root.locator(".csa-question")).to_have_count(6)
    expect(shown.root.get_by_role("heading", name="Finding agreement")).to_be_visible()
    kept = editor.sent_framework
    ids = [one["id"] for area in kept["areas"] for part in area["competences"] for one in (area, part, *part["items"])]
    assert len(set(ids)) == 2 + 3 + 6
    assert parse(editor.sent["own_framework"]).scale == parse(json.dumps(kept)).scale


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
@pytest.mark.parametrize("size", [None, PHONE], ids=["desktop", "phone"])
def test_the_whole_editor_is_accessible(enter: Enter, size, options, assert_no_axe_violations: Check) -> None:
    page = enter("ivo", *([size] if size else []), **options)
    editor = Editor(page).open()
    editor.copy("learning_to_learn")
    editor.dialog.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")

    assert_no_axe_violations(page)
    assert too_small(page, ".csa-editor") == []
    assert overflow(page) == 0


class TestStructure:
    @pytest.fixture
    def filled(self, editor: Editor) -> Editor:
        editor.start_empty()
        editor.fill_in("I let others finish.", "I ask back.", "I take notes.")
        return editor

    def _statements(self, editor: Editor) -> list[str]:
        return editor.statements.evaluate_all("(all) => all.map((one) => one.value)")

    def test_a_statement_that_is_removed_comes_back(self, filled: Editor) -> None:
        filled.button("Remove: Statement 2").click()
        expect(filled.button("Undo")).to_be_focused()
        expect(filled.live).to_have_text("Statement 2 removed: I ask back.")
        assert self._statements(filled) == ["I let others finish.", "I take notes."]
        filled.page.keyboard.press("Enter")
        expect(filled.statements.nth(1)).to_be_focused()
        assert self._statements(filled) == ["I let others finish.", "I ask back.", "I take notes."]

    def test_removals_come_back_one_after_the_other(self, filled: Editor) -> None:
        filled.button("Remove: Statement 3").click()
        filled.button("Remove: Competence 1").click()
        filled.button("Remove: Area 1").click()
        for _one in range(3):
            filled.button("Undo").click()
        assert self._statements(filled) == ["I let others finish.", "I ask back.", "I take notes."]

    def test_moving_keeps_the_focus_and_says_where(self, filled: Editor) -> None:
        filled.button("Move up: Statement 3").focus()
        filled.page.keyboard.press("Enter")
        expect(filled.button("Move up: Statement 2")).to_be_focused()
        expect(filled.live).to_have_text("Moved: Statement 2, in Listening.")
        assert self._statements(filled) == ["I let others finish.", "I take notes.", "I ask back."]
        filled.button("Move up: Statement 1").click()
        expect(filled.live).to_have_text("It cannot be moved any further.")

    def test_to_another_competence_step_by_step_or_at_once(self, filled: Editor) -> None:
        filled.button("Add a competence").click()
        expect(filled.text("Name of the competence").nth(1)).to_be_focused()
        filled.page.keyboard.type("Sharing")
        filled.button("Move down: Statement 3").click()
        first, second = filled.dialog.locator(".csa-e-competence").all()
        expect(second.locator("textarea").nth(1)).to_have_value("I take notes.")
        expect(filled.live).to_have_text("Moved: Statement 1, in Sharing.")

        first.locator(".csa-e-item summary").first.click()
        expect(first.get_by_label("New place of Statement 1")).to_have_text("Competence 2: Sharing")
        first.get_by_role("button", name="Move: Statement 1", exact=True).click()
        expect(second.locator(".csa-e-item textarea").last).to_be_focused()
        expect(second.locator(".csa-e-item textarea").last).to_have_value("I let others finish.")

    def test_a_copy_is_something_of_its_own(self, filled: Editor) -> None:
        filled.button("Copy: Competence 1").click()
        expect(filled.text("Name of the competence").nth(1)).to_be_focused()
        filled.page.keyboard.type("Other")
        expect(filled.dialog.get_by_text("The same words stand here twice.")).to_have_count(3)
        for number, words in enumerate(("One.", "Two.", "Three.")):
            filled.statements.nth(3 + number).fill(words)
        expect(filled.dialog.get_by_text("The same words stand here twice.")).to_have_count(0)
        filled.save()
        first, second = filled.sent_framework["areas"][0]["competences"]
        assert first["title"] == {"en": "Listening"}
        assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}

    def test_ids_are_never_used_again(self, filled: Editor) -> None:
        filled.save()
        before = {one["id"] for one in filled.sent_framework["areas"][0]["competences"][0]["items"]}
        filled.opener.click()
        filled.button("Remove: Statement 3").click()
        filled.statements.last.press("Enter")
        filled.page.keyboard.type("I sum up.")
        filled.save()
        after = [one["id"] for one in filled.sent_framework["areas"][0]["competences"][0]["items"]]
        assert set(after[:2]) < before
        assert after[2] not in before

    def test_a_pasted_list_becomes_statements(self, filled: Editor) -> None:
        filled.statements.last.press("Enter")
        filled.page.evaluate(
            """() => { const data = new DataTransfer(); data.setData("text/plain", "One.\\r\\n\\r\\n  Two. \\nThree.");
                 const options = {clipboardData: data, bubbles: true, cancelable: true};
                 document.activeElement.dispatchEvent(new ClipboardEvent("paste", options)); }"""
        )
        assert self._statements(filled)[3:] == ["One.", "Two.", "Three."]
        expect(filled.statements.last).to_be_focused()

    def test_levels_are_words_in_order(self, filled: Editor) -> None:
        filled.unfold("Answers to choose from")
        for _one in range(4):
            filled.button("Remove: Level 1").click()
        expect(filled.dialog.get_by_text("A scale has between 2 and 10 levels.")).to_be_visible()
        filled.button("Add a level").click()
        filled.page.keyboard.type("more than always")
        expect(filled.dialog.get_by_text("A scale has between 2 and 10 levels.")).to_be_hidden()
        filled.save()
        assert [level["value"] for level in filled.sent_framework["scale"]["levels"]] == [1, 2]


class TestMistakes:
    def test_what_is_missing_is_told_where_it_is_and_nothing_is_sent(self, editor: Editor) -> None:
        editor.start_empty()
        expect(editor.dialog.get_by_text("Please enter a text.")).to_have_count(0)
        editor.framework_title.press("Tab")
        expect(editor.dialog.get_by_text("Please enter a text.")).to_have_count(1)
        editor.button("Save").click()

        expect(editor.summary).to_be_focused()
        expect(editor.summary.get_by_role("link")).to_have_text(
            [
                "Title of the framework",
                "Name of the area",
                "Name of the competence",
                "What it means, in one sentence to the learner",
                "Statement 1",
            ]
        )
        editor.summary.get_by_role("link", name="Statement 1").click()
        expect(editor.statements.first).to_be_focused()
        expect(editor.statements.first).to_have_accessible_description("Please enter a text.")
        assert editor.posts == []

    def test_one_enter_too_many_is_forgiven(self, editor: Editor) -> None:
        editor.start_empty()
        editor.fill_in("I let others finish.")
        editor.statements.last.press("Enter")
        expect(editor.statements).to_have_count(2)
        editor.statements.last.press("Enter")
        expect(editor.statements).to_have_count(2)
        editor.save()
        assert len(editor.sent_framework["areas"][0]["competences"][0]["items"]) == 1

    def test_what_only_the_server_sees_is_told_at_the_control_too(self, editor: Editor, faults: Faults) -> None:
        faults.expect("status of 422")
        editor.start_empty()
        editor.fill_in("I let others finish.")
        editor.statements.first.evaluate(
            "(one) => { one.value = 'a\\u0007b'; one.dispatchEvent(new Event('input', {bubbles: true})); }"
        )
        editor.button("Save").click()

        expect(editor.summary).to_be_focused()
        expect(editor.statements.first).to_have_accessible_description("Please remove the invisible control character.")
        editor.statements.first.fill("I let others finish.")
        expect(editor.statements.first).to_have_accessible_description("")
        editor.save()

    def test_a_statement_that_stands_twice_is_told_while_typing(self, editor: Editor) -> None:
        editor.start_empty()
        editor.fill_in("I let others finish.", "I let  others finish.")
        expect(editor.statements.last).to_have_accessible_description("The same words stand here twice.")


class TestLanguages:
    def test_every_text_gets_a_field_for_each(self, editor: Editor) -> None:
        editor.start_empty()
        editor.fill_in("I let others finish.")
        editor.unfold("Languages")
        editor.dialog.get_by_label("One more language").select_option("de")
        editor.button("Add").click()
        expect(editor.text("Statement 1 (Deutsch)")).to_have_value("")
        expect(editor.text("Statement 1 (English)")).to_have_value("I let others finish.")
        expect(editor.text("Statement 1 (Deutsch)")).to_have_attribute("lang", "de")
        editor.button("Save").click()
        assert editor.summary.get_by_role("link").count() > 10

        editor.page.once("dialog", lambda dialog: dialog.accept())
        editor.button("Remove: Deutsch").click()
        expect(editor.text("Statement 1")).to_have_value("I let others finish.")
        editor.save()
        assert editor.sent_framework["languages"] == ["en"]


class TestYaml:
    def test_there_and_back_without_loss(self, editor: Editor) -> None:
        editor.copy("creativity")
        editor.button("Edit as YAML").click()
        expect(editor.yaml).to_be_focused()
        text = editor.yaml.input_value().replace("id: framework_", "id: f_")
        assert parse(text).areas == packs()["creativity"].areas
        commented = "# Agreed in the meeting of 3 May.\n" + text
        editor.yaml.fill(commented)
        editor.button("Back to the form").click()
        expect(editor.text("Title of the framework (English)")).to_have_value("Creativity")
        editor.save()
        assert editor.sent["own_framework"] == commented

        editor.opener.click()
        editor.text("Title of the framework (English)").fill("Our creativity")
        editor.save()
        assert editor.sent_framework["title"]["en"] == "Our creativity"

    def test_what_is_not_complete_can_be_edited_as_text(self, editor: Editor) -> None:
        editor.start_empty()
        editor.framework_title.fill("Working together")
        editor.button("Edit as YAML").click()
        expect(editor.yaml).to_have_value(re.compile(r"en: Working together"))

    def test_a_mistake_is_told_by_line_and_kept(self, editor: Editor, faults: Faults) -> None:
        faults.expect("status of 422")
        broken = sources()["learning_to_learn"].replace("value: 2", "value: two")
        line = next(number for number, text in enumerate(broken.splitlines(), 1) if "value: two" in text)
        editor.copy("learning_to_learn")
        editor.button("Edit as YAML").click()
        editor.yaml.fill(broken)
        for button in ("Back to the form", "Save"):
            editor.button(button).click()
            expect(editor.summary).to_be_focused()
            expect(editor.yaml).to_have_accessible_description(re.compile(rf"[Ll]ine {line}\b.*whole number"))
            expect(editor.yaml).to_have_value(broken)
        editor.summary.get_by_role("link", name="Own framework (YAML)").click()
        expect(editor.yaml).to_be_focused()


class TestFiles:
    def _take(self, editor: Editor, name: str, text: str) -> None:
        editor.own.check()
        picker = editor.dialog.get_by_label("Or take it from a file:")
        picker.set_input_files({"name": name, "mimeType": "text/plain", "buffer": text.encode()})

    def test_a_table_becomes_a_framework_without_being_saved(self, editor: Editor) -> None:
        self._take(editor, "Team work.csv", "competence,item\nListening,I let others finish.\n,I ask back 🙂.\n")
        expect(editor.framework_title).to_have_value("Team work")
        expect(editor.statements).to_have_count(2)
        expect(editor.statements.nth(1)).to_have_value("I ask back 🙂.")
        assert editor.handler_posts == []

    def test_problem_builder_with_what_is_left_out(self, editor: Editor) -> None:
        inside = '<pb-rating question="I let others finish." low="never" high="always"/><pb-answer question="Why?"/>'
        self._take(editor, "unit.xml", f'<problem-builder display_name="Listening">{inside}</problem-builder>')
        expect(editor.statements.first).to_have_value("I let others finish.")
        expect(editor.dialog.get_by_text("An open question is not rated.")).to_be_visible()

    def test_a_file_that_cannot_be_read_changes_nothing(self, editor: Editor, faults: Faults) -> None:
        faults.expect("status of 422")
        self._take(editor, "mine.yaml", "title: [")
        expect(editor.dialog.get_by_text("This is not valid YAML")).to_be_visible()
        expect(editor.framework_title).to_be_hidden()

    def test_downloads_are_what_is_in_the_form(self, editor: Editor) -> None:
        editor.copy("learning_to_learn")
        with editor.page.expect_download() as table:
            editor.button("Download as a table (CSV)").click()
        with editor.page.expect_download() as text:
            editor.button("Download as YAML").click()
        kept = parse(text.value.path().read_text())
        assert kept.areas == packs()["learning_to_learn"].areas
        assert table.value.path().read_bytes().decode() == to_csv(kept)
        assert editor.handler_posts == []


def test_a_preview_with_people_who_do_not_exist(editor: Editor, assert_no_axe_violations: Check) -> None:
    editor.start_empty()
    editor.fill_in("I let others finish.", "I ask back.")
    editor.button("Preview with sample people").click()
    region = editor.dialog.locator("[data-preview-region]")
    expect(region).to_be_focused()
    expect(region.get_by_text("I ask back.").first).to_be_visible()
    region.locator("summary", has_text="What a learner sees afterwards").click()
    expect(region.get_by_role("heading", name="Your profile")).to_be_visible()
    region.locator("summary", has_text="What the course team sees").click()
    expect(region.get_by_role("heading", name="Taking part")).to_be_visible()
    assert_no_axe_violations(editor.page)
    assert editor.handler_posts == []
    region.get_by_role("button", name="Close the preview").click()
    expect(editor.button("Preview with sample people")).to_be_focused()
    editor.save()
    assert "now." not in json.dumps(editor.sent)


def test_where_people_have_answered_the_editor_says_what_a_change_means(enter: Enter, learner: str) -> None:
    visitor = enter(learner)
    visitor.goto(stage("pair"))
    answered = SelfAssessment(visitor, 1)
    answered.answer()
    answered.hand_in()
    editor = Editor(enter("ivo"), "Two", "pair").open()
    editor.copy("learning_to_learn")
    told = editor.dialog.locator("[data-answers]")
    expect(told).to_contain_text("handed in")
    editor.text("Statement 1 (English)").first.fill("In other words")
    change = editor.dialog.locator("[data-change]")
    expect(change).to_contain_text("14 statements are unchanged")
    expect(change).to_contain_text("1 statement is new or changed")
    assert editor.handler_posts == []
