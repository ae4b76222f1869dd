"""Action plans: as a form in the profile, in words where they come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bizmooc.hosting.participant import Place
from bizmooc.web.render import render
from competence_self_assessment.forms import PLAN_FIELDS, PlanForm
from competence_self_assessment.models import Plan, Round
from competence_self_assessment.pages.words import name_of


def plan_in_words(plan: Plan) -> dict[str, Any] | None:
    """Return what templates draw of a plan; None for one that is empty."""
    if not any(getattr(plan, name) for name in PLAN_FIELDS):
        return None
    return {
        "id": plan.pk,
        "goal": plan.goal,
        "first_step": plan.first_step,
        "if_situation": plan.if_situation,
        "then_action": plan.then_action,
        "due_on": plan.due_on,
        "done_at": plan.done_at,
    }


def plan_region(plan_id: int) -> str:
    """Return the name of the region that shows one plan."""
    return f"plan-{plan_id}"


def plan_html(plan: Plan) -> str:
    """Return one plan in words, with its button."""
    return render("competence_self_assessment/plan_in_words.html", {"plan": plan_in_words(plan)})


def plan_of(round_: Round) -> Plan | None:
    """Return a round's plan, where it was read along with it."""
    return getattr(round_, "plan", None)


def planning(place: Place, round_: Round, rounds: Sequence[Round]) -> dict[str, Any]:
    """Return what plan.html draws: the form for this round's plan, and the plans of earlier rounds.

    Args:
        place: of the block.
        round_: the round on the page, as one of ``rounds``.
        rounds: up to this one, each with its plan.
    """
    plan = plan_of(round_)
    initial = {"round": round_.sequence}
    if plan:
        initial |= {name: getattr(plan, name) for name in PLAN_FIELDS} | {"done": bool(plan.done_at)}
    earlier = [
        {"round": name_of(one, number), "plan": words}
        for number, one in enumerate(rounds, start=1)
        if one.pk != round_.pk and (kept := plan_of(one)) and (words := plan_in_words(kept))
    ]
    return {
        "form": PlanForm(initial=initial, auto_id=f"{place.html_id}-plan-%s"),
        "version": plan.version if plan else 0,
        "earlier": list(reversed(earlier)),
    }
