"""Point 3: what is shared or counted is in tables with constraints of their own, written whole or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models

from bizmooc.conf import setting
from tests.contract.cases import CASES, Case, row_count, rows_of
from tests.support.preview_host import PreviewHost, Role


def _models() -> list[type[models.Model]]:
    labels = ["bizmooc", *(case.package for case in CASES.values())]
    return [model for label in labels for model in apps.get_app_config(label).get_models()]


OURS = _models()
MANY = {f"{case.package}.{name}" for case in CASES.values() for name in case.many}
OF_LEARNERS = [model for model in OURS if any(field.name == "participant" for field in model._meta.fields)]


def _unique_columns(model: type[models.Model]) -> set[tuple[str, ...]]:
    """Of the table as it really is in the database."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    return {tuple(one["columns"]) for one in found if one["unique"] and not one["primary_key"]}


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_promise_of_uniqueness_is_kept_by_the_database(model: type[models.Model]) -> None:
    promised = {
        tuple(model._meta.get_field(name).column for name in constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    }
    promised |= {(field.column,) for field in model._meta.fields if field.unique and not field.primary_key}
    assert promised or model._meta.label in MANY
    assert promised <= _unique_columns(model)


@pytest.mark.django_db
@pytest.mark.parametrize("model", OF_LEARNERS, ids=lambda model: model.__name__)
def test_rows_of_learners_are_one_for_a_learner_and_a_thing(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.fields}
    assert {"course_key", "participant"} <= names
    # The thing is a block, something on it, or the course; or it is theirs, and there is one for it.
    of_one = [field for field in model._meta.fields if field.one_to_one and field.related_model in OF_LEARNERS]
    alone = any("participant" in columns and len(columns) > 1 for columns in _unique_columns(model))
    assert bool(of_one or alone) != (model._meta.label in MANY)


def test_rows_of_learners_are_here() -> None:
    assert {model.__name__ for model in OF_LEARNERS} >= {
        "WriteReceipt",
        "Participation",
        "Draft",
        "Round",
        "Member",
        "Idea",
    }


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_text_is_without_a_limit(model: type[models.Model]) -> None:
    texts = [field for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)]
    assert [field.name for field in texts if not field.max_length] == []


@pytest.mark.django_db(transaction=True)
def test_a_write_that_fails_at_its_end_leaves_nothing(
    case: Case, preview: PreviewHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An LMS handler runs in no transaction: rows written before an error would stay."""

    def break_down(*_args: Any, **_options: Any) -> None:
        raise RuntimeError("the last step failed")

    body = case.body(case.hands_in)
    monkeypatch.setattr(case.last_step, break_down)
    with pytest.raises(RuntimeError):
        preview.call(Role.LEARNER, "one", case.hands_in, body)
    # What was asked belongs to nobody.
    assert {label for label, rows in rows_of(case).items() if rows} <= case.shared

    monkeypatch.undo()
    assert preview.call(Role.LEARNER, "one", case.hands_in, body).status == 200


def _pad(case: Case, body: dict[str, Any], total: int) -> bytes:
    name = case.long_text[0]
    body["values"][name] = ""
    body["values"][name] = "x" * (total - len(json.dumps(body)))
    return json.dumps(body).encode()


def test_a_body_over_the_limit_is_refused(preview: PreviewHost, case: Case) -> None:
    limit = setting("MAX_BODY_BYTES")
    before = row_count(case)
    for handler in ("save_draft", case.hands_in):
        for size, expected in ((limit, 422), (limit + 1, 413)):
            content = _pad(case, case.body(handler), size)
            assert len(content) == size
            answer = preview.client(Role.LEARNER).post(
                preview.address(Role.LEARNER, "one", handler), content, content_type="application/json"
            )
            assert answer.status_code == expected
            assert answer.json()["error"]
    assert row_count(case) == before


def test_a_text_over_the_limit_is_refused_at_its_field(preview: PreviewHost, case: Case) -> None:
    name, limit = case.long_text
    for block, length, expected in (("one", limit, 200), ("two", limit + 1, 422)):
        reply = preview.call(Role.LEARNER, block, case.hands_in, case.handing_in("ü" * length))
        assert reply.status == expected
    assert list(reply.body["fields"]) == [name]


def _refused_by_the_database(code: int) -> DatabaseError:
    error = DatabaseError(code, "Incorrect string value")
    error.__cause__ = Exception(code, "Incorrect string value")
    return error


def test_a_character_the_tables_cannot_hold_is_named(
    case: Case, preview: PreviewHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As MySQL says it of a table in its old three-byte character set; the real one is tried on MariaDB."""

    def refuse(*_args: Any, **_options: Any) -> None:
        raise _refused_by_the_database(1366)

    monkeypatch.setattr(case.service, refuse)

    reply = preview.call(Role.LEARNER, "one", case.hands_in, case.handing_in("fine 🎉 and 🎉 and 👍"))

    assert reply.status == 422
    assert reply.body["error"].endswith("🎉 👍")
    assert list(reply.body["fields"]) == [case.long_text[0]]
    # Where no character is to blame, it is a defect and is not hidden.
    with pytest.raises(DatabaseError):
        preview.call(Role.LEARNER, "one", case.hands_in, case.handing_in("plain"))
