"""Every table that names a person or a course follows when one of them goes; a new table cannot be forgotten."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from bizmooc import registry
from bizmooc.lifecycle import erasure
from creativity_team_exercise.techniques.packs import packs
from creativity_team_exercise.techniques.plan import Plan
from preview.plugins import app_config_paths

# A made-up content does not do for these: their app reads it.
CONTENTS = {"creativity_team_exercise.PlanVersion": Plan(packs()["pool"], "Why?").as_data()}
ANNA, BERT = "a" * 32, "b" * 32
HERE, THERE = "course-v1:Org+Here+2026", "course-v1:Org+There+2026"
_ours = {path.split(".")[0] for path in app_config_paths()}
MODELS = [
    model for app in apps.get_app_configs() if app.name in _ours for model in app.get_models(include_auto_created=True)
]
pytestmark = pytest.mark.django_db


def _has(model: type[models.Model], name: str) -> bool:
    return name in {field.name for field in model._meta.get_fields()}


OF_PEOPLE = [model for model in MODELS if _has(model, "participant")]
# Some rows of people are of a block, others of a course as a whole.
OF_BLOCKS = [model for model in OF_PEOPLE if _has(model, "usage_key")]
OF_COURSES = [model for model in MODELS if _has(model, "course_key")]


def _filler(field: models.Field) -> Any:
    """A value for a column that is of no interest here."""
    if isinstance(field, models.ForeignKey):
        return _row(field.related_model)
    if isinstance(field, models.BooleanField):
        # As a trial of the course team, so that no figures need to be kept in step.
        return True
    if isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.JSONField):
        return CONTENTS.get(field.model._meta.label, {})
    return "" if field.blank else timezone.now().isoformat()[: field.max_length]


def _row(model: type[models.Model], **values: Any) -> models.Model:
    for field in model._meta.concrete_fields:
        if not (field.name in values or field.primary_key or field.has_default() or field.null):
            values[field.name] = _filler(field)
    return model._default_manager.create(**values)


def _rows(model: type[models.Model]) -> list[models.Model]:
    """One row for each of two people in each of two courses, or for each course."""
    people = [{"participant": person} for person in (ANNA, BERT)] if _has(model, "participant") else [{}]
    return [
        _row(
            model, course_key=course, **({"usage_key": f"{course}/block"} if _has(model, "usage_key") else {}), **person
        )
        for course in (HERE, THERE)
        for person in people
    ]


def _left(model: type[models.Model]) -> set[tuple[str, str]]:
    """Return who has rows, and in which course. What others have built on stays as nobody's, without its text."""
    return {one for one in model.objects.values_list("participant", "course_key") if one[0]}


@pytest.mark.parametrize("model", OF_PEOPLE, ids=lambda model: model._meta.label)
class TestPeople:
    def test_retirement_erases_one_person_everywhere(self, model):
        _rows(model)
        assert erasure.retire([ANNA, "f" * 32]) == 2
        assert _left(model) == {(BERT, HERE), (BERT, THERE)}

    def test_it_is_found_by_person_without_reading_the_whole_table(self, model):
        leading = [index.fields[0] for index in model._meta.indexes]
        assert model._meta.get_field("participant").db_index or "participant" in leading

    def test_nobody_is_not_everybody(self, model):
        _rows(model)
        assert erasure.retire([]) == 0
        assert model.objects.count() == 4


def _reset_anna_here() -> None:
    for block in registry.contributions():
        erasure.reset(block.block_type, f"{HERE}/block", ANNA)


@pytest.mark.parametrize("model", OF_BLOCKS, ids=lambda model: model._meta.label)
def test_a_reset_erases_one_person_in_one_block(model):
    _rows(model)
    _reset_anna_here()
    assert _left(model) == {
        (ANNA, THERE),
        (BERT, HERE),
        (BERT, THERE),
    }


@pytest.mark.parametrize(
    "model", [one for one in OF_PEOPLE if one not in OF_BLOCKS], ids=lambda model: model._meta.label
)
def test_a_reset_of_one_block_leaves_what_is_of_the_course(model):
    _rows(model)
    _reset_anna_here()
    assert model.objects.count() == 4


@pytest.mark.parametrize("model", OF_COURSES, ids=lambda model: model._meta.label)
def test_a_deleted_course_is_forgotten(model):
    rows = len(_rows(model))
    assert erasure.forget_course(HERE) == rows // 2
    assert set(model.objects.values_list("course_key", flat=True)) == {THERE}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_that_holds_personal_data_names_its_person_and_its_course(model):
    annotated = re.search(r"^\.\. pii:", inspect.cleandoc(model.__doc__ or ""), re.MULTILINE)
    # A viewer is of the course team, and outlasts a reset of their own state; see test_audit.py.
    assert bool(annotated) == (_has(model, "participant") or _has(model, "viewer"))
    if annotated:
        assert _has(model, "course_key")


def test_tables_are_found():
    assert {"WriteReceipt", "Participation", "Draft", "Round"} <= {model.__name__ for model in OF_BLOCKS}
    assert [model.__name__ for model in OF_PEOPLE if model not in OF_BLOCKS] == ["MailState"]
    assert {"StageCount", "RoundStatistics"} <= {model.__name__ for model in OF_COURSES}
