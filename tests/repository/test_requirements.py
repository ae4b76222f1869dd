"""The lock installs anywhere, and the corners are what their names say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parent.parent.parent / "requirements"
LISTS = sorted(REQUIREMENTS.rglob("*.txt"))


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_every_line_is_a_pin_and_nothing_else(file: Path) -> None:
    pin = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z,-]+\])?==[^\s:/]+( ; .+)?")

    assert [line for line in file.read_text().splitlines() if not pin.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("corner", "pins"),
    [
        ("teak", {"django": "4.2", "xblock": "5.2", "web-fragments": "3.1", "lxml": "5.3"}),
        ("ulmo", {"django": "5.2", "xblock": "5.2", "web-fragments": "3.1", "lxml": "5.3"}),
        ("verawood", {"django": "5.2", "xblock": "6.1", "lxml": "5.3"}),
        ("newest", {"django": "5.2", "xblock": "6.3"}),
    ],
)
def test_corner_is_what_its_name_says(corner: str, pins: dict[str, str]) -> None:
    lines = (REQUIREMENTS / "corners" / f"{corner}.txt").read_text().splitlines()
    versions = dict(line.split(" ;")[0].split("==") for line in lines)

    assert {name: ".".join(versions[name].split(".")[:2]) for name in pins} == pins
