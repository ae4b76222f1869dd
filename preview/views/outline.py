"""The outline of a course as one visit sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from opaque_keys.edx.keys import UsageKey
from xblock.fields import DateTime

from preview import progress
from preview.models import Completion
from preview.olx import BlockNotFound, Node
from preview.views.access import CourseVisit
from preview.views.titles import title_of

DONE, SOME, NONE = "done", "some", "none"


@dataclass(frozen=True)
class UnitRow:
    """One unit in a list of units."""

    node: Node
    title: str
    minutes: int | None
    state: str
    counts: bool
    """Whether there is anything in it to complete."""


@dataclass(frozen=True)
class SubsectionRow:
    """One subsection with its units."""

    node: Node
    title: str
    units: tuple[UnitRow, ...]
    graded: bool
    format: str
    due: datetime | None
    staff_only: bool

    @property
    def done(self) -> int:
        """How many of the units are complete."""
        return sum(unit.state == DONE for unit in self.units)

    @property
    def total(self) -> int:
        """How many of the units have anything to complete."""
        return sum(unit.counts for unit in self.units)

    @property
    def minutes(self) -> int:
        """The minutes of all units that say how long they take."""
        return sum(unit.minutes or 0 for unit in self.units)

    @property
    def state(self) -> str:
        """The subsection's tick."""
        if self.total and self.done == self.total:
            return DONE
        return SOME if any(unit.state != NONE for unit in self.units) else NONE


@dataclass(frozen=True)
class SectionRow:
    """One section with its subsections."""

    node: Node
    subsections: tuple[SubsectionRow, ...]


class Outline:
    """What a visit sees of the course, with the ticks of the person it shows; costs two queries."""

    def __init__(self, visit: CourseVisit) -> None:
        self.visit = visit
        self.course = visit.course
        self.completions: Mapping[UsageKey, float] = progress.completions(visit.viewer, visit.course)
        self._complete = progress.completed_nodes(visit.course, self.completions)

    @cached_property
    def sections(self) -> tuple[SectionRow, ...]:
        """The visible sections in order."""
        return tuple(self._section(node) for node in self.course.chapters if self.visit.shows(node))

    @cached_property
    def units(self) -> tuple[UnitRow, ...]:
        """The visible units in reading order."""
        return tuple(
            unit for section in self.sections for subsection in section.subsections for unit in subsection.units
        )

    @property
    def done(self) -> int:
        """How many visible units are complete."""
        return sum(unit.state == DONE for unit in self.units)

    @property
    def total(self) -> int:
        """How many visible units have anything to complete."""
        return sum(unit.counts for unit in self.units)

    @property
    def part(self) -> float:
        """How much of the course is complete, from 0 to 1."""
        return self.done / self.total if self.total else 0.0

    @cached_property
    def resume(self) -> UnitRow | None:
        """Where to go on: the unit of the latest step if it is unfinished, else the next unfinished one."""
        if not self.units:
            return None
        at = self._latest_position
        following = [*self.units[at:], *self.units[:at]]
        return next((unit for unit in following if unit.counts and unit.state != DONE), self.units[0])

    @property
    def has_begun(self) -> bool:
        """Whether the person has done anything in this course."""
        return bool(self.completions)

    @property
    def current_subsection(self) -> Node | None:
        """The subsection in which to go on."""
        return self.course.parent(self.resume.node) if self.resume else None

    @property
    def _latest_position(self) -> int:
        """Where among the units the person was last; 0 at the beginning or when that unit is gone."""
        latest = (
            Completion.objects.filter(user=self.visit.viewer, course_key=str(self.course.key))
            .order_by("-modified")
            .values_list("usage_key", flat=True)
            .first()
        )
        if latest is None:
            return 0
        try:
            unit = self.course.unit_of(self.course.node(latest))
        except BlockNotFound:
            return 0
        return next((at for at, row in enumerate(self.units) if row.node is unit), 0)

    def _section(self, node: Node) -> SectionRow:
        return SectionRow(node, tuple(self._subsection(each) for each in node.children if self.visit.shows(each)))

    def _subsection(self, node: Node) -> SubsectionRow:
        return SubsectionRow(
            node=node,
            title=node.title,
            units=tuple(self.row(unit) for unit in node.children if self.visit.shows(unit)),
            graded=bool(node.get("graded")),
            format=node.get("format") or "",
            due=DateTime().from_json(node.get("due")),
            staff_only=bool(node.get("visible_to_staff_only")),
        )

    def row(self, unit: Node) -> UnitRow:
        """One unit with its tick."""
        title = title_of(unit)
        return UnitRow(unit, title.text, title.minutes, self._state(unit), unit.usage_key in self._complete)

    def _state(self, unit: Node) -> str:
        if self._complete.get(unit.usage_key):
            return DONE
        begun = any(self.completions.get(node.usage_key) for node in self.course.walk(unit))
        return SOME if begun else NONE
