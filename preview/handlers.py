"""The views behind block handlers, with the checks that the LMS and Studio make, and none that they do not."""

from __future__ import annotations

import mimetypes

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.django.request import django_to_webob_request, webob_to_django_response
from xblock.exceptions import DisallowedFileError, NoSuchHandlerError

from preview import authoring, olx
from preview.blocks.types import BlockTypeUnavailable, block_class
from preview.runtime import Mode, PreviewRuntime, take_seat

MAX_UPLOAD_BYTES = 4_000_000
MAX_UPLOADS = 20


@transaction.non_atomic_requests
def lms_handler(request: HttpRequest, course_key: str, usage_key: str, handler: str, suffix: str = "") -> HttpResponse:
    """A handler in the LMS. Whether the person is enrolled is not asked; the block has to."""
    if not request.user.is_authenticated and request.method not in ("GET", "HEAD"):
        return HttpResponseForbidden(_("Please log in."))
    return _call(request, _course(course_key), usage_key, handler, suffix, Mode.LMS)


@csrf_exempt
@transaction.non_atomic_requests
def noauth_handler(
    request: HttpRequest, course_key: str, usage_key: str, handler: str, suffix: str = ""
) -> HttpResponse:
    """A handler for third parties: open to all, without any check, and as the person who is logged in if any."""
    return _call(request, _course(course_key), usage_key, handler, suffix, Mode.NOAUTH)


@login_required
@transaction.atomic
def studio_preview_handler(request: HttpRequest, usage_key: str, handler: str, suffix: str = "") -> HttpResponse:
    """A handler in Studio's preview of a unit: for everybody who can log in."""
    return _call(request, _course_of(usage_key), usage_key, handler, suffix, Mode.STUDIO_PREVIEW)


@login_required
@transaction.atomic
def studio_editor_handler(request: HttpRequest, usage_key: str, handler: str, suffix: str = "") -> HttpResponse:
    """A handler in Studio's editor. For authors the whole block becomes a new draft, whatever was called."""
    return _call(request, _course_of(usage_key), usage_key, handler, suffix, Mode.STUDIO_EDITOR)


def local_resource(request: HttpRequest, block_type: str, uri: str) -> HttpResponse | FileResponse:
    """A file that a block's package makes public."""
    try:
        file = block_class(block_type).open_local_resource(uri)
    except (BlockTypeUnavailable, DisallowedFileError, OSError) as error:
        raise Http404(uri) from error
    return FileResponse(file, content_type=mimetypes.guess_type(uri)[0] or "application/octet-stream")


def course_asset(request: HttpRequest, course_key: str, path: str) -> FileResponse:
    """A file of a course's ``static`` folder."""
    file = _course(course_key).asset(path)
    if file is None:
        raise Http404(path)
    return FileResponse(file.open("rb"), content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")


def _call(
    request: HttpRequest, course: olx.Course, usage_key: str, handler: str, suffix: str, mode: Mode
) -> HttpResponse:
    refused = _refuse_files(request)
    if refused:
        return refused
    seat = take_seat(request, course, mode)
    try:
        node = course.node(usage_key)
    except olx.BlockNotFound as error:
        raise Http404(usage_key) from error
    block = PreviewRuntime(seat).block_of(node)
    if mode is Mode.LMS and not seat.may_see(node) and not _rechecks_access(block, handler):
        raise Http404(usage_key)
    try:
        answer = block.handle(handler, django_to_webob_request(request), suffix)
    except NoSuchHandlerError as error:
        raise Http404(handler) from error
    if mode is Mode.STUDIO_EDITOR and seat.can_write:
        authoring.save_draft(block, request.user)
    return webob_to_django_response(answer)


def _refuse_files(request: HttpRequest) -> JsonResponse | None:
    """An answer when the request brings more or larger files than Open edX takes."""
    for _name, files in request.FILES.lists() if _is_form(request) else ():
        if len(files) > MAX_UPLOADS:
            why = _("Submission aborted! Maximum {limit} files may be submitted at once")
            return JsonResponse({"success": why.format(limit=MAX_UPLOADS)}, status=413)
        for file in files:
            if file.size > MAX_UPLOAD_BYTES:
                why = _("Submission aborted! Your file {name} is too large (max size: {limit} MB)")
                text = why.format(name=file.name, limit=MAX_UPLOAD_BYTES // 1_000_000)
                return JsonResponse({"success": text}, status=413)
    return None


def _is_form(request: HttpRequest) -> bool:
    return request.content_type.startswith("multipart/form-data")


def _rechecks_access(block: XBlock, handler: str) -> bool:
    return bool(getattr(getattr(block, handler, None), "will_recheck_access", False))


def _course(course_key: str) -> olx.Course:
    try:
        return olx.get_course(course_key)
    except olx.CourseNotFound as error:
        raise Http404(course_key) from error


def _course_of(usage_key: str) -> olx.Course:
    try:
        return _course(str(UsageKey.from_string(usage_key).context_key))
    except InvalidKeyError as error:
        raise Http404(usage_key) from error
