"""The archive, and what lies in the folder of the course."""

from __future__ import annotations

from pathlib import PurePosixPath

from course_quality.checks import Faults, check
from course_quality.export import Export, is_plain
from course_quality.finding import Fault
from course_quality.packing import archive_bytes

_LEFTOVERS = ("._", ".DS_Store", "Thumbs.db", "__MACOSX")


@check("archive-members", 1, source="Open edX importer")
def members(course: Export) -> Faults:
    """An archive has one top folder, "course", and holds only plain files and folders below it."""
    tops = {PurePosixPath(member.name).parts[0] for member in course.members if PurePosixPath(member.name).parts}
    if course.members and tops != {"course"}:
        yield Fault(f"The archive has at its top: {', '.join(sorted(tops))}.", 'Pack one folder named "course".')
    for member in course.members:
        if not is_plain(member):
            yield Fault("It is a link, a device, or leads out of the archive.", "Leave it out.", member.name)


@check("archive-leftovers", 1, source="Open edX importer")
def leftovers(course: Export) -> Faults:
    """No file is left over from an editor or an operating system."""
    for file in course.files:
        if any(part.startswith(_LEFTOVERS) or part.endswith("~") for part in PurePosixPath(file).parts):
            yield Fault("An editor or an operating system left this file behind.", "Delete it.", file)


@check("archive-same-bytes", 60, source="reproducible builds")
def same_bytes(course: Export) -> Faults:
    """Packed twice, the course gives the same bytes."""
    if archive_bytes(course.root) != archive_bytes(course.root):
        yield Fault("Packed twice, it gives two different archives.", "Do not change the course while it is packed.")
