"""Exports that nobody here wrote: whatever is in them, it is read or it is a finding."""

import json
import random

import pytest
from xblock.fields import Dict, List, Scope

from competence_self_assessment.block import CompetenceSelfAssessmentBlock
from course_quality.checks import find_all
from course_quality.export import opened
from course_quality.our_blocks import JSON_FIELDS, LEARNERS_FIELDS
from creativity_team_exercise.block import CreativityTeamExerciseBlock
from peer_idea_board.block import PeerIdeaBoardBlock

BLOCKS = {
    "competence_self_assessment": CompetenceSelfAssessmentBlock,
    "creativity_team_exercise": CreativityTeamExerciseBlock,
    "peer_idea_board": PeerIdeaBoardBlock,
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_the_fields_are_those_of_the_blocks(kind):
    fields = BLOCKS[kind].fields
    of_learners = {name for name, field in fields.items() if field.scope == Scope.user_state}

    assert of_learners == LEARNERS_FIELDS[kind]
    for name, type_ in JSON_FIELDS[kind].items():
        assert isinstance(fields[name], Dict if type_ is dict else List)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<course",
        "<course/>",
        '<course url_name="a/../../x" org="o" course="c"/>',
        "<library/>",
        "\x00\xff",
        "<a>&bomb;</a>",
    ],
)
def test_any_first_file_is_read_or_noted(text, root):
    (root / "course.xml").write_text(text, encoding="utf-8")
    with opened(root) as course:
        assert find_all(course, ["structure-readable", "structure-run", "structure-course-pointer"])


def test_pointers_in_a_circle_end(root):
    (root / "vertical/w1_start_unit.xml").write_text('<split_test><split_test url_name="w"/></split_test>')
    (root / "split_test").mkdir()
    (root / "split_test/w.xml").write_text('<split_test display_name="W"><split_test url_name="w"/></split_test>')
    with opened(root) as course:
        assert any("circle" in finding.wrong for finding in find_all(course, ["structure-readable"]))


def test_inline_blocks_are_read(root):
    page = '<html url_name="inline_page" display_name="P"><![CDATA[<p>Hello</p>]]></html>'
    (root / "vertical/w1_start_unit.xml").write_text(f'<vertical display_name="U">{page}</vertical>')
    with opened(root) as course:
        block = next(block for block in course.blocks if block.url_name == "inline_page")
        assert block.page == "<p>Hello</p>"


@pytest.mark.parametrize("seed", range(6))
def test_broken_files_never_stop_a_check(seed, root):
    """Cuts, doubles and swaps parts of files at random; what comes of it does not matter, only that something does."""
    chance = random.Random(seed)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    for path in chance.sample(files, 12):
        content = path.read_bytes()
        cut, other = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        path.write_bytes(chance.choice([content[:cut], content[cut:other] * 2, content[other:] + content[:cut]]))
    with opened(root) as course:
        assert find_all(course)


def test_transcripts_are_named_without_their_folder(root):
    film = '<video url_name="film" display_name="F" sub="old"><transcript language="en" src="words-en.srt"/></video>'
    unit = root / "vertical/w1_do_unit.xml"
    unit.write_text(unit.read_text().replace("</vertical>", f"{film}</vertical>"))
    for name in ("words-en.srt", "subs_old.srt.sjson", "other-en.srt"):
        (root / "static" / name).write_text("1")
    with opened(root) as course:
        assert not find_all(course, ["media-recordings"])
        unused = [finding.file for finding in find_all(course, ["links-files-used"])]
    assert unused == ["static/other-en.srt"]


def test_names_inside_json_are_read(root):
    content = '<p><img src="/static/course_image.svg" width="9" height="9" alt="A small tree"/></p>'
    (root / "info/updates.items.json").write_text(json.dumps([{"id": 1, "content": content}]))
    with opened(root) as course:
        assert not find_all(course, ["links-files-exist"])
