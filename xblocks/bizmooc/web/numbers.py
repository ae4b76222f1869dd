"""Numbers as people read them: rounded, in the language of the page."""

from django.template.defaultfilters import floatformat


def number(value: float | None, digits: int) -> str:
    """Return a number rounded half up to so many decimals (Django's number_format cuts off); "" for None."""
    return floatformat(value, digits) if value is not None else ""
