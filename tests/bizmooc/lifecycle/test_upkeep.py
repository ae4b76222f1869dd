"""What the clock has ended is written before mail goes out, by the command and by Celery's task."""

from __future__ import annotations

import importlib
import sys
from datetime import UTC, datetime
from io import StringIO
from types import ModuleType

import pytest
from django.core.management import call_command

from bizmooc import registry
from bizmooc.lifecycle import upkeep

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def told(monkeypatch):
    """What happens, in order: two made-up blocks that keep up with the clock, one that need not, and the mail."""
    told: list[tuple[str, datetime | None]] = []
    nothing = dict.fromkeys(("retire", "reset", "forget_course", "recount"), lambda *_arguments: 0)

    def keeper(name, teams):
        return lambda now: told.append((name, now)) or teams

    monkeypatch.setattr(registry, "_contributions", {})
    registry.register(registry.Contribution("zebra", **nothing, catch_up=keeper("zebra", 3)))
    registry.register(registry.Contribution("ant", **nothing, catch_up=keeper("ant", 4)))
    registry.register(registry.Contribution("bee", **nothing))
    monkeypatch.setattr(upkeep, "send_digests", lambda now=None: told.append(("mail", now)) or 5)
    return told


def test_every_block_then_mail(told):
    assert upkeep.catch_up_and_tell(NOW) == (7, 5)
    assert told == [("ant", NOW), ("zebra", NOW), ("mail", NOW)]


def test_the_command(told):
    out = StringIO()
    call_command("bizmooc_digest", stdout=out)
    assert out.getvalue() == "7 teams brought up to date, 5 digests sent\n"
    assert {now.tzinfo for _name, now in told[:2]} == {UTC}


def test_the_task(told, monkeypatch):
    celery = ModuleType("celery")
    celery.shared_task = lambda **_options: lambda function: function
    monkeypatch.setitem(sys.modules, "celery", celery)
    monkeypatch.delitem(sys.modules, "bizmooc.tasks", raising=False)
    tasks = importlib.import_module("bizmooc.tasks")
    monkeypatch.delitem(sys.modules, "bizmooc.tasks")
    tasks.send_digests()
    assert [name for name, _now in told] == ["ant", "zebra", "mail"]


def test_a_block_that_fails_holds_up_no_mail_and_is_heard_of(told):
    def fail(now):
        raise ConnectionError

    nothing = dict.fromkeys(("retire", "reset", "forget_course", "recount"), lambda *_arguments: 0)
    registry.register(registry.Contribution("bee", **nothing, catch_up=fail))
    with pytest.raises(ConnectionError):
        upkeep.catch_up_and_tell(NOW)
    assert told == [("ant", NOW), ("mail", NOW)]
