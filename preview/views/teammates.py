"""The button "Let my teammates act" under a team exercise."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from opaque_keys.edx.keys import UsageKey

from preview import teammates
from preview.seeding.team_exercise import BLOCK_TYPE
from preview.views.access import CourseVisit, course_page


@require_POST
@course_page
def act(visit: CourseVisit, usage_key: UsageKey) -> HttpResponse:
    """Let the visitor's teammates do what is asked now, and go back to the exercise."""
    node = visit.node(usage_key)
    unit = visit.course.unit_of(node)
    if node.block_type != BLOCK_TYPE or unit is None:
        raise Http404(_("There is no team exercise here."))
    acted = teammates.act(visit.course, node, visit.request.user)
    level = messages.SUCCESS if acted.acted else messages.INFO
    messages.add_message(visit.request, level, _in_words(acted))
    return redirect(f"{reverse('pages:unit', args=[visit.course.key, unit.usage_key])}#{usage_key.block_id}")


def _in_words(acted: teammates.Acted) -> str:
    if not acted.has_team:
        return _("You are in no team that works just now. Teammates come once you have begun with a first idea.")
    if not acted.acted:
        return _("Your teammates have done all that is asked now. It is your turn.")
    text = ngettext("%(n)d teammate has acted.", "%(n)d teammates have acted.", acted.acted) % {"n": acted.acted}
    if acted.joined:
        joined = ngettext("%(n)d came new.", "%(n)d of them came new.", acted.joined) % {"n": acted.joined}
        text = f"{text} {joined}"
    return text
