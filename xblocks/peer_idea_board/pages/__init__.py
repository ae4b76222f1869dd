"""What a learner sees: put together here, drawn by the templates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from bizmooc.conf import setting
from bizmooc.hosting.participant import Participant, Place, pseudonym
from bizmooc.web.fragments import fragment
from bizmooc.web.views import view_url
from peer_idea_board.pages.home import home_html
from peer_idea_board.pages.shared import Scene
from peer_idea_board.pages.writing import writing_html
from peer_idea_board.staff.needs import needs_in_words

__all__ = ["preview_html", "student_page"]

# A visit is noted again after this.
_VISIT = timedelta(minutes=1)


def student_page(block: Any, person: Participant) -> Fragment:
    """Return the whole learner's page as a fragment."""
    scene, place = Scene(block, person), Place.of(block)
    html = scene.draw(
        "student.html",
        region=mark_safe(home_html(scene)),  # noqa: S308 - rendered by our own templates
        report_visit=_is_visit_to_note(scene),
        needs=needs_in_words(place) if person.is_staff else [],
    )
    copy_key = pseudonym(person.anonymous_id, course_key=place.usage_key, purpose="browser-copy")
    args = {
        "copyKey": copy_key if person.anonymous_id else "",
        "changes": view_url("peer_idea_board:changes", place.course_key, place.usage_key) if _polls(scene) else "",
        "texts": _script_texts(),
    }
    return fragment(block, html, "PeerIdeaBoardBlock", args)


def preview_html(block: Any) -> dict[str, str]:
    """Return what authors are shown of a board: the home of an empty one, and the form; nothing is stored or read."""
    nobody = Participant("", None, False, False, False, False, True, False)
    scene = Scene(block, nobody, is_preview=True)
    return {"home": home_html(scene), "form": writing_html(scene)}


def _is_visit_to_note(scene: Scene) -> bool:
    if not scene.person.anonymous_id or scene.person.is_masquerading:
        return False
    member = scene.member
    return member is None or member.visit_at is None or timezone.now() - member.visit_at > _VISIT or _is_owed(scene)


def _is_owed(scene: Scene) -> bool:
    """Tell whether the next POST would give credit that was not given yet."""
    block = scene.block
    return scene.progress.share > block.credited_share or block.max_score() != block.credited_points


def _polls(scene: Scene) -> bool:
    return bool(setting("POLLING") and scene.person.anonymous_id and not scene.person.is_masquerading)


def _script_texts() -> dict[str, str]:
    return {
        "failed": _("This did not work. Please reload the page; what you wrote is kept in this browser."),
        "offline": _("No connection. What you wrote is kept in this browser; please try again later."),
        "retrying": _("No connection. Trying again …"),
        "sending": _("Sending …"),
        "unsaved": _("Not saved yet …"),
        "newIdeas": _("There are new ideas."),
        "newFeedback": _("There is new feedback on your ideas."),
    }
