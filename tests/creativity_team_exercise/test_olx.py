"""The block as OLX: what authors set comes back, what nobody can read is said, what learners did stays here."""

from __future__ import annotations

import json
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from creativity_team_exercise.studio import yaml_text
from creativity_team_exercise.studio.settings import SettingsForm, initial_of
from creativity_team_exercise.techniques.choice import DEFAULT
from creativity_team_exercise.techniques.packs import packs
from tests.creativity_team_exercise.studio.saving import OWN, SEEDS, SETTINGS, YAML, author, exercise, save
from tests.support.bare_host import from_olx, to_olx
from tests.support.properties import json_values, quick, typed_text

AUTHORED = (*SettingsForm.base_fields, "hours")
FIRST, LAST = packs()[DEFAULT].steps[0].id, packs()[DEFAULT].steps[-1].id
words = typed_text.filter(lambda text: text.strip())
texts = words | st.fixed_dictionaries({"en": words, "de": words})
own_techniques = st.builds(
    lambda title, steps: {
        # Where the title names its languages, every text has them.
        "title": "T" if any(isinstance(text, str) for one in steps for text in one) else title,
        "steps": [
            {"id": f"s{number}", "kind": "write", "title": name, "ask": ask, "hours": 24, "minutes": 5}
            for number, (name, ask) in enumerate(steps)
        ],
    },
    texts,
    st.lists(st.tuples(texts, texts), min_size=1, max_size=4),
)
hours = st.just("") | st.integers(1, 1000).map(str)
settings = st.fixed_dictionaries(
    {
        "display_name": typed_text.map(lambda text: f"T{text}"[:100]),
        "introduction": typed_text | st.just("<p>One</p>\n<ul><li>two &amp; “three”</li></ul>"),
        "question": typed_text,
        "technique": st.just(DEFAULT),
        "own_technique": st.just("") | own_techniques.map(yaml_text.write),
        "seeds": st.lists(words, max_size=4, unique_by=lambda text: " ".join(text.split())).map("\n".join),
        f"hours.{DEFAULT}.{FIRST}": hours,
        f"hours.{DEFAULT}.{LAST}": hours,
        "rounds": st.integers(0, 8).map(str),
        "teams": st.sampled_from(["own", "alone"]),
        "teamset": typed_text,
        "size": st.integers(2, 8).map(str),
        "matched_by": st.sampled_from(["", "language", "time_zone"]),
        "merge_hours": st.integers(1, 2000).map(str),
        "participation_points": st.integers(0, 100).map(str),
    }
)


_TYPED = ("own_technique", "seeds", "question", "introduction")


def _authored(block):
    return {name: getattr(block, name) for name in AUTHORED}


@pytest.mark.django_db
@quick
@given(settings)
def test_whatever_an_author_can_save_comes_back(values):
    host = exercise()
    # Lines of different texts can be the same idea: that is refused, and tested elsewhere.
    lines = [" ".join(line.split()) for line in values["seeds"].splitlines() if line.strip()]
    values = {**values, "seeds": "\n".join(dict.fromkeys(lines))}
    answer = save(host, **values)
    assert answer.status == 200, answer
    text = to_olx(author(host))
    again = from_olx(text.decode())
    assert _authored(again) == _authored(author(host))
    assert again.rules == author(host).rules
    assert again.olx_problems == []
    assert to_olx(again) == text
    # And the editor gives back what it was given.
    before, shown = dict(host.fields), initial_of(author(host))
    assert save(host, **{**values, **{name: shown[name] for name in _TYPED}}).status == 200
    assert host.fields == before


def test_what_is_written_can_be_read_by_people():
    host = exercise()
    save(host, technique="own", own_technique=YAML, introduction="<p>Hello</p>", question="How might we meet?")
    node = etree.fromstring(to_olx(author(host)))
    assert node.tag == "creativity_team_exercise"
    assert dict(node.attrib) == {
        "xblock-family": "xblock.v1",
        "url_name": host.name,
        "display_name": "An exercise",
        "technique": "own",
    }
    assert [child.tag for child in node] == ["introduction", "own_technique", "question"]
    assert [node[0].text, node[2].text] == ["<p>Hello</p>", "How might we meet?"]
    assert json.loads(node[1].text) == OWN


def test_a_new_block_is_an_empty_tag():
    node = etree.fromstring(to_olx(author(exercise())))
    assert set(node.attrib) == {"xblock-family", "url_name"}
    assert len(node) == 0


@pytest.mark.parametrize(
    ("attribute", "default"),
    [
        ('technique="5"', "5"),
        ('rounds="two"', 0),
        ('rounds="-1"', 0),
        ('rounds="9"', 0),
        ('teams="friends"', "own"),
        ('size="1"', 5),
        ('size="99999999999999999999"', 5),
        ('size="null"', 5),
        ('matched_by="age"', ""),
        ('merge_hours=".inf"', 72),
        ('merge_hours="0"', 72),
        ('participation_points="1000"', 0),
        ('hours="soon"', {}),
        ('hours="[1]"', {}),
        ("""hours='{"sheets": "long"}'""", {}),
        ("""hours='{"sheets": 0}'""", {}),
        ("""hours='{"sheets": true}'""", {}),
        ("""hours='{"sheets": 2.5}'""", {}),
        ('seeds="5"', []),
        ('own_technique="[]"', {}),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(attribute, default):
    name = attribute.partition("=")[0]
    block = from_olx(f'<creativity_team_exercise url_name="x" display_name="Kept" {attribute}/>')
    assert getattr(block, name) == default
    assert block.display_name == "Kept"
    assert block.rules.plan.technique.steps
    text = to_olx(block)
    told = [message.text for message in block.validate().messages]
    if name == "technique":
        assert any("does not ship" in sentence for sentence in told)
        return
    assert len([sentence for sentence in told if f"“{name}”" in sentence]) == 1
    # Telling lasts until the author saves.
    assert to_olx(from_olx(text.decode())) == text


def test_techniques_and_ideas_that_are_broken_stay_to_be_mended():
    inside = '<own_technique>{"steps": 5}</own_technique><seeds>[{"title": 5}]</seeds>'
    block = from_olx(f'<creativity_team_exercise url_name="x" technique="own">{inside}</creativity_team_exercise>')
    assert (block.own_technique, block.seeds) == ({"steps": 5}, [{"title": 5}])
    assert block.rules.plan.technique == packs()[DEFAULT]
    assert block.rules.seeds == ()
    assert from_olx(to_olx(block).decode()).own_technique == {"steps": 5}


@pytest.mark.parametrize(
    "inside",
    [
        'colour="red"/>',
        'has_rows="true"/>',
        'credited_share="1.0"/>',
        "><p>stray</p></creativity_team_exercise>",
        ">stray</creativity_team_exercise>",
        "><problem/></creativity_team_exercise>",
    ],
)
def test_what_is_not_ours_is_left_out_and_said(inside):
    block = from_olx(f'<creativity_team_exercise url_name="x" size="4" {inside}')
    assert block.size == 4
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
    block = from_olx(f"<creativity_team_exercise {words}/>")
    assert block.validate() is not None
    assert block.rules.plan.technique.steps
    assert block.author_view({}).content
    assert from_olx(to_olx(block).decode()).olx_problems == block.olx_problems


def test_saving_clears_what_was_said():
    host = exercise(olx_problems=["Something was left out."], seeds=SEEDS)
    assert save(host).status == 200
    assert b"olx_problems" not in to_olx(author(host))
    assert set(SETTINGS) <= set(author(host).fields)
