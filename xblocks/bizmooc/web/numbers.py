"""Numbers as people read them: rounded, in the language of the page."""

from django.template.defaultfilters import floatformat

_MINUS = "\u2212"


def number(value: float | None, digits: int) -> str:
    """Return a number rounded half up to so many decimals (Django's number_format cuts off); "" for None.

    Args:
        value: the number.
        digits: decimals; a negative number means at most so many, none for whole numbers.
    """
    return floatformat(value, digits).replace("-", _MINUS) if value is not None else ""


def signed(value: float, digits: int) -> str:
    """Return a difference with its sign; what is rounded to zero has none."""
    text = number(value, digits)
    return f"+{text}" if value > 0 and text != number(0, digits) else text


def percent(share: float) -> str:
    """Return a share between 0 and 1 in whole percent, rounded half up, without the sign."""
    return str(int(100 * share + 0.5))
