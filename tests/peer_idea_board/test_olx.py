"""The block as OLX: what authors set comes back, what nobody can read is said, what learners did stays here."""

from __future__ import annotations

import json
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from peer_idea_board.structures.packs import packs
from peer_idea_board.studio.settings import SettingsForm
from tests.peer_idea_board.studio.saving import OWN, PAGE, SETTINGS, author, board, save
from tests.support.bare_host import from_olx, to_olx
from tests.support.properties import json_values, quick, typed_text

AUTHORED = (*SettingsForm.base_fields, "phases")
words = typed_text.filter(lambda text: text.strip())
short = words.map(lambda text: text[:40])
levels = st.lists(short.filter(lambda text: text.strip()), min_size=2, max_size=6)
own_structures = st.builds(
    lambda titles, prompts, criteria: {
        "parts": [
            {"id": f"p{number}", "title": title, "prompt": prompts, "is_required": False, "max_length": 500}
            for number, title in enumerate(titles)
        ],
        "criteria": [{"id": f"c{number}", "title": "C", "levels": one} for number, one in enumerate(criteria)],
    },
    st.lists(words | st.fixed_dictionaries({"en": words, "de": words}), min_size=1, max_size=4),
    typed_text,
    st.lists(levels, max_size=2),
)
seeds = st.lists(st.tuples(words, words, short), max_size=3).map(
    lambda found: [
        {"id": f"s_{number}", "title": title, "content": {**PAGE["content"], "idea": text}, "tags": [tag]}
        for number, (title, text, tag) in enumerate(found)
    ]
)
days = st.just("") | st.integers(1, 3650).map(str)
settings = st.fixed_dictionaries(
    {
        "display_name": typed_text.map(lambda text: f"T{text}"[:100]),
        "introduction": typed_text | st.just("<p>One</p>\n<ul><li>two &amp; “three”</li></ul>"),
        "structure": st.just("venture"),
        "own_structure": (own_structures | st.just({})).map(json.dumps),
        "seeds": seeds.map(json.dumps),
        "post_quota": st.integers(0, 20).map(str),
        "feedback_quota": st.integers(0, 20).map(str),
        "vote_kind": st.sampled_from(["one", "none"]),
        "names": st.sampled_from(["alias", "name"]),
        "groups": st.sampled_from(["", "cohort"]),
        "teamset": typed_text,
        "post_opens_after_days": days,
        "vote_closes_after_days": days,
        "feedback_closes_at": st.just("") | st.datetimes().map(lambda when: when.isoformat(timespec="minutes")),
        "participation_points": st.integers(0, 100).map(str),
    }
)


NAMES = (*AUTHORED, "has_rows", "colour", "due")


def _authored(block):
    return {name: getattr(block, name) for name in AUTHORED}


@pytest.mark.django_db
@quick
@given(settings)
def test_whatever_an_author_can_save_comes_back(values):
    host = board()
    answer = save(host, **values)
    assert answer.status == 200, answer
    text = to_olx(author(host))
    again = from_olx(text.decode())
    assert _authored(again) == _authored(author(host))
    assert again.rules == author(host).rules
    assert again.olx_problems == []
    assert to_olx(again) == text


def test_what_is_written_can_be_read_by_people():
    host = board()
    save(host, structure="own", own_structure=OWN, introduction="<p>Hello</p>", post_closes_after_days="14")
    node = etree.fromstring(to_olx(author(host)))
    assert node.tag == "peer_idea_board"
    assert dict(node.attrib) == {
        "xblock-family": "xblock.v1",
        "url_name": host.name,
        "display_name": "A board",
        "structure": "own",
        "phases": '{\n  "post": {\n    "closes_after_days": 14\n  }\n}',
    }
    assert [child.tag for child in node] == ["introduction", "own_structure"]
    assert node[0].text == "<p>Hello</p>"
    assert json.loads(node[1].text) == OWN


def test_a_new_block_is_an_empty_tag():
    node = etree.fromstring(to_olx(author(board())))
    assert set(node.attrib) == {"xblock-family", "url_name"}
    assert len(node) == 0


@pytest.mark.parametrize(
    ("attribute", "default"),
    [
        ('structure="5"', "5"),
        ('post_quota="two"', 1),
        ('post_quota="-1"', 1),
        ('feedback_quota="99999999999999999999"', 3),
        ('feedback_wanted="0"', 2),
        ('feedback_wanted="null"', 2),
        ('lease_minutes=".inf"', 60),
        ('vote_kind="stars"', "one"),
        ('votes_shown="never"', "after_vote"),
        ('names="full"', "alias"),
        ('groups="friends"', ""),
        ('dots="["', 5),
        ('participation_points="1000"', 0),
        ('phases="soon"', {}),
        ('phases="[1]"', {}),
        ("""phases='{"post": 5}'""", {}),
        ("""phases='{"read": {}}'""", {}),
        ("""phases='{"post": {"closes": 5}}'""", {}),
        ("""phases='{"post": {"closes_after_days": -1}}'""", {}),
        ("""phases='{"post": {"closes_after_days": true}}'""", {}),
        ("""phases='{"post": {"closes_at": "soon"}}'""", {}),
        ('seeds="5"', []),
        ('own_structure="[]"', {}),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(attribute, default):
    name = attribute.partition("=")[0]
    block = from_olx(f'<peer_idea_board url_name="x" display_name="Kept" {attribute}/>')
    assert getattr(block, name) == default
    assert block.display_name == "Kept"
    assert block.rules.structure.parts
    text = to_olx(block)
    told = [message.text for message in block.validate().messages]
    if name == "structure":
        assert any("does not ship" in sentence for sentence in told)
        return
    assert len([sentence for sentence in told if f"“{name}”" in sentence]) == 1
    # Telling lasts until the author saves.
    assert to_olx(from_olx(text.decode())) == text


def test_structures_and_ideas_that_are_broken_stay_to_be_mended():
    inside = '<own_structure>{"parts": 5}</own_structure><seeds>[{"title": 5}]</seeds>'
    block = from_olx(f'<peer_idea_board url_name="x" structure="own">{inside}</peer_idea_board>')
    assert (block.own_structure, block.seeds) == ({"parts": 5}, [{"title": 5}])
    assert block.rules.structure == packs()["venture"].structure
    assert block.rules.seeds == ()
    assert from_olx(to_olx(block).decode()).own_structure == {"parts": 5}


@pytest.mark.parametrize(
    "inside",
    [
        'colour="red"/>',
        'has_rows="true"/>',
        'credited_share="1.0"/>',
        "><p>stray</p></peer_idea_board>",
        ">stray</peer_idea_board>",
        "><problem/></peer_idea_board>",
    ],
)
def test_what_is_not_ours_is_left_out_and_said(inside):
    block = from_olx(f'<peer_idea_board url_name="x" post_quota="2" {inside}')
    assert block.post_quota == 2
    assert (block.has_rows, block.credited_share, block.credited_points) == (False, 0.0, None)
    assert len(block.olx_problems) == 1


@pytest.mark.django_db
@quick
@given(
    st.dictionaries(
        st.sampled_from([*AUTHORED, "has_rows", "colour", "due"]), typed_text | json_values.map(json.dumps), max_size=6
    )
)
def test_no_attribute_raises(attributes):
    words = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    block = from_olx(f"<peer_idea_board {words}/>")
    assert block.validate() is not None
    assert block.rules.structure.parts
    assert block.author_view({}).content
    assert from_olx(to_olx(block).decode()).olx_problems == block.olx_problems


def test_saving_clears_what_was_said():
    host = board(olx_problems=["Something was left out."])
    assert save(host).status == 200
    assert b"olx_problems" not in to_olx(author(host))
    assert set(SETTINGS) <= set(author(host).fields)
