"""Blocks as OLX: whatever stands there, a block comes out, and it says what could not be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from xblock.core import XBlock
from xblock.fields import Boolean, Dict, Float, Integer, List, Scope, String

from bizmooc import olx
from tests.support.bare_host import BareHost, Permissions
from tests.support.properties import quick, typed_text


class Example(XBlock):
    """A block with a field of each kind."""

    title = String(default="A title", scope=Scope.settings)
    body = String(default="", scope=Scope.content, xml_node=True)
    kind = String(default="one", scope=Scope.settings, values=["one", "two"])
    number = Integer(default=3, scope=Scope.settings)
    ratio = Float(default=0.5, scope=Scope.settings)
    is_on = Boolean(default=False, scope=Scope.settings)
    items = List(default=[], scope=Scope.content)
    table = Dict(default={}, scope=Scope.content)
    secret_answer = String(default="", scope=Scope.user_state)
    liked = Integer(default=0, scope=Scope.user_state_summary)
    wishes = String(default="", scope=Scope.preferences)


def _new():
    # In Studio, where authored fields can be set.
    return BareHost(block_class=Example, block_type="example").block(studio=Permissions(True))


def _read(text):
    block = _new()
    return block, olx.read(block, etree.fromstring(text))


def _write(block):
    node = etree.Element("anything")
    olx.write(block, node)
    return etree.tostring(node, encoding="utf-8")


def test_attributes_and_children_become_fields():
    block, problems = _read(
        '<example url_name="x" xblock-family="xblock.v1" title="T" kind="two" number="7" is_on="true" items="[1]">'
        "<body>Long\ntext</body></example>"
    )
    assert problems == []
    assert (block.title, block.kind, block.number, block.is_on, block.items) == ("T", "two", 7, True, [1])
    assert block.body == "Long\ntext"


@pytest.mark.parametrize(
    ("attribute", "default"),
    [
        ('number="seven"', 3),
        ('number=".inf"', 3),
        ('number=".nan"', 3),
        ('number="["', 3),
        ('number="@"', 3),
        ('number="*a"', 3),
        ('number="!!int &quot;&quot;"', 3),
        ('number="!!timestamp x"', 3),
        ('number="!!python/object/apply:os.system [x]"', 3),
        ('ratio="x"', 0.5),
        ('items="{a: b}"', []),
        ('items="&#9;"', []),
        ('table="[1]"', {}),
        ('kind="three"', "one"),
    ],
)
def test_a_value_that_cannot_be_read_is_the_default_and_is_said(attribute, default):
    name = attribute.partition("=")[0]
    block, problems = _read(f'<example url_name="x" title="kept" {attribute}/>')
    assert getattr(block, name) == default
    assert block.title == "kept"
    assert len(problems) == 1
    assert f"“{name}”" in problems[0]


@pytest.mark.parametrize(
    "inside",
    ['colour="red"', 'secret_answer="x"', 'liked="77"', 'wishes="x"', 'parent="x"', 'x:title="other" xmlns:x="urn:x"'],
)
def test_what_is_no_authors_field_is_left_out_and_said(inside):
    block, problems = _read(f'<example url_name="x" {inside}/>')
    assert len(problems) == 1
    assert not [name for name in block.fields if block.fields[name].is_set_on(block)]


@pytest.mark.parametrize("child", ["<colour>red</colour>", "<secret_answer>x</secret_answer>", "<p>stray</p>"])
def test_stray_children_are_left_out_and_said(child):
    assert len(_read(f'<example url_name="x">{child}</example>')[1]) == 1


@pytest.mark.parametrize("inside", ["<!-- a note -->", "<?php x ?>", "\n   \n"])
def test_what_is_no_element_is_no_problem(inside):
    block, problems = _read(f'<example url_name="x">{inside}<body>b</body>{inside}</example>')
    assert (block.body, problems) == ("b", [])


def test_stray_text_is_said():
    assert len(_read('<example url_name="x">forgotten words</example>')[1]) == 1


def test_markup_inside_a_text_is_not_lost():
    block, problems = _read('<example url_name="x"><body>1 &lt; 2, <b>bold</b> &amp; more</body></example>')
    assert (block.body, problems) == ("1 &lt; 2, <b>bold</b> &amp; more", [])


def test_problems_are_short():
    assert len(_read(f'<example url_name="x" number="{"x" * 5_000}"/>')[1][0]) < 200


@quick
@given(
    st.sampled_from(["number", "ratio", "is_on", "items", "table", "kind"]),
    typed_text | st.text("[]{}:-,!&*?|>%@\"' a1.\n"),
)
def test_no_text_raises(name, text):
    node = etree.Element("example", url_name="x")
    node.set(name, text)
    olx.read(_new(), node)


fields = st.fixed_dictionaries(
    {},
    optional={
        "title": typed_text,
        "body": typed_text,
        "kind": st.sampled_from(["one", "two"]),
        "number": st.integers(),
        "ratio": st.floats(allow_nan=False, allow_infinity=False),
        "is_on": st.booleans(),
        "items": st.lists(typed_text | st.integers(), max_size=4),
        "table": st.dictionaries(typed_text, typed_text, max_size=3),
    },
)


@quick
@given(fields)
def test_what_is_written_is_read_back(values):
    block = _new()
    for name, value in values.items():
        setattr(block, name, value)
    text = _write(block)
    again = _new()
    assert olx.read(again, etree.fromstring(text)) == []
    assert {name: getattr(again, name) for name in values} == values
    assert {name for name in again.fields if again.fields[name].is_set_on(again)} == set(values)
    assert _write(again).replace(again.scope_ids.usage_id.block_id.encode(), b"") == text.replace(
        block.scope_ids.usage_id.block_id.encode(), b""
    )


def test_learners_state_is_never_written():
    host = BareHost(block_class=Example, block_type="example")
    block = host.block()
    block.secret_answer = "forty-two"
    assert b"forty-two" not in _write(block)


def test_defaults_are_not_written_and_names_are_in_order():
    block = _new()
    block.title, block.number = "T", 4
    node = etree.Element("x")
    olx.write(block, node)
    assert node.tag == "example"
    assert list(node.attrib) == ["xblock-family", "url_name", "number", "title"]


def test_a_given_name_is_kept():
    node = etree.Element("x", url_name="mine")
    olx.write(_new(), node)
    assert node.get("url_name") == "mine"
