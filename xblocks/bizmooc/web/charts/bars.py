"""Bar charts drawn by pygal, reduced to what is safe, accessible and the same on every rendering."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from types import ModuleType

from lxml import etree

from bizmooc.web.charts.series import Series

_SVG = "{http://www.w3.org/2000/svg}"
# Tooltips and hover targets work by script only; the suite's style sheet replaces pygal's.
_DROPPED = {f"{_SVG}script", f"{_SVG}style", f"{_SVG}defs", f"{_SVG}desc", f"{_SVG}title"}
_ID_ENDINGS = {"title": "title", "desc": "description"}
_DROPPED_CLASSES = {"plot tooltip-overlay", "plot overlay"}


def bar_chart(chart_id: str, *, title: str, description: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return an SVG with grouped vertical bars, each with its number.

    Args:
        chart_id: unique on the page; makes the ids of title and description.
        title: the chart's name for those who do not see it.
        description: what it shows, in a sentence.
        labels: under the groups of bars.
        series: one bar in each group; None draws no bar and no number.
    """
    chart = _pygal().Bar(
        width=360,
        height=220 + 24 * len(series),
        js=[],
        no_prefix=True,
        show_legend=len(series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=1,
        truncate_legend=-1,
        print_values=True,
        print_zeroes=False,
        show_y_guides=False,
        y_labels=[],
        disable_xml_declaration=True,
        margin=8,
    )
    chart.x_labels = list(labels)
    for one in series:
        chart.add(one.name, list(one.values))
    return _cleaned(chart.render(), chart_id, title, description)


def _pygal() -> ModuleType:
    # Imported here: it takes 80 ms and is needed on staff pages only.
    import pygal

    # pygal adds an importer without find_spec to the process, for map plug-ins that nobody here has; whoever asks all
    # importers of a process for find_spec (pytest does) fails over it.
    sys.meta_path[:] = [importer for importer in sys.meta_path if not isinstance(importer, pygal.PluginImportFixer)]
    return pygal


def _cleaned(svg: bytes | str, chart_id: str, title: str, description: str) -> str:
    root = etree.fromstring(svg)
    for element in list(root.iter()):
        comment = not isinstance(element.tag, str)
        if comment or element.tag in _DROPPED or element.get("class") in _DROPPED_CLASSES:
            element.getparent().remove(element)
        else:
            element.attrib.pop("style", None)
            element.attrib.pop("id", None)
    root.set("class", "bizmooc-chart bizmooc-bars")
    root.set("role", "img")
    root.set("aria-labelledby", f"{chart_id}-title {chart_id}-description")
    for tag, text in (("desc", description), ("title", title)):
        element = etree.Element(_SVG + tag, id=f"{chart_id}-{_ID_ENDINGS[tag]}")
        element.text = text
        root.insert(0, element)
    etree.cleanup_namespaces(root)
    _number_series(root)
    return etree.tostring(root, encoding="unicode")


def _number_series(root: etree._Element) -> None:
    # pygal's color-N classes become the suite's, so that charts of both kinds look alike.
    for element, number in itertools.product(root.iter(), range(3)):
        classes = element.get("class", "").split()
        if f"color-{number}" in classes:
            element.set("class", " ".join([*classes, f"bizmooc-series-{number}"]))
