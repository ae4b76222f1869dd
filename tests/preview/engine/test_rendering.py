"""What a page gets to show."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from preview import masquerade
from preview.models import FieldValue
from preview.runtime import Mode, open_block, render_block, render_unit
from tests.preview.engine.builder import usage

PROBE = usage("probe", "probe_1")


def test_the_wrapper_is_the_lms_wrapper(page, course) -> None:
    block = render_block(page("learner"), course, course.node(PROBE)).blocks[0]
    wrapper = html.fragment_fromstring(block.html)
    data = {name.removeprefix("data-"): value for name, value in wrapper.attrib.items()}
    assert data.pop("class") == "xblock xblock-student_view xblock-student_view-probe"
    assert re.fullmatch("[0-9a-f]{32}", data.pop("request-token"))
    assert data == {
        "usage-id": PROBE,
        "block-type": "probe",
        "course-id": str(course.key),
        "init": "Probe",
        "runtime-class": "LmsRuntime",
        "runtime-version": "1",
        "graded": "False",
        "has-score": "False",
        "handler-base": f"/courses/{course.key}/xblock/{PROBE}/handler/",
        "mark-completed-on-view-after-delay": "5000",
    }


def test_init_arguments_cannot_end_their_script(page, course) -> None:
    block = render_block(page("learner"), course, course.node(PROBE)).blocks[0]
    [arguments] = re.findall(
        r'<script type="json/xblock-args" class="xblock-json-init-args">(.*?)</script>', block.html
    )
    assert json.loads(arguments) == {"text": "</script><b>"}


def test_links_are_rewritten(page, course) -> None:
    shown = render_block(page("learner"), course, course.node(PROBE)).html
    assert f'"/courses/{course.key}/static/picture.svg"' in shown
    assert f'"/courses/{course.key}/jump_to_id/un"' in shown


def test_resources_come_once(page, course) -> None:
    rendered = render_unit(page("learner"), course, course.units[0])
    assert rendered.head_html.count("color: inherit") == 1
    assert rendered.foot_html.count("/xblock/resource/probe/public/probe.js") == 1
    kinds = [(resource["kind"], resource["mimetype"]) for _id, resource in rendered.resources]
    assert kinds.count(("text", "text/css")) == 1
    assert len({identity for identity, _resource in rendered.resources}) == len(rendered.resources)


def test_the_context_has_the_lms_keys_and_the_query(page, course) -> None:
    assert "asked=42" in render_block(page("learner", asked="42"), course, course.node(PROBE)).html


def test_a_query_cannot_replace_what_the_platform_says(page, course, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.preview.engine.probe import Probe

    seen = {}
    view = Probe.student_view
    monkeypatch.setattr(Probe, "student_view", lambda self, context: seen.update(context) or view(self, context))
    render_block(page("learner", username="root"), course, course.node(PROBE))
    assert seen["username"] == "learner"
    assert seen["child_of_vertical"] is True


def test_hidden_blocks_are_left_out_for_learners(builder, play, page) -> None:
    builder.unit('<probe url_name="p"/><probe url_name="h" visible_to_staff_only="true"/>')
    course = play()
    names = {
        who: [b.usage_key.block_id for b in render_unit(page(who), course, course.units[0]).blocks]
        for who in ("learner", "staff")
    }
    assert names == {"learner": ["p"], "staff": ["p", "h"]}


def test_an_unknown_block_is_blank_for_learners_and_explained_to_authors(builder, play, page) -> None:
    builder.unit('<later url_name="l"/>')
    course = play()
    [learners] = render_unit(page("learner"), course, course.units[0]).blocks
    assert not learners.visible
    [authors] = render_unit(page("staff"), course, course.units[0], Mode.STUDIO_PREVIEW).blocks
    assert "not installed" in authors.html


def test_a_failing_block_fails_the_unit_when_strict(builder, play, page, settings) -> None:
    builder.unit('<probe url_name="bad" text="fails"/><probe url_name="good" text="fine"/>')
    course = play()
    settings.PREVIEW_STRICT = True
    with pytest.raises(RuntimeError):
        render_unit(page("learner"), course, course.units[0])


def test_a_failing_block_is_a_box_when_not_strict(builder, play, page, settings, caplog) -> None:
    builder.unit('<probe url_name="bad" text="fails"/><probe url_name="good" text="fine"/>')
    course = play()
    settings.PREVIEW_STRICT = False
    bad, good = render_unit(page("learner"), course, course.units[0]).blocks
    assert (bad.failed, good.failed) == (True, False)
    assert "fine" in good.html
    reference = re.search(r"under (\w{8})", bad.html)[1]
    assert reference in caplog.text
    assert "told to fail" not in bad.html


class TestSpecificMasquerade:
    @pytest.fixture
    def request_as_learner(self, page, course):
        request = page("staff")
        masquerade.start(request, course.key, "learner")
        return request

    def test_blocks_are_replaced_unless_they_allow_it(self, request_as_learner, course) -> None:
        shown = {b.block_type: b.html for b in render_unit(request_as_learner, course, course.units[0]).blocks}
        assert "cannot be shown while viewing the course as a specific student" in shown["probe"]
        assert "hello" not in shown["probe"]
        assert "hello" in shown["probe_readonly"]

    def test_the_page_is_drawn_as_the_learner(self, course, crowd, request_as_learner, monkeypatch) -> None:
        from tests.preview.engine import probe

        monkeypatch.setattr(probe.crum, "get_current_user", lambda: request_as_learner.user)
        shown = render_block(request_as_learner, course, course.node(usage("probe_readonly", "probe_readonly_1")))
        assert "crum=learner" in shown.html
        assert request_as_learner.user == crowd.staff

    def test_nothing_is_marked_complete(self, request_as_learner, course) -> None:
        shown = render_block(request_as_learner, course, course.node(usage("probe_readonly", "probe_readonly_1")))
        assert not shown.blocks[0].wants_view_completion


@pytest.mark.parametrize(
    ("tag", "wants"), [("probe", True), ("probe_scored", False), ("probe_own", False), ("probe_readonly", True)]
)
def test_what_completes_on_view(page, course, tag: str, wants: bool) -> None:
    block = render_block(page("learner"), course, course.node(usage(tag, f"{tag}_1"))).blocks[0]
    assert block.wants_view_completion is wants
    assert ("mark-completed-on-view" in block.html) is wants


def test_a_view_that_assigns_a_field_writes(page, course, crowd, monkeypatch) -> None:
    """As in the LMS: blocks are saved after every view, so that a block that writes on GET is found out here."""
    from tests.preview.engine.probe import Probe

    view = Probe.student_view
    monkeypatch.setattr(Probe, "student_view", lambda self, context: setattr(self, "count", 1) or view(self, context))
    render_block(page("learner"), course, course.node(PROBE))
    assert FieldValue.objects.get().field == "count"


def test_a_unit_shows_ones_own_state(page, course) -> None:
    for who, count in (("learner", 5), ("other", 6)):
        block = open_block(page(who), course, PROBE)
        block.count = count
        block.save()
    shown = {who: render_unit(page(who), course, course.units[0]).html for who in ("learner", "other", "outsider")}
    assert "hello count=5" in shown["learner"]
    assert "hello count=6" in shown["other"]
    assert "hello count=0" in shown["outsider"]
    assert all("count=6" not in shown[who] for who in ("learner", "outsider"))


def test_containers_inside_a_unit(builder, play, page, crowd) -> None:
    both = '<vertical url_name="a"><probe url_name="pa"/></vertical>'
    both += '<vertical url_name="b"><probe url_name="pb"/></vertical>'
    pool = "".join(f'<probe url_name="q{n}"/>' for n in range(5))
    library = f'<library_content url_name="li" max_count="2">{pool}</library_content>'
    builder.unit(f'<split_test url_name="sp">{both}</split_test>{library}')
    course = play()

    def names(who: str, mode: Mode = Mode.LMS) -> set[str]:
        shown = render_unit(page(who), course, course.units[0], mode).html
        return {name for name in ("pa", "pb", *(f"q{n}" for n in range(5))) if f'block@{name}"' in shown}

    assert len(names("learner") & {"pa", "pb"}) == 1
    assert len(names("learner") - {"pa", "pb"}) == 2
    assert names("learner") == names("learner")
    assert len(names("staff", Mode.STUDIO_PREVIEW)) == 7


def test_a_unit_takes_few_queries_however_many_blocks(builder, play, page, db) -> None:
    def count(blocks: int) -> int:
        builder.unit("".join(f'<probe url_name="p{n}"/>' for n in range(blocks)))
        course = play()
        request = page("learner")
        render_unit(request, course, course.units[0])
        with CaptureQueriesContext(connection) as captured:
            render_unit(request, course, course.units[0])
        return len(captured)

    assert count(2) == count(20) <= 6


def test_open_block_finds_no_other_courses_block(page, course) -> None:
    with pytest.raises(LookupError):
        open_block(page("learner"), course, "block-v1:Other+C+R+type@probe+block@probe_1")
