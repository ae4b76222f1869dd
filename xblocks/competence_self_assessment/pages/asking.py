"""The questions: what is asked, who will see the answers, and what the learner planned last time."""

from __future__ import annotations

from typing import Any

from bizmooc.evidence.release import step_of
from bizmooc.hosting.participant import Participant, Place
from bizmooc.texts import text_in
from bizmooc.web.render import render
from competence_self_assessment import selectors
from competence_self_assessment.forms import TARGET_GROUP, RoundForm, ratings_in, still_valid
from competence_self_assessment.frameworks import Framework
from competence_self_assessment.models import Draft, Occasion
from competence_self_assessment.pages.plans import plan_in_words


def form_html(block: Any, person: Participant, framework: Framework, state: selectors.LearnerState | None) -> str:
    """Return the learner's form: a first round, another one, or one that staff have opened again."""
    draft, last = (state.draft, state.round) if state else (None, None)
    initial = _initial(block, person, framework, draft)
    form = round_form(block, framework, initial=initial)
    plan = _plan(block, person)
    context = {
        **questions(block, form),
        "person": person,
        "total": len(framework.items) * len(form.perspectives),
        "version": draft.version if draft else 0,
        "dropped": draft is not None and ratings_in(initial) < ratings_in(draft.values),
        "last": last,
        "is_repeat": block.occasion == Occasion.REPEAT,
        "plan": plan_in_words(plan) if plan else None,
    }
    return render("competence_self_assessment/form.html", context)


def _initial(block: Any, person: Participant, framework: Framework, draft: Draft | None) -> dict[str, Any]:
    kept = still_valid(draft.values, draft.framework.framework, framework) if draft else {}
    if block.ask_target_group and person.anonymous_id and TARGET_GROUP not in kept:
        kept[TARGET_GROUP] = selectors.last_target_group(*_series(block, person))
    return kept


def _plan(block: Any, person: Participant) -> Any:
    return selectors.latest_plan(*_series(block, person)) if person.anonymous_id else None


def _series(block: Any, person: Participant) -> tuple[str, str, str]:
    return Place.of(block).course_key, block.series, person.anonymous_id


def round_form(block: Any, framework: Framework, **options: Any) -> RoundForm:
    """Return the form as a page of the block shows it."""
    ids = f"{Place.of(block).html_id}-%s"
    return RoundForm(
        framework,
        block.occasion,
        language=block.language(),
        ask_target_group=block.ask_target_group,
        auto_id=ids,
        **options,
    )


def questions(block: Any, form: RoundForm) -> dict[str, Any]:
    """Return what questions.html draws: the same for learners and, in Studio, for authors."""
    framework, language = form.source, block.language()
    parts = [
        {
            "title": text_in(part.area.title, language) if len(framework.areas) > 1 else "",
            "reflection": part.reflection,
            "sections": [
                {"title": text_in(section.competence.title, language), "questions": section.questions}
                for section in part.sections
            ],
        }
        for part in form.parts()
    ]
    return {
        "block": block,
        "form": form,
        "html_id": Place.of(block).html_id,
        "smallest_group": step_of(block.threshold),
        "two_views": block.occasion == Occasion.POST,
        "introduction": block.introduction_html(),
        "description": text_in(framework.description, language),
        "prompt": text_in(framework.scale.prompt, language),
        "parts": parts,
        "target_group": form[TARGET_GROUP] if TARGET_GROUP in form.fields else None,
    }
