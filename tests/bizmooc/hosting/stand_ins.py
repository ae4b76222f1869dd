"""Stand-ins for the LMS's modules and their rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


class Rows:
    """Just enough of a manager: rows as dictionaries."""

    def __init__(self, *rows: dict[str, Any]):
        self.rows = rows

    def filter(self, *_any: Any, **conditions: Any) -> Rows:
        def fits(row: dict[str, Any]) -> bool:
            return all(_fits(row, name, value) for name, value in conditions.items())

        return Rows(*filter(fits, self.rows))

    def order_by(self, name: str) -> Rows:
        return Rows(*sorted(self.rows, key=lambda row: row[name]))

    def values_list(self, *names: str, flat: bool = False) -> Values:
        return Values(row[names[0]] if flat else tuple(row[name] for name in names) for row in self.rows)

    def first(self) -> SimpleNamespace | None:
        return SimpleNamespace(**self.rows[0]) if self.rows else None

    def exists(self) -> bool:
        return bool(self.rows)

    def __iter__(self) -> Iterator[SimpleNamespace]:
        return (SimpleNamespace(**row) for row in self.rows)


class Values(list):
    """A list of values, as a query gives it."""

    def first(self) -> Any:
        return self[0] if self else None


def _fits(row: dict[str, Any], name: str, value: Any) -> bool:
    column, _, comparison = name.partition("__") if name.endswith(("__in", "__gt")) else (name, "", "")
    if comparison == "in":
        return row[column] in value
    return row[column] > value if comparison == "gt" else row[column] == value


def module(monkeypatch: pytest.MonkeyPatch, name: str, **contents: Any) -> ModuleType:
    """Put a module in the place of one of the LMS, with the packages above it."""
    parts = name.split(".")
    for end in range(1, len(parts)):
        above = ".".join(parts[:end])
        if above not in sys.modules:
            monkeypatch.setitem(sys.modules, above, ModuleType(above))
    module = ModuleType(name)
    vars(module).update(contents)
    monkeypatch.setitem(sys.modules, name, module)
    return module
