"""The pilot courses as data: sources in OLX, and archives for Studio.

An installed distribution carries both. In a checkout the sources are those of ``course_exports``, and ``make courses``
builds the archives.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parent.parent


def sources() -> dict[str, Path]:
    """The folder of each pilot course, by its name."""
    folder = _HERE / "sources"
    found = (folder if folder.is_dir() else _CHECKOUT / "course_exports").glob("*/course.xml")
    return {path.parent.name: path.parent for path in sorted(found)}


def archives() -> dict[str, Path]:
    """The archive of each pilot course, by its name; none in a checkout in which they were not built."""
    folder = _HERE / "archives"
    found = (folder if folder.is_dir() else _CHECKOUT / "build" / "courses").glob("*.tar.gz")
    return {path.name.removesuffix(".tar.gz"): path for path in sorted(found)}
