"""Pages a tired person can read on a phone: short, timed, and with something to do."""

import re
from statistics import median

import yaml

from .olx import REPOSITORY

TIMED = re.compile(r"<p><em>(Core|Extra) · (\d+) minutes")
ACTION = re.compile(r"<h3>[^<]*\((\d+) minutes?\)</h3>")
TAG = re.compile(r"<[^>]+>")
WORDS_PER_MINUTE = 180
TECHNIQUES = REPOSITORY / "xblocks" / "creativity_team_exercise" / "techniques"
# Where the technique says "one round for each sheet", somebody alone has so many.
ROUNDS_ALONE = 3


def pages(unit, course) -> list[str]:
    return [course.html(block) for block in unit.iter("html")]


def timing(unit, course) -> tuple[str, int]:
    """The track and the minutes that stand at the top of a unit."""
    stated = TIMED.match(pages(unit, course)[0])
    assert stated, f"{unit.get('url_name')} does not begin with its track and time"
    return stated[1], int(stated[2])


def word_count(unit, course) -> int:
    return sum(len(TAG.sub(" ", page).split()) for page in pages(unit, course))


def planned_minutes(unit, course) -> float:
    """Minutes from reading speed, activities, questions and our blocks; see the time table of the course."""
    minutes = word_count(unit, course) / WORDS_PER_MINUTE
    minutes += sum(int(found) for page in pages(unit, course) for found in ACTION.findall(page))
    for problem in unit.iter("problem"):
        minutes += 1 + 0.5 * len(list(problem.iter("label")))
    for block in unit.iter("competence_self_assessment"):
        minutes += {"pre": 5.5, "repeat": 5.5, "post": 9.5}[block.get("occasion")]
    for board in unit.iter("peer_idea_board"):
        # What is posted was drafted on an earlier page; a feedback is reading, choosing levels and two comments.
        minutes += 3 * int(board.get("post_quota")) + 3.5 * int(board.get("feedback_quota"))
    return minutes + sum(map(sum, visits(unit)))


def visits(unit) -> list[list[int]]:
    """The minutes of each visit to each team exercise: one for a step, or for each round of passing sheets."""
    found = []
    for exercise in unit.iter("creativity_team_exercise"):
        technique = yaml.safe_load((TECHNIQUES / f"{exercise.get('technique')}.yaml").read_text(encoding="utf-8"))
        minutes = []
        for step in technique["steps"]:
            rounds = int(exercise.get("rounds", 0)) or step.get("rounds") or ROUNDS_ALONE
            minutes += [step["minutes"]] * (rounds if step["kind"] == "pass" else 1)
        found.append(minutes)
    return found


def test_every_unit_says_its_track_and_a_time_that_is_true(course):
    for unit in course.tree.iter("vertical"):
        _, minutes = timing(unit, course)
        assert abs(minutes - planned_minutes(unit, course)) < 1, unit.get("url_name")
        # A team exercise is done in visits, over some days: each of them is short, and all of them are little text.
        long = [visit for exercise in visits(unit) for visit in exercise if visit > 20]
        assert not long, unit.get("url_name")
        assert minutes - sum(map(sum, visits(unit))) <= 15, unit.get("url_name")


def test_extra_units_say_so_in_their_title(course):
    for unit in course.tree.iter("vertical"):
        track, _ = timing(unit, course)
        assert unit.get("display_name").startswith("Extra: ") is (track == "Extra")


def test_units_are_short(course):
    units = list(course.tree.iter("vertical"))
    assert all(word_count(unit, course) <= 900 for unit in units)
    assert median(len(unit) for unit in units) <= 3


def test_few_subsections_have_a_single_kind_of_block(course):
    subsections = list(course.tree.iter("sequential"))
    single = [seq for seq in subsections if len({block.tag for unit in seq for block in unit}) == 1]
    assert len(single) / len(subsections) < 0.2


def test_there_is_something_to_do_at_least_every_700_words(course):
    for subsection in course.tree.iter("sequential"):
        words = 0
        for unit in subsection:
            words += word_count(unit, course)
            assert words <= 700, unit.get("url_name")
            if len(unit) > len(pages(unit, course)) or any(map(ACTION.search, pages(unit, course))):
                words = 0


def test_every_activity_has_purpose_task_example_and_next_step(course):
    for block in course.tree.iter("html"):
        page = course.html(block)
        for activity in page.split("<h3>Your turn")[1:]:
            text = activity.split("<h3>")[0]
            for part in ("Why:", "What to do:", "Example:"):
                assert f"<strong>{part}</strong>" in text, (block.get("url_name"), part)
        if "<h3>Your turn" in page:
            assert "<strong>Next:</strong>" in page, block.get("url_name")
