"""Author mode: drafts, publishing, discarding, and OLX."""

from __future__ import annotations

from typing import Any

import pytest

from preview import authoring
from preview.models import AuthoredBlock
from preview.runtime import Mode, render_block, render_editor, render_unit
from tests.preview.engine.builder import usage

PROBE = usage("probe", "probe_1")


@pytest.fixture
def see(as_, call):
    """The text that somebody sees in a window."""
    return lambda who, way="lms": call(as_(who), "look", way=way).json()["text"]


def test_the_way_of_a_change(as_, call, see, course, crowd) -> None:
    unit = course.units[0]
    assert not authoring.has_draft(course, unit)
    assert call(as_("staff"), "store", {"text": "new"}, way="studio_editor").status_code == 200
    assert (see("staff", "studio_preview"), see("staff", "studio_editor"), see("learner")) == ("new", "new", "hello")
    assert authoring.draft_units(course) == {unit.usage_key}
    assert authoring.publish(course, unit, crowd.staff) == 1
    assert see("learner") == "new"
    assert not authoring.has_draft(course, unit)

    call(as_("staff"), "store", {"text": "newer"}, way="studio_editor")
    assert authoring.discard(course, unit) == 1
    assert (see("learner"), see("staff", "studio_editor")) == ("new", "new")


def test_discarding_the_first_draft_goes_back_to_the_export(as_, call, see, course) -> None:
    call(as_("staff"), "store", {"text": "new"}, way="studio_editor")
    authoring.discard(course, course.units[0])
    assert not AuthoredBlock.objects.exists()
    assert see("staff", "studio_preview") == "hello"


def test_any_editor_handler_writes_a_draft(as_, call, course) -> None:
    assert call(as_("staff"), "look", way="studio_editor").status_code == 200
    assert authoring.has_draft(course, course.units[0])


@pytest.mark.parametrize("way", ["studio_preview", "lms"])
def test_no_other_window_writes_drafts(as_, call, course, way: str) -> None:
    call(as_("staff"), "look", way=way)
    assert not authoring.has_draft(course, course.units[0])


def test_who_is_not_in_the_team_is_answered_but_nothing_is_kept(as_, call, see, course) -> None:
    assert call(as_("learner"), "store", {"text": "mine"}, way="studio_editor").status_code == 200
    assert not authoring.has_draft(course, course.units[0])
    assert see("staff", "studio_editor") == "hello"


def test_a_failing_handler_writes_no_draft(as_, call, course) -> None:
    client = as_("staff")
    client.raise_request_exception = False
    call(client, "boom", {}, way="studio_editor")
    assert not authoring.has_draft(course, course.units[0])


def test_olx_has_what_was_set_and_no_more(as_, call, course) -> None:
    call(as_("staff"), "store", {"text": "a < b", "answers": {"1": [2]}}, way="studio_editor")
    node = course.node(PROBE)
    drafted = authoring.block_olx(course, node)
    assert 'text="a &lt; b"' in drafted
    assert 'url_name="probe_1"' in drafted
    assert "count" not in drafted
    assert 'text="hello"' in authoring.block_olx(course, node, draft=False)


def test_olx_of_an_unknown_block_is_its_source(builder, play, db) -> None:
    builder.unit('<later url_name="l" a="1"><inner/>tail</later>')
    course = play()
    olx = authoring.block_olx(course, course.node(usage("later", "l")))
    assert olx.strip() == '<later url_name="l" a="1"><inner/>tail</later>'


def test_preview_takes_the_author_view_where_there_is_one(page, course) -> None:
    shown = {
        block.block_type: block
        for block in render_unit(page("staff"), course, course.units[0], Mode.STUDIO_PREVIEW).blocks
    }
    assert "author: written by the author view" in shown["probe_author"].html
    assert "hello" in shown["probe"].html
    assert "xblock-author_view" in shown["probe_author"].html
    assert 'data-runtime-class="PreviewRuntime"' in shown["probe"].html
    assert "data-course-id" not in shown["probe"].html
    assert "/jump_to_id/un" in shown["probe"].html
    assert f"/courses/{course.key}/static/picture.svg" in shown["probe"].html


def test_the_editor_is_studio_view(page, course) -> None:
    editor = render_editor(page("staff"), course, course.node(PROBE))
    assert "<form>hello</form>" in editor.html
    assert "xblock-studio_view" in editor.html
    assert f'data-handler-base="/xblock/{PROBE}/handler/"' in editor.html


def test_the_draft_is_seen_in_studio_only(as_, call, page, course) -> None:
    call(as_("staff"), "store", {"text": "new", "display_name": "New name"}, way="studio_editor")

    def shown(mode: Mode) -> Any:
        return render_block(page("staff"), course, course.node(PROBE), mode).blocks[0]

    assert "new" in shown(Mode.STUDIO_PREVIEW).html
    assert shown(Mode.STUDIO_PREVIEW).title == "New name"
    assert "hello" in shown(Mode.LMS).html
