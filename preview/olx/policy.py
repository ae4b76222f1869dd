"""``policy.json`` and ``grading_policy.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from preview.olx.files import ExportFiles
from preview.olx.tree import AssignmentType, GradingPolicy


def read_policy(files: ExportFiles, run: str) -> Mapping[str, Mapping[str, Any]]:
    """Settings by ``type/url_name`` that override those in the XML."""
    for name in (f"policies/{run}/policy.json", f"policies/{run}.json"):
        if files.exists(name):
            policy = files.json(name)
            return {key: value for key, value in policy.items() if isinstance(value, dict)}
    return {}


def read_grading(files: ExportFiles, run: str) -> GradingPolicy:
    """How the course is graded; not at all where nothing is written."""
    name = f"policies/{run}/grading_policy.json"
    if not files.exists(name):
        return GradingPolicy()
    written = files.json(name)
    try:
        return GradingPolicy(
            assignment_types=tuple(_assignment_type(row) for row in written.get("GRADER", [])),
            cutoffs=_cutoffs(written.get("GRADE_CUTOFFS", {})) or GradingPolicy().cutoffs,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        files.note(name, None, _("The grading policy cannot be used: {why}").format(why=error))
        return GradingPolicy()


def _assignment_type(row: Mapping[str, Any]) -> AssignmentType:
    return AssignmentType(
        type=row["type"],
        short_label=row.get("short_label") or row["type"],
        weight=float(row["weight"]),
        min_count=int(row.get("min_count", 0)),
        drop_count=int(row.get("drop_count", 0)),
    )


def _cutoffs(written: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(((name, float(value)) for name, value in written.items()), key=lambda pair: -pair[1]))
