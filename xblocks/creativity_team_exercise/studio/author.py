"""The unit page in Studio: the settings in words, and each step with sample people, drawn without storing anything."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.texts import text_in
from creativity_team_exercise.exercise import ALONE, OWN, Rules
from creativity_team_exercise.studio.hints import technique_or_problem
from creativity_team_exercise.studio.hours import in_words, most_hours, most_rounds
from creativity_team_exercise.studio.sample import sample_steps
from creativity_team_exercise.studio.settings import SettingsForm


def author_page(block: Any) -> dict[str, Any]:
    """Return what author.html draws."""
    rules: Rules = block.rules
    language, technique = block.language(), rules.plan.technique
    return {
        "problem": technique_or_problem(block)[1],
        "display_name": block.display_name,
        "introduction": mark_safe(block.introduction_html()),  # noqa: S308 - cleaned
        "question": rules.plan.question,
        "title": text_in(technique.title, language),
        "summary": text_in(technique.summary, language) if technique.summary else "",
        "facts": _facts(block, rules),
        "steps": sample_steps(rules, language),
        "seeds": rules.seeds,
    }


def _facts(block: Any, rules: Rules) -> list[str]:
    technique = rules.plan.technique
    choices = {name: dict(SettingsForm.base_fields[name].choices) for name in ("teams", "matched_by")}
    facts = [f"{SettingsForm.base_fields['teams'].label}: {choices['teams'][rules.teams]}"]
    if rules.teams == OWN:
        facts.append(_("People in a team: %(count)d") % {"count": rules.size})
        if rules.matched_by:
            label = SettingsForm.base_fields["matched_by"].label
            facts.append(f"{label}: {choices['matched_by'][rules.matched_by]}")
        facts.append(_("Small teams are joined after %(time)s") % {"time": in_words(rules.merge_hours)})
    size = rules.size if rules.teams == OWN else 0
    if rules.teams != ALONE:
        words = {"time": in_words(most_hours(technique, size))}
        facts.append(_("A team takes at most %(time)s; who works alone has no time limits") % words)
    minutes = sum(step.minutes * most_rounds(step, size) for step in technique.steps)
    work = ngettext(
        "About %(count)d minute of work for each person", "About %(count)d minutes of work for each person", minutes
    )
    facts.append(work % {"count": minutes})
    facts.append(_("Ideas of yours in the pool: %(count)d") % {"count": len(rules.seeds)})
    points = block.max_score()
    facts.append(_("Points for taking part: %(points)d") % {"points": points} if points else _("Not graded"))
    return facts
