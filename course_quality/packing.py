"""Packs the folder of a course, so that the same course always gives the same bytes.

It needs nothing but Python: the distribution packs the pilot courses with it while it is built.
"""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

TOP = "course"
"""The top folder of an archive, as in Studio's own exports."""
_TIME = 0


def archive_bytes(root: Path, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The folder of a course as the bytes of a ``.tar.gz``.

    Names are sorted, times and owners fixed, and the level of compression is given, so that nothing but the course
    decides about the bytes. Licences, outcomes and the lock of names go with it: Studio passes over them, and whoever
    gets the archive can check it.
    """
    packed = io.BytesIO()
    files = sorted(path for path in root.rglob("*") if path.is_file())
    names = [f"{TOP}/{file.relative_to(root).as_posix()}" for file in files]
    with (
        gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=_TIME) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for folder in sorted({parent.as_posix() for name in names for parent in Path(name).parents} - {"."}):
            tar.addfile(_entry(folder, tarfile.DIRTYPE, 0o755))
        for number, (name, file) in enumerate(zip(names, files, strict=True), 1):
            content = file.read_bytes()
            entry = _entry(name, tarfile.REGTYPE, 0o644)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
            if progress:
                progress(number, len(names))
    return packed.getvalue()


def _entry(name: str, kind: bytes, mode: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.mtime = kind, mode, _TIME
    return entry
