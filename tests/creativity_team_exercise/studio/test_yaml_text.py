"""YAML as authors write it: what is read from it, where it stands, and what is refused in which line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from creativity_team_exercise.studio import yaml_text
from creativity_team_exercise.studio.yaml_text import MAX_CHARACTERS, YamlError
from tests.support.properties import quick, typed_text

names = st.text(min_size=1, max_size=10).filter(lambda text: "." not in text)
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | typed_text
    | st.sampled_from(["no", "1:30", "07", "~"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=10,
)


@quick
@given(plain)
@example({"a\x85": "b\u2028c\u2029\nd\x85"})
@example(["\n a\n", " a", "a\n\n", "\ta\r\nb", "# a", "- a", "a: b", "😀"])
def test_what_is_written_is_read_again(data):
    assert yaml_text.read(yaml_text.write(data)).data == data


@quick
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_no_text_does_harm(text):
    refused = None
    try:
        yaml_text.read(text)
    except YamlError as error:
        refused = error
    # PyYAML takes more marks for ends of lines than Python's "\n".
    assert refused is None or (1 <= refused.line <= len(text) + 1 and str(refused))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("builds: no", "no"),
        ("builds: off", "off"),
        ("title: 2027-03-01", "2027-03-01"),
        ("title: 1:30", "1:30"),
        ("title: 010", "010"),
        ("title: 2.5", "2.5"),
        ("title: 9999999999999999999999", "9999999999999999999999"),
        ("hours: 48", 48),
        ("hours: '48'", "48"),
        ("may: true", True),
        ("may: null", None),
        ("may:", None),
        ("may: 'null'", "null"),
        ("title: !!python/object:os.system x", "x"),
        ('title: "\\ud83d\\ude00"', "😀"),
    ],
)
def test_words_are_what_people_take_them_for(text, value):
    [found] = yaml_text.read(text).data.values()
    assert (type(found), found) == (type(value), value)


TEXT = """\
# A comment

title: One
steps:
  - id: a
    prompts:
      - id: b
        title: "x"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("title", 3),
        ("steps", 4),
        ("steps.0", 5),
        ("steps.0.id", 5),
        ("steps.0.prompts.0.title", 8),
        # What is missing: where it would stand.
        ("steps.0.kind", 5),
        ("steps.0.prompts.0.ask", 7),
        ("steps.7.title", 4),
        ("summary", 3),
        ("", 3),
    ],
)
def test_places_have_lines(place, line):
    assert yaml_text.read(TEXT).line(place) == line


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: c: d", 2, "not valid YAML"),
        ("a:\n\t- b", 2, "not valid YAML"),
        ("a: 1\nb: 2\na: 3", 3, "twice"),
        ("a: &x 1\nb: *x", 2, "References"),
        ("a: 1\n? [b]\n: c", 2, "name: value"),
        ("a: 1\nb: \x07", 2, "control characters"),
        ('a: "\\U00110000"', 1, "does not exist"),
        ("[" * 20 + "]" * 20, 1, "nested too deeply"),
        ("x" * (MAX_CHARACTERS + 1), 1, "longer than"),
        ("a: 1\n---\nb: 2", 2, "not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, line, words):
    with pytest.raises(YamlError, match=words) as caught:
        yaml_text.read(text)
    assert caught.value.line == line


def test_nothing_is_nothing():
    assert yaml_text.read("").data is None
    assert yaml_text.read("# only a comment").data is None


def test_what_is_no_plain_data_is_written_all_the_same():
    endless: dict = {}
    endless["x"] = endless
    assert yaml_text.write(endless) == ""
    assert yaml_text.read(yaml_text.write({"a": {1}, 5: "b", (1,): "c"})).data == {"a": "{1}", "5": "b"}
