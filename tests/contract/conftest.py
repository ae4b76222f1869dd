"""The hosts, with a course of one of our blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.contract.cases import CASES, Case
from tests.preview.engine.builder import CourseBuilder
from tests.support.preview_host import PreviewHost

PlayUnit = Callable[[str], PreviewHost]


@pytest.fixture(params=CASES.values(), ids=lambda case: case.block_type)
def case(request: pytest.FixtureRequest) -> Case:
    """Each of our blocks in turn."""
    return request.param


@pytest.fixture
def play_unit(tmp_path: Path, settings: Any, db: None) -> PlayUnit:
    """Put a unit on the preview host: ``play_unit(olx)``."""
    return lambda inside: PreviewHost(CourseBuilder(tmp_path / "course").unit(inside), settings)


@pytest.fixture
def preview(play_unit: PlayUnit, case: Case) -> PreviewHost:
    """The preview host with a unit of two blocks: ``one`` and ``two``."""
    return play_unit(case.olx("one") + case.olx("two"))


@pytest.fixture(autouse=True)
def errors_are_raised(settings: Any) -> None:
    """An error in a view fails the test, unless the test is about just that."""
    settings.BIZMOOC = {"PLATFORM": "preview.platform.PreviewPlatform", "RAISE_VIEW_ERRORS": True}
