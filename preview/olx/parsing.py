"""The runtime in which block classes read their own XML, and the record of what they read."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from fs.osfs import OSFS
from lxml import etree
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.core import XBlock
from xblock.field_data import FieldData
from xblock.fields import Scope, ScopeIds
from xblock.runtime import IdGenerator, IdReader, Runtime

from preview.blocks.mixins import MIXINS
from preview.blocks.types import block_class

AUTHORED_SCOPES = frozenset({Scope.content, Scope.settings})
"""What an export keeps. Learners' state written as attributes is read by the classes and thrown away."""


@dataclass
class Reading:
    """What a class took from its element."""

    fields: dict[str, Any] = field(default_factory=dict)
    children: list[Any] = field(default_factory=list)


class KeyIds(IdReader, IdGenerator):
    """Usage keys serve as definition ids too: one usage per definition, as in an import."""

    def __init__(self, course_key: CourseKey) -> None:
        self.target_course_id = course_key

    def create_definition(self, block_type: str, slug: str | None = None) -> UsageKey:
        """See IdGenerator."""
        return self.target_course_id.make_usage_key(block_type, slug or block_type)

    def create_usage(self, def_id: UsageKey) -> UsageKey:
        """See IdGenerator."""
        return def_id

    def get_definition_id(self, usage_id: UsageKey) -> UsageKey:
        """See IdReader."""
        return usage_id

    def get_block_type(self, def_id: UsageKey) -> str:
        """See IdReader."""
        return def_id.block_type

    def create_aside(self, definition_id: Any, usage_id: Any, aside_type: str) -> tuple[Any, Any]:
        """See IdGenerator."""
        raise NotImplementedError("The preview has no asides")

    def get_usage_id_from_aside(self, aside_id: Any) -> Any:
        """See IdReader."""
        raise NotImplementedError("The preview has no asides")

    get_definition_id_from_aside = get_usage_id_from_aside
    get_aside_type_from_usage = get_usage_id_from_aside
    get_aside_type_from_definition = get_usage_id_from_aside


class ParsedFields(FieldData):
    """Keeps what blocks set while they read their XML."""

    def __init__(self) -> None:
        self._values: dict[UsageKey, dict[str, Any]] = {}

    def of(self, block: XBlock) -> dict[str, Any]:
        """All values that a block has set."""
        return self._values.setdefault(block.scope_ids.usage_id, {})

    def get(self, block: XBlock, name: str) -> Any:
        """See FieldData."""
        return copy.deepcopy(self.of(block)[name])

    def set(self, block: XBlock, name: str, value: Any) -> None:
        """See FieldData."""
        self.of(block)[name] = copy.deepcopy(value)

    def delete(self, block: XBlock, name: str) -> None:
        """See FieldData."""
        del self.of(block)[name]


class ParseRuntime(Runtime):
    """What Open edX gives to a class while a course is imported."""

    def __init__(
        self,
        course_key: CourseKey,
        path: Path,
        policy: Callable[[UsageKey], dict[str, Any]],
        on_child: Callable[[etree._Element], Any],
    ) -> None:
        ids = KeyIds(course_key)
        self._fields = ParsedFields()
        super().__init__(ids, ids, mixins=MIXINS, services={"field-data": self._fields})
        self._path = path
        self._policy = policy
        self._on_child = on_child
        self._children: list[list[Any]] = []

    @cached_property
    def resources_fs(self) -> OSFS:
        """The course folder, as the classic block classes want it."""
        return OSFS(str(self._path))

    def read(self, element: etree._Element, usage_key: UsageKey) -> Reading:
        """Let the class of a tag read its element.

        Raises:
            Exception: whatever the class raises; block packages are foreign code.
        """
        cls = self.mixologist.mix(block_class(element.tag))
        # What a video knows of its files lies in tables that an export does not fill.
        parse = cls.parse_xml_new_runtime if element.tag == "video" else cls.parse_xml
        self._children.append([])
        try:
            block = parse(element, self, ScopeIds(None, element.tag, usage_key, usage_key))
            block.save()
        finally:
            children = self._children.pop()
        authored = {
            name: value for name, value in self._fields.of(block).items() if block.fields[name].scope in AUTHORED_SCOPES
        }
        return Reading(authored, children)

    def add_node_as_child(self, block: XBlock, node: etree._Element) -> None:
        """See Runtime. Only a class with children can have one."""
        child = self._on_child(node)
        block.children.append(child.usage_key)
        self._children[-1].append(child)

    def get_policy(self, usage_id: UsageKey) -> dict[str, Any]:
        """The course policy's settings for one block."""
        return self._policy(usage_id)

    def parse_asides(self, *_args: Any) -> list:
        """The preview has no asides."""
        return []

    def get_asides(self, block: XBlock) -> list:
        """The preview has no asides."""
        return []

    def handler_url(self, *_args: Any, **_kwargs: Any) -> str:
        """See Runtime. Nothing can be called while a course is read."""
        raise NotImplementedError

    resource_url = handler_url
    local_resource_url = handler_url
    publish = handler_url
