"""What a learner sees: put together here, drawn by the templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from web_fragments.fragment import Fragment

from bizmooc.evidence.release import step_of
from bizmooc.hosting.participant import Participant, Place, pseudonym
from bizmooc.web.charts import Series, radar_chart
from bizmooc.web.fragments import fragment
from bizmooc.web.numbers import number
from bizmooc.web.render import render
from competence_self_assessment import selectors
from competence_self_assessment.forms import RoundForm, still_valid
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.frameworks.model import from_data, text_in
from competence_self_assessment.models import Draft, Occasion, Round
from competence_self_assessment.profile import Change, Score, changes, scores

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
    if state and state.round and not (state.draft and framework and block.window().is_open):
        return _profile_html(block, person, state.round)
    if framework is None:
        sentence = problem if person.is_staff else _("This self-assessment is not ready yet. Please come back later.")
        return render(f"{_FOLDER}/message.html", {"message": sentence})
    window = block.window()
    if not window.is_open:
        return render(f"{_FOLDER}/message.html", {"message": window.sentence()})
    return _form_html(block, person, framework, state.draft if state else None)


def _form_html(block: Any, person: Participant, framework: Framework, draft: Draft | None) -> str:
    initial = still_valid(draft.values, from_data(draft.framework.content), framework) if draft else {}
    form = round_form(block, framework, initial=initial)
    context = {
        **questions(block, form),
        "person": person,
        "total": len(framework.items) * len(form.perspectives),
        "version": draft.version if draft else 0,
        "dropped": draft is not None and len(initial) - 1 < sum("." in name for name in draft.values),
    }
    return render(f"{_FOLDER}/form.html", context)


def round_form(block: Any, framework: Framework, **options: Any) -> RoundForm:
    """Return the form as a page of the block shows it."""
    ids = f"{Place.of(block).html_id}-%s"
    return RoundForm(framework, block.occasion, language=block.language(), auto_id=ids, **options)


def questions(block: Any, form: RoundForm) -> dict[str, Any]:
    """Return what questions.html draws: the same for learners and, in Studio, for authors."""
    framework, language = form.source, block.language()
    return {
        "block": block,
        "form": form,
        "html_id": Place.of(block).html_id,
        "smallest_group": step_of(block.threshold),
        "two_views": block.occasion == Occasion.POST,
        "introduction": block.introduction_html(),
        "description": text_in(framework.description, language),
        "prompt": text_in(framework.scale.prompt, language),
        "sections": [
            {"title": text_in(one.competence.title, language), "questions": one.questions} for one in form.sections()
        ],
    }


def _profile_html(block: Any, person: Participant, round_: Round) -> str:
    framework = from_data(round_.framework.content)
    language = block.language()
    first = None
    changed: list[Change] = []
    if round_.then is not None:
        first = round_.before
        compared = (from_data(first.framework.content), first.now) if first else None
        changed = changes(framework, round_.now, round_.then, compared)
    rows = _rows(scores(framework, round_.now), changed, language)
    context = {
        "person": person,
        "round": round_,
        "first": first,
        "rows": rows,
        "changes": [{"title": row["title"], "sentences": row["sentences"]} for row in rows] if changed else [],
        "summary": _summary(rows),
        "chart": mark_safe(_radar(framework, rows, first, changed, Place.of(block))),  # noqa: S308 - our own SVG
        "scale": [(level.value, text_in(level.label, language)) for level in framework.scale.levels],
        "highest": framework.scale.highest,
        "left_out": sum(change.left_out for change in changed),
        "asked": len(framework.items),
    }
    return render(f"{_FOLDER}/profile.html", context)


def _rows(own: Sequence[Score], changed: Sequence[Change], language: str) -> list[dict[str, Any]]:
    """Return what chart, table and words all show: where rounds are compared, the means of the compared items."""
    rows = []
    for index, score in enumerate(own):
        change = changed[index] if changed else None
        comparable = change if change and change.now is not None else None
        rows.append(
            {
                "title": text_in(score.competence.title, language),
                "description": text_in(score.competence.description, language),
                "pre": comparable and comparable.pre,
                "then": comparable and comparable.then,
                "now": comparable.now if comparable else score.value,
                "counted": comparable.compared if comparable else score.answered,
                "asked": score.asked,
                "sentences": change.sentences() if change else [],
            }
        )
    return rows


def _summary(rows: Sequence[dict[str, Any]]) -> str:
    rated = [row for row in rows if row["now"] is not None]
    if not rated:
        return _("You answered too few questions for a profile. That is fine: not knowing yet is an answer too.")
    if len(rated) == 1:
        return ""
    # What looks equal in the table is equal here: parts that share a place are named together.
    shown = [(number(row["now"], 1), row["title"]) for row in sorted(rated, key=lambda row: row["now"])]
    lowest, highest = shown[0][0], shown[-1][0]
    if highest == lowest:
        return _("You rate yourself about the same in all parts.")
    words = {
        "highest": " / ".join(title for value, title in shown if value == highest),
        "lowest": " / ".join(title for value, title in shown if value == lowest),
    }
    return _("You rate yourself highest in “%(highest)s” and lowest in “%(lowest)s”.") % words


def _radar(
    framework: Framework, rows: Sequence[dict[str, Any]], first: Round | None, changed: Sequence[Change], place: Place
) -> str:
    if len(rows) < 3:
        return ""
    views = [("now", _("Now"))]
    if changed:
        views.append(("then", _("The start, looking back")))
    if first:
        views.append(("pre", _("Your first self-view")))
    return radar_chart(
        f"{place.html_id}-profile",
        title=_("Your profile"),
        description=_summary(rows) + " " + _("All values are in the table below."),
        labels=[row["title"] for row in rows],
        series=[Series(title, [row[name] for row in rows]) for name, title in views],
        highest=framework.scale.highest,
    )


def _script_texts() -> dict[str, str]:
    return {
        "failed": _("This did not work. Please reload the page; what you wrote is kept in this browser."),
        "offline": _("No connection. What you wrote is kept in this browser; please try again later."),
        "retrying": _("No connection. Trying again …"),
        "sending": _("Sending …"),
        "unsaved": _("Not saved yet …"),
        "progress": _("{done} of {total} answered"),
    }
