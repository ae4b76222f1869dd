"""The course as it was read: an immutable tree of nodes, shared by all requests of a process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey


class CourseNotFound(LookupError):
    """No course folder holds a course with this key."""


class BlockNotFound(LookupError):
    """The course has no block with this key."""


@dataclass(frozen=True, slots=True)
class LoadProblem:
    """Something in an export that could not be read as its author meant it.

    Attributes:
        path: The file, relative to the course folder.
        line: The line in it, where known.
        message: One sentence for the course's author.
    """

    path: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class AssignmentType:
    """One row of ``grading_policy.json``."""

    type: str
    short_label: str
    weight: float
    min_count: int
    drop_count: int


@dataclass(frozen=True, slots=True)
class GradingPolicy:
    """How the course grade is put together."""

    assignment_types: tuple[AssignmentType, ...] = ()
    cutoffs: tuple[tuple[str, float], ...] = (("Pass", 0.5),)
    """Letters with the grade they begin at, the highest first."""

    @property
    def pass_cutoff(self) -> float:
        """The grade, from 0 to 1, from which the course is passed."""
        return min((value for _letter, value in self.cutoffs), default=0.5)

    def letter(self, percent: float) -> str | None:
        """The letter earned with this grade, or None when the course is not passed."""
        return next((letter for letter, value in self.cutoffs if percent >= value), None)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One block of the course.

    Attributes:
        usage_key: The block's key, the same in every process.
        block_type: The tag it was written with.
        fields: Explicitly set content and settings fields, as JSON values.
        inherited: Values in force here that a container further up set.
        children: Blocks inside, in order.
        problem: Empty, or why the block stands here as a placeholder.
        source: The unparsed element of a placeholder, as text; empty otherwise.
    """

    usage_key: UsageKey
    block_type: str
    fields: Mapping[str, Any]
    inherited: Mapping[str, Any]
    children: tuple[Node, ...] = ()
    problem: str = ""
    source: str = ""

    @property
    def title(self) -> str:
        """The display name, or what Open edX shows when there is none."""
        return self.fields.get("display_name") or self.usage_key.block_id.replace("_", " ")

    @property
    def is_leaf(self) -> bool:
        """Whether the block has none inside."""
        return not self.children

    def get(self, name: str, default: Any = None) -> Any:
        """The JSON value of a setting in force here: the block's own, or an inherited one."""
        if name in self.fields:
            return self.fields[name]
        return self.inherited.get(name, default)


@dataclass(frozen=True, eq=False)
class Course:
    """One course run, read from one folder."""

    key: CourseKey
    path: Path
    root: Node
    policy: Mapping[str, Any]
    grading: GradingPolicy
    start: datetime | None
    problems: tuple[LoadProblem, ...] = ()
    _nodes: dict[UsageKey, Node] = field(default_factory=dict, repr=False)
    _parents: dict[UsageKey, Node] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for node in self.walk():
            self._nodes[node.usage_key] = node
            for child in node.children:
                self._parents[child.usage_key] = node

    @property
    def title(self) -> str:
        """The course's display name."""
        return self.root.title

    @property
    def language(self) -> str:
        """The language the course is written in, as its author declared it; may be empty."""
        return self.root.get("language") or ""

    @property
    def self_paced(self) -> bool:
        """Whether learners keep their own time."""
        return bool(self.root.get("self_paced", False))

    @property
    def chapters(self) -> tuple[Node, ...]:
        """The sections of the course."""
        return self.root.children

    @property
    def units(self) -> tuple[Node, ...]:
        """The units in reading order: what stands third under the course."""
        return tuple(unit for chapter in self.chapters for section in chapter.children for unit in section.children)

    def walk(self, node: Node | None = None) -> Iterator[Node]:
        """The node (default: the course) and everything inside it, depth first."""
        pending = [node or self.root]
        while pending:
            current = pending.pop()
            yield current
            pending.extend(reversed(current.children))

    def node(self, usage_key: UsageKey | str) -> Node:
        """The block with this key.

        Raises:
            BlockNotFound: The course has no such block.
        """
        key = as_usage_key(usage_key, self.key)
        if key not in self._nodes:
            raise BlockNotFound(str(usage_key))
        return self._nodes[key]

    def parent(self, node: Node) -> Node | None:
        """The block that holds this one, or None for the course itself."""
        return self._parents.get(node.usage_key)

    def ancestors(self, node: Node) -> tuple[Node, ...]:
        """The blocks around this one, the course first."""
        found: list[Node] = []
        current = self.parent(node)
        while current is not None:
            found.append(current)
            current = self.parent(current)
        return tuple(reversed(found))

    def unit_of(self, node: Node) -> Node | None:
        """The unit that shows this block, or None for a chapter, a section or the course."""
        path = (*self.ancestors(node), node)
        return path[3] if len(path) > 3 else None

    def neighbours(self, unit: Node) -> tuple[Node | None, Node | None]:
        """The units before and after this one in reading order."""
        units = self.units
        at = next((index for index, each in enumerate(units) if each is unit), None)
        if at is None:
            return None, None
        return (units[at - 1] if at else None), (units[at + 1] if at + 1 < len(units) else None)

    def asset(self, name: str) -> Path | None:
        """The file ``static/<name>`` of the export, or None when there is none inside that folder."""
        folder = (self.path / "static").resolve()
        file = (folder / name).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None


def as_usage_key(key: UsageKey | str, course_key: CourseKey) -> UsageKey | None:
    """A usage key with its run, or None when the text is not one."""
    if isinstance(key, str):
        try:
            key = UsageKey.from_string(key)
        except InvalidKeyError:
            return None
    return key.map_into_course(course_key) if key.course_key.run is None else key
