"""The engine's course of probes and its people, and short ways to the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from preview.olx import Course
from tests.preview.engine.builder import CourseBuilder, usage
from tests.preview.engine.conftest import as_, builder, course, crowd, play, probes

__all__ = ["as_", "builder", "course", "crowd", "play", "probes"]

UNIT = usage("vertical", "un")
PROBE = usage("probe", "probe_1")
SCORED = usage("probe_scored", "probe_scored_1")


@pytest.fixture
def url(course: Course) -> Callable[..., str]:
    """The address of a page of the course: ``url("unit", UNIT)``."""

    def address(name: str, *arguments: str) -> str:
        return reverse(f"pages:{name}", args=[course.key, *arguments])

    return address


@pytest.fixture
def read(as_: Callable[[str], Client]) -> Callable[..., str]:
    """What a page says to somebody: ``read("learner", address)``."""

    def page(name: str, address: str) -> str:
        answer = as_(name).get(address)
        assert answer.status_code == 200, answer.content[:2000]
        return answer.content.decode()

    return page


def long_course(builder: CourseBuilder, subsections: int = 30, units: int = 10) -> CourseBuilder:
    """A course with many units, each with one block."""
    parts = (
        f'<sequential url_name="s{s}" display_name="Part {s}">'
        + "".join(
            f'<vertical url_name="u{s}_{u}" display_name="Unit {s}.{u}">'
            f'<probe url_name="p{s}_{u}" text="x"/></vertical>'
            for u in range(units)
        )
        + "</sequential>"
        for s in range(subsections)
    )
    return builder.course(f'<chapter url_name="c" display_name="All">{"".join(parts)}</chapter>')
