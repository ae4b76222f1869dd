"""Packs a course for Studio, so that the same course always gives the same bytes."""

from __future__ import annotations

import gzip
import io
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

from course_quality.export import SIDECARS, Export

TOP = "course"
"""The top folder of an archive, as in Studio's own exports."""
_LONGEST_AGO = 0
"""The time of every file: a fixed one."""


def packed_files(course: Export) -> list[str]:
    """The files that go into the archive: what Studio reads, and not what only the course team needs."""
    return [file for file in course.files if file not in SIDECARS or file in {"LICENSE", "LICENSES.csv"}]


def archive_bytes(course: Export, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The course as the bytes of a ``.tar.gz``.

    Names are sorted, times and owners fixed, and the level of compression is given, so that nothing but the course
    decides about the bytes.
    """
    packed = io.BytesIO()
    names = packed_files(course)
    with (
        gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=_LONGEST_AGO) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for folder in _folders(names):
            tar.addfile(_entry(folder, tarfile.DIRTYPE, 0o755))
        for number, name in enumerate(names, 1):
            content = (course.root / name).read_bytes()
            entry = _entry(f"{TOP}/{name}", tarfile.REGTYPE, 0o644)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
            if progress:
                progress(number, len(names))
    return packed.getvalue()


def _folders(names: list[str]) -> list[str]:
    parents = {parent.as_posix() for name in names for parent in Path(f"{TOP}/{name}").parents}
    return sorted(parents - {"."})


def _entry(name: str, kind: bytes, mode: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.mtime = kind, mode, _LONGEST_AGO
    return entry


def build(course: Export, folder: Path) -> Path:
    """Write the archive of a course into a folder, with a progress bar on a terminal, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{course.root.name}.tar.gz"
    bar = _bar(course.root.name) if sys.stderr.isatty() else None
    target.write_bytes(archive_bytes(course, bar))
    if bar:
        print(file=sys.stderr)
    return target


def _bar(name: str, width: int = 30) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        full = width * done // total
        print(f"\r{name} [{'#' * full}{'.' * (width - full)}] {done}/{total}", end="", file=sys.stderr, flush=True)

    return show
