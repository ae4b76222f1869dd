"""The author's own technique: YAML in the editor, plain data in the block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bizmooc.texts import text_in
from creativity_team_exercise.studio import yaml_text
from creativity_team_exercise.techniques import Step, Technique, TechniqueError
from creativity_team_exercise.techniques.parse import parse

# Nobody reads more at once.
MAX_PROBLEMS = 20
_DEFAULTS = {one.name: one.default for one in fields(Step)}
_TEXTS = ("title", "summary", "origin", "example", "ask", "why")
# A technique and its steps must say these; the rest stands there only where it says something.
_ALWAYS = ("title", "ask", "minutes", "hours", "steps")


class OwnTechnique(forms.CharField):
    """A technique as YAML; cleaned, it is what the block keeps: {} where there is none."""

    widget = forms.Textarea(attrs={"rows": 18})

    def __init__(self, **kwargs: Any):
        # Texts in it may begin and end with what they like.
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> dict[str, Any]:
        """Check the technique, whether it is in use or not: a broken one would be found later, by learners.

        Raises:
            ValidationError: a sentence for each problem, with its line.
        """
        text = super().to_python(value)
        if not text.strip():
            return {}
        try:
            found = yaml_text.read(text)
            parse(found.data)
        except yaml_text.YamlError as error:
            raise ValidationError(_in_line(error.line, str(error))) from None
        except TechniqueError as error:
            told = [(found.line(place), sentence) for place, said in error.by_place.items() for sentence in said]
            told.sort(key=lambda one: one[0])
            raise ValidationError([_in_line(*one) for one in told[:MAX_PROBLEMS]]) from None
        return found.data


def as_text(data: Any) -> str:
    """Return a block's technique as YAML, however broken it is; "" where there is none."""
    return yaml_text.write(data) if data else ""


def copy_of(technique: Technique, language: str) -> str:
    """Return a shipped technique as YAML to begin from: in the author's language, without what goes without saying."""
    return yaml_text.write(_slim(technique.as_data(), language))


def _in_line(line: int, sentence: str) -> str:
    return _("Line %(line)d: %(sentence)s") % {"line": line, "sentence": sentence}


def _slim(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    slim: dict[str, Any] = {}
    for name, value in data.items():
        if name in _TEXTS:
            value = text_in(value, language) if value else ""
        elif isinstance(value, list):
            value = [_slim(one, language) if isinstance(one, Mapping) else one for one in value]
        if name in _ALWAYS or (value not in ("", []) and value != _DEFAULTS.get(name)):
            slim[name] = value
    return slim
