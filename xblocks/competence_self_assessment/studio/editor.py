"""The editor's page: what its templates and scripts are given."""

from __future__ import annotations

import json
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.texts import text_in
from bizmooc.web.views import view_url
from competence_self_assessment.frameworks import Framework, FrameworkError, packs, parse
from competence_self_assessment.frameworks.parse import MAX_ITEMS
from competence_self_assessment.studio.changes import Answers
from competence_self_assessment.studio.settings import SettingsForm
from competence_self_assessment.studio.starter import starter


def editor_page(block: Any, form: SettingsForm) -> dict[str, Any]:
    """Return what studio.html draws."""
    place = Place.of(block)
    answers = Answers.at(place)
    own = _readable(block.own_framework)
    self_paced = bool(place.course and platform().is_self_paced(place.course))
    return {
        "form": form,
        "html_id": place.html_id,
        "answers": answers.sentences(),
        "self_paced": self_paced,
        "own_is_broken": bool(block.own_framework.strip()) and own is None,
        "packs": _summaries(),
        # Attributes of the page, not arguments of the script: hosts write those into a script element.
        "data": {
            "own": _json(own.as_data()) if own else "",
            "shipped": _json({name: pack.as_data() for name, pack in packs().items()}),
            "starter": _json(starter(get_language() or "en")),
            "languages": _json(languages()),
            "pointers": _json(block.pointers or {}),
            "max-items": MAX_ITEMS,
            "answered": "1" if answers else "",
            **{f"{name}-url": _author_url(place, name) for name in ("check", "file", "preview")},
        },
    }


def _author_url(place: Place, name: str) -> str:
    return view_url(f"competence_self_assessment:author_{name}", place.course_key, place.usage_key)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _readable(text: str) -> Framework | None:
    try:
        return parse(text) if text.strip() else None
    except FrameworkError:
        return None


def _summaries() -> list[dict[str, Any]]:
    language = get_language() or "en"
    return [
        {
            "id": pack.id,
            "title": text_in(pack.title, language),
            "for_whom": text_in(pack.target_group, language),
            "competences": len(list(pack.competences)),
            "statements": len(pack.items),
        }
        for pack in packs().values()
    ]


def languages() -> list[tuple[str, str]]:
    """Return code and name of the languages a framework can be written in, each in its own words."""
    named = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info}
    return sorted(((code, name[0].upper() + name[1:]) for code, name in named.items()), key=lambda pair: pair[1])


def script_texts() -> dict[str, str]:
    """Return the sentences of the editor's scripts; ``{name}`` is filled in there."""
    return {
        "notSaved": _("Not saved"),
        "discard": _("Discard your changes?"),
        "replace": _("Replace the framework that is entered here?"),
        "failed": _("This did not work. Please try again."),
        "offline": _("No connection. Nothing was saved; please try again."),
        **_names(),
        **_problems(),
        **_announcements(),
    }


def _names() -> dict[str, str]:
    return {
        "area": _("Area {number}"),
        "competence": _("Competence {number}"),
        "item": _("Statement {number}"),
        "level": _("Level {number}"),
        "areaTitle": _("Name of the area"),
        "competenceTitle": _("Name of the competence"),
        "competenceDescription": _("What it means, in one sentence to the learner"),
        "title": _("Title of the framework"),
        "description": _("Introduction for learners"),
        "target_group": _("For whom it is"),
        "source": _("Source"),
        "licence": _("Licence"),
        "version": _("Version"),
        "prompt": _("Question above the statements"),
        "cannotSay": _("Answer of those who cannot say"),
        "inLanguage": _("{label} ({language})"),
        "untitled": _("without a name"),
        "counts": _("Areas: {areas}. Competences: {competences}. Statements: {items}. Levels: {levels}."),
        "unit": _("Title of the unit"),
        "link": _("Address of the unit"),
    }


def _problems() -> dict[str, str]:
    return {
        "empty": _("Please enter a text."),
        "twice": _("The same words stand here twice."),
        "noAreas": _("Please add an area."),
        "noCompetences": _("Please add a competence, or remove this area."),
        "noItems": _("Please add a statement, or remove this competence."),
        "levels": _("A scale has between 2 and 10 levels."),
        "tooMany": _("A framework has at most {number} statements."),
        "incomplete": _("The framework is not complete yet. Nothing is lost."),
        "tooLarge": _("This file is too large for a framework."),
        "noViews": _("This host cannot read files."),
    }


def _announcements() -> dict[str, str]:
    return {
        "added": _("{name} added."),
        "copied": _("{name} is a copy."),
        "removed": _("{name} removed: {title}"),
        "restored": _("{name} is back."),
        "moved": _("Moved: {name}, in {place}."),
        "movedHere": _("Moved: now {name}."),
        "atEnd": _("It cannot be moved any further."),
        "pasted": _("Statements added, one for each line: {number}."),
        "languageAdded": _("{language} added: every text has one more field."),
        "languageRemoved": _("{language} removed."),
        "removeLanguage": _("Remove all texts in {language}?"),
        "started": _("The framework is ready to be changed. Nothing is saved yet."),
        "asText": _("The framework as text."),
        "asForm": _("The framework as a form."),
    }
