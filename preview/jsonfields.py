"""JSON for whatever an XBlock field may hold."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from opaque_keys import OpaqueKey


class FieldEncoder(DjangoJSONEncoder):
    """Also writes sets (as lists) and keys (as text)."""

    def default(self, o: Any) -> Any:
        """See json.JSONEncoder."""
        if isinstance(o, set | frozenset):
            return sorted(o, key=str)
        if isinstance(o, OpaqueKey):
            return str(o)
        return super().default(o)


def plain(value: Any) -> Any:
    """The value with named tuples as objects, as the LMS stores them: the standard problem's score is one."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(each) for name, each in value._asdict().items()}
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
