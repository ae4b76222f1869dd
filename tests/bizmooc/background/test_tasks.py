"""Background tasks: begun once, by whom the operator says, with progress, files that nobody else reads, and an end."""

from __future__ import annotations

import sys
from io import StringIO
from types import ModuleType, SimpleNamespace

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command

from bizmooc import registry
from bizmooc.background import schedule as scheduling
from bizmooc.background.run import run
from bizmooc.background.schedule import done_at_once, forget, latest, schedule
from bizmooc.hosting.participant import Place
from bizmooc.models import BackgroundTask
from bizmooc.refusal import Refusal
from tests.support.bare_host import Campus

pytestmark = pytest.mark.django_db
HERE = Place("block-v1:Org+Course+Run+type@ant+block@one", "course-v1:Org+Course+Run")
State = BackgroundTask.State


@pytest.fixture(autouse=True)
def storage(settings, monkeypatch):
    """Where the host keeps reports; tasks are carried out at once."""
    settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus", "RUN_TASKS": "inline"}
    Campus.reset().storage = InMemoryStorage()
    return Campus.storage


@pytest.fixture
def tasks(monkeypatch):
    """The tasks of a made-up block, by name; a test fills them."""
    tasks: dict = {}
    nothing = dict.fromkeys(("retire", "reset", "forget_course", "recount"), lambda *_arguments: 0)
    monkeypatch.setattr(registry, "_contributions", {})
    registry.register(registry.Contribution("ant", **nothing, tasks=tasks))
    return tasks


def _asked(name="count", **options):
    return schedule(HERE, "ant", name, {"up_to": 3}, **options)


def _state(task):
    task.refresh_from_db()
    return task.state


class TestCarryingOut:
    def test_a_task_gets_its_parameters_and_tells_of_its_progress(self, tasks, django_capture_on_commit_callbacks):
        seen = []

        def count(run):
            seen.append((run.place, run.parameters, str(run.course)))
            run.report(2, 3)
            seen.append(BackgroundTask.objects.values_list("state", "done", "total").get())

        tasks["count"] = count
        with django_capture_on_commit_callbacks(execute=True):
            task = _asked()
            assert seen == []
        assert seen == [(HERE, {"up_to": 3}, HERE.course_key), (State.RUNNING, 2, 3)]
        assert _state(task) == State.DONE
        assert not task.is_under_way

    def test_once(self, tasks):
        calls = []
        tasks["count"] = calls.append
        task = _asked()
        for _time in range(3):
            run(task.token)
        assert len(calls) == 1

    def test_one_that_fails_is_marked_and_heard_of(self, tasks):
        def fail(_run):
            raise RuntimeError("no")

        tasks["count"] = fail
        task = _asked()
        with pytest.raises(RuntimeError):
            run(task.token)
        assert _state(task) == State.FAILED
        run(task.token)

    def test_a_task_that_nobody_knows(self):
        run("0" * 32)

    def test_the_latest_of_a_name(self, tasks):
        for name in ("count", "count", "other"):
            newest = _asked(name)
        assert latest(HERE, "other") == newest
        assert latest(HERE, "count").pk == newest.pk - 1
        assert latest(Place("elsewhere", "c"), "count") is None

    def test_a_task_without_work(self):
        assert not done_at_once(HERE, "ant", "count", {}).is_under_way


class TestWho:
    def test_celery_where_it_is(self, settings, monkeypatch, tasks, django_capture_on_commit_callbacks):
        settings.BIZMOOC = {**settings.BIZMOOC, "RUN_TASKS": None}
        sent = []
        celery = ModuleType("celery")
        celery.shared_task = lambda **_options: (
            lambda function: SimpleNamespace(delay=lambda token: sent.append((function, token)))
        )
        monkeypatch.setitem(sys.modules, "celery", celery)
        monkeypatch.delitem(sys.modules, "bizmooc.tasks", raising=False)
        monkeypatch.setattr(scheduling, "find_spec", lambda name: name == "celery")
        tasks["count"] = lambda _run: None
        with django_capture_on_commit_callbacks(execute=True):
            task = _asked()
        ((function, token),) = sent
        assert _state(task) == State.WAITING
        function(token)
        assert _state(task) == State.DONE
        monkeypatch.delitem(sys.modules, "bizmooc.tasks")

    def test_else_a_command(self, settings, monkeypatch, tasks, django_capture_on_commit_callbacks):
        settings.BIZMOOC = {**settings.BIZMOOC, "RUN_TASKS": None}
        monkeypatch.setattr(scheduling, "find_spec", lambda _name: None)
        tasks["count"] = lambda _run: None
        with django_capture_on_commit_callbacks(execute=True):
            waiting = [_asked(), _asked()]
        assert {_state(task) for task in waiting} == {State.WAITING}
        call_command("bizmooc_tasks", stdout=StringIO())
        assert {_state(task) for task in waiting} == {State.DONE}


class TestFiles:
    def _with_file(self, tasks, lines=("a,b\n", "ä,🙂\n")):
        tasks["count"] = lambda run: run.keep_file(".csv", lines)
        task = _asked(makes_file=True)
        run(task.token)
        task.refresh_from_db()
        return task

    def test_lines_become_a_file_under_the_tasks_token(self, tasks, storage):
        task = self._with_file(tasks)
        assert task.file_name == f"bizmooc/{task.token}.csv"
        assert storage.open(task.file_name).read().decode() == "a,b\nä,🙂\n"

    def test_a_failed_one_leaves_none(self, tasks, storage):
        def lines():
            yield "a\n"
            raise RuntimeError

        with pytest.raises(RuntimeError):
            self._with_file(tasks, lines())
        assert not storage.exists("bizmooc") or storage.listdir("bizmooc")[1] == []

    def test_forgotten_with_the_row(self, tasks, storage, django_capture_on_commit_callbacks):
        task = self._with_file(tasks)
        with django_capture_on_commit_callbacks(execute=True):
            assert forget([task]) == 1
            assert storage.exists(task.file_name)
        assert not storage.exists(task.file_name)
        assert not BackgroundTask.objects.exists()

    def test_forgotten_while_it_is_made(self, tasks, storage):
        def lines():
            yield "a\n"
            BackgroundTask.objects.all().delete()

        tasks["count"] = lambda run: run.keep_file(".csv", lines())
        run(_asked(makes_file=True).token)
        assert storage.listdir("bizmooc")[1] == []

    def test_a_host_without_a_place_for_them(self, tasks):
        Campus.storage = None
        with pytest.raises(Refusal):
            self._with_file(tasks)
