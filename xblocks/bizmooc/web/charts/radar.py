"""A radar chart that leaves out what is missing (common libraries draw a missing value as zero)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bizmooc.web.charts.radar_labels import LINE_HEIGHT, RADIUS, WIDTH, Arrangement, Point, arrange, direction
from bizmooc.web.charts.series import Series
from bizmooc.web.render import render

__all__ = ["RADIUS", "WIDTH", "radar_chart"]

_MARGIN = 8
_LEGEND_ROW, _LEGEND_GAP = 26, 34
_KEY_GAP, _KEY_LETTER, _KEY_TEXT = 14, 24, 48
_MARKERS = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True)
class _Frame:
    """The net that values are drawn into."""

    centre: Point
    radius: float
    count: int
    lowest: float
    highest: float

    def at(self, index: int, value: float) -> Point:
        """Return where a value lies on a spoke; values outside the scale are drawn at its ends."""
        share = (min(max(value, self.lowest), self.highest) - self.lowest) / (self.highest - self.lowest)
        towards, length = direction(index, self.count), self.radius * share
        return Point(round(self.centre.x + length * towards.x, 1), round(self.centre.y + length * towards.y, 1))


def radar_chart(
    chart_id: str,
    *,
    title: str,
    description: str,
    labels: Sequence[str],
    series: Sequence[Series],
    highest: float,
    lowest: float = 0,
) -> str:
    """Return an SVG radar chart.

    Args:
        chart_id: unique on the page; makes the ids of title and description, the same on every rendering.
        title: the chart's name for those who do not see it.
        description: what it shows, in a sentence.
        labels: one for each spoke, at least three. Those that do not fit beside the chart stand below it, as a key.
        series: at most four; each told apart by its line and its marks, not by colour alone.
        highest: value at the rim.
        lowest: value at the centre.

    Raises:
        ValueError: fewer than three spokes, or more than four series.
    """
    if len(labels) < 3 or len(series) > len(_MARKERS):
        raise ValueError("a radar chart takes at least three labels and at most four series")
    places = arrange(labels)
    centre = Point(WIDTH / 2, round(_MARGIN - places.top, 1))
    frame = _Frame(centre, places.radius, len(labels), lowest, highest)
    key = _key(places, centre.y + places.bottom + _KEY_GAP)
    below = key[-1]["y"] if key else centre.y + places.bottom
    legend = _legend(series, below)
    context = {
        "id": chart_id,
        "title": title,
        "description": description,
        "width": WIDTH,
        "height": legend[-1]["y"] + _LEGEND_ROW if legend else round(below + _MARGIN),
        "rings": _rings(frame),
        "centre": centre,
        "spokes": _spokes(frame, places),
        "key": key,
        "shapes": [_shape(frame, number, one) for number, one in enumerate(series)],
        "legend": legend,
    }
    return render("bizmooc/radar.svg", context)


def _rings(frame: _Frame) -> list[dict]:
    rings = []
    for value in range(math.ceil(frame.lowest) + 1, math.floor(frame.highest) + 1):
        corners = [frame.at(index, value) for index in range(frame.count)]
        rings.append({"value": value, "path": _path(corners, closed=True), "y": corners[0].y})
    return rings


def _spokes(frame: _Frame, places: Arrangement) -> list[dict]:
    spokes = []
    for index, label in enumerate(places.labels):
        end = frame.at(index, frame.highest)
        x = round(frame.centre.x + label.x, 1)
        lines = [{"text": text, "x": x, "y": round(frame.centre.y + y, 1)} for text, y in label.baselines]
        spokes.append({"x": end.x, "y": end.y, "anchor": label.anchor, "lines": lines})
    return spokes


def _key(places: Arrangement, top: float) -> list[dict]:
    lines: list[dict] = []
    for letter, texts in places.key:
        for row, text in enumerate(texts):
            y = round(top + LINE_HEIGHT * (len(lines) + 1), 1)
            lines.append({"letter": "" if row else letter, "text": text, "y": y})
    return [{**line, "letter_x": _KEY_LETTER, "x": _KEY_TEXT} for line in lines]


def _legend(series: Sequence[Series], below: float) -> list[dict]:
    return [
        {
            "number": number,
            "name": one.name,
            "y": round(below + _LEGEND_GAP + _LEGEND_ROW * number),
            "marker": _MARKERS[number],
        }
        for number, one in enumerate(series)
    ]


def _shape(frame: _Frame, number: int, one: Series) -> dict:
    points = [None if value is None else frame.at(index, value) for index, value in enumerate(one.values)]
    drawn = [point for point in points if point]
    complete = len(drawn) == len(points)
    # Around the circle, the line is drawn only between neighbours that both have a value.
    pairs = zip(points, points[1:] + points[:1], strict=True)
    path = _path(drawn, closed=True) if complete else " ".join(_path([a, b]) for a, b in pairs if a and b)
    return {
        "number": number,
        "path": path,
        "complete": complete,
        "marker": _MARKERS[number],
        "points": drawn,
    }


def _path(points: Sequence[Point], *, closed: bool = False) -> str:
    return "M" + " L".join(f"{point.x},{point.y}" for point in points) + (" Z" if closed else "")
