"""Labels of a radar chart can be read: they touch neither the chart nor each other, whatever they are called."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bizmooc.web.charts import Series, radar_chart
from bizmooc.web.charts.radar_labels import (
    FONT_SIZE,
    LINE_HEIGHT,
    RADIUS,
    SMALLEST_RADIUS,
    WIDTH,
    arrange,
    direction,
    text_width,
    wrap,
)
from tests.support.properties import quick

SVG = {"svg": "http://www.w3.org/2000/svg"}
EIGHT = (
    "Spotting opportunities",
    "Valuing ideas",
    "Ethical and sustainable thinking",
    "Mobilising resources",
    "Taking the initiative",
    "Coping with uncertainty",
    "Working with others",
    "Learning through experience",
)
EIGHT_LONG = (*EIGHT[:6], "Mit anderen zusammenarbeiten", EIGHT[7])
# Typical author's labels: short and long words, few and many of them, other scripts.
WORDS = st.text(st.sampled_from("aeinrstmwAEM창ü-"), min_size=1, max_size=14)
LABELS = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=3, max_size=16)


def rim(arrangement, count):
    """Places all along the chart's edge and inside it, each a few units from the next."""
    for index, share, depth in itertools.product(range(count), range(20), (1, 0.75, 0.5)):
        one, two = direction(index, count), direction(index + 1, count)
        part, length = share / 20, arrangement.radius * depth
        yield length * (one.x * (1 - part) + two.x * part), length * (one.y * (1 - part) + two.y * part)


def collisions(arrangement, count):
    """What a reader would stumble over."""
    labels = arrangement.labels
    for label in labels:
        if label.left < -WIDTH / 2 or label.right > WIDTH / 2:
            yield f"{label.lines} is cut off"
        if any(label.left < x < label.right and label.top < y < label.bottom for x, y in rim(arrangement, count)):
            yield f"{label.lines} lies on the chart"
    for one, two in itertools.combinations(labels, 2):
        across = min(one.right, two.right) - max(one.left, two.left)
        down = min(one.bottom, two.bottom) - max(one.top, two.top)
        if across > 0 and down > 0:
            yield f"{one.lines} runs into {two.lines}"


def drawn(labels):
    text = radar_chart(
        "c", title="t", description="d", labels=labels, series=[Series("Now", [3] * len(labels))], highest=5
    )
    return etree.fromstring(text)


class TestWhereLabelsStand:
    @quick
    @given(LABELS)
    def test_nothing_collides_whatever_the_labels_are(self, labels):
        arrangement = arrange(labels)
        assert list(collisions(arrangement, len(labels))) == []
        assert SMALLEST_RADIUS <= arrangement.radius <= RADIUS

    @quick
    @given(LABELS)
    def test_no_label_loses_a_word(self, labels):
        arrangement = arrange(labels)
        shown = [lines for _letter, lines in arrangement.key] or [label.lines for label in arrangement.labels]
        assert [" ".join(lines) for lines in shown] == labels

    @pytest.mark.parametrize("count", range(3, 9))
    def test_short_labels_stand_at_a_chart_of_full_size(self, count):
        arrangement = arrange(["Ideas"] * count)
        assert arrangement.key == []
        assert arrangement.radius == RADIUS

    def test_eight_competences_stand_at_their_spokes(self):
        arrangement = arrange(EIGHT)
        assert arrangement.key == []
        assert list(collisions(arrangement, 8)) == []

    def test_labels_stand_on_the_side_their_spokes_go_to(self):
        labels = arrange(EIGHT).labels
        assert all(one.left > 0 for one in labels[1:4])
        assert all(one.right < 0 for one in labels[5:8])
        assert labels[0].bottom < 0 < labels[4].top
        assert [labels[0].anchor, labels[2].anchor, labels[6].anchor] == ["middle", "start", "end"]

    def test_a_long_label_below_the_chart_is_moved_inwards_before_the_chart_shrinks(self):
        arrangement = arrange(("Wachstumsorientiertes Denken", "Kritisches Denken", "Eigenes Lernen steuern"))
        assert arrangement.radius == RADIUS
        assert arrangement.labels[2].lines == ("Eigenes Lernen steuern",)
        assert arrangement.labels[2].left == pytest.approx(-WIDTH / 2)

    def test_a_word_too_long_for_its_place_makes_a_key_of_letters(self):
        arrangement = arrange(EIGHT_LONG)
        assert [label.lines for label in arrangement.labels] == [(letter,) for letter in "ABCDEFGH"]
        assert [(letter, " ".join(lines)) for letter, lines in arrangement.key] == list(
            zip("ABCDEFGH", EIGHT_LONG, strict=True)
        )
        assert arrangement.radius == RADIUS

    def test_letters_go_on_after_z(self):
        letters = [letter for letter, _lines in arrange(["A rather long label"] * 30).key]
        assert letters[25:28] == ["Z", "AA", "BB"]
        assert len(set(letters)) == 30


class TestWords:
    # Measured in Chromium, DejaVu Sans at 14 px.
    @pytest.mark.parametrize(
        ("text", "measured"),
        [
            ("zusammenarbeiten", 135.6),
            ("sustainable", 80.3),
            ("Learning through", 120.2),
            ("Wachstumsorientiertes", 161.5),
            ("Überprüfung", 88.6),
            ("Größe & Maß", 91.6),
            ("2024: 15 %", 80.4),
            ("Оценка идей", 96.3),
            ("创造力", 42),
        ],
    )
    def test_widths_are_not_underestimated(self, text, measured):
        assert measured <= text_width(text) <= measured * 1.2

    def test_an_accent_takes_no_room(self):
        assert text_width("e\u0301") == text_width("e")

    def test_lines_are_as_wide_as_their_room(self):
        lines = wrap("Learning through experience", 130)
        assert lines == ["Learning through", "experience"]

    def test_a_word_wider_than_its_room_stays_whole(self):
        assert wrap("on zusammenarbeiten", 3 * FONT_SIZE) == ["on", "zusammenarbeiten"]


class TestTheDrawing:
    @pytest.mark.parametrize("labels", [EIGHT, EIGHT_LONG, ["x y " * 100] * 3], ids=["spokes", "key", "long key"])
    def test_all_of_it_is_inside(self, labels):
        root = drawn(labels)
        height = float(root.get("viewBox").split()[3])
        for text in root.iter("{*}text"):
            assert 10 <= float(text.get("y")) <= height - 4
            assert 0 <= float(text.get("x")) <= WIDTH
            if text.get("text-anchor") is None:
                assert float(text.get("x")) + text_width(text.text) <= WIDTH

    def test_a_key_stands_between_the_chart_and_the_legend(self):
        root = drawn(EIGHT_LONG)
        rows = {text.text: float(text.get("y")) for text in root.iterfind("svg:text", SVG)}
        lowest_letter = rows["A"]
        key = [rows[label] for label in EIGHT_LONG]
        assert [round(two - one, 1) for one, two in itertools.pairwise(key)] == [LINE_HEIGHT] * 7
        assert lowest_letter == key[0]
        bottom = max(float(line.get("y2")) for line in root.iterfind("svg:line", SVG))
        legend = float(root.find("svg:g/svg:text", SVG).get("y"))
        assert bottom + LINE_HEIGHT < key[0] < key[-1] < legend - LINE_HEIGHT

    def test_letters_stand_at_the_spokes_ends(self):
        root = drawn(EIGHT_LONG)
        lines = root.findall("svg:line", SVG)
        letters = [text for text in root.iterfind("svg:text", SVG) if text.get("text-anchor") == "middle"]
        assert [text.text for text in letters] == list("ABCDEFGH")
        for line, letter in zip(lines, letters, strict=True):
            end, place = (
                (float(line.get("x2")), float(line.get("y2"))),
                (float(letter.get("x")), float(letter.get("y"))),
            )
            assert math.dist(end, place) < 2 * LINE_HEIGHT
