"""Writes small OLX exports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from preview.olx import Course, load_course

ORG, NUMBER, RUN = "BizX", "Odd1", "2026"
KEY = f"course-v1:{ORG}+{NUMBER}+{RUN}"
OPEN = 'start="2020-01-01T00:00:00Z"'


def usage(block_type: str, name: str) -> str:
    return f"block-v1:{ORG}+{NUMBER}+{RUN}+type@{block_type}+block@{name}"


class CourseBuilder:
    """A course folder that grows file by file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file("course.xml", f'<course url_name="{RUN}" org="{ORG}" course="{NUMBER}"/>')

    def file(self, name: str, text: str) -> CourseBuilder:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self

    def course(self, inside: str, attributes: str = OPEN) -> CourseBuilder:
        return self.file(f"course/{RUN}.xml", f'<course display_name="Odd course" {attributes}>{inside}</course>')

    def unit(self, inside: str, attributes: str = OPEN, section: str = "") -> CourseBuilder:
        """One chapter with one subsection with one unit."""
        return self.course(
            f'<chapter url_name="ch" display_name="Chapter"><sequential url_name="se" {section}>'
            f'<vertical url_name="un" display_name="Unit">{inside}</vertical></sequential></chapter>',
            attributes,
        )

    def policy(self, policy: dict[str, Any]) -> CourseBuilder:
        return self.file(f"policies/{RUN}/policy.json", json.dumps(policy))

    def grading(self, *rows: dict[str, Any], cutoffs: dict[str, float] | None = None) -> CourseBuilder:
        policy = {"GRADER": rows, "GRADE_CUTOFFS": cutoffs or {"Pass": 0.5}}
        return self.file(f"policies/{RUN}/grading_policy.json", json.dumps(policy))

    def load(self) -> Course:
        return load_course(self.path)
