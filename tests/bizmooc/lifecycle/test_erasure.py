"""The platform's signals and commands reach every block, and only the right rows."""

from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone
from xblock.core import XBlock

from bizmooc import registry
from bizmooc.background.schedule import done_at_once, schedule
from bizmooc.hosting.audit import record
from bizmooc.hosting.participant import Participant, Place
from bizmooc.lifecycle import erasure, receivers
from bizmooc.models import AccessLog, BackgroundTask, WriteReceipt
from tests.support.bare_host import COURSE, Campus

ANNA = "a" * 32


@pytest.fixture
def told(monkeypatch):
    """What two made-up blocks are told; they stand in the registry alone."""
    told: list[tuple] = []

    def teller(block, act, rows):
        def tell(*arguments):
            told.append((block, act, *arguments))
            return rows

        return tell

    def contribution(block_type):
        acts = {act: teller(block_type, act, 3) for act in ("retire", "reset", "forget_course", "recount")}
        return registry.Contribution(block_type, **acts)

    monkeypatch.setattr(registry, "_contributions", {})
    for block_type in ("zebra", "ant"):
        registry.register(contribution(block_type))
    return told


@pytest.mark.django_db
class TestErasure:
    def test_everyone_is_told_of_a_retirement(self, told):
        assert erasure.retire([ANNA]) == 6
        assert told == [("ant", "retire", [ANNA]), ("zebra", "retire", [ANNA])]

    def test_one_block_is_told_of_a_reset(self, told):
        assert erasure.reset("zebra", "usage", ANNA) == 3
        assert told == [("zebra", "reset", "usage", ANNA)]

    def test_an_unknown_block_cannot_be_reset(self, told):
        with pytest.raises(KeyError):
            erasure.reset("yak", "usage", ANNA)

    def test_everyone_is_told_of_a_deleted_course(self, told):
        receivers.forget_course(sender=None, course_key=COURSE)
        assert told == [("ant", "forget_course", str(COURSE)), ("zebra", "forget_course", str(COURSE))]

    def test_a_retired_learner_goes_under_every_id_they_have_had(self, told, settings):
        settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus"}
        Campus.reset().ids = {5: [ANNA, "c" * 32]}
        receivers.retire_learner(sender=None, user=SimpleNamespace(id=5), signal=None)
        assert told[0] == ("ant", "retire", [ANNA, "c" * 32])

    def test_a_learner_who_was_never_in_a_course_is_no_error(self, told, settings):
        settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus"}
        Campus.reset()
        receivers.retire_learner(sender=None, user=SimpleNamespace(id=6))
        assert told == []

    def test_registering_twice_counts_once(self, told):
        registry.register(registry.contribution("ant"))
        assert [block.block_type for block in registry.contributions()] == ["ant", "zebra"]


@pytest.mark.django_db
class TestCommands:
    def test_recount_runs_every_block(self, told):
        out = StringIO()
        call_command("bizmooc_recount", stdout=out)
        assert out.getvalue().splitlines() == ["ant: 3 corrected", "zebra: 3 corrected"]

    def test_prune_deletes_old_receipts_only(self):
        for number, days in enumerate((29, 31)):
            row = WriteReceipt.objects.create(
                usage_key="u", course_key="c", participant=ANNA, request_key=f"key-{number}", content_digest="d"
            )
            WriteReceipt.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days))
        out = StringIO()
        call_command("bizmooc_prune", stdout=out)
        assert "1 receipts deleted" in out.getvalue()
        assert list(WriteReceipt.objects.values_list("request_key", flat=True)) == ["key-0"]

    def test_prune_deletes_old_reports_and_entries_of_the_access_log(self):
        place, viewer = Place("u", "c"), Participant(ANNA, 8, True, True, True, False, False, False)
        for number, days in enumerate((6, 8, 399, 401)):
            task = done_at_once(place, "ant", f"task-{number}", {})
            record(place, viewer, f"act-{number}", request_key=f"key-{number}", people=1)
            for model, rows in ((BackgroundTask, {"pk": task.pk}), (AccessLog, {"act": f"act-{number}"})):
                model.objects.filter(**rows).update(created_at=timezone.now() - timedelta(days=days))
        out = StringIO()
        call_command("bizmooc_prune", stdout=out)
        assert list(BackgroundTask.objects.values_list("name", flat=True)) == ["task-0"]
        assert sorted(AccessLog.objects.values_list("act", flat=True)) == ["act-0", "act-1", "act-2"]
        assert out.getvalue().splitlines()[1:] == [
            "3 reports and other tasks deleted",
            "1 entries of the access log deleted",
        ]


@pytest.mark.django_db
class TestReports:
    """Files that a learner may be part of go with their rows."""

    @pytest.fixture(autouse=True)
    def tasks(self):
        return [schedule(Place(block, "c"), "ant", "report", {}, makes_file=True) for block in ("one", "two")] + [
            schedule(Place("one", "c"), "ant", "letters", {})
        ]

    def _left(self):
        return sorted(BackgroundTask.objects.values_list("usage_key", "name"))

    def test_with_a_retirement_all_of_them(self):
        erasure.retire([ANNA])
        assert self._left() == [("one", "letters")]

    def test_with_a_reset_those_of_the_block(self, told):
        erasure.reset("ant", "one", ANNA)
        assert self._left() == [("one", "letters"), ("two", "report")]


def test_each_blocks_app_is_registered_under_its_tag():
    ours = {tag for tag, block in XBlock.load_classes() if hasattr(block, "clear_student_state")}
    assert {block.block_type for block in registry.contributions()} <= ours
    assert "competence_self_assessment" in {block.block_type for block in registry.contributions()}
