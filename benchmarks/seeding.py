"""Crowds, written in bulk as copies of what one person left through the block itself."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)
_BATCH = 5_000

FIRST_OF_THE_CROWD = 10_000_000
"""The number of the first made-up person: far above those who are made one by one."""


def like(row: Row, **values: Any) -> Row:
    """A row as another, but for these values (column names: "framework_id"); unless given one, without its key."""
    own = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**own | {row._meta.pk.attname: None} | values)


def write(rows: Iterable[Model]) -> None:
    """Insert rows of one model, however many."""
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        type(batch[0])._base_manager.bulk_create(batch)
