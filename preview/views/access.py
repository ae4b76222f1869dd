"""Who may see a page, decided once per request and before the page does anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey, UsageKey

from preview import masquerade, olx, people
from preview.olx import BlockNotFound, Course, CourseNotFound, Node


@dataclass
class CourseVisit:
    """One person looking at one course.

    Attributes:
        request: The request, with the person who is logged in.
        course: The course they look at.
        is_team: Whether they belong to the course team, whatever they view the course as.
    """

    request: HttpRequest
    course: Course
    is_team: bool

    @cached_property
    def masquerade(self) -> masquerade.Masquerade | None:
        """Whom a member of the team views the course as."""
        return masquerade.current(self.request, self.course.key) if self.is_team else None

    @property
    def sees_all(self) -> bool:
        """Whether this visit sees what is hidden from learners."""
        return self.is_team and self.masquerade is None

    @cached_property
    def viewer(self) -> AbstractBaseUser:
        """The person whose progress is shown: the learner viewed as, else the one who is logged in."""
        disguise = self.masquerade
        if disguise and disguise.is_specific:
            return get_user_model().objects.get(username=disguise.username)
        return self.request.user

    def shows(self, node: Node) -> bool:
        """Whether this node stands in the outline of this visit."""
        if self.sees_all:
            return True
        return not node.get("hide_from_toc") and olx.visible(self.course, node, False)

    def node(self, usage_key: UsageKey | str) -> Node:
        """The course's node with this key; 404 when there is none."""
        try:
            return self.course.node(usage_key)
        except BlockNotFound as error:
            raise Http404(_("This course has no such part.")) from error

    def unit(self, usage_key: UsageKey | str) -> Node:
        """The unit with this key; 404 when it is none, or hidden from this visit."""
        node = self.node(usage_key)
        if self.course.unit_of(node) is not node:
            raise Http404(_("This course has no such unit."))
        hidden = not self.sees_all and not all(
            olx.visible(self.course, each, False) for each in (*self.course.ancestors(node), node)
        )
        if hidden:
            raise Http404(_("This unit is not open to learners."))
        return node


PageView = Callable[..., HttpResponse]


def course_page(view: PageView) -> PageView:
    """For enrolled people and the course team: the view gets a ``CourseVisit`` instead of a request."""

    @wraps(view)
    def page(request: HttpRequest, course_key: CourseKey, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = _visit(request, course_key)
        if not visit.is_team and not people.is_enrolled(request.user.id, course_key):
            raise PermissionDenied(_("You are not enrolled in this course."))
        return view(visit, *args, **kwargs)

    return login_required(page)


def team_page(view: PageView) -> PageView:
    """For the course team only: the view gets a ``CourseVisit`` instead of a request."""

    @wraps(view)
    def page(request: HttpRequest, course_key: CourseKey, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = _visit(request, course_key)
        if not visit.is_team:
            raise PermissionDenied(_("This page is for the course team."))
        return view(visit, *args, **kwargs)

    return login_required(page)


def _visit(request: HttpRequest, course_key: CourseKey) -> CourseVisit:
    try:
        course = olx.get_course(course_key)
    except CourseNotFound as error:
        raise Http404(_("There is no such course here.")) from error
    request.visit = CourseVisit(request, course, people.is_course_team(request.user, course_key))
    return request.visit
