"""What a learner sees: put together here, drawn by the templates."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from bizmooc.hosting.participant import Participant, Place, pseudonym
from bizmooc.web.fragments import fragment
from bizmooc.web.render import render
from competence_self_assessment import selectors
from competence_self_assessment.pages.asking import form_html, questions, round_form
from competence_self_assessment.pages.profile_page import profile_html

__all__ = ["learner_region", "questions", "round_form", "student_page"]

_FOLDER = "competence_self_assessment"


def student_page(block: Any, person: Participant) -> Fragment:
    """Return the whole learner's page as a fragment."""
    place = Place.of(block)
    state = selectors.learner_state(place, person.anonymous_id) if person.anonymous_id else None
    seen = bool(state and state.participation and state.participation.seen_at)
    owed = bool(state and state.round and block.credited_points != block.max_score())
    context = {
        "block": block,
        "person": person,
        "region": mark_safe(_region(block, person, state)),  # noqa: S308 - rendered by our own templates
        # Reported once only: a default LMS has two workers.
        "report_seen": bool(person.anonymous_id) and (owed or not seen),
    }
    copy_key = pseudonym(person.anonymous_id, course_key=place.usage_key, purpose="browser-copy")
    args = {"copyKey": copy_key if person.anonymous_id else "", "texts": _script_texts()}
    return fragment(block, render(f"{_FOLDER}/student.html", context), "CompetenceSelfAssessmentBlock", args)


def learner_region(block: Any, person: Participant) -> str:
    """Return the part of the page that changes when the learner acts."""
    return _region(block, person, selectors.learner_state(Place.of(block), person.anonymous_id))


def _region(block: Any, person: Participant, state: selectors.LearnerState | None) -> str:
    framework, problem = block.framework_or_problem()
    window = block.window()
    if state and state.round and not (state.draft and framework and window.is_open):
        may_repeat = framework is not None and window.is_open
        return profile_html(block, person, state.round, may_repeat=may_repeat)
    if framework is None:
        sentence = problem if person.is_staff else _("This self-assessment is not ready yet. Please come back later.")
        return render(f"{_FOLDER}/message.html", {"message": sentence})
    if not window.is_open:
        return render(f"{_FOLDER}/message.html", {"message": window.sentence()})
    return form_html(block, person, framework, state)


def _script_texts() -> dict[str, str]:
    return {
        "failed": _("This did not work. Please reload the page; what you wrote is kept in this browser."),
        "offline": _("No connection. What you wrote is kept in this browser; please try again later."),
        "retrying": _("No connection. Trying again …"),
        "sending": _("Sending …"),
        "unsaved": _("Not saved yet …"),
        "progress": _("{done} of {total} answered"),
    }
