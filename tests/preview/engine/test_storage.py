"""Where field values go, window by window."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from xblock.exceptions import InvalidScopeError

from preview.models import AuthoredBlock, FieldValue
from preview.runtime import Mode, PreviewRuntime, open_block, take_seat
from tests.preview.engine.builder import usage

PROBE = usage("probe", "probe_1")


def rows() -> set[tuple]:
    return set(FieldValue.objects.values_list("scope", "scope_id", "user_key", "field"))


def test_each_scope_has_its_own_key(page, course, crowd) -> None:
    block = open_block(page("learner"), course, PROBE)
    block.count, block.shared, block.probe_taste, block.probe_name = 1, 2, "sweet", "Ann"
    block.save()
    me = crowd.learner.pk
    assert rows() == {
        ("user_state", PROBE, me, "count"),
        ("user_state_summary", PROBE, 0, "shared"),
        ("preferences", "probe", me, "probe_taste"),
        ("user_info", "", me, "probe_name"),
    }
    again = open_block(page("learner"), course, PROBE)
    assert (again.count, again.shared, again.probe_taste, again.probe_name) == (1, 2, "sweet", "Ann")


def test_only_changed_fields_are_written(page, course) -> None:
    """Two requests read the block, change different fields, and both changes are there afterwards."""
    one, two = (open_block(page("learner"), course, PROBE) for _ in range(2))
    assert (one.count, one.other, two.count, two.other) == (0, 0, 0, 0)
    one.count = 5
    two.other = 6
    one.save()
    two.save()
    after = open_block(page("learner"), course, PROBE)
    assert (after.count, after.other) == (5, 6)


def test_a_write_reads_nothing_first(db) -> None:
    """What was read before may be old by then."""
    for value in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            FieldValue.objects.put([FieldValue(scope="s", user_key=1, field=name, value=value) for name in "ab"])
        assert not [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    assert list(FieldValue.objects.values_list("value", flat=True)) == [2, 2]


def test_a_deleted_value_is_the_default_again(page, course) -> None:
    block = open_block(page("learner"), course, PROBE)
    block.count = 4
    block.save()
    del block.count
    assert block.count == 0
    assert rows() == set()


@pytest.mark.parametrize("name", ["text", "display_name"])
def test_the_lms_cannot_write_what_authors_wrote(page, course, name: str) -> None:
    block = open_block(page("staff"), course, PROBE)
    setattr(block, name, "changed")
    with pytest.raises(InvalidScopeError):
        block.save()


def test_studios_editor_cannot_write_learners_fields(as_, call) -> None:
    client = as_("staff")
    client.raise_request_exception = False
    assert call(client, "store", {"count": 1}, way="studio_editor").status_code == 500
    assert call(client, "look", way="studio_editor").json()["count"] == 0
    assert rows() == set()


def test_studios_preview_keeps_learners_fields_in_the_authors_session(as_, call) -> None:
    author = as_("staff")
    call(author, "store", {"count": 8, "shared": 2}, way="studio_preview")
    seen = call(author, "look", way="studio_preview").json()
    assert (seen["count"], seen["shared"]) == (8, 2)
    assert call(author, "look").json()["count"] == 0
    assert call(as_("instructor"), "look", way="studio_preview").json()["count"] == 0
    assert rows() == set()


def test_studios_preview_lets_only_author_views_write_settings(page, course) -> None:
    plain = open_block(page("staff"), course, PROBE, Mode.STUDIO_PREVIEW)
    plain.text = "no"
    with pytest.raises(InvalidScopeError):
        plain.save()
    author = open_block(page("staff"), course, usage("probe_author", "probe_author_1"), Mode.STUDIO_PREVIEW)
    author.text = "yes"
    author.save()
    assert not AuthoredBlock.objects.exists()


def test_values_come_back_as_they_were(page, course) -> None:
    block = open_block(page("learner"), course, PROBE)
    block.probe_taste = "süß 🎓\x00\n" + "x" * 5000
    block.save()
    assert open_block(page("learner"), course, PROBE).probe_taste == block.probe_taste


def test_prefetching_a_unit_takes_two_queries(page, course) -> None:
    seat = take_seat(page("learner"), course)
    runtime = PreviewRuntime(seat)
    unit = course.units[0]
    with CaptureQueriesContext(connection) as captured:
        runtime.prefetch(unit.children)
        for node in unit.children:
            assert runtime.block_of(node).display_name_with_default
    assert len(captured) == 2
