"""Reads an OLX export, whoever made it: what cannot be read is noted and never raised."""

from __future__ import annotations

import csv
import io
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from course_quality.blocks import Block

_LARGEST_TEXT = 5_000_000
"""Bytes; a text file that is larger is read no further."""


class NoCourse(Exception):
    """There is nothing at this path that could be an export."""


@dataclass(frozen=True)
class Unread:
    """Something that could not be read.

    Attributes:
        file: The file it is about.
        why: What is wrong with it, in a sentence.
        holder: The block that wanted it.
    """

    file: str
    why: str
    holder: Block | None = None


@dataclass(eq=False)
class Export:
    """One course as its files say it.

    Attributes:
        root: The folder that holds ``course.xml``.
        course: The tree of blocks; None where even ``course.xml`` cannot be read.
        unread: What could not be read.
        reached: The files that were read on the way through the tree.
        members: What the archive holds, where the course came in one.
        name: What files about the course are called after: its folder, or its archive.
        against: Folders of other courses, with whose texts this one is compared.
    """

    root: Path
    course: Block | None = None
    unread: list[Unread] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    members: list[tarfile.TarInfo] = field(default_factory=list)
    name: str = ""
    against: tuple[Path, ...] = ()

    @cached_property
    def files(self) -> list[str]:
        """All files, from the top of the export."""
        found = (path for path in self.root.rglob("*") if path.is_file() and ".git" not in path.parts)
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def text(self, file: str) -> str:
        """The text of a file; empty where there is none."""
        try:
            with (self.root / file).open("rb") as stream:
                return stream.read(_LARGEST_TEXT).decode("utf-8-sig", "replace")
        except (OSError, ValueError):
            return ""

    def json(self, file: str) -> Any:
        """The content of a JSON file; None where there is none or it cannot be read."""
        try:
            return json.loads(self.text(file))
        except ValueError:
            return None

    @cached_property
    def blocks(self) -> list[Block]:
        """All blocks, in the order of the course."""
        return list(self.course.walk()) if self.course else []

    def of(self, *kinds: str) -> list[Block]:
        """The blocks of these kinds, in the order of the course."""
        return [block for block in self.blocks if block.kind in kinds]

    @property
    def weeks(self) -> list[Block]:
        """The chapters that are weeks of the course: those with "Week" and a number in the title, or else all."""
        chapters = self.of("chapter")
        return [chapter for chapter in chapters if chapter.title.startswith("Week ")] or chapters

    @property
    def run(self) -> str:
        """The name of the run, which is also that of the policy folder."""
        return self.course.url_name if self.course else ""

    @cached_property
    def policy(self) -> dict[str, Any]:
        """The settings of the course, those in ``policy.json`` before those in the XML."""
        settings = dict(self.course.element.attrib) if self.course else {}
        whole = self.json(f"policies/{self.run}/policy.json")
        own = whole.get(f"course/{self.run}") if isinstance(whole, dict) else None
        return {**settings, **own} if isinstance(own, dict) else settings

    @cached_property
    def grading(self) -> dict[str, Any]:
        """The content of ``grading_policy.json``."""
        found = self.json(f"policies/{self.run}/grading_policy.json")
        return found if isinstance(found, dict) else {}

    @property
    def graders(self) -> list[dict[str, Any]]:
        """The types of assignment of the grading policy."""
        found = self.grading.get("GRADER")
        return [grader for grader in found if isinstance(grader, dict)] if isinstance(found, list) else []

    @cached_property
    def licences(self) -> list[dict[str, str]]:
        """The rows of ``LICENSES.csv``."""
        rows = csv.DictReader(io.StringIO(self.text("LICENSES.csv")))
        return [{key: value or "" for key, value in row.items() if isinstance(key, str)} for row in rows]

    @property
    def title(self) -> str:
        """What the course is called."""
        return str(self.policy.get("display_name") or self.root.name)


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """The export in a folder, or in an archive that is unpacked for as long as it is looked at.

    Raises:
        NoCourse: neither holds a ``course.xml``, or the archive cannot be read.
    """
    if path.is_dir():
        yield read(_top(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        members = _unpack(path, Path(folder))
        course = read(_top(Path(folder)))
        course.members, course.name = members, path.name.split(".")[0]
        yield course


def _top(folder: Path) -> Path:
    """The folder that holds ``course.xml``, found as Studio finds it: the first from the top."""
    found = sorted(folder.rglob("course.xml"), key=lambda path: (len(path.parts), path))
    if not found:
        raise NoCourse(f"There is no course.xml in {folder}.")
    return found[0].parent


def _unpack(archive: Path, folder: Path) -> list[tarfile.TarInfo]:
    """Unpack what is safe, and say what was in it."""
    try:
        with tarfile.open(archive, "r:*") as tar:
            members = tar.getmembers()
            for member in members:
                if is_plain(member):
                    tar.extract(member, folder, filter="data")
    except (EOFError, OSError, tarfile.TarError, zlib.error) as error:
        raise NoCourse(f"{archive} is not a folder and no archive that can be read: {error}") from error
    return members


def is_plain(member: tarfile.TarInfo) -> bool:
    """Whether a member is a file or folder that stays below the folder it is unpacked in."""
    path = PurePosixPath(member.name)
    return (member.isfile() or member.isdir()) and not path.is_absolute() and ".." not in path.parts


def read(root: Path) -> Export:
    """The export in the folder that holds ``course.xml``."""
    from course_quality.reading import Reader

    course = Export(root, name=root.resolve().name)
    course.course = Reader(course).read_course()
    return course
