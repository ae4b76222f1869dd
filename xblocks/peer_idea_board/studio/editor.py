"""The editor's page: what its templates and scripts are given."""

from __future__ import annotations

import json
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.texts import text_in
from peer_idea_board.models import Idea
from peer_idea_board.phases import LIMITS
from peer_idea_board.structures import Structure
from peer_idea_board.structures.packs import packs
from peer_idea_board.structures.parse import MAX_CRITERIA, MAX_PARTS
from peer_idea_board.studio.phases import NAMES, field_name
from peer_idea_board.studio.seeds import MAX_SEEDS
from peer_idea_board.studio.settings import SettingsForm
from peer_idea_board.studio.shown import shown_seeds, shown_structure


def editor_page(block: Any, form: SettingsForm) -> dict[str, Any]:
    """Return what studio.html draws."""
    place = Place.of(block)
    own = shown_structure(block.own_structure)
    language = get_language() or "en"
    self_paced = bool(place.course and platform().is_self_paced(place.course))
    return {
        "form": form,
        "html_id": place.html_id,
        "self_paced": self_paced,
        "note": _about_ideas_there(place),
        "packs": [_summary(name, language) for name in packs()],
        "phases": [_phase_fields(form, phase, name, self_paced) for phase, name in NAMES.items()],
        # Attributes of the page, not arguments of the script: hosts write those into a script element.
        "data": {
            "own": _json(own),
            "shipped": _json({name: _copy_of(pack.structure, language) for name, pack in packs().items()}),
            "seeds": _json(shown_seeds(block.seeds)),
            "languages": _json({code: _name_of(code) for code in own["languages"]}),
            "most": _json({"parts": MAX_PARTS, "criteria": MAX_CRITERIA, "seeds": MAX_SEEDS}),
        },
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _name_of(code: str) -> str:
    name = LANG_INFO.get(code, {}).get("name_local", code)
    return name[0].upper() + name[1:]


def _summary(name: str, language: str) -> dict[str, Any]:
    pack = packs()[name]
    return {
        "id": name,
        "description": text_in(pack.description, language),
        "parts": [text_in(part.title, language) for part in pack.structure.parts],
        "criteria": [text_in(one.title, language) for one in pack.structure.criteria],
    }


def _copy_of(structure: Structure, language: str) -> dict[str, Any]:
    """Return a shipped structure in one language, the author's: what they change, they write in it."""
    data = {**structure.as_data(), "title": None}
    for entry in (*data["parts"], *data["criteria"]):
        entry |= {name: text_in(entry[name], language) for name in ("title", "prompt") if name in entry}
    for one in data["criteria"]:
        one["levels"] = [text_in(level, language) for level in one["levels"]]
    return shown_structure(data)


def _phase_fields(form: SettingsForm, phase: Any, name: Any, self_paced: bool) -> dict[str, Any]:
    fields = {limit: form[field_name(phase, limit)] for limit in LIMITS}
    fixed = [fields["opens_at"], fields["closes_at"]]
    return {
        "name": name,
        "days": [fields["opens_after_days"], fields["closes_after_days"]],
        # A date that came from elsewhere can be taken out.
        "fixed": fixed if not self_paced or any(field.value() for field in fixed) else [],
    }


def _about_ideas_there(place: Place) -> str:
    count = Idea.objects.filter(usage_key=place.usage_key, seed_id=None).count()
    if not count:
        return ""
    there = ngettext("%(count)d idea is on the board already.", "%(count)d ideas are on the board already.", count)
    kept = _(
        "You can still change everything. What was written stays readable as it was asked: each idea and each "
        "feedback keeps the structure that it was written for. Ratings are shown together only where the criterion "
        "is the same."
    )
    return f"{there % {'count': count}} {kept}"


def script_texts() -> dict[str, str]:
    """Return the sentences of the editor's scripts; ``{name}`` is filled in there."""
    return {
        "notSaved": _("Not saved"),
        "discard": _("Discard your changes?"),
        "replace": _("Replace the structure that is entered here?"),
        "failed": _("This did not work. Please try again."),
        "offline": _("No connection. Nothing was saved; please try again."),
        **_names(),
        **_announcements(),
    }


def _names() -> dict[str, str]:
    return {
        "part": _("Part {number}"),
        "criterion": _("Criterion {number}"),
        "seed": _("Example idea {number}"),
        "title": _("Title"),
        "prompt": _("Question to the learner, with an example"),
        "isRequired": _("An idea cannot be posted without this part"),
        "maxLength": _("Most characters"),
        "criterionTitle": _("What is rated, in few words"),
        "levels": _("Levels in words: one in each line, the weakest first"),
        "tags": _("Keywords, with commas between them"),
        "inLanguage": _("{label} ({language})"),
    }


def _announcements() -> dict[str, str]:
    return {
        "added": _("{name} added."),
        "removed": _("{name} removed: {title}"),
        "restored": _("{name} is back."),
        "movedHere": _("Moved: now {name}."),
        "copied": _("The structure is copied and can be changed. Nothing is saved yet."),
        "imported": _("Example ideas added: {number}. Rows that were left out: {left}."),
        "noTable": _(
            "This is no table with a column “title”. Please use the file of ideas that the course team can "
            "download from a board."
        ),
    }
