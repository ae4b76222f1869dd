"""Logging in by choosing a demo account, and switching between them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from preview import accounts


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """The demo accounts, one button each."""
    context = {"next": safe_next(request, request.GET.get("next", "")), "accounts": accounts.ACCOUNTS}
    return render(request, "preview/login.html", context)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Become one of the demo accounts; nobody else can be chosen here."""
    account = accounts.find(request.POST.get("username", ""))
    if account is None:
        raise Http404(_("There is no such demo account."))
    start_session(request, accounts.user_of(account), backend="django.contrib.auth.backends.ModelBackend")
    messages.success(
        request,
        _("You are now %(name)s (%(part)s).") % {"name": account.first_name, "part": str(account.part).lower()},
    )
    return go_back(request)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Leave; the next page is the choice of accounts."""
    end_session(request)
    messages.success(request, _("You are logged out."))
    return redirect("pages:login")


def go_back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the form stood on, or to the course list."""
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))


def safe_next(request: HttpRequest, address: str) -> str:
    """The address if it lies on this host, else the course list."""
    if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return address
    return reverse("pages:courses")
