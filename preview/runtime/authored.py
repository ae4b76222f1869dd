"""Content and settings fields: what the export says, with what authors changed on top."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.exceptions import InvalidScopeError
from xblock.field_data import FieldData, ReadOnlyFieldData, SplitFieldData
from xblock.fields import Scope
from xblock.runtime import KeyValueStore, KvsFieldData

from preview import masquerade
from preview.models import AuthoredBlock
from preview.olx import BlockNotFound, Course, Node
from preview.runtime.seat import Mode, Seat
from preview.runtime.stores import DatabaseStore, SessionStore

AUTHORED_SCOPES = (Scope.content, Scope.settings)
STRUCTURE_SCOPES = (Scope.parent, Scope.children)
LEARNER_SCOPES = (Scope.user_state, Scope.user_state_summary, Scope.preferences, Scope.user_info)
STUDIO_STATE = "preview_studio_state"


class AuthoredFieldData(FieldData):
    """The course's own fields. Changes stay in memory until an author's draft is stored."""

    def __init__(self, course: Course, with_drafts: bool) -> None:
        self._course = course
        self._with_drafts = with_drafts
        self._fields: dict[UsageKey, dict[str, Any]] = {}

    def prefetch(self, nodes: Iterable[Node]) -> None:
        """Read what authors changed of many blocks in one query."""
        missing = {str(node.usage_key): node for node in nodes if node.usage_key not in self._fields}
        changed = {row.usage_key: row for row in AuthoredBlock.objects.filter(usage_key__in=missing)}
        for key, node in missing.items():
            self._fields[node.usage_key] = dict(self._in_force(node, changed.get(key)))

    def take_unchanged(self, node: Node) -> None:
        """Take it from the caller that no author changed a block: one query less."""
        self._fields[node.usage_key] = dict(node.fields)

    def values(self, usage_key: UsageKey) -> dict[str, Any]:
        """All explicitly set content and settings fields of a block."""
        if usage_key not in self._fields:
            self.prefetch([self._course.node(usage_key)])
        return self._fields[usage_key]

    def get(self, block: XBlock, name: str) -> Any:
        """See FieldData."""
        if block.fields[name].scope in STRUCTURE_SCOPES:
            return self._structure(block)[name]
        _check_scope(block, name)
        return copy.deepcopy(self.values(block.scope_ids.usage_id)[name])

    def has(self, block: XBlock, name: str) -> bool:
        """See FieldData. What learners leave behind is not in a course."""
        if block.fields[name].scope in STRUCTURE_SCOPES:
            return name in self._structure(block)
        return block.fields[name].scope in AUTHORED_SCOPES and name in self.values(block.scope_ids.usage_id)

    def set(self, block: XBlock, name: str, value: Any) -> None:
        """See FieldData.

        Raises:
            InvalidScopeError: the field belongs to learners, or to the structure, which is the export's.
        """
        _check_scope(block, name)
        self.values(block.scope_ids.usage_id)[name] = copy.deepcopy(value)

    def delete(self, block: XBlock, name: str) -> None:
        """See FieldData."""
        _check_scope(block, name)
        self.values(block.scope_ids.usage_id).pop(name, None)

    def default(self, block: XBlock, name: str) -> Any:
        """What a container further up says, if it says anything."""
        try:
            return copy.deepcopy(self._course.node(block.scope_ids.usage_id).inherited[name])
        except BlockNotFound as error:
            raise KeyError(name) from error

    def _in_force(self, node: Node, changed: AuthoredBlock | None) -> Mapping[str, Any]:
        versions = (changed.draft if self._with_drafts else None, changed.published) if changed else ()
        return next((version for version in versions if version is not None), node.fields)

    def _structure(self, block: XBlock) -> dict[str, Any]:
        node = self._course.node(block.scope_ids.usage_id)
        parent = self._course.parent(node)
        return {
            "parent": parent.usage_key if parent else None,
            "children": [child.usage_key for child in node.children],
        }


def learner_store(seat: Seat) -> KeyValueStore:
    """Where the fields of learners are read and written from this seat."""
    if seat.mode is Mode.STUDIO_PREVIEW:
        seat.request.session.modified = True
        return SessionStore(seat.request.session.setdefault(STUDIO_STATE, {}))
    if seat.is_specific_masquerade:
        return SessionStore(masquerade.written_state(seat.request, seat.course.key), DatabaseStore())
    return DatabaseStore()


def field_data(seat: Seat, authored: AuthoredFieldData, store: KeyValueStore, cls: type[XBlock]) -> FieldData:
    """The storage of one block's fields, with the rights that Open edX gives in this window."""
    if seat.mode is Mode.STUDIO_EDITOR:
        return authored
    writable = seat.mode is Mode.STUDIO_PREVIEW and getattr(cls, "has_author_view", False)
    own = authored if writable else ReadOnlyFieldData(authored)
    learners = KvsFieldData(store)
    return SplitFieldData(
        dict.fromkeys((*AUTHORED_SCOPES, *STRUCTURE_SCOPES), own) | dict.fromkeys(LEARNER_SCOPES, learners)
    )


def _check_scope(block: XBlock, name: str) -> None:
    if block.fields[name].scope not in AUTHORED_SCOPES:
        raise InvalidScopeError(block.fields[name].scope, AUTHORED_SCOPES)
