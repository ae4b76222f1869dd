"""Where user-scoped field values lie: in the database, or for trials in a session."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from opaque_keys.edx.keys import UsageKey
from xblock.exceptions import KeyValueMultiSaveError
from xblock.fields import UserScope
from xblock.runtime import KeyValueStore

from preview.jsonfields import plain
from preview.models import FieldValue

Owner = tuple[str, str, int]
"""Scope, what in that scope, and whose: the user's id, or 0 for what all share."""


class DatabaseStore(KeyValueStore):
    """One row per field: two requests that change different fields of a block both win."""

    def __init__(self) -> None:
        self._known: dict[Owner, dict[str, Any]] = {}

    def prefetch(self, user_id: int | None, usage_keys: Iterable[UsageKey]) -> None:
        """Read one person's state of many blocks in one query."""
        if user_id is None:
            return
        names = [str(key) for key in usage_keys]
        for name in names:
            self._known.setdefault(("user_state", name, user_id), {})
        rows = FieldValue.objects.filter(scope="user_state", user_key=user_id, scope_id__in=names)
        for scope_id, field, value in rows.values_list("scope_id", "field", "value"):
            self._known["user_state", scope_id, user_id][field] = value

    def get(self, key: KeyValueStore.Key) -> Any:
        """See KeyValueStore."""
        if _is_nobodys(key):
            raise KeyError(key.field_name)
        return self._values(key)[key.field_name]

    def has(self, key: KeyValueStore.Key) -> bool:
        """See KeyValueStore."""
        return not _is_nobodys(key) and key.field_name in self._values(key)

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        """See KeyValueStore."""
        self.set_many({key: value})

    def set_many(self, update_dict: Mapping[KeyValueStore.Key, Any]) -> None:
        """Store the changed values, and only these.

        Raises:
            KeyValueMultiSaveError: somebody who is not logged in has no state of their own.
        """
        if any(_is_nobodys(key) for key in update_dict):
            raise KeyValueMultiSaveError([])
        values = {key: plain(value) for key, value in update_dict.items()}
        FieldValue.objects.put(_row(key, value) for key, value in values.items())
        for key, value in values.items():
            self._values(key)[key.field_name] = value

    def delete(self, key: KeyValueStore.Key) -> None:
        """See KeyValueStore."""
        scope, scope_id, user_key = _owner(key)
        FieldValue.objects.filter(scope=scope, scope_id=scope_id, user_key=user_key, field=key.field_name).delete()
        self._values(key).pop(key.field_name, None)

    def _values(self, key: KeyValueStore.Key) -> dict[str, Any]:
        owner = _owner(key)
        if owner not in self._known:
            scope, scope_id, user_key = owner
            rows = FieldValue.objects.filter(scope=scope, scope_id=scope_id, user_key=user_key)
            self._known[owner] = dict(rows.values_list("field", "value"))
        return self._known[owner]


class SessionStore(KeyValueStore):
    """Values that last as long as the session; what lies beneath shows through but is never changed."""

    def __init__(self, values: dict[str, Any], beneath: KeyValueStore | None = None) -> None:
        self._written = values
        self._beneath = beneath

    def get(self, key: KeyValueStore.Key) -> Any:
        """See KeyValueStore."""
        name = _session_name(key)
        if name in self._written:
            return self._written[name][0]
        if self._beneath is None:
            raise KeyError(key.field_name)
        return self._beneath.get(key)

    def has(self, key: KeyValueStore.Key) -> bool:
        """See KeyValueStore."""
        name = _session_name(key)
        if name in self._written:
            return bool(self._written[name])
        return self._beneath is not None and self._beneath.has(key)

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        """See KeyValueStore."""
        self._written[_session_name(key)] = [plain(value)]

    def delete(self, key: KeyValueStore.Key) -> None:
        """See KeyValueStore. An empty list hides the value beneath."""
        self._written[_session_name(key)] = []


def _is_nobodys(key: KeyValueStore.Key) -> bool:
    return key.scope.user == UserScope.ONE and key.user_id is None


def _owner(key: KeyValueStore.Key) -> Owner:
    return key.scope.name, str(key.block_scope_id or ""), key.user_id or 0


def _row(key: KeyValueStore.Key, value: Any) -> FieldValue:
    scope, scope_id, user_key = _owner(key)
    return FieldValue(scope=scope, scope_id=scope_id, user_key=user_key, field=key.field_name, value=value)


def _session_name(key: KeyValueStore.Key) -> str:
    return json.dumps([*_owner(key), key.field_name])
