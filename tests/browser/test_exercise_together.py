"""A team of two on one exercise: from a first idea to a result, each when they have the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.exercise import NOTED, Exercise
from tests.support.browsing import Faults

Enter = Callable[..., Page]
BOWL, LIST = "A bowl for the keys at the door", "A list beside the mirror"
PAINTED = "The list is painted on the mirror"
FIRST, SECOND, BOTH = "A bowl with a light.", "A bell over the bowl.", "A bowl with a light and a bell."


def test_from_a_first_idea_to_a_result(enter: Enter, unused_learners: Iterator[str]) -> None:
    ada, bo = (Exercise(enter(next(unused_learners)), "pair") for _ in range(2))
    ada.open().join(BOWL)
    expect(ada.main.get_by_text("You are the first of a new team.")).to_be_focused()
    bo.open().join("Shoes stand ready in the evening")
    expect(bo.main.get_by_text("You are in a team with 1 other person.")).to_be_focused()
    # Everybody begins a sheet of their own.
    expect(bo.sheet).not_to_contain_text(BOWL)

    _is_interrupted_and_hands_in(bo)
    with ada.page.expect_response(NOTED):
        ada.hand_in("The clock runs ahead", "Clothes are laid out", first=2)
    _sheets_have_come_round(ada)
    _goes_on_from_there(ada)
    bo.write("sheets", "A light over the bowl", "Two bowls", "A bell at the bowl", round_=1)
    _sort(ada, bo)
    _vote_blind(ada, bo)
    _write_at_the_same_time(ada, bo)
    _end(ada, bo)


def _is_interrupted_and_hands_in(bo: Exercise) -> None:
    bo.text("Entry 2").fill(LIST)
    expect(bo.saved).to_have_text("Saved. You can go on later.")
    bo.come_again()
    expect(bo.text("Entry 2")).to_have_value(LIST)
    bo.hand_in(LIST, "Bags are packed at night", first=2)
    expect(bo.now.get_by_text("You are done with this step.")).to_be_visible()
    expect(bo.people).to_contain_text("Done with this step: 1 of 2 people.")


def _sheets_have_come_round(ada: Exercise) -> None:
    expect(ada.main.get_by_text("Handed in: 2 entries. The next round is open.")).to_be_focused()
    expect(ada.now).to_contain_text("round 2 of 2")
    expect(ada.sheet).to_contain_text(LIST)
    expect(ada.sheet).not_to_contain_text(BOWL)


def _goes_on_from_there(ada: Exercise) -> None:
    ada.text("Entry 1").fill(PAINTED)
    ada.now.get_by_label("Goes back to (optional)").first.select_option(label=LIST)
    ada.hand_in(PAINTED, "One bag for each day", "Everybody packs for another")
    expect(ada.sheet).to_contain_text(f"goes back to “{LIST}”")
    expect(ada.now.get_by_text("You are done with this step.")).to_be_visible()


def _sort(ada: Exercise, bo: Exercise) -> None:
    ada.come_again()
    ada.now.get_by_role("combobox", name=BOWL).fill("things")
    ada.button("Save the tags").click()
    expect(ada.heading("things (1)")).to_be_visible()
    ada.button("I am done with this step").click()
    expect(ada.now.get_by_text("You are done with this step.")).to_be_visible()
    bo.come_again()
    expect(bo.heading("things (1)")).to_be_visible()
    bo.press("I am done with this step")
    expect(bo.main.get_by_text("The next step is open.")).to_be_focused()


def _vote_blind(ada: Exercise, bo: Exercise) -> None:
    bo.dots(BOWL).fill("2")
    bo.dots(PAINTED).fill("1")
    bo.button("Save my choice").click()
    expect(bo.main.get_by_text("Given so far: 3. Left: 2.")).to_be_visible()
    ada.come_again()
    # Nothing says what somebody else gave, not even in the team's work.
    expect(ada.dots(BOWL)).to_have_value("0")
    ada.button("All of your team’s work so far").click()
    expect(ada.main.get_by_text("What the team chose is shown here when the step has ended.")).to_be_visible()
    ada.button("Back to where you are").click()
    ada.dots(BOWL).fill("2")
    ada.press("Save my choice")
    expect(ada.main.get_by_text("The step has ended: see what your team chose.")).to_be_focused()
    # It is before them while they write, and can be looked up as a whole.
    expect(ada.now.locator(".cte-chosen-first")).to_contain_text(f"{BOWL} 4 dots from 2 people")
    ada.main.get_by_role("button", name="Look back at: Blind dots").click()
    expect(ada.main.get_by_role("row", name=f"2 {PAINTED}")).to_contain_text("1 dot from 1 person")


def _write_at_the_same_time(ada: Exercise, bo: Exercise) -> None:
    for one, text in ((ada.open(), FIRST), (bo.open(), SECOND)):
        one.text("Our idea").fill(text)
    ada.button("Save for the team").click()
    expect(ada.main.get_by_text("Your text is stored as the team’s result.")).to_be_focused()

    bo.button("Save for the team").click()
    expect(bo.main.get_by_text("Nothing is lost: both texts are below.")).to_be_focused()
    expect(bo.now.locator(".cte-result")).to_contain_text(FIRST)
    expect(bo.text("Our idea")).to_have_value(SECOND)
    ada.come_again()
    expect(ada.now.locator(".cte-result")).to_contain_text(SECOND)
    expect(ada.text("Our idea")).to_have_value(FIRST)

    bo.text("Our idea").fill(BOTH)
    bo.press("Save for the team")
    expect(bo.heading("Looking back")).to_be_visible()


def _end(ada: Exercise, bo: Exercise) -> None:
    for one in (ada, bo):
        one.write("retrospective", "Your list.", prompts=("helped", "change"))
    ada.come_again()
    expect(ada.heading("This is what came of it")).to_be_visible()
    expect(ada.now).to_contain_text(BOTH)
    expect(ada.now).not_to_contain_text(FIRST)
    ada.button("Show all versions").click()
    expect(ada.now.locator("summary", has_text="Version 2, by")).to_be_visible()


def test_what_a_teammate_hands_in_is_announced_and_shown_when_wanted(
    enter: Enter, unused_learners: Iterator[str]
) -> None:
    reader, writer = (Exercise(enter(next(unused_learners)), "sheets") for _ in range(2))
    reader.begin(BOWL)
    writer.begin("Shoes stand ready in the evening")
    reader.page.clock.install()
    reader.open()
    reader.text("Entry 2").fill("half a wo")
    for one in (writer, reader):
        one.write("sheets", LIST, "Bags are packed at night")

    with reader.page.expect_response("**/changes/*"):
        reader.page.clock.run_for(31_000)

    expect(reader.changes).to_have_role("status")
    expect(reader.changes).to_contain_text("Your team has gone on: another step is open.")
    expect(reader.text("Entry 2")).to_be_focused()
    expect(reader.text("Entry 2")).to_have_value("half a wo")
    reader.press("Show it")
    expect(reader.sheet).to_contain_text(LIST)
    expect(reader.changes).to_be_hidden()
    # What was being written when the round ended is kept.
    expect(reader.main.locator(".cte-late").get_by_role("textbox")).to_have_value("half a wo")


def test_nobody_else_reads_the_work_of_a_team(enter: Enter, unused_learners: Iterator[str], faults: Faults) -> None:
    faults.expect("status of 40[34]")
    ada, other, nobody = (Exercise(enter(next(unused_learners)), "others") for _ in range(3))
    staff = Exercise(enter("ivo"), "others")
    ada.begin(BOWL, alone=True)
    other.begin("Shoes stand ready in the evening", alone=True)

    for part in ("work/", "work.csv"):
        assert BOWL in ada.page.request.get(ada.work(part)).text()
        theirs = other.page.request.get(other.work(part))
        assert theirs.ok
        assert BOWL not in theirs.text()
        for one in (nobody, staff):
            refused = one.page.request.get(one.work(part))
            assert refused.status in (403, 404)
            assert BOWL not in refused.text()
