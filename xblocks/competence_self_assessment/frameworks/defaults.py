"""What stands in a framework whose author left it out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from bizmooc.texts import Texts, text_in
from competence_self_assessment.frameworks.model import Framework
from competence_self_assessment.frameworks.packs import packs

VERSION = "1"
SOURCE = gettext_noop("Own items")
LICENCE = gettext_noop("Not stated")
TARGET_GROUP = gettext_noop("Everyone")
DESCRIPTION = gettext_noop("Your own view of yourself. This is not a test: there are no right or wrong answers.")
CANNOT_SAY = gettext_noop("I can't say")


def in_languages(message: str, languages: Iterable[str]) -> dict[str, str]:
    """Return a message in each language of a framework; in English where it has no translation."""
    return {code: in_language(message, code) for code in languages}


def in_language(message: str, language: str) -> str:
    """Return a message in one language; in English where it has no translation."""
    codes = (language, language.split("-")[0], "en")
    with translation.override(next(code for code in codes if code == "en" or translation.check_for_language(code))):
        return gettext(message)


def has_scale(languages: Iterable[str]) -> bool:
    """Tell whether the scale that the shipped frameworks share is worded in all these languages."""
    return {code.split("-")[0] for code in languages} <= set(_shipped().languages)


def scale(languages: Iterable[str]) -> dict[str, Any]:
    """Return the scale that the shipped frameworks share, in its first language where it is not worded in another."""
    shared = _shipped().scale

    def texts(words: Texts) -> dict[str, str]:
        return {code: text_in(words, code) for code in languages}

    return {
        "prompt": texts(shared.prompt),
        "levels": [{"value": level.value, "label": texts(level.label)} for level in shared.levels],
        "cannot_say": texts(shared.cannot_say),
    }


def _shipped() -> Framework:
    return next(iter(packs().values()))
