"""What is refused, and how it is said: one exception for everything a person can be told."""

from collections.abc import Mapping, Sequence
from typing import Any


class Refusal(Exception):
    """A request that is turned down with a sentence its sender understands.

    Args:
        status: HTTP status, 4xx.
        message: one sentence, translated.
        fields: further sentences by form field name.
    """

    def __init__(self, status: int, message: str, fields: Mapping[str, Sequence[str]] | None = None):
        super().__init__(message)
        self.status = status
        self.message = str(message)
        self.fields = {name: [str(text) for text in texts] for name, texts in (fields or {}).items()}

    def as_dict(self) -> dict[str, Any]:
        """Return what a page is answered."""
        return {"error": self.message, "fields": self.fields}
