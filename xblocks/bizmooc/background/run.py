"""One task at work: what it is given, and how it tells of its progress."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc import registry
from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.models import BackgroundTask
from bizmooc.refusal import Refusal

log = logging.getLogger(__name__)
FOLDER = "bizmooc"


class Run:
    """A task while it is carried out.

    Args:
        task: its row, of which this run alone has hold.
    """

    def __init__(self, task: BackgroundTask):
        self._task = task
        self.place = Place(task.usage_key, task.course_key)
        self.parameters: dict[str, Any] = task.parameters

    @property
    def course(self) -> CourseKey:
        """The course as an opaque key."""
        return CourseKey.from_string(self.place.course_key)

    def report(self, done: int, total: int) -> None:
        """Say how far it has come; for every thousand rows or so."""
        self._update(done=done, total=total)

    def keep_file(self, suffix: str, lines: Iterable[str]) -> None:
        """Put lines into the file that the task makes, one at a time.

        Raises:
            Refusal: 409, the host has no place for it.
        """
        storage = platform().report_storage()
        if storage is None:
            raise Refusal(409, _("This host has no place for files that only some may read."))
        with tempfile.TemporaryFile() as file:
            for line in lines:
                file.write(line.encode("utf-8"))
            file.seek(0)
            name = storage.save(f"{FOLDER}/{self._task.token}{suffix}", File(file))
        if not self._update(file_name=name):
            # Forgotten meanwhile: somebody was erased who may be in it.
            storage.delete(name)

    def _update(self, **values: Any) -> int:
        return BackgroundTask.objects.filter(pk=self._task.pk).update(**values)


def run(token: str) -> None:
    """Carry out a task that waits; nothing if there is none, or somebody else has begun with it.

    Raises:
        Exception: whatever the task raises, after it is marked as failed.
    """
    waiting = BackgroundTask.objects.filter(token=token, state=BackgroundTask.State.WAITING)
    if not waiting.update(state=BackgroundTask.State.RUNNING):
        return
    task = BackgroundTask.objects.get(token=token)
    ends_as = BackgroundTask.State.FAILED
    try:
        registry.contribution(task.block_type).tasks[task.name](Run(task))
        ends_as = BackgroundTask.State.DONE
    finally:
        BackgroundTask.objects.filter(pk=task.pk).update(state=ends_as)
        log.info("task %s of %s: %s", task.name, task.usage_key, ends_as)
