"""Charts: what is drawn where, what is left out, and what those get who do not see them."""

import math
import re
import sys

import pytest
from django.utils import translation
from lxml import etree

from bizmooc.web.charts import Series, bar_chart, radar_chart
from bizmooc.web.charts.radar import RADIUS, WIDTH
from tests.support.hostile import XSS, dangers

SVG = {"svg": "http://www.w3.org/2000/svg"}
NUMBER = r"-?\d+(?:\.\d+)?"


def _radar(series, labels=("North", "East", "South", "West"), **options):
    words = {"title": "A title", "description": "A description", "highest": 5, **options}
    text = radar_chart("chart-1", labels=labels, series=series, **words)
    return etree.fromstring(text)


def _bars(series, labels=("1", "2", "3"), **options):
    words = {"title": "A title", "description": "A description", **options}
    return etree.fromstring(bar_chart("chart-1", labels=labels, series=series, **words))


def _centre(root):
    line = root.find("svg:line", SVG)
    return float(line.get("x1")), float(line.get("y1"))


def _group(root, number):
    """The drawing of one series, without its row in the legend."""
    return root.xpath(f"svg:g[@class='bizmooc-series-{number}']", namespaces=SVG)[0]


def _distances(root, number=0):
    """How far from the centre each mark (a circle) of a series is, in spoke lengths."""
    x, y = _centre(root)
    marks = _group(root, number).findall("svg:circle", SVG)
    return [math.hypot(float(one.get("cx")) - x, float(one.get("cy")) - y) / RADIUS for one in marks]


def _points(path):
    return [tuple(map(float, pair.split(","))) for pair in re.findall(f"{NUMBER},{NUMBER}", path)]


class TestRadar:
    def test_values_are_as_far_out_as_they_are_high(self):
        root = _radar([Series("Now", [5, 4, 2.5, 1])])
        assert _distances(root) == pytest.approx([1, 0.8, 0.5, 0.2], abs=0.002)

    def test_spokes_start_at_the_top_and_go_clockwise(self):
        root = _radar([Series("Now", [5, 5, 5, 5])])
        x, y = _centre(root)
        north, east, south, west = _points(_group(root, 0).find("svg:path", SVG).get("d"))
        assert north == (x, y - RADIUS)
        assert east == (x + RADIUS, y)
        assert south == (x, y + RADIUS)
        assert west == (x - RADIUS, y)

    def test_a_missing_value_is_no_zero(self):
        root = _radar([Series("Now", [4, None, 3, 2])])
        assert len(_distances(root)) == 3
        assert min(_distances(root)) == pytest.approx(0.4, abs=0.002)
        path = _group(root, 0).find("svg:path", SVG)
        assert _centre(root) not in _points(path.get("d"))
        assert "bizmooc-open" in path.get("class")
        # Two neighbours each: south-west and west-north; nothing leads over the gap in the east.
        assert path.get("d").count("M") == 2
        assert "Z" not in path.get("d")

    @pytest.mark.parametrize("values", [[None, None, None, None], [3, None, None, None], [3, None, 3, None]])
    def test_values_without_a_neighbour_are_marks_without_a_line(self, values):
        root = _radar([Series("Now", values)])
        assert len(_distances(root)) == sum(value is not None for value in values)
        assert _points(_group(root, 0).find("svg:path", SVG).get("d")) == []

    def test_values_outside_the_scale_stay_inside_the_drawing(self):
        assert _distances(_radar([Series("Now", [9, -4, 5, 0])])) == pytest.approx([1, 0, 1, 0], abs=0.002)

    def test_a_scale_may_start_above_zero(self):
        assert _distances(_radar([Series("Now", [5, 3, 1, 1])], lowest=1)) == pytest.approx([1, 0.5, 0, 0], abs=0.002)

    def test_series_differ_by_more_than_colour(self):
        root = _radar([Series(str(number), [1, 2, 3, 4]) for number in range(3)])
        shapes = [{child.tag.partition("}")[2] for child in _group(root, number)} for number in range(3)]
        assert shapes == [{"path", "circle"}, {"path", "rect"}, {"path"}]

    @pytest.mark.parametrize(
        ("labels", "series"), [(("a", "b"), 1), ((), 0), (("a", "b", "c"), 5)], ids=["two spokes", "none", "5 series"]
    )
    def test_impossible_charts_are_refused(self, labels, series):
        with pytest.raises(ValueError):
            _radar([Series("x", [1] * len(labels))] * series, labels=labels)

    @pytest.mark.parametrize("count", range(3, 9))
    def test_labels_stay_inside_the_drawing(self, count):
        root = _radar([Series("Now", [1] * count)], labels=["Self-organised learning"] * count)
        height = float(root.get("viewBox").split()[3])
        for text in root.iterfind("svg:text", SVG):
            half = len(text.text) * 3.5 if text.get("text-anchor") == "middle" else 0
            assert half <= float(text.get("x")) <= WIDTH - half
            assert 10 <= float(text.get("y")) <= height

    def test_decimals_are_points_in_every_language(self):
        with translation.override("de"):
            german = etree.tostring(_radar([Series("Now", [1.5, 2.5, 3.5, 4.5])]))
        assert german == etree.tostring(_radar([Series("Now", [1.5, 2.5, 3.5, 4.5])]))


class TestBars:
    def test_every_bar_has_its_number(self):
        root = _bars([Series("Now", [12, 7, 31])])
        assert {"12", "7", "31"} <= set(root.xpath("//svg:text/text()", namespaces=SVG))
        assert len(root.xpath("//svg:rect[contains(@class, 'rect')]", namespaces=SVG)) == 3

    def test_a_missing_value_has_no_bar(self):
        root = _bars([Series("Now", [12, None, 31])])
        assert len(root.xpath("//svg:rect[contains(@class, 'rect')]", namespaces=SVG)) == 2

    def test_labels_and_series_are_named(self):
        root = _bars([Series("Now", [1, 2, 3]), Series("Then", [3, 2, 1])], labels=["low", "middle", "high"])
        assert {"low", "middle", "high", "Now", "Then"} <= set(root.xpath("//svg:text/text()", namespaces=SVG))

    def test_series_are_numbered_for_the_style_sheet(self):
        root = _bars([Series("Now", [1, 2, 3]), Series("Then", [3, 2, 1])])
        for number in range(2):
            assert root.xpath(f"//svg:rect/ancestor::*[contains(@class, 'bizmooc-series-{number}')]", namespaces=SVG)

    @pytest.mark.parametrize("values", [[0, 0, 0], [None, None, None]])
    def test_nothing_to_draw_is_no_error(self, values):
        assert _bars([Series("Now", values)]) is not None

    def test_nothing_is_left_that_runs_styles_or_was_commented(self):
        text = bar_chart("c", title="t", description="d", labels=["a"], series=[Series("s", [1])])
        root = etree.fromstring(text)
        tags = {etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)}
        assert not tags & {"script", "style", "defs"}
        assert not [one for one in root.iter() if not isinstance(one.tag, str)]
        assert not root.xpath("//@style | //@*[starts-with(name(), 'on')]")
        assert "pygal" not in text.lower()

    def test_it_leaves_no_importer_of_the_old_kind_in_the_process(self):
        _bars([Series("Now", [1, 2, 3])])
        assert [importer for importer in sys.meta_path if not hasattr(importer, "find_spec")] == []

    def test_nor_would_it_be_if_another_version_of_pygal_drew_more(self, monkeypatch):
        drawn = (
            '<svg xmlns="http://www.w3.org/2000/svg" id="chart-77"><!-- pygal --><style>text{}</style>'
            "<script>alert(1)</script><defs><script>1</script></defs><title>Pygal</title><desc>drawn by</desc>"
            '<g style="fill:red" id="plot"><text>5</text></g></svg>'
        )
        monkeypatch.setattr("pygal.Bar.render", lambda self: drawn)
        root = _bars([Series("Now", [1, 2, 3])])
        assert [etree.QName(one).localname for one in root.iter()] == ["svg", "title", "desc", "g", "text"]
        assert root.xpath("//@style") == []
        assert root.xpath("//@id") == ["chart-1-title", "chart-1-description"]


@pytest.mark.parametrize("draw", [_radar, _bars], ids=["radar", "bars"])
class TestBoth:
    @staticmethod
    def _chart(draw, **options):
        labels = ["one", "two", "three"]
        return draw([Series("Now", [1, 2, 3])], **{"labels": labels, **options})

    def test_it_is_one_picture_with_a_name_and_a_description(self, draw):
        root = self._chart(draw, title="How it went", description="Well & better")
        assert root.get("role") == "img"
        named = [root.xpath(f"//*[@id='{id_}']")[0] for id_ in root.get("aria-labelledby").split()]
        assert [etree.QName(one).localname for one in named] == ["title", "desc"]
        assert [one.text for one in named] == ["How it went", "Well & better"]
        assert len(root.xpath("//svg:title", namespaces=SVG)) == 1

    def test_it_is_the_same_every_time(self, draw):
        assert etree.tostring(self._chart(draw)) == etree.tostring(self._chart(draw))

    def test_its_ids_are_made_from_the_given_one(self, draw):
        ids = self._chart(draw).xpath("//@id")
        assert ids
        assert all(id_.startswith("chart-1-") for id_ in ids)
        assert len(set(ids)) == len(ids)

    @pytest.mark.parametrize("text", XSS)
    def test_texts_stay_texts(self, draw, text):
        texts = {"title": text, "description": text, "labels": [text, "b", "c"]}
        root = self._chart(draw, **texts)
        assert dangers(etree.tostring(root, encoding="unicode")) == []
        assert [root.findtext(f"svg:{tag}", namespaces=SVG) for tag in ("title", "desc")] == [text, text]

    def test_a_hostile_series_name_stays_a_text(self, draw):
        root = draw([Series(text, [1, 2, 3]) for text in XSS[:2]], labels=["a", "b", "c"])
        assert dangers(etree.tostring(root, encoding="unicode")) == []
        assert set(XSS[:2]) <= set(root.xpath("//svg:text/text()", namespaces=SVG))
