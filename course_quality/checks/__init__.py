"""The checks: each a small function with an id, a sentence and a source, in a file of its subject.

A check takes the course and yields a fault for each thing that is wrong. Its docstring begins with the sentence that
has to be true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from course_quality.export import Export
from course_quality.finding import Fault, Finding, Severity

Faults = Iterator[Fault]
SUBJECTS = (
    "archive", "structure", "olx", "links", "media", "accessibility", "wording", "pedagogy", "load", "language",
    "questions", "assessment", "policy", "rights",
)  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One check.

    Attributes:
        id: Its name: the subject, and what it is about.
        numbers: Its places in the list of sixty rules for course exports.
        says: What has to be true, in a sentence.
        source: Where the rule comes from.
        severity: How much its findings weigh.
        find: The function that yields the faults.
    """

    id: str
    numbers: tuple[int, ...]
    says: str
    source: str
    severity: Severity
    find: Callable[[Export], Iterable[Fault]]

    @property
    def subject(self) -> str:
        """The first word of the id."""
        return self.id.split("-")[0]

    def run(self, course: Export) -> list[Finding]:
        """What is wrong in this course."""
        return [fault.found_by(self.id, self.severity) for fault in self.find(course)]


_registered: dict[str, Check] = {}


def check(
    check_id: str, *numbers: int, source: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Export], Faults]], Callable[[Export], Faults]]:
    """Register a function as a check.

    Raises:
        ValueError: there is another check with this id.
    """

    def register(find: Callable[[Export], Faults]) -> Callable[[Export], Faults]:
        if check_id in _registered:
            raise ValueError(f"There are two checks with the id {check_id}.")
        says = " ".join((find.__doc__ or "").split("\n\n")[0].split())
        _registered[check_id] = Check(check_id, numbers, says, source, severity, find)
        return find

    return register


def all_checks() -> tuple[Check, ...]:
    """All checks, by subject."""
    for subject in SUBJECTS:
        import_module(f"{__name__}.{subject}")
    return tuple(_registered.values())


def find_all(course: Export, only: Iterable[str] = ()) -> list[Finding]:
    """All findings in a course, or those of some checks.

    Raises:
        KeyError: there is no check with one of these ids.
    """
    every = {each.id: each for each in all_checks()}
    chosen = [every[check_id] for check_id in only] or list(every.values())
    return [finding for each in chosen for finding in each.run(course)]
