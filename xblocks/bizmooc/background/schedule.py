"""Ask for a task, look at it, and forget it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from functools import partial
from importlib.util import find_spec
from typing import Any

from django.db import transaction

from bizmooc.background.run import run
from bizmooc.conf import setting
from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.models import TOKEN_LENGTH, BackgroundTask


def schedule(
    place: Place, block_type: str, name: str, parameters: Mapping[str, Any], *, makes_file: bool = False
) -> BackgroundTask:
    """Ask for a task; it begins after the running transaction.

    Args:
        place: the block it is about.
        block_type: whose task it is.
        name: of the task in the block's contribution to the registry.
        parameters: JSON-like; never a learner's text.
        makes_file: it goes when somebody is erased who may be in its file.
    """
    task = _new(place, block_type, name, parameters, makes_file=makes_file)
    transaction.on_commit(partial(_begin, task.token))
    return task


def done_at_once(place: Place, block_type: str, name: str, parameters: Mapping[str, Any]) -> BackgroundTask:
    """Note a task that makes no file: a view works out its result while it is sent."""
    return _new(place, block_type, name, parameters, state=BackgroundTask.State.DONE)


def latest(place: Place, name: str) -> BackgroundTask | None:
    """Return the newest task of a name in a block."""
    tasks = BackgroundTask.objects.filter(usage_key=place.usage_key, name=name)
    return tasks.order_by("-created_at", "-pk").first()


def forget(tasks: Iterable[BackgroundTask]) -> int:
    """Delete tasks, and their files once that is certain. Returns how many."""
    gone = list(tasks)
    deleted, _models = BackgroundTask.objects.filter(pk__in=[task.pk for task in gone]).delete()
    storage = platform().report_storage() if any(task.file_name for task in gone) else None
    for task in gone:
        if task.file_name and storage:
            transaction.on_commit(partial(storage.delete, task.file_name))
    return deleted


def _new(place: Place, block_type: str, name: str, parameters: Mapping[str, Any], **values: Any) -> BackgroundTask:
    return BackgroundTask.objects.create(
        token=secrets.token_hex(TOKEN_LENGTH // 2),
        block_type=block_type,
        name=name,
        usage_key=place.usage_key,
        course_key=place.course_key,
        parameters=dict(parameters),
        **values,
    )


def _begin(token: str) -> None:
    who = setting("RUN_TASKS") or ("celery" if find_spec("celery") else "command")
    if who == "celery":
        from bizmooc.tasks import run_task

        run_task.delay(token)
    elif who == "inline":
        run(token)
