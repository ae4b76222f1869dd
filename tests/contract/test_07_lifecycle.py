"""Point 7: points, deleted state, duplicates, retirement and deleted courses."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module, metadata
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from opaque_keys.edx.keys import CourseKey
from xblock.core import XBlock

from bizmooc.lifecycle import erasure, receivers
from preview import people, state
from preview.models import Completion, FieldValue, Score
from preview.runtime import PreviewRuntime, seat_without_request
from tests.contract.cases import SECRET, Case, rows_of
from tests.contract.conftest import PlayUnit
from tests.support.preview_host import PreviewHost, Role

PEOPLE = (Role.LEARNER, Role.STAFF)


def _act(host: PreviewHost, case: Case, role: Role, block: str = "one") -> None:
    for handler in case.learner_writes:
        assert host.call(role, block, handler, case.body(handler)).status == 200


def _rows_with(case: Case, **values: Any) -> int:
    """How many stored rows have these values."""
    return sum(
        1
        for rows in rows_of(case).values()
        for row in rows
        if all(row.get(name) == value for name, value in values.items())
    )


def _id(host: PreviewHost, name: str) -> str:
    return people.anonymous_id(host.users[name], host.course.key)


class TestPoints:
    @pytest.mark.parametrize("points", ["", "0", "5", "null", "-3", "many"])
    def test_max_score_is_a_number_whatever_is_set(self, case: Case, play_unit: PlayUnit, points: str) -> None:
        host = play_unit(case.olx("one", **({"participation_points": points} if points else {})))
        node = host.course.node(host.usage("one"))
        block = PreviewRuntime(seat_without_request(host.course, host.users["anna"])).block_of(node)
        assert block.max_score() == (5 if points == "5" else 0)
        assert type(block.max_score()) is int

    def test_it_counts_for_grades(self, case: Case) -> None:
        assert XBlock.load_class(case.block_type).has_score


class TestDeletedState:
    def test_a_learners_state_goes_and_nobody_elses(self, case: Case, preview: PreviewHost) -> None:
        for role in PEOPLE:
            _act(preview, case, role)
            _act(preview, case, role, "two")
        anna, here = _id(preview, "anna"), {"usage_key": preview.usage("one")}
        others = _rows_with(case, participant=_id(preview, "ivo"))
        assert _rows_with(case, participant=anna, **here) > 2

        usage_key = preview.course.node(preview.usage("one")).usage_key
        address = reverse("pages:delete-state", args=[preview.course.key, "anna", usage_key])
        answer = preview.client(Role.STAFF).post(address)

        assert answer.status_code == 302
        assert _rows_with(case, participant=anna, **here) == 0
        assert _rows_with(case, participant=anna, usage_key=preview.usage("two")) > 2
        assert _rows_with(case, participant=_id(preview, "ivo")) == others
        for model in (Score, Completion):
            assert not model.objects.filter(usage_key=here["usage_key"], user=preview.users["anna"]).exists()
        # And she can begin again, with the very same request.
        _act(preview, case, Role.LEARNER)

    def test_the_platform_finds_the_learner(self, case: Case, preview: PreviewHost) -> None:
        """It calls the block only for those who have a row of user state."""
        anna = preview.users["anna"]
        for handler in case.learner_writes:
            assert preview.call(Role.LEARNER, "one", handler, case.body(handler)).status == 200
            is_there = FieldValue.objects.filter(scope="user_state", user_key=anna.pk).exists()
            assert is_there == (handler not in case.asking), handler
            assert SECRET not in str(list(FieldValue.objects.values("value")))
            state.delete_state(preview.course, preview.course.node(preview.usage("one")), anna, preview.users["ivo"])

    def test_it_is_called_as_the_platform_calls_it(self, case: Case) -> None:
        parameters = inspect.signature(XBlock.load_class(case.block_type).clear_student_state).parameters
        called_with = {"user_id", "course_id", "item_id", "requesting_user_id"}
        takes_any = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values())
        assert takes_any or called_with <= set(parameters)


class TestCopies:
    def test_a_duplicate_starts_empty(self, case: Case, play_unit: PlayUnit) -> None:
        """Studio copies settings and content under a new name, and asks the block only if it wants to be asked."""
        cls = XBlock.load_class(case.block_type)
        assert not hasattr(cls, "studio_post_duplicate")
        assert not hasattr(cls, "studio_post_paste")
        host = play_unit(case.olx("one", series="same") + case.olx("0a1b2c3d4e5f60718293a4b5c6d7e8f9", series="same"))
        _act(host, case, Role.LEARNER)
        page = host.show(Role.LEARNER, "one")
        assert page.count(case.shown) == 1
        assert page.count(SECRET) == 1

    def test_a_rerun_starts_empty(self, case: Case, preview: PreviewHost) -> None:
        """It has the same block names under another course key: rows carry both keys whole."""
        _act(preview, case, Role.LEARNER)
        keyed = [row for rows in rows_of(case).values() for row in rows if "usage_key" in row]
        assert keyed
        assert {row["course_key"] for row in keyed} == {str(preview.course.key)}
        assert {row["usage_key"] for row in keyed} == {preview.usage("one")}


class TestTheEnd:
    def test_a_retired_learner_is_gone_from_every_table(self, case: Case, preview: PreviewHost) -> None:
        for role in PEOPLE:
            _act(preview, case, role)
        anna, ivo = _id(preview, "anna"), _id(preview, "ivo")
        others = _rows_with(case, participant=ivo)

        receivers.retire_learner(sender=object(), user=preview.users["anna"], signal=object())

        assert anna not in str(rows_of(case))
        assert _rows_with(case, participant=ivo) == others > 2

    @pytest.mark.parametrize("end", ["retire", "forget", "delete state"])
    def test_half_an_end_is_none(
        self, case: Case, preview: PreviewHost, end: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Receipts that outlive their rows would take a learner's next request for a repeat."""
        _act(preview, case, Role.LEARNER)
        before = rows_of(case)
        block = PreviewRuntime(seat_without_request(preview.course, preview.users["ivo"])).block_of(
            preview.course.node(preview.usage("one"))
        )
        ends: dict[str, Callable[[], Any]] = {
            "retire": lambda: receivers.retire_learner(sender=None, user=preview.users["anna"]),
            "forget": lambda: receivers.forget_course(sender=None, course_key=preview.course.key),
            "delete state": lambda: block.clear_student_state(
                user_id=_id(preview, "anna"), course_id="", item_id=preview.usage("one"), requesting_user_id=""
            ),
        }
        monkeypatch.setattr(erasure, "WriteReceipt", None)
        with pytest.raises(AttributeError):
            ends[end]()
        assert rows_of(case) == before

    def test_retiring_twice_does_no_harm(self, case: Case, preview: PreviewHost) -> None:
        _act(preview, case, Role.LEARNER)
        for _twice in range(2):
            receivers.retire_learner(sender=object(), user=preview.users["anna"])
        receivers.retire_learner(sender=object(), user=preview.users["olga"])

    def test_a_deleted_course_leaves_nothing_of_learners(self, case: Case, preview: PreviewHost) -> None:
        for role in PEOPLE:
            _act(preview, case, role)

        receivers.forget_course(sender=None, course_key=preview.course.key, signal=object())

        assert _rows_with(case, course_key=str(preview.course.key)) == 0
        assert SECRET not in str(rows_of(case))

    def test_another_course_stays(self, case: Case, preview: PreviewHost) -> None:
        _act(preview, case, Role.LEARNER)
        before = rows_of(case)
        receivers.forget_course(sender=None, course_key=CourseKey.from_string("course-v1:Other+Course+1"))
        assert rows_of(case) == before


class TestWiring:
    @pytest.mark.parametrize("group", ["lms.djangoapp", "cms.djangoapp"])
    def test_every_package_is_an_app_of_both_processes(self, case: Case, group: str) -> None:
        entries = metadata.distribution("bizmooc-xblocks").entry_points.select(group=group)
        assert {"bizmooc", case.package} <= {entry.name for entry in entries}
        for entry in entries:
            config = entry.load()
            assert config.default_auto_field == "django.db.models.BigAutoField"
            assert isinstance(config.plugin_app, dict)
            assert apps.get_app_config(config.label).name == config.name

    def test_retirement_is_heard_where_it_is_sent(self) -> None:
        config = apps.get_app_config("bizmooc")
        [receiver] = config.plugin_app["signals_config"]["lms.djangoapp"]["receivers"]
        assert receiver["signal_path"] == "openedx.core.djangoapps.user_api.accounts.signals.USER_RETIRE_LMS_MISC"
        module = import_module(f"{config.name}.{config.plugin_app['signals_config']['lms.djangoapp']['relative_path']}")
        function = getattr(module, receiver["receiver_func_name"])
        assert list(inspect.signature(function).parameters) == ["sender", "user", "kwargs"]

    def test_the_deletion_of_courses_is_heard_where_it_is_sent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        heard = []
        monkeypatch.setattr("bizmooc.hosting.platform.on_course_deleted", heard.append)
        apps.get_app_config("bizmooc").ready()
        assert heard == [receivers.forget_course]
