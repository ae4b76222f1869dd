"""A framework written as YAML is the same framework when it is read, and a person can read it too."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from competence_self_assessment.frameworks import packs, parse, to_yaml
from competence_self_assessment.frameworks.model import from_data
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.frameworks.made_up import frameworks
from tests.support.properties import quick

every_pack = pytest.mark.parametrize("pack", packs().values(), ids=packs().keys())


@every_pack
def test_a_pack_comes_back(pack):
    assert parse(to_yaml(pack)) == pack
    assert parse(to_yaml(pack)).digest == pack.digest


@quick
@given(frameworks())
def test_any_framework_comes_back(framework):
    read = parse(to_yaml(framework))
    assert read == framework
    assert [list(item.text) for item in read.items.values()] == [list(framework.languages)] * len(framework.items)


@quick
@given(frameworks())
def test_what_an_editor_sends_as_json_is_read_too(framework):
    assert parse(json.dumps(framework.as_data(), ensure_ascii=False)) == framework
    assert parse(json.dumps(framework.as_data())) == framework


@quick
@given(frameworks())
def test_equal_frameworks_give_equal_texts(framework):
    shuffled = json.loads(json.dumps(framework.as_data(), sort_keys=True))
    assert to_yaml(from_data(shuffled)) == to_yaml(framework)
    turned = replace(framework, title=dict(reversed(list(framework.title.items()))))
    assert to_yaml(turned) == to_yaml(framework)


class TestReadability:
    def test_it_begins_with_an_explanation(self):
        lines = to_yaml(small.framework()).splitlines()
        assert [line[:2] for line in lines[:4]] == ["# ", "# ", "# ", "id"]

    def test_only_what_needs_quotes_has_them(self):
        text = to_yaml(small.framework())
        assert [line.strip() for line in text.splitlines() if "'" in line and line[0] != "#"] == [
            "version: '1'",
            "en: I can't say",
        ]

    @every_pack
    def test_it_is_a_block_of_short_lines(self, pack):
        lines = to_yaml(pack).splitlines()
        assert max(map(len, lines)) <= 120
        assert [line for line in lines if "{" in line] == []
        assert "languages: [en, de]" in lines
        assert "  - id: " in to_yaml(pack)

    def test_texts_keep_their_line_breaks_in_sight(self):
        framework = small.framework(lambda whole: whole["description"].update(en="One.\n\nTwo."))
        assert "  en: |-\n    One.\n\n    Two.\n" in to_yaml(framework)

    def test_a_repeated_text_is_written_out(self):
        framework = small.framework()
        assert "*" not in to_yaml(replace(framework, description=framework.title))
