"""A radar chart that leaves out what is missing (common libraries draw a missing value as zero)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bizmooc.web.charts.series import Series
from bizmooc.web.render import render

# The drawing is this wide in its own units; at a phone's 360 px one unit is about one pixel, so text stays readable.
WIDTH, RADIUS = 360, 110
_CENTRE_X, _TOP = WIDTH / 2, 56
_LABEL_GAP, _LINE_HEIGHT, _LABEL_CHARACTERS = 14, 17, 16
_LEGEND_ROW = 26
_MARKERS = ("circle", "square", "diamond")


@dataclass(frozen=True)
class _Point:
    x: float
    y: float


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
        labels: one for each spoke, at least three.
        series: at most three; each told apart by its line and its marks, not by colour alone.
        highest: value at the rim.
        lowest: value at the centre.

    Raises:
        ValueError: fewer than three spokes, or more than three series.
    """
    if len(labels) < 3 or len(series) > len(_MARKERS):
        raise ValueError("a radar chart takes at least three labels and at most three series")
    centre = _Point(_CENTRE_X, _TOP + RADIUS)
    spokes = [_spoke(centre, index, label, len(labels)) for index, label in enumerate(labels)]
    legend = _legend(series, max(line["y"] for spoke in spokes for line in spoke["lines"]))
    context = {
        "id": chart_id,
        "title": title,
        "description": description,
        "width": WIDTH,
        "height": legend[-1]["y"] + _LEGEND_ROW if legend else round(centre.y + RADIUS),
        "rings": _rings(centre, len(labels), lowest, highest),
        "centre": centre,
        "spokes": spokes,
        "shapes": [_shape(centre, number, one, lowest, highest) for number, one in enumerate(series)],
        "legend": legend,
    }
    return render("bizmooc/radar.svg", context)


def _rings(centre: _Point, count: int, lowest: float, highest: float) -> list[dict]:
    rings = []
    for value in range(math.ceil(lowest) + 1, math.floor(highest) + 1):
        length = _length(value, lowest, highest)
        corners = [_at(centre, index, count, length) for index in range(count)]
        rings.append({"value": value, "path": _path(corners, closed=True), "y": round(centre.y - length, 1)})
    return rings


def _legend(series: Sequence[Series], below: float) -> list[dict]:
    return [
        {"number": number, "name": one.name, "y": round(below + 34 + _LEGEND_ROW * number), "marker": _MARKERS[number]}
        for number, one in enumerate(series)
    ]


def _length(value: float, lowest: float, highest: float) -> float:
    return RADIUS * (min(max(value, lowest), highest) - lowest) / (highest - lowest)


def _at(centre: _Point, index: int, count: int, length: float) -> _Point:
    angle = 2 * math.pi * index / count - math.pi / 2
    return _Point(round(centre.x + length * math.cos(angle), 1), round(centre.y + length * math.sin(angle), 1))


def _spoke(centre: _Point, index: int, label: str, count: int) -> dict:
    end = _at(centre, index, count, RADIUS)
    anchor_point = _at(centre, index, count, RADIUS + _LABEL_GAP)
    across = anchor_point.x - centre.x
    lines = _wrap(label)
    below = anchor_point.y > centre.y
    first = anchor_point.y + (10 if below else -_LINE_HEIGHT * (len(lines) - 1))
    # A label on a side of the chart is kept inside the drawing: it is centred no further out than it is long.
    half = max(len(line) for line in lines) * 3.9
    x = min(max(anchor_point.x + (0 if abs(across) < 5 else math.copysign(12, across)), half), WIDTH - half)
    return {
        "x": end.x,
        "y": end.y,
        "lines": [
            {"text": line, "x": round(x, 1), "y": round(first + _LINE_HEIGHT * row, 1)}
            for row, line in enumerate(lines)
        ],
    }


def _wrap(label: str) -> list[str]:
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LABEL_CHARACTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _shape(centre: _Point, number: int, one: Series, lowest: float, highest: float) -> dict:
    count = len(one.values)
    points = [
        None if value is None else _at(centre, index, count, _length(value, lowest, highest))
        for index, value in enumerate(one.values)
    ]
    drawn = [point for point in points if point]
    complete = len(drawn) == count
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


def _path(points: Sequence[_Point], *, closed: bool = False) -> str:
    return "M" + " L".join(f"{point.x},{point.y}" for point in points) + (" Z" if closed else "")
