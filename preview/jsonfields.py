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
