"""What the tables ask of a database, every supported one can give."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.migrations.databases import OUR_APPS, Host

MAX_KEY_BYTES = 3072
"""InnoDB's limit for one index."""
_BYTES = {"bigint": 8, "int": 4, "smallint": 2, "tinyint": 1, "datetime": 8}
_OURS = " OR ".join(f"c.table_name LIKE '{app.replace('_', chr(92) + '_')}\\_%'" for app in OUR_APPS)


def _models() -> list[type[models.Model]]:
    return [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]


def _promises() -> list[tuple[str, models.Index | models.BaseConstraint]]:
    return [
        (model.__name__, promise) for model in _models() for promise in (*model._meta.constraints, *model._meta.indexes)
    ]


@pytest.mark.parametrize(("model", "promise"), _promises(), ids=lambda value: getattr(value, "name", value))
def test_no_constraint_that_some_database_drops_without_a_word(model: str, promise: Any) -> None:
    assert isinstance(promise, models.UniqueConstraint | models.Index)
    # MySQL and MariaDB: no conditions, no covering columns, no deferring; MariaDB: no expressions.
    for option in ("condition", "include", "deferrable", "expressions", "nulls_distinct", "opclasses"):
        assert not getattr(promise, option, None), option


def test_there_are_promises_to_look_at() -> None:
    kept_once = {"WriteReceipt", "AccessLog", "MailState", "Participation", "Round", "StageCount", "RoundStatistics"}
    kept_once |= {"Board", "Member", "Idea", "Turn", "Feedback", "Vote", "Follow", "Report", "KeptCount", "Draft"}
    assert kept_once <= {model for model, promise in _promises() if isinstance(promise, models.UniqueConstraint)}


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_names_fit_everywhere(model: type[models.Model]) -> None:
    assert len(model._meta.db_table) <= 63
    assert all(len(promise.name) <= 30 for promise in (*model._meta.constraints, *model._meta.indexes))


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_keys_are_wide_enough_for_the_platform(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if field.name in ("usage_key", "course_key"):
            assert field.max_length == 255
        if field.name == "participant":
            assert field.max_length == 32


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_ids_do_not_run_out(model: type[models.Model]) -> None:
    assert isinstance(model._meta.pk, models.BigAutoField)


@pytest.mark.mariadb
def test_no_index_key_is_longer_than_mysql_takes(mariadb_host: Host) -> None:
    # A constant table name, no input.
    columns = mariadb_host.rows(
        "SELECT c.table_name, s.index_name, c.column_name, c.data_type, c.character_octet_length "  # noqa: S608
        "FROM information_schema.statistics s JOIN information_schema.columns c "
        "USING (table_schema, table_name, column_name) "
        f"WHERE c.table_schema = DATABASE() AND ({_OURS})"
    )
    length: dict[tuple[str, str], int] = defaultdict(int)
    for table, index, _column, kind, octets in columns:
        length[table, index] += octets or _BYTES[kind]

    assert len(length) > 15
    assert {name: size for name, size in length.items() if size > MAX_KEY_BYTES} == {}


@pytest.mark.mariadb
def test_every_text_column_takes_every_character(mariadb_host: Host) -> None:
    columns = mariadb_host.rows(
        "SELECT c.table_name, c.column_name, c.character_set_name, c.collation_name "  # noqa: S608
        "FROM information_schema.columns c "
        f"WHERE c.table_schema = DATABASE() AND c.character_set_name IS NOT NULL AND ({_OURS})"
    )

    assert len(columns) > 20
    assert {character_set for *_names, character_set, _collation in columns} == {"utf8mb4"}
    # One collation for all that is compared, or joins would fail; MariaDB keeps JSON in a binary one.
    json_columns = {
        (model._meta.db_table, field.column)
        for model in _models()
        for field in model._meta.fields
        if isinstance(field, models.JSONField)
    }
    assert {collation for *name, _set, collation in columns if tuple(name) not in json_columns} == {
        "utf8mb4_unicode_ci"
    }


@pytest.mark.mariadb
def test_every_table_is_transactional(mariadb_host: Host) -> None:
    tables = mariadb_host.rows(
        f"SELECT c.table_name, c.engine FROM information_schema.tables c WHERE c.table_schema = DATABASE() AND ({_OURS})"  # noqa: S608
    )

    assert {engine for _table, engine in tables} == {"InnoDB"}
    assert {table for table, _engine in tables} == {model._meta.db_table for model in _models()}
