"""How much two colours differ, after WCAG 2.2."""

from __future__ import annotations

import re

from lxml import etree

_NAMES = {
    "black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "orange": (255, 165, 0),
    "navy": (0, 0, 128), "silver": (192, 192, 192), "maroon": (128, 0, 0), "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211), "darkgray": (169, 169, 169), "darkgrey": (169, 169, 169), "pink": (255, 192, 203),
}  # fmt: skip


def style_of(element: etree._Element) -> dict[str, str]:
    """The declarations of a style attribute."""
    parts = (part.split(":", 1) for part in (element.get("style") or "").split(";") if ":" in part)
    return {name.strip().lower(): value.strip().lower() for name, value in parts}


def _colour(text: str) -> tuple[int, int, int] | None:
    text = text.replace("!important", "").strip()
    if text in _NAMES:
        return _NAMES[text]
    if match := re.fullmatch(r"#([0-9a-f]{6})", text):
        return _hex(match[1])
    if match := re.fullmatch(r"#([0-9a-f]{3})", text):
        return _hex("".join(2 * digit for digit in match[1]))
    if match := re.fullmatch(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", text):
        return int(match[1]), int(match[2]), int(match[3])
    return None


def _hex(digits: str) -> tuple[int, int, int]:
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: tuple[int, int, int]) -> float:
    shares = [value / 255 for value in colour]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(text: str, background: str) -> float | None:
    """The contrast of two colours of CSS; None where one of them is not known."""
    first, second = _colour(text), _colour(background)
    if first is None or second is None:
        return None
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
