"""What people read when something is wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: logged in, but not for this page."""
    context = {"reason": str(exception) or _("This page is not open to you.")}
    return render(request, "preview/403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, course or unit."""
    first = exception.args[0] if exception.args else ""
    # Django's own resolver puts a dictionary there, which is not for readers.
    reason = first if isinstance(first, str) and first else _("There is nothing at this address.")
    return render(request, "preview/404.html", {"reason": reason}, status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500: rendered without the request, so that whatever failed does not fail again."""
    return HttpResponseServerError(render_to_string("preview/500.html"))
