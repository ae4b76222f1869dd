"""A point in time as authors type it: in universal time, as everywhere in Studio."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

# What <input type="datetime-local"> shows and sends.
_FORMAT = "%Y-%m-%dT%H:%M"


class Moment(forms.Field):
    """A date and a time of day, in universal time."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT), **kwargs)
        # The widget would show the date in the words of the author's language, which the browser cannot read.
        self.widget.is_localized = False

    def prepare_value(self, value: Any) -> Any:
        """Return what the browser's control shows."""
        return _in_utc(value).strftime(_FORMAT) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment, with its time zone.

        Raises:
            ValidationError: it is none.
        """
        if value in self.empty_values:
            return None
        try:
            return _in_utc(value if isinstance(value, datetime) else datetime.fromisoformat(value))
        except (TypeError, ValueError, OverflowError):
            raise ValidationError(_("Please give a date and a time, as in 2027-03-01 18:00.")) from None


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC) if timezone.is_aware(value) else value.replace(tzinfo=UTC)
