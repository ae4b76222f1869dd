"""Viewing a course as a learner does ("View as")."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preview import masquerade, people
from preview.views.access import CourseVisit, team_page
from preview.views.accounts import go_back

MYSELF, GENERIC, LEARNER = "myself", "generic", "learner"


@require_POST
@team_page
def view_as(visit: CourseVisit) -> HttpResponse:
    """Start or end viewing the course as someone else."""
    request, key = visit.request, visit.course.key
    choice = request.POST.get("as", MYSELF)
    if choice == MYSELF:
        masquerade.stop(request, key)
        messages.success(request, _("You see this course as yourself again."))
    elif choice == GENERIC:
        masquerade.start(request, key)
    else:
        _view_as_learner(visit, request.POST.get("username", "").strip())
    return go_back(request)


def _view_as_learner(visit: CourseVisit, username: str) -> None:
    if people.learners(visit.course.key).filter(username=username).exists():
        masquerade.start(visit.request, visit.course.key, username)
    else:
        messages.error(visit.request, _("Nobody called “%(name)s” is a learner in this course.") % {"name": username})
