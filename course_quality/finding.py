"""What a check finds, and how it is told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from course_quality.blocks import Block


class Severity(StrEnum):
    """How much a finding weighs: an error stops a build, an advice is for a person to judge."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong in a course.

    Attributes:
        check: Id of the check that found it.
        severity: Whether it stops a build.
        file: The file where it stands, from the top of the export; empty for the course as a whole.
        url_name: The block where it stands, or empty.
        wrong: What is wrong, in a sentence.
        mend: How to mend it, in a sentence.
    """

    check: str
    severity: Severity
    file: str
    url_name: str
    wrong: str
    mend: str

    def as_dict(self) -> dict[str, str]:
        """The finding for machines."""
        return {name: str(value) for name, value in asdict(self).items()}

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.url_name and f"({self.url_name})") if part)
        return f"{self.severity.value.upper()} {self.check}: {place or 'the course'}: {self.wrong} {self.mend}"


@dataclass(frozen=True)
class Fault:
    """What a check yields: a finding that does not know its check yet.

    Attributes:
        wrong: What is wrong, in a sentence.
        mend: How to mend it, in a sentence.
        at: The block or the file where it stands; None for the course as a whole.
        severity: Where it differs from that of the check.
    """

    wrong: str
    mend: str
    at: Block | str | None = None
    severity: Severity | None = None

    def found_by(self, check: str, severity: Severity) -> Finding:
        """The finding of this check."""
        file, url_name = (self.at.file, self.at.url_name) if isinstance(self.at, Block) else (self.at or "", "")
        return Finding(check, self.severity or severity, file, url_name, self.wrong, self.mend)
