"""The framework that an empty start begins with: one of everything, and a scale that works."""

from __future__ import annotations

from typing import Any

from competence_self_assessment.frameworks import defaults


def starter(language: str) -> dict[str, Any]:
    """Return the data of a framework with one area, one competence, one statement and five levels.

    Names, the title and the statement are left to the author; the rest can stay as it is. The page gives the ids.

    Args:
        language: the author's.
    """
    empty = {language: ""}
    competence = {"id": "", "title": empty, "description": empty, "items": [{"id": "", "text": empty}]}
    return {
        "id": "",
        "version": defaults.VERSION,
        "languages": [language],
        "title": empty,
        "description": {language: defaults.in_language(defaults.DESCRIPTION, language)},
        "target_group": {language: defaults.in_language(defaults.TARGET_GROUP, language)},
        "source": defaults.in_language(defaults.SOURCE, language),
        "licence": defaults.in_language(defaults.LICENCE, language),
        "scale": defaults.scale([language]),
        "areas": [{"id": "", "title": empty, "competences": [competence]}],
    }
