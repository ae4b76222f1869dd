"""Courses that somebody wrote: what is read, and what becomes of mistakes."""

from __future__ import annotations

import time

import pytest

from preview import olx
from preview.olx import BlockNotFound, UnreadableCourse
from tests.preview.engine.builder import KEY, RUN, CourseBuilder, usage


def messages(course: olx.Course) -> str:
    return "\n".join(f"{problem.path}: {problem.message}" for problem in course.problems)


def test_follows_pointers_through_every_level(builder: CourseBuilder) -> None:
    builder.course('<chapter url_name="c1"/>')
    builder.file("chapter/c1.xml", '<chapter display_name="Première"><sequential url_name="s1"/></chapter>')
    builder.file("sequential/s1.xml", '<sequential display_name="日本"><vertical url_name="v1"/></sequential>')
    builder.file("vertical/v1.xml", '<vertical><probe url_name="p1" text="🎓 é"/></vertical>')
    course = builder.load()
    assert [node.title for node in course.walk()] == ["Odd course", "Première", "日本", "v1", "p1"]
    assert course.node(usage("probe", "p1")).fields == {"text": "🎓 é"}
    assert course.problems == ()


def test_key_and_start_come_from_the_files(builder: CourseBuilder) -> None:
    course = builder.course("", 'start="2026-03-01T10:00:00Z" self_paced="true" language="de"').load()
    assert (str(course.key), course.start.isoformat()) == (KEY, "2026-03-01T10:00:00+00:00")
    assert (course.self_paced, course.language) == (True, "de")


def test_policy_overrides_attributes_and_is_inherited(builder: CourseBuilder) -> None:
    builder.unit('<probe url_name="p1"/>', section='graded="false" format="Essay" due="2026-05-01"')
    builder.policy(
        {
            f"course/{RUN}": {"display_name": "From policy", "start": "2021-01-01", "max_attempts": 3},
            "sequential/se": {"graded": True, "show_correctness": "past_due"},
        }
    )
    course = builder.load()
    probe = course.node(usage("probe", "p1"))
    assert course.title == "From policy"
    wanted = {"graded": True, "format": "Essay", "due": "2026-05-01", "max_attempts": 3, "start": "2021-01-01"}
    assert {name: probe.get(name) for name in wanted} == wanted
    assert probe.get("show_correctness") == "past_due"
    assert course.node(usage("sequential", "se")).inherited["max_attempts"] == 3


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<vertical url_name="gone"/>', "vertical/gone.xml is missing"),
        ('<unknown_thing url_name="u" colour="blue"/>', "not installed"),
        ('<probe url_name="p" count="many"/>', "p was left out"),
        ('<probe url_name="p"><stray/></probe>', "p was left out"),
        ('<probe display_name="No name"/>', "no url_name"),
        ('<probe url_name="p"/><probe url_name="p"/>', "more than one <probe>"),
    ],
)
def test_a_mistake_is_listed_and_the_rest_is_there(builder: CourseBuilder, inside: str, said: str) -> None:
    course = builder.unit(f'{inside}<probe url_name="good" text="fine"/>').load()
    assert said in messages(course)
    assert course.node(usage("probe", "good")).fields["text"] == "fine"


def test_an_unknown_tag_keeps_its_source(builder: CourseBuilder) -> None:
    course = builder.unit('<later url_name="l" a="1"><inner>é</inner></later>').load()
    node = course.node(usage("later", "l"))
    assert node.problem
    assert node.source == '<later url_name="l" a="1"><inner>é</inner></later>'


def test_an_unknown_tag_may_point_to_a_file(builder: CourseBuilder) -> None:
    builder.unit('<later url_name="l"/>').file("later/l.xml", '<later a="2"/>')
    assert builder.load().node(usage("later", "l")).source == '<later a="2"/>'


def test_the_file_of_a_plain_block_is_ignored_as_in_open_edx(builder: CourseBuilder) -> None:
    builder.unit('<probe url_name="p"/>').file("probe/p.xml", '<probe text="never read"/>')
    course = builder.load()
    assert "Open edX ignores this file" in messages(course)
    assert "text" not in course.node(usage("probe", "p")).fields


def test_learners_state_in_attributes_is_not_kept(builder: CourseBuilder) -> None:
    course = builder.unit('<probe url_name="p" count="77" text="kept"/>').load()
    assert course.node(usage("probe", "p")).fields == {"text": "kept"}


def test_drafts_are_not_read(builder: CourseBuilder) -> None:
    builder.unit('<probe url_name="p"/>')
    builder.file("drafts/vertical/d.xml", f'<vertical parent_url="{usage("sequential", "se")}" index="1"/>')
    assert "d" not in {node.usage_key.block_id for node in builder.load().walk()}


def test_names_that_are_missing_or_doubled_are_made_up(builder: CourseBuilder) -> None:
    course = builder.unit('<probe display_name="My first!"/><probe url_name="p"/><probe url_name="p"/><probe/>').load()
    names = [node.usage_key.block_id for node in course.walk() if node.block_type == "probe"]
    assert names[:3] == ["My_first", "p", "p_2"]
    assert names[3].startswith("probe_")


@pytest.mark.parametrize(
    "broken",
    ["<vertical><probe</vertical>", '<!DOCTYPE v [<!ENTITY x SYSTEM "file:///etc/passwd">]><vertical>&y;</vertical>'],
)
def test_a_file_that_is_not_xml_is_a_problem_with_a_line(builder: CourseBuilder, broken: str) -> None:
    builder.course('<chapter url_name="c"><sequential url_name="s"><vertical url_name="v"/></sequential></chapter>')
    builder.file("vertical/v.xml", broken)
    problem = builder.load().problems[0]
    assert (problem.path, problem.line) == ("vertical/v.xml", 1)


def test_no_file_outside_the_course_is_read(builder: CourseBuilder) -> None:
    (builder.path.parent / "secret.xml").write_text('<later word="hush"/>')
    builder.unit('<later url_name="../../secret"/>').file("later/x.xml", "<later/>")
    assert "hush" not in repr([node.source for node in builder.load().walk()])


def test_entities_bring_no_files_in(builder: CourseBuilder) -> None:
    secret = builder.path.parent / "secret.txt"
    secret.write_text("hush")
    builder.course('<chapter url_name="c"/>')
    builder.file(
        "chapter/c.xml",
        f'<!DOCTYPE c [<!ENTITY x SYSTEM "file://{secret}">]><chapter><later url_name="l">&x;</later></chapter>',
    )
    assert "hush" not in repr([node.source for node in builder.load().walk()])


def test_a_container_that_contains_itself_ends(builder: CourseBuilder) -> None:
    builder.course('<chapter url_name="c"/>')
    builder.file("chapter/c.xml", '<chapter><chapter url_name="c"/></chapter>')
    assert "contains itself" in messages(builder.load())


def test_a_date_that_is_none_is_dropped_with_a_word(builder: CourseBuilder) -> None:
    course = builder.unit('<probe url_name="p"/>', 'start="soon"').load()
    assert course.start is None
    assert "“soon” is not a date" in messages(course)


def test_wiki_and_comments_are_no_blocks(builder: CourseBuilder) -> None:
    course = builder.course('<!-- note --><wiki slug="x"/><?pi?><chapter url_name="c"/>').load()
    assert [node.block_type for node in course.walk()] == ["course", "chapter"]


@pytest.mark.parametrize("text", ["<course", "<course/>", '<course url_name="a b" org="x" course="y"/>'])
def test_a_course_without_a_key_cannot_be_read(builder: CourseBuilder, text: str) -> None:
    builder.file("course.xml", text)
    with pytest.raises(UnreadableCourse):
        builder.load()


@pytest.mark.parametrize("text", ["not json", "[]", '{"GRADER": [{"weight": "much"}]}'])
def test_a_broken_grading_policy_is_a_problem(builder: CourseBuilder, text: str) -> None:
    builder.course("").file(f"policies/{RUN}/grading_policy.json", text)
    course = builder.load()
    assert course.grading.assignment_types == ()
    assert course.problems


def test_finds_its_way_about(builder: CourseBuilder) -> None:
    units = "".join(f'<vertical url_name="v{n}"><probe url_name="p{n}"/></vertical>' for n in range(3))
    course = builder.course(f'<chapter url_name="c"><sequential url_name="s">{units}</sequential></chapter>').load()
    first, second, third = course.units
    assert course.neighbours(first) == (None, second)
    assert course.neighbours(second) == (first, third)
    assert course.unit_of(course.node(usage("probe", "p1"))) is second
    assert [node.block_type for node in course.ancestors(first)] == ["course", "chapter", "sequential"]
    with pytest.raises(BlockNotFound):
        course.node(usage("probe", "nobody"))


def test_300_units_load_fast(builder: CourseBuilder) -> None:
    chapters = []
    for chapter in range(10):
        units = ""
        for number in range(chapter * 30, chapter * 30 + 30):
            blocks = "".join(f'<probe url_name="p{number}_{n}" text="t"/>' for n in range(5))
            builder.file(f"vertical/v{number}.xml", f'<vertical display_name="Unit {number}">{blocks}</vertical>')
            units += f'<vertical url_name="v{number}"/>'
        chapters.append(
            f'<chapter url_name="c{chapter}"><sequential url_name="s{chapter}">{units}</sequential></chapter>'
        )
    builder.course("".join(chapters))
    began = time.perf_counter()
    course = builder.load()
    took = time.perf_counter() - began
    assert len(course.units) == 300
    assert sum(node.block_type == "probe" for node in course.walk()) == 1500
    # About 0.3 s; slower by an order of magnitude would be a mistake in the reading, not a slow machine.
    assert took < 5


def test_a_static_file_is_found_only_inside_its_folder(builder: CourseBuilder) -> None:
    course = builder.course("").file("static/a/b.png", "x").file("secret.txt", "hush").load()
    assert course.asset("a/b.png") == builder.path / "static/a/b.png"
    assert course.asset("../secret.txt") is None
    assert course.asset("a") is None
