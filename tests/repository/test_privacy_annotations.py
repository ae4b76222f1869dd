"""Every model says whether it holds personal data, in the form that Open edX's tools read (OEP-30)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from preview.plugins import app_config_paths


def _our_models() -> Iterator[type[models.Model]]:
    ours = {path.split(".")[0] for path in app_config_paths()} | {"preview"}
    for app in apps.get_app_configs():
        if app.name in ours:
            yield from app.get_models(include_auto_created=False)


def _fault(docstring: str) -> str | None:
    """What is wrong with a model's annotation, or None."""
    if re.search(r"^\.\. no_pii:", docstring, re.MULTILINE):
        return "says both" if re.search(r"^\.\. pii:", docstring, re.MULTILINE) else None
    missing = [
        name
        for name in ("pii", "pii_types", "pii_retirement")
        if not re.search(rf"^\.\. {name}:[ ]*\S", docstring, re.MULTILINE)
    ]
    return f"lacks {', '.join(missing)}" if missing else None


@pytest.mark.parametrize("model", list(_our_models()), ids=lambda model: model._meta.label)
def test_model_says_whether_it_holds_personal_data(model: type[models.Model]) -> None:
    assert _fault(inspect.cleandoc(model.__doc__ or "")) is None


def test_there_are_models() -> None:
    assert list(_our_models())


@pytest.mark.parametrize(
    ("docstring", "fault"),
    [
        ("A row.\n\n.. no_pii: Numbers.", None),
        ("A row.\n\n.. pii: Text.\n.. pii_types: other\n.. pii_retirement: local_api", None),
        ("A row.\n\n.. pii: Text.\n.. pii_types: other", "lacks pii_retirement"),
        ("A row.", "lacks pii, pii_types, pii_retirement"),
        ("A row.\n\n.. pii:\n.. no_pii:", "says both"),
    ],
)
def test_faults_are_seen(docstring: str, fault: str | None) -> None:
    assert _fault(docstring) == fault
