"""The blocks of a course as a tree, with every pointer followed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

CONTAINERS = ("course", "chapter", "sequential", "vertical")
OURS = frozenset({"competence_self_assessment", "creativity_team_exercise", "peer_idea_board"})
"""The block types of this suite, which are written inline in a unit."""


@dataclass(eq=False)
class Block:
    """One block.

    Attributes:
        kind: Its tag.
        element: Its definition, where a pointer led to one.
        file: The file in which the definition stands, from the top of the export.
        parent: The block that holds it.
        page: The text of the page of an ``html`` block, and the file it is in.
    """

    kind: str
    element: etree._Element
    file: str
    parent: Block | None = None
    children: list[Block] = field(default_factory=list)
    page: str = ""
    page_file: str = ""

    def __repr__(self) -> str:
        return f"<Block {self.kind} {self.url_name}>"

    @property
    def url_name(self) -> str:
        """Its name in the course, or empty."""
        return self.element.get("url_name") or self.element.get("slug") or ""

    @property
    def title(self) -> str:
        """Its ``display_name``, or empty."""
        return self.element.get("display_name") or ""

    def get(self, name: str, default: str = "") -> str:
        """A field of the block, whether it is written as an attribute or as a child element."""
        if name in self.element.attrib:
            return self.element.get(name)
        for child in self.element:
            if isinstance(child.tag, str) and etree.QName(child).localname == name:
                return child.text or ""
        return default

    def whole(self, name: str, default: int = 0) -> int:
        """A field that holds a whole number; ``default`` where it holds anything else."""
        try:
            return int(self.get(name))
        except ValueError:
            return default

    def data(self, name: str) -> Any:
        """A field that holds JSON; None where it is empty or not JSON."""
        try:
            return json.loads(self.get(name))
        except ValueError:
            return None

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in the order of the course."""
        yield self
        for child in self.children:
            yield from child.walk()

    def within(self, kind: str) -> Block | None:
        """The nearest block of this kind that it is in; itself, if it is of this kind."""
        block: Block | None = self
        while block is not None and block.kind != kind:
            block = block.parent
        return block

    def of(self, *kinds: str) -> list[Block]:
        """The blocks of these kinds below it, in the order of the course."""
        return [block for block in self.walk() if block.kind in kinds]

    @cached_property
    def leaves(self) -> list[Block]:
        """The blocks below it that hold no others."""
        return [block for block in self.walk() if block is not self and not block.children]

    @property
    def is_graded(self) -> bool:
        """Whether it counts: the subsection it is in does."""
        subsection = self.within("sequential")
        return subsection is not None and subsection.get("graded").lower() == "true"
