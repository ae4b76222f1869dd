"""The course team's regions of the page, but for figures."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.background.schedule import latest
from bizmooc.evidence.release import step_of
from bizmooc.hosting.participant import Place
from bizmooc.models import BackgroundTask
from bizmooc.web.render import render
from bizmooc.web.views import view_url
from competence_self_assessment.services.remind import PAUSE, next_turn
from competence_self_assessment.staff import BLOCK_TYPE, EXPORT, REMIND, roster
from competence_self_assessment.staff.exports import STREAMED_ROWS, Export
from competence_self_assessment.staff.forms import LearnerForm, LetterForm, NamesForm, with_ids
from competence_self_assessment.staff.views import KEPT_FOR

NAMES = 100
# Thousands of enrolments that are looked through to say how many have not started.
_PAGES_COUNTED = 5
_FOLDER = "competence_self_assessment/staff"


def not_started_html(block: Any, place: Place) -> str:
    """Return how many have not started, the way to their names, and the reminder."""
    counted = roster.count(place, place.course, pages=_PAGES_COUNTED) if place.course else roster.Count(0, True)
    initial = {
        "subject": _("A few minutes for yourself: %(title)s") % {"title": block.display_name},
        "text": _(
            "Hello,\n\na short self-assessment in our course is waiting for you. It takes a few minutes, there are no "
            "wrong answers, and nobody is shown what you answer under your name.\n\nYour course team"
        ),
    }
    context = {
        "counted": counted,
        "names_form": with_ids(NamesForm, f"{place.html_id}-names"),
        "letter_form": with_ids(LetterForm, f"{place.html_id}-letter", initial=initial),
        "last": latest(place, REMIND),
        "next_turn": next_turn(place),
        "pause": PAUSE.days,
        "closed": "" if block.window().is_open else block.window().sentence(),
    }
    return render(f"{_FOLDER}/not_started.html", context)


def names_html(place: Place, page: roster.Names) -> str:
    """Return a page of names, and the way to the next."""
    form = with_ids(NamesForm, f"{place.html_id}-names", initial={"after": page.after})
    return render(f"{_FOLDER}/names.html", {"page": page, "names_form": form})


def exports_html(block: Any, place: Place) -> str:
    """Return what can be taken out, and the files that are ready."""
    task = latest(place, EXPORT)
    if task and task.created_at < timezone.now() - KEPT_FOR:
        task = None
    context = {
        "people": Export(place, block.threshold).people,
        "step": step_of(block.threshold),
        "streamed": STREAMED_ROWS,
        "task": task,
        "links": _links(place, task) if task and task.state == BackgroundTask.State.DONE else [],
        "kept_days": KEPT_FOR.days,
    }
    return render(f"{_FOLDER}/exports.html", context)


def reopening_html(place: Place, done: str = "") -> str:
    """Return the form in which a learner is named, with what was done by it before."""
    context = {"form": with_ids(LearnerForm, f"{place.html_id}-reopen"), "done": done}
    return render(f"{_FOLDER}/reopening.html", context)


def _links(place: Place, task: BackgroundTask) -> list[tuple[str, str]]:
    names = {"rounds": _("Rounds (CSV)"), "codebook": _("What the columns mean (CSV)")}
    links = [
        (view_url(f"{BLOCK_TYPE}:{name}", place.course_key, place.usage_key, task.token), title)
        for name, title in names.items()
    ]
    return [link for link in links if link[0]]
