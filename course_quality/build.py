"""Writes the archive of a course, with a progress bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from course_quality.export import Export
from course_quality.packing import archive_bytes


def build(course: Export, folder: Path) -> Path:
    """Write the archive of a course into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{course.name}.tar.gz"
    bar = _bar(course.name) if sys.stderr.isatty() else None
    target.write_bytes(archive_bytes(course.root, bar))
    if bar:
        print(file=sys.stderr)
    return target


def _bar(name: str, width: int = 30) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        full = width * done // total
        print(f"\r{name} [{'#' * full}{'.' * (width - full)}] {done}/{total}", end="", file=sys.stderr, flush=True)

    return show
