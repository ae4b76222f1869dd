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
from bizmooc.web.tables import csv_lines
from bizmooc.web.views import course_view, place_in
from competence_self_assessment.staff import BLOCK_TYPE, EXPORT, codebook
from competence_self_assessment.staff.exports import Export

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=7)


@course_view(Audience.STAFF, "GET")
def rounds(request: HttpRequest, course_key: CourseKey, usage_key: str, token: str) -> Any:
    """The rounds of a block as they may be shown now, or the file that was made of them."""
    task = _export(course_key, usage_key, token)
    log.info("rounds of %s taken out by user %s, export %s", usage_key, request.user.id, token[:8])
    storage = platform().report_storage() if task.file_name else None
    if storage:
        answer = FileResponse(storage.open(task.file_name))
    else:
        answer = StreamingHttpResponse(_of(task, course_key).lines())
    return _as_csv(answer, f"rounds-{token[:8]}.csv")


@course_view(Audience.STAFF, "GET")
def codebook_of(request: HttpRequest, course_key: CourseKey, usage_key: str, token: str) -> Any:
    """What the columns of an export mean."""
    lines = csv_lines(codebook.HEADER, codebook.rows(_of(_export(course_key, usage_key, token), course_key)))
    return _as_csv(StreamingHttpResponse(list(lines)), f"codebook-{token[:8]}.csv")


def _export(course_key: CourseKey, usage_key: str, token: str) -> BackgroundTask:
    place = place_in(course_key, usage_key, BLOCK_TYPE)
    task = BackgroundTask.objects.filter(
        token=token,
        name=EXPORT,
        usage_key=place.usage_key,
        course_key=place.course_key,
        state=BackgroundTask.State.DONE,
        created_at__gt=timezone.now() - KEPT_FOR,
    ).first()
    if task is None:
        raise Refusal(404, _("This file is not there any more. Please prepare it again."))
    return task


def _of(task: BackgroundTask, course_key: CourseKey) -> Export:
    return Export(place_in(course_key, task.usage_key, BLOCK_TYPE), task.parameters["threshold"])


def _as_csv(answer: Any, name: str) -> Any:
    answer["Content-Type"] = "text/csv; charset=utf-8"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
