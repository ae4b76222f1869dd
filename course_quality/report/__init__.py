"""A page about a course for those who manage it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from course_quality.export import Export
from course_quality.finding import Finding


def write(course: Export, findings: Sequence[Finding], folder: Path) -> Path:
    raise SystemExit("soon")
