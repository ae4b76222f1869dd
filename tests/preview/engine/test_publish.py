"""Grades, completion and the tracking log."""

from __future__ import annotations

import pytest

from preview.models import Completion, EventLog, Score
from preview.runtime import open_block
from tests.preview.engine.builder import usage
from tests.preview.engine.test_handlers import specific

SCORED = usage("probe_scored", "probe_scored_1")


@pytest.fixture
def tell(call):
    """Let a probe publish something."""

    def do(client, type_: str, event: dict, tag: str = "probe", **more):
        return call(client, "tell", {"type": type_, "event": event}, tag=tag, **more)

    return do


def scores() -> list[tuple]:
    return list(Score.objects.values_list("user__username", "usage_key", "earned", "possible"))


def completions() -> dict[str, float]:
    return dict(Completion.objects.values_list("usage_key", "completion"))


def test_a_grade_is_kept_and_completes(as_, tell) -> None:
    assert tell(as_("learner"), "grade", {"value": 3, "max_value": 4}, "probe_scored").status_code == 200
    assert scores() == [("learner", SCORED, 3, 4)]
    assert completions() == {SCORED: 1.0}
    assert not EventLog.objects.exists()


def test_the_last_grade_counts_unless_only_the_highest_shall(as_, tell) -> None:
    client = as_("learner")
    tell(client, "grade", {"value": 3, "max_value": 4}, "probe_scored")
    tell(client, "grade", {"value": 1, "max_value": 4, "only_if_higher": True}, "probe_scored")
    assert scores()[0][2] == 3
    tell(client, "grade", {"value": 4, "max_value": 4, "only_if_higher": True}, "probe_scored")
    assert scores()[0][2] == 4
    tell(client, "grade", {"value": 2, "max_value": 4}, "probe_scored")
    assert scores()[0][2] == 2


def test_a_deleted_score_is_gone(as_, tell) -> None:
    client = as_("learner")
    tell(client, "grade", {"value": 3, "max_value": 4}, "probe_scored")
    tell(client, "grade", {"value": 0, "max_value": 4, "score_deleted": True}, "probe_scored")
    assert scores() == []
    assert completions() == {SCORED: 0.0}


def test_a_grade_for_somebody_else_is_ones_own(as_, tell, crowd) -> None:
    tell(as_("learner"), "grade", {"value": 1, "max_value": 4, "user_id": crowd.other.pk}, "probe_scored")
    assert scores()[0][0] == "learner"


def test_a_block_with_rules_of_its_own_is_not_completed_by_a_score(as_, tell) -> None:
    tell(as_("learner"), "grade", {"value": 1, "max_value": 1}, "probe_own")
    assert completions() == {}


def test_completion_goes_up_and_down(as_, tell) -> None:
    for value in (1.0, 0.25):
        assert tell(as_("learner"), "completion", {"completion": value}, "probe_own").status_code == 200
        assert completions() == {usage("probe_own", "probe_own_1"): value}


@pytest.mark.parametrize("value", [-0.1, 1.5])
def test_completion_is_between_0_and_1(as_, tell, value: float) -> None:
    client = as_("learner")
    client.raise_request_exception = False
    assert tell(client, "completion", {"completion": value}).status_code == 500
    assert completions() == {}


@pytest.mark.parametrize(("tag", "status"), [("probe", 200), ("probe_scored", 400), ("probe_own", 400)])
def test_the_page_reports_what_was_in_view(as_, call, tag: str, status: int) -> None:
    answer = call(as_("learner"), "publish_completion", {"completion": 1.0}, tag=tag)
    assert answer.status_code == status
    assert bool(completions()) is (status == 200)


def test_visitors_earn_and_complete_nothing(as_, tell) -> None:
    tell(as_(""), "grade", {"value": 1, "max_value": 1}, way="noauth")
    tell(as_(""), "completion", {"completion": 1.0}, way="noauth")
    assert scores() == []
    assert completions() == {}


def test_anything_else_is_a_line_of_the_tracking_log(as_, tell, course, crowd) -> None:
    client = as_("learner")
    tell(client, "bizmooc.probe.looked", {"n": 1, "name": "é"}, headers={"User-Agent": "Firefox"})
    line = EventLog.objects.get()
    assert (line.name, line.username, line.usage_key) == ("bizmooc.probe.looked", "learner", usage("probe", "probe_1"))
    assert line.course_key == str(course.key)
    body = line.body
    assert set(body) == {
        "name",
        "context",
        "username",
        "session",
        "ip",
        "agent",
        "host",
        "referer",
        "accept_language",
        "event",
        "time",
        "event_type",
        "event_source",
        "page",
    }
    assert body["event"] == {"n": 1, "name": "é"}
    assert body["event_type"] == body["name"] == "bizmooc.probe.looked"
    assert (body["event_source"], body["page"], body["agent"]) == ("server", "x_module", "Firefox")
    assert body["session"] == client.session.session_key
    assert set(body["context"]) == {
        "course_id",
        "course_user_tags",
        "user_id",
        "path",
        "org_id",
        "enterprise_uuid",
        "module",
        "asides",
    }
    assert body["context"]["user_id"] == crowd.learner.pk
    assert body["context"]["module"] == {"display_name": "Probe", "usage_key": usage("probe", "probe_1")}
    assert "xblock" in body["context"]["path"]


def test_an_event_that_is_too_long_is_dropped(as_, tell) -> None:
    assert tell(as_("learner"), "long", {"text": "x" * 50_000}).status_code == 200
    assert not EventLog.objects.exists()


@pytest.mark.parametrize(
    ("type_", "event"), [("grade", {"value": 1, "max_value": 1}), ("completion", {"completion": 1})]
)
def test_as_a_specific_learner_effects_are_only_logged(as_, tell, course, crowd, type_: str, event: dict) -> None:
    tell(specific(as_("staff"), course), type_, event, "probe_scored")
    assert (scores(), completions()) == ([], {})
    body = EventLog.objects.get().body
    assert (body["name"], body["username"], body["context"]["user_id"]) == (type_, "staff", crowd.learner.pk)


@pytest.mark.parametrize("way", ["studio_preview", "studio_editor"])
def test_in_studio_nothing_happens_without_a_word(as_, tell, way: str) -> None:
    for type_, event in (("grade", {"value": 1, "max_value": 1}), ("seen", {})):
        assert tell(as_("staff"), type_, event, way=way).status_code == 200
    assert (scores(), completions(), EventLog.objects.count()) == ([], {}, 0)


class TestCompletionService:
    @pytest.fixture
    def service(self, page, course):
        block = open_block(page("learner"), course, usage("probe", "probe_1"))
        return block.runtime.service(block, "completion")

    def test_answers_for_the_person(self, service, course, crowd) -> None:
        key = course.node(usage("probe", "probe_1")).usage_key
        Completion.objects.record(crowd.other.pk, key, 1.0)
        assert service.get_completions([key]) == {key: 0.0}
        service.submit_group_completion(key, 1.0, users=[crowd.learner], user_ids=[crowd.outsider.pk])
        assert service.get_completions([key]) == {key: 1.0}
        assert Completion.objects.count() == 3

    def test_knows_what_completes_on_view(self, service, page, course) -> None:
        blocks = [open_block(page("learner"), course, usage(tag, f"{tag}_1")) for tag in ("probe", "probe_scored")]
        assert service.blocks_to_mark_complete_on_view(blocks) == {blocks[0]}
        assert service.get_complete_on_view_delay_ms() == 5000
        assert service.completion_tracking_enabled()

    def test_a_unit_is_complete_when_all_in_it_is(self, service, page, course, crowd) -> None:
        unit = open_block(page("learner"), course, usage("vertical", "un"))
        assert not service.vertical_is_complete(unit)
        for node in course.units[0].children:
            Completion.objects.record(crowd.learner.pk, node.usage_key, 1.0)
        assert service.vertical_is_complete(unit)
        with pytest.raises(ValueError):
            service.vertical_is_complete(unit.get_children()[0])
