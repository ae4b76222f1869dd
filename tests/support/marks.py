"""Markers by folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest


def mark_folder(items: Iterable[pytest.Item], folder: Path, mark: pytest.MarkDecorator) -> None:
    """Give a mark to every test under a folder: a conftest's hooks are handed the tests of all folders."""
    for item in items:
        if folder in item.path.parents:
            item.add_marker(mark)
