"""Where the labels of a radar chart stand: at their spokes if they fit there, else below it as a key of letters.

All positions are in units of the drawing, from the chart's centre.
"""

from __future__ import annotations

import itertools
import math
import string
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# The drawing is this wide in its own units; at a phone's 360 px one unit is about one pixel, so text stays readable.
WIDTH = 360
# A radar is drawn as large as its labels allow, but no smaller than its marks can be told apart.
RADIUS, SMALLEST_RADIUS = 110, 80
FONT_SIZE, LINE_HEIGHT = 14, 17
_GAP = 8
_ASCENT = 13
_LINES = 4
# Labels of more spokes than these are not tried beside the chart.
_MOST_SPOKES = 16
# Spokes closer than this to upright have no label beside them, those closer to level none above or below.
_SIDEWAYS = 0.2
# A label above or below the chart is one line if it can be, else a narrow column.
_ROOMS = (200, 100)
# Widths in parts of the font size, as in DejaVu Sans: the widest font that the style sheet may fall back to.
_NARROW, _BROAD = set("fijlrtI.,:;'!|()[]- "), set("mwMW%@&")


@dataclass(frozen=True)
class Point:
    """A place in the drawing."""

    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """A label at a spoke.

    Attributes:
        lines: its text.
        x: where the lines start, end or have their middle.
        top: upper edge of the first line.
        anchor: "start", "middle" or "end", as in SVG.
    """

    lines: tuple[str, ...]
    x: float
    top: float
    anchor: str

    @property
    def width(self) -> float:
        """Of the longest line."""
        return max(map(text_width, self.lines))

    @property
    def left(self) -> float:
        """Left edge."""
        return self.x - {"start": 0, "middle": 0.5, "end": 1}[self.anchor] * self.width

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Lower edge of the last line."""
        return self.top + LINE_HEIGHT * len(self.lines)

    @property
    def baselines(self) -> list[tuple[str, float]]:
        """Each line with the height it is written on."""
        return [(text, self.top + _ASCENT + LINE_HEIGHT * row) for row, text in enumerate(self.lines)]

    def overlaps(self, other: Label) -> bool:
        """Tell whether two labels run into each other."""
        beside = self.right + _GAP / 2 <= other.left or other.right + _GAP / 2 <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True)
class Arrangement:
    """What stands where.

    Attributes:
        radius: of the chart.
        labels: one for each spoke.
        key: what the letters at the spokes stand for, with the lines of each; empty where the labels stand there.
    """

    radius: float
    labels: list[Label]
    key: list[tuple[str, list[str]]]

    @property
    def top(self) -> float:
        """Upper edge of chart and labels."""
        return min(-self.radius, *(label.top for label in self.labels))

    @property
    def bottom(self) -> float:
        """Lower edge of chart and labels."""
        return max(label.bottom for label in self.labels)


def arrange(labels: Sequence[str]) -> Arrangement:
    """Find the largest chart whose labels stand beside it without touching it, each other, or the drawing's edge."""
    radii = range(RADIUS, SMALLEST_RADIUS - 1, -5) if len(labels) <= _MOST_SPOKES else ()
    for radius, room in itertools.product(radii, _ROOMS):
        placed = _place_all(labels, radius, room)
        if placed:
            return Arrangement(radius, placed, [])
    letters = [_letter(index) for index in range(len(labels))]
    key = [(letter, wrap(label, WIDTH - 80)) for letter, label in zip(letters, labels, strict=True)]
    return Arrangement(RADIUS, [_at_end(letter, index, len(letters)) for index, letter in enumerate(letters)], key)


def direction(index: float, count: int) -> Point:
    """Return which way a spoke goes, one unit long: the first straight up, the others clockwise."""
    angle = 2 * math.pi * index / count - math.pi / 2
    return Point(math.cos(angle), math.sin(angle))


def text_width(text: str) -> float:
    """Estimate how wide a text is drawn; rather too wide than too narrow."""
    return FONT_SIZE * sum(map(_character_width, text))


def wrap(text: str, room: float) -> list[str]:
    """Break a text into lines no wider than the room; a single word may be wider."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _character_width(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if character in _NARROW:
        return 0.4
    if character in _BROAD or unicodedata.east_asian_width(character) in "WF":
        return 1
    if character.isupper():
        return 0.8
    return 0.62 if character.isascii() else 0.68


def _place_all(labels: Sequence[str], radius: float, room: float) -> list[Label] | None:
    placed: list[Label] = []
    for index, text in enumerate(labels):
        candidates = _candidates(text, direction(index, len(labels)), radius, room)
        clear = [one for one in candidates if _is_clear(one, len(labels), radius)]
        if not clear:
            return None
        placed.append(min(clear, key=lambda one: len(one.lines)))
    return None if any(one.overlaps(two) for one, two in itertools.combinations(placed, 2)) else placed


def _candidates(text: str, towards: Point, radius: float, room: float) -> Iterator[Label]:
    if abs(towards.x) > _SIDEWAYS:
        yield _beside(text, towards, radius)
    if abs(towards.y) > _SIDEWAYS:
        yield _beyond(text, towards, radius, room)


def _beside(text: str, towards: Point, radius: float) -> Label:
    """Put a label to the right or left of its spoke's end."""
    x, y = towards.x * (radius + _GAP), towards.y * (radius + _GAP)
    lines = tuple(wrap(text, WIDTH / 2 - abs(x)))
    height = LINE_HEIGHT * len(lines)
    return Label(lines, x, y + (towards.y - 1) * height / 2, "start" if x > 0 else "end")


def _beyond(text: str, towards: Point, radius: float, room: float) -> Label:
    """Put a label above or below its spoke's end, moved towards the middle as far as the drawing's edge asks."""
    lines = tuple(wrap(text, room))
    y = towards.y * (radius + _GAP)
    edge = max((WIDTH - max(map(text_width, lines))) / 2, 0)
    x = min(max(towards.x * radius, -edge), edge)
    return Label(lines, x, y if y > 0 else y - LINE_HEIGHT * len(lines), "middle")


def _at_end(letter: str, index: int, count: int) -> Label:
    towards, reach = direction(index, count), RADIUS + _GAP + LINE_HEIGHT / 2
    return Label((letter,), towards.x * reach, towards.y * reach - LINE_HEIGHT / 2, "middle")


def _is_clear(label: Label, count: int, radius: float) -> bool:
    inside = label.left >= -WIDTH / 2 and label.right <= WIDTH / 2 and len(label.lines) <= _LINES
    return inside and not _touches_rim(label, count, radius)


def _touches_rim(label: Label, count: int, radius: float) -> bool:
    """Tell whether a label lies on the chart: two convex shapes are apart if a side of one of them parts them."""
    rim = [direction(index, count) for index in range(count)]
    across, down = [radius * one.x for one in rim], [radius * one.y for one in rim]
    if label.left >= max(across) or label.right <= min(across) or label.top >= max(down) or label.bottom <= min(down):
        return False
    corners = list(itertools.product((label.left, label.right), (label.top, label.bottom)))
    sides = (direction(index + 0.5, count) for index in range(count))
    apart = radius * math.cos(math.pi / count)
    return not any(min(x * side.x + y * side.y for x, y in corners) >= apart for side in sides)


def _letter(index: int) -> str:
    letters = string.ascii_uppercase
    return letters[index % len(letters)] * (index // len(letters) + 1)
