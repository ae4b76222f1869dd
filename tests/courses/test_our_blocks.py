"""What the validator of Studio does not look into: our blocks, the static files, the feedback."""

import re
from collections import Counter
from pathlib import Path

from .olx import OUR_BLOCK_TYPES, REPOSITORY

TECHNIQUES = REPOSITORY / "xblocks" / "creativity_team_exercise" / "techniques"
FRAMEWORKS = REPOSITORY / "xblocks" / "competence_self_assessment" / "frameworks"
NEEDED = {
    "competence_self_assessment": {"url_name", "xblock-family", "display_name", "framework", "series", "occasion"},
    # A board's quotas are written even where they are the default: the minutes on the page follow from them.
    "peer_idea_board": {"url_name", "xblock-family", "display_name", "structure", "post_quota", "feedback_quota"},
    "creativity_team_exercise": {"url_name", "xblock-family", "display_name", "technique", "teams"},
}
ALLOWED_TOO = {
    "competence_self_assessment": {
        "participation_points",
        "ask_target_group",
        "breakdown",
        "allow_reopening",
        "pointers",
    },
    "peer_idea_board": {
        "participation_points",
        "feedback_wanted",
        "vote_kind",
        "votes_shown",
        "dots",
        "dots_per_idea",
        "allow_reuse",
    },
    "creativity_team_exercise": {
        "participation_points",
        "size",
        "rounds",
        "hours",
        "matched_by",
        "merge_hours",
        "teamset",
        "allow_reuse",
    },
}
# Long texts stand between the tags of a block.
CHILDREN = {
    "competence_self_assessment": [],
    "peer_idea_board": ["introduction", "seeds"],
    "creativity_team_exercise": ["introduction", "question", "seeds"],
}
URL_NAME = re.compile(r"[a-z0-9_]{3,64}")
STATIC_REFERENCE = re.compile(r"/static/([A-Za-z0-9._-]+)")


def our_blocks(course):
    return list(course.tree.iter(*OUR_BLOCK_TYPES))


def missing_feedback(problem) -> list[str]:
    """The answers of ``problem`` that tell the learner nothing."""
    missing = []
    for choice in problem.iterfind(".//choicegroup/choice"):
        if not (choice.findtext("choicehint") or "").strip():
            missing.append(choice.text.strip())
    for choice in problem.iterfind(".//checkboxgroup/choice"):
        hints = {hint.get("selected"): hint.text or "" for hint in choice.iterfind("choicehint")}
        if not all(hints.get(state, "").strip() for state in ("true", "false")):
            missing.append(choice.text.strip())
    for option in problem.iterfind(".//optioninput/option"):
        if not (option.findtext("optionhint") or "").strip():
            missing.append(option.text.strip())
    for response in (*problem.iterfind(".//numericalresponse"), *problem.iterfind(".//stringresponse")):
        # A typed answer cannot be foreseen: the right one gets feedback, every other one finds hints.
        if not (response.findtext("correcthint") or "").strip() or not problem.findall("demandhint/hint"):
            missing.append(response.findtext("label"))
    return missing


def test_the_course_holds_our_blocks(course):
    assert our_blocks(course)


def test_our_blocks_stand_inline_in_a_unit(course):
    for block in our_blocks(course):
        assert block.getparent().tag == "vertical"
        assert [child.tag for child in block] == CHILDREN[block.tag]
        assert not (course.root / block.tag).exists()


def test_our_blocks_have_what_they_need_and_only_allowed_attributes(course):
    for block in our_blocks(course):
        present, needed = set(block.attrib), NEEDED[block.tag]
        assert needed <= present <= needed | ALLOWED_TOO[block.tag], block.get("url_name")
        assert block.get("xblock-family") == "xblock.v1"


def test_self_assessments_form_one_series_from_a_pack_that_exists(course):
    blocks = list(course.tree.iter("competence_self_assessment"))
    if "competence_self_assessment" not in course.policy["advanced_modules"]:
        assert blocks == []
        return
    # Once before and once after; in between a learner may look again as often as they like.
    assert sorted({block.get("occasion") for block in blocks} - {"repeat"}) == ["post", "pre"]
    assert len([block for block in blocks if block.get("occasion") != "repeat"]) == 2
    assert len({block.get("series") for block in blocks}) == 1
    for block in blocks:
        assert (FRAMEWORKS / f"{block.get('framework')}.yaml").is_file()


def test_team_exercises_use_a_technique_that_exists(course):
    for block in course.tree.iter("creativity_team_exercise"):
        assert (TECHNIQUES / f"{block.get('technique')}.yaml").is_file(), block.get("url_name")


def test_the_course_lists_the_block_types_it_uses(course):
    assert sorted(course.policy["advanced_modules"]) == sorted({block.tag for block in our_blocks(course)})


def test_url_names_are_unique_whatever_the_type_and_case(course):
    names = [element.get("url_name") for element in course.tree.iter() if element.get("url_name")]
    assert [name for name, count in Counter(map(str.lower, names)).items() if count > 1] == []
    assert [name for name in names if not URL_NAME.fullmatch(name)] == []


def test_every_block_has_a_url_name(course):
    for tag in ("chapter", "sequential", "vertical", "html", "problem", *OUR_BLOCK_TYPES):
        assert all(element.get("url_name") for element in course.tree.iter(tag)), tag


def test_no_file_is_left_over(course):
    for tag in ("course", "chapter", "sequential", "vertical", "html", "problem"):
        used = {element.get("url_name") for element in course.tree.iter(tag)}
        assert {path.stem for path in (course.root / tag).glob("*")} == used, tag


def test_static_files_are_the_ones_referred_to(course):
    texts = [
        path.read_text(encoding="utf-8")
        for pattern in ("*/*.html", "*/*.xml", "*/*.json")
        for path in course.root.glob(pattern)
    ]
    referred = {name for text in texts for name in STATIC_REFERENCE.findall(text)}
    referred.add(course.policy["course_image"])
    assert {path.name for path in (course.root / "static").iterdir()} == referred


def test_every_static_file_has_its_licence(course):
    listed = [row["name"] for row in course.licences if row["kind"] == "file"]
    assert sorted(listed) == sorted(f"static/{path.name}" for path in (course.root / "static").iterdir())
    assert all(row["licence"].strip() for row in course.licences)


def test_every_answer_has_feedback(course):
    for problem in course.tree.iter("problem"):
        assert missing_feedback(problem) == [], problem.get("url_name")


def test_every_question_has_a_label_and_an_explanation(course):
    for problem in course.tree.iter("problem"):
        responses = [element for element in problem if str(element.tag).endswith("response")]
        assert responses, problem.get("url_name")
        assert all(response.findtext("label") for response in responses), problem.get("url_name")
        assert problem.find("solution") is not None, problem.get("url_name")


def test_every_question_says_how_often_it_may_be_tried(course):
    for problem in course.tree.iter("problem"):
        assert int(problem.get("max_attempts")) >= 2, problem.get("url_name")
        assert problem.get("showanswer") == "finished", problem.get("url_name")


def test_every_choice_has_three_or_four_answers_and_one_is_right(course):
    for group in course.tree.iter("choicegroup", "optioninput"):
        assert 3 <= len(group) <= 4
        assert [answer.get("correct").lower() for answer in group].count("true") == 1
    for group in course.tree.iter("checkboxgroup"):
        right = [answer.get("correct") for answer in group].count("true")
        assert 2 <= right < len(group)


def test_files_stay_small(course):
    files: list[Path] = list((course.root / "static").iterdir())
    assert all(path.stat().st_size <= 300_000 for path in files)
