"""The editor's page: what its templates and scripts are given."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.texts import text_in
from creativity_team_exercise.engine.session import ROUNDS_AT_MOST
from creativity_team_exercise.models import Team
from creativity_team_exercise.studio.hours import field_name
from creativity_team_exercise.studio.own import copy_of
from creativity_team_exercise.studio.settings import SettingsForm
from creativity_team_exercise.studio.words import KINDS
from creativity_team_exercise.techniques import Kind, Technique
from creativity_team_exercise.techniques.choice import OWN
from creativity_team_exercise.techniques.packs import packs


def editor_page(block: Any, form: SettingsForm) -> dict[str, Any]:
    """Return what studio.html draws."""
    place = Place.of(block)
    language = get_language() or "en"
    passing = [name for name, one in form.techniques.items() if _goes_round(one)]
    return {
        "form": form,
        "html_id": place.html_id,
        "self_paced": bool(place.course and platform().is_self_paced(place.course)),
        "note": _about_teams_there(place),
        "packs": [_summary(name, technique, language) for name, technique in packs().items()],
        "hours": [
            {"id": name, "fields": [form[field_name(name, step.id)] for step in technique.steps]}
            for name, technique in form.techniques.items()
        ],
        "kinds": KINDS,
        # One's own may come to have such steps before it is saved.
        "passing": " ".join(dict.fromkeys([*passing, OWN])),
        # Attributes of the page, not arguments of the script: hosts write those into a script element.
        "data": {
            "shipped": _json({name: copy_of(technique, language) for name, technique in packs().items()}),
            "times": _json({name: _times(name, technique) for name, technique in form.techniques.items()}),
            "language": language,
            "rounds": ROUNDS_AT_MOST,
        },
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _goes_round(technique: Technique) -> bool:
    return any(step.kind == Kind.PASS for step in technique.steps)


def _summary(name: str, technique: Technique, language: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": text_in(technique.title, language),
        "summary": text_in(technique.summary, language),
        "steps": [text_in(step.title, language) for step in technique.steps],
    }


def _times(name: str, technique: Technique) -> list[dict[str, Any]]:
    return [
        {
            "name": field_name(name, step.id),
            "hours": step.hours,
            "rounds": step.rounds,
            "goesRound": step.kind == Kind.PASS,
        }
        for step in technique.steps
    ]


def _about_teams_there(place: Place) -> str:
    count = Team.objects.filter(usage_key=place.usage_key, is_course_team=False).exclude(source="alone").count()
    if not count:
        return ""
    there = ngettext("%(count)d team has begun already.", "%(count)d teams have begun already.", count)
    kept = _(
        "You can still change everything. A team keeps the technique, the times and the question that it began with; "
        "changes are for teams that begin from now on."
    )
    return f"{there % {'count': count}} {kept}"


def script_texts() -> dict[str, str]:
    """Return the sentences of the editor's script; ``{name}`` is filled in there."""
    return {
        "notSaved": _("Not saved"),
        "discard": _("Discard your changes?"),
        "replace": _("Replace the technique that is entered here?"),
        "copied": _("The technique is copied and can be changed. Nothing is saved yet."),
        "total": _("A team takes at most {time}, if every step lasts as long as it can."),
        "and": _("{days} and {hours}"),
        "line": _("Line {number}"),
        "failed": _("This did not work. Please try again."),
        "offline": _("No connection. Nothing was saved; please try again."),
    }
