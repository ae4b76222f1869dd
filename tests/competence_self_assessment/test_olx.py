"""The block as OLX: what authors set comes back, what nobody can read is said, what learners did stays here."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from competence_self_assessment.frameworks import packs
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key, ratings, submit
from tests.support.bare_host import BareHost, Permissions, Person, call, from_olx, to_olx
from tests.support.properties import quick, typed_text

AUTHORED = (
    "display_name",
    "introduction",
    "framework",
    "own_framework",
    "occasion",
    "series",
    "opens_after_days",
    "closes_after_days",
    "participation_points",
    "threshold",
)
own_frameworks = st.one_of(
    st.just(""),
    typed_text.map(lambda words: small.text(lambda whole: whole["title"].update(en=f"A title {words}"))),
)
settings = st.fixed_dictionaries(
    {
        "display_name": typed_text.map(lambda text: f"T{text}"[:100]),
        "introduction": typed_text | st.just("<p>One</p>\n<ul><li>two &amp; “three”</li></ul>"),
        "framework": st.sampled_from(sorted(packs())),
        "own_framework": own_frameworks,
        "occasion": st.sampled_from(["pre", "post"]),
        "series": st.text("abcxyz019_-", min_size=1, max_size=64),
        "opens_after_days": st.just("") | st.integers(0, 30).map(str),
        "closes_after_days": st.just("") | st.integers(31, 3650).map(str),
        "participation_points": st.integers(0, 100).map(str),
        "threshold": st.integers(5, 1000).map(str),
    }
)


def _saved(values):
    """A block as an author has saved it, in Studio."""
    host = BareHost()
    block = host.block(studio=Permissions(True))
    answer = call(block, "save_settings", {"key": key(), "values": values})
    assert answer.status == 200, answer
    return block


def _authored(block):
    return {name: getattr(block, name) for name in AUTHORED}


@quick
@given(settings)
def test_whatever_an_author_can_save_comes_back(values):
    block = _saved(values)
    text = to_olx(block)
    again = from_olx(text.decode())
    assert _authored(again) == _authored(block)
    assert again.olx_problems == []
    assert to_olx(again) == text


def test_what_is_written_can_be_read_by_people():
    block = _saved(
        {
            "display_name": "How I learn",
            "introduction": "<p>Hello</p>",
            "framework": "own",
            "own_framework": small.text(),
            "occasion": "post",
            "series": "self-view",
            "participation_points": "2",
            "threshold": "12",
        }
    )
    node = etree.fromstring(to_olx(block))
    assert node.tag == "competence_self_assessment"
    assert dict(node.attrib) == {
        "xblock-family": "xblock.v1",
        "url_name": block.scope_ids.usage_id.block_id,
        "display_name": "How I learn",
        "framework": "own",
        "occasion": "post",
        "series": "self-view",
        "participation_points": "2",
        "threshold": "12",
    }
    assert [(child.tag, child.text) for child in node] == [
        ("introduction", "<p>Hello</p>"),
        ("own_framework", small.text().strip()),
    ]


def test_a_new_block_is_an_empty_tag():
    node = etree.fromstring(to_olx(BareHost().block(studio=Permissions(True))))
    assert set(node.attrib) == {"xblock-family", "url_name"}
    assert len(node) == 0


@pytest.mark.django_db
def test_what_learners_did_is_never_written():
    host = BareHost({"participation_points": 2})
    block = host.block(Person(1))
    submit(block, ratings(reflection="Only for me"))
    assert block.has_rows
    text = to_olx(block).decode()
    assert "Only for me" not in text
    assert not [name for name in ("has_rows", "credited_points") if name in text]


@pytest.mark.parametrize(
    ("attribute", "default"),
    [
        ('occasion="midterm"', "pre"),
        ('participation_points="two"', 0),
        ('participation_points="-5"', 0),
        ('participation_points="1000000000"', 0),
        ('participation_points=".inf"', 0),
        ('opens_after_days="soon"', None),
        ('opens_after_days="-1"', None),
        ('opens_after_days="99999999999999999999"', None),
        ('closes_after_days="["', None),
        ('closes_after_days="99999999999999999999"', None),
        ('threshold="1"', 10),
        ('threshold="many"', 10),
        ('series="With Space"', "self_view"),
        (f'series="{"x" * 300}"', "self_view"),
        ('series=""', "self_view"),
    ],
)
class TestBadValues:
    def test_the_default_is_used_and_authors_are_told(self, attribute, default):
        name, _equals, value = attribute.partition("=")
        block = from_olx(f'<competence_self_assessment url_name="x" display_name="Kept" {attribute}/>')
        assert getattr(block, name) == default
        assert block.display_name == "Kept"
        told = [message.text for message in block.validate().messages if f"“{name}”" in message.text]
        assert len(told) == 1
        assert value.strip('"')[:60] in told[0]

    def test_telling_them_lasts_until_they_save(self, attribute, default):
        text = to_olx(from_olx(f'<competence_self_assessment url_name="x" {attribute}/>'))
        again = from_olx(text.decode())
        assert len(again.olx_problems) == 1
        assert to_olx(again) == text


@pytest.mark.parametrize(
    "inside",
    [
        'colour="red"/>',
        'has_rows="true"/>',
        'credited_points="5"/>',
        "><p>stray</p></competence_self_assessment>",
        ">stray</competence_self_assessment>",
        "><problem/></competence_self_assessment>",
        'xmlns:x="urn:x" x:series="s"/>',
    ],
)
def test_what_is_not_ours_is_left_out_and_said(inside):
    block = from_olx(f'<competence_self_assessment url_name="x" series="kept" {inside}')
    assert block.series == "kept"
    assert (block.has_rows, block.credited_points) == (False, None)
    assert len(block.olx_problems) == 1
    assert block.olx_problems[0] in [message.text for message in block.validate().messages]


@pytest.mark.parametrize("value", ["null", "[1, {}]", "{}", "[[]]", '["x"]', "5", "["])
def test_not_even_the_list_of_problems_can_do_harm(value):
    block = from_olx(f"<competence_self_assessment url_name='x' olx_problems='{value}' colour='red'/>")
    assert [message.text for message in block.validate().messages if "colour" in message.text]


def test_saving_clears_what_was_said():
    block = from_olx('<competence_self_assessment url_name="x" colour="red"/>')
    host = BareHost({"olx_problems": block.olx_problems})
    block = host.block(studio=Permissions(True))
    values = {"display_name": "T", "framework": "learning_to_learn", "occasion": "pre", "series": "s"}
    call(block, "save_settings", {"key": key(), "values": values | {"participation_points": "0", "threshold": "10"}})
    assert block.validate().messages == []
    assert b"olx_problems" not in to_olx(block)


def test_an_author_who_saves_the_series_as_it_stands_has_chosen_it():
    host = BareHost()
    before = host.block(studio=Permissions(True))
    assert ["series" in message.text for message in before.validate().messages] == [True]
    values = {"display_name": "T", "framework": "learning_to_learn", "occasion": "pre", "series": before.series}
    values |= {"participation_points": "0", "threshold": "10"}
    call(host.block(studio=Permissions(True)), "save_settings", {"key": key(), "values": values})
    assert host.block(studio=Permissions(True)).validate().messages == []


@quick
@given(st.dictionaries(st.sampled_from([*AUTHORED, "has_rows", "colour", "due"]), typed_text, max_size=6))
def test_no_attribute_raises(attributes):
    node = etree.Element("competence_self_assessment", attributes)
    block = from_olx(etree.tostring(node, encoding="unicode"))
    assert block.validate() is not None
    assert from_olx(to_olx(block).decode()).olx_problems == block.olx_problems


@pytest.mark.parametrize("name", sorted(packs()))
def test_every_shipped_pack_can_be_copied_into_a_block(name):
    text = (files("competence_self_assessment") / "frameworks" / f"{name}.yaml").read_text("utf-8")
    block = _saved(
        {
            "display_name": "T",
            "framework": "own",
            "own_framework": text,
            "occasion": "pre",
            "series": "s",
            "participation_points": "0",
            "threshold": "10",
        }
    )
    again = from_olx(to_olx(block).decode())
    assert again.framework_or_problem()[0] == packs()[name]
