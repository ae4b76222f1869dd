"""What a learner sees: put together here, drawn by the templates."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from bizmooc.conf import setting
from bizmooc.hosting.participant import Participant, Place, pseudonym
from bizmooc.web.fragments import fragment
from bizmooc.web.views import view_url
from creativity_team_exercise.pages.home import home_html
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.staff.menu import staff_html

__all__ = ["preview_html", "student_page"]


def student_page(block: Any, person: Participant) -> Fragment:
    """Return the whole learner's page as a fragment."""
    scene, place = Scene(block, person), Place.of(block)
    html = scene.draw(
        "student.html",
        region=mark_safe(home_html(scene)),  # noqa: S308 - rendered by our own templates
        reports_visit=_may_write(scene),
        staff=staff_html(block) if person.is_staff else "",
    )
    copy_key = pseudonym(person.anonymous_id, course_key=place.usage_key, purpose="browser-copy")
    polls = setting("POLLING") and _may_write(scene)
    args = {
        "copyKey": copy_key if person.anonymous_id else "",
        "changes": view_url("creativity_team_exercise:changes", place.course_key, place.usage_key) if polls else "",
        "texts": _script_texts(),
    }
    return fragment(block, html, "CreativityTeamExerciseBlock", args)


def preview_html(block: Any) -> dict[str, str]:
    """Return what authors are shown: the page with which one begins; nothing is stored or read."""
    nobody = Participant("", None, False, False, False, False, True, False)
    return {"home": home_html(Scene(block, nobody, is_preview=True))}


def _may_write(scene: Scene) -> bool:
    return bool(scene.person.anonymous_id and not scene.person.is_masquerading)


def _script_texts() -> dict[str, str]:
    return {
        "failed": _("This did not work. Please reload the page; what you wrote is kept in this browser."),
        "offline": _("No connection. What you wrote is kept in this browser; please try again later."),
        "retrying": _("No connection. Trying again …"),
        "sending": _("Sending …"),
        "unsaved": _("Not saved yet …"),
        "news": _("There is something new from your team."),
        "goneOn": _("Your team has gone on: another step is open."),
    }
