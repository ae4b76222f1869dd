"""Files for the course team, sent while they are read: handlers hold their answers in memory."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.gate import Audience
from bizmooc.hosting.platform import platform
from bizmooc.models import BackgroundTask
from bizmooc.refusal import Refusal
from bizmooc.web.views import course_view, place_in
from creativity_team_exercise.staff import BLOCK_TYPE
from creativity_team_exercise.staff.exports import TASKS, Export

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=7)


@course_view(Audience.STAFF, "GET")
def export(request: HttpRequest, course_key: CourseKey, usage_key: str, token: str) -> Any:
    """A file that was asked for: as the exercise is now, or as it was when a large one was made."""
    task = _task(course_key, usage_key, token)
    what = task.parameters["what"]
    log.info("%s of %s taken out by user %s, export %s", what, usage_key, request.user.id, token[:8])
    storage = platform().report_storage() if task.file_name else None
    if storage:
        answer: Any = FileResponse(storage.open(task.file_name))
    else:
        answer = StreamingHttpResponse(Export.of(place_in(course_key, usage_key, BLOCK_TYPE), task.parameters).lines())
    answer["Content-Type"] = "text/csv; charset=utf-8"
    answer["Content-Disposition"] = f'attachment; filename="{what}-{token[:8]}.csv"'
    return answer


def _task(course_key: CourseKey, usage_key: str, token: str) -> BackgroundTask:
    place = place_in(course_key, usage_key, BLOCK_TYPE)
    task = BackgroundTask.objects.filter(
        token=token,
        name__in=list(TASKS.values()),
        usage_key=place.usage_key,
        course_key=place.course_key,
        state=BackgroundTask.State.DONE,
        created_at__gt=timezone.now() - KEPT_FOR,
    ).first()
    if task is None:
        raise Refusal(404, _("This file is not there any more. Please prepare it again."))
    return task
