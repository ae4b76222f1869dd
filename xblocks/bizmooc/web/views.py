"""Plain Django views under /bizmooc/, behind a gate of their own: for what must not go through a block's handlers.

In Studio every call to a handler writes a new draft, and in the LMS a handler's answer is held in memory as a whole:
previews, checks of files and exports are views.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey

from bizmooc.hosting.gate import Audience
from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.refusal import Refusal
from bizmooc.web.requests import as_json, parse_body, require_method, storing

View = Callable[..., HttpResponseBase]
NAMESPACE = "bizmooc"


def course_view(audience: Audience, method: Literal["GET", "POST"]) -> Callable[[Callable], View]:
    """Let a plain view serve people with a right in the course that its address names as ``course_key``.

    The view is called ``view(request, course_key, **rest of the address)``, with ``body=Body(...)`` for POST, and
    returns a response, or a dict, which is sent as JSON. A refusal is answered as a handler's is. Pages send
    ``X-CSRFToken``; the check is Django's own. Nothing is ever cached. The view is not in a transaction: it calls
    services, which have theirs, or streams.

    Args:
        audience: whom the view serves. AUTHOR: who may change the course in Studio; STAFF: who may open the
            instructor dashboard, in the LMS only; LEARNER: who is enrolled, and staff.
        method: GET for reads; POST, with a JSON body, for everything that changes something or carries text.
    """

    def decorate(function: Callable[..., HttpResponseBase | dict[str, Any]]) -> View:
        @wraps(function)
        def view(request: HttpRequest, course_key: str, **address: Any) -> HttpResponseBase:
            try:
                require_method(request.method, method)
                course = _course(course_key)
                _authorise(request.user, course, audience)
                if method == "GET":
                    answer = function(request, course, **address)
                else:
                    body = parse_body(request.content_type, request.read)
                    answer = storing(body.values, lambda: function(request, course, body=body, **address))
                response = _json(200, answer) if isinstance(answer, dict) else answer
            except Refusal as refusal:
                response = _json(refusal.status, refusal.as_dict())
            response["Cache-Control"] = "private, no-store"
            response["X-Content-Type-Options"] = "nosniff"
            return response

        view.audience, view.method = audience, method  # type: ignore[attr-defined]
        return transaction.non_atomic_requests(view)

    return decorate


def place_in(course_key: CourseKey, usage_key: str, block_type: str) -> Place:
    """Return the place of a block that an address names, where it is one of this course and type.

    Raises:
        Refusal: 404.
    """
    try:
        usage = UsageKey.from_string(usage_key)
    except InvalidKeyError:
        raise _not_found() from None
    # A key without a run names the same block under another text, and rows are found by their text.
    if str(usage) != usage_key or usage.context_key != course_key or usage.block_type != block_type:
        raise _not_found()
    return Place(usage_key, str(course_key))


def view_url(name: str, *args: Any) -> str:
    """Return the address of a view under /bizmooc/, "" on hosts that do not mount it (the XBlock workbench).

    Args:
        name: as in the URLs, a block's with its type in front: ``competence_self_assessment:rounds``.
        *args: what the address holds.
    """
    try:
        return reverse(f"{NAMESPACE}:{name}", args=args)
    except NoReverseMatch:
        return ""


def _course(course_key: str) -> CourseKey:
    try:
        course = CourseKey.from_string(course_key)
    except InvalidKeyError:
        raise _not_found() from None
    if str(course) != course_key:
        raise _not_found()
    return course


def _not_found() -> Refusal:
    return Refusal(404, _("There is no such thing in this course."))


def _authorise(user: Any, course: CourseKey, audience: Audience) -> None:
    if not user.is_authenticated:
        raise Refusal(403, _("Please sign in and open this page in the course."))
    host = platform()
    if audience is Audience.AUTHOR and not host.can_author(user, course):
        raise Refusal(403, _("You may not change this course."))
    if audience is Audience.STAFF and not host.is_course_staff(user, course):
        raise Refusal(403, _("This is for the course team."))
    if audience is Audience.LEARNER and not (
        host.is_enrolled(user.id, course) is not False or host.is_course_staff(user, course)
    ):
        raise Refusal(403, _("Please enrol in the course to take part."))


def _json(status: int, content: dict[str, Any]) -> HttpResponse:
    return HttpResponse(as_json(content), status=status, content_type="application/json; charset=utf-8")
