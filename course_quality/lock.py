"""The lock of url_names: learners' work is kept under them, so none may change once a run has begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course_quality.export import Export

FILE = "url_names.lock"


def names(course: Export) -> dict[str, str]:
    """Each url_name of the course with the type of its block."""
    return {block.url_name: block.kind for block in course.blocks if block.url_name}


def locked(course: Export) -> dict[str, str]:
    """What the lock says; empty where there is none."""
    lines = (line.split() for line in course.text(FILE).splitlines() if not line.startswith("#"))
    return {parts[1]: parts[0] for parts in lines if len(parts) == 2}


def changes(course: Export) -> Iterator[str]:
    """What differs between the course and its lock, each in a sentence."""
    now, before = names(course), locked(course)
    if not before:
        yield "There is no lock of url_names."
        return
    for name, kind in before.items():
        if name not in now:
            yield f'The {kind} "{name}" has vanished.'
        elif now[name] != kind:
            yield f'"{name}" was a {kind} and is a {now[name]}.'
    for name in now.keys() - before.keys():
        yield f'The {now[name]} "{name}" is not in the lock.'


def write(course: Export) -> Path:
    """Write the lock of a course as it is now."""
    lines = sorted(f"{kind} {name}" for name, kind in names(course).items())
    head = (
        "# The url_names of this course. Learners' work is kept under them: see python -m course_quality lock --help."
    )
    path = course.root / FILE
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path
