"""Frameworks: reading, keeping, and telling what is the same in two of them."""

import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.texts import text_in
from competence_self_assessment.frameworks import FrameworkError, pack, packs, parse
from competence_self_assessment.frameworks.model import from_data
from competence_self_assessment.frameworks.parse import MAX_ITEMS, MAX_PROBLEMS
from competence_self_assessment.services import framework_versions
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.support.properties import quick


def _two_languages(whole):
    whole["languages"] = ["en", "de"]
    for texts in _texts(whole):
        # The languages stand in another order in the text than in the list.
        texts["de"], texts["en"] = f"DE {texts['en']}", texts.pop("en")


def _texts(node):
    if isinstance(node, dict):
        if set(node) == {"en"}:
            yield node
            return
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _texts(part)


class TestShape:
    def test_a_framework_is_read_in_its_order(self):
        framework = small.framework()
        assert [one.id for one in framework.competences] == ["aa", "bb", "cc"]
        assert list(framework.items) == ["aa_1", "aa_2", "bb_1", "bb_2", "cc_1", "cc_2"]
        assert (framework.scale.lowest, framework.scale.highest) == (1, 3)
        assert framework.items["bb_1"].text == {"en": "Statement bb 1"}

    def test_texts_come_in_the_language_asked_for(self):
        framework = small.framework(_two_languages)
        assert text_in(framework.title, "de") == "DE Small"
        assert text_in(framework.title, "de-at") == "DE Small"
        assert text_in(framework.title, "en-gb") == "Small"

    def test_any_other_language_gets_the_first_of_the_framework(self):
        assert text_in(small.framework(_two_languages).title, "fr") == "Small"

    def test_also_when_a_database_has_sorted_the_keys(self):
        kept = json.loads(json.dumps(small.framework(_two_languages).as_data(), sort_keys=True))
        framework = from_data(kept)
        texts = [framework.title, framework.description, framework.target_group, framework.scale.prompt]
        texts += [framework.scale.cannot_say, framework.scale.levels[0].label, framework.areas[0].title]
        competence = next(framework.competences)
        texts += [competence.title, competence.description, competence.items[0].text]
        assert not [text_in(one, "fr") for one in texts if text_in(one, "fr").startswith("DE")]


class TestDigest:
    def test_it_does_not_depend_on_the_order_of_keys(self):
        shuffled = yaml.safe_dump(small.data(), sort_keys=True)
        assert shuffled != small.text()
        assert parse(shuffled).digest == small.framework().digest

    def test_nor_on_the_order_of_languages_within_a_text(self):
        framework = small.framework(_two_languages)
        turned = replace(framework, title=dict(reversed(list(framework.title.items()))))
        assert list(turned.title) != list(framework.title)
        assert turned.digest == framework.digest

    def test_nor_on_comments_quotes_or_spaces(self):
        text = "# a comment\n" + small.text().replace("title:", "title:   ").replace("version: '1'", 'version: "1"')
        assert parse(text).digest == small.framework().digest

    @pytest.mark.parametrize(
        "change",
        [
            small.reword("aa_1"),
            lambda whole: whole.update(version="2"),
            lambda whole: whole["scale"]["levels"].pop(),
            lambda whole: whole["areas"][0]["competences"].reverse(),
        ],
    )
    def test_it_changes_with_the_content(self, change):
        assert small.framework(change).digest != small.framework().digest

    @pytest.mark.django_db
    def test_a_framework_is_kept_once(self):
        kept = framework_versions.keep(small.framework())
        again = framework_versions.keep(parse(yaml.safe_dump(small.data(), sort_keys=True)))
        assert kept.pk == again.pk
        kept.refresh_from_db()
        assert from_data(kept.content) == small.framework()

    @pytest.mark.parametrize("framework", [small.framework(), *packs().values()], ids=lambda one: one.id)
    def test_what_is_kept_is_the_framework(self, framework):
        kept = from_data(json.loads(json.dumps(framework.as_data())))
        assert kept == framework
        assert kept.digest == framework.digest


class TestSameItems:
    def test_all_of_the_same(self):
        assert small.framework().same_items(small.framework()) == set(small.framework().items)

    def test_words_that_changed_are_not_the_same(self):
        assert "aa_1" not in small.framework().same_items(small.framework(small.reword("aa_1")))
        assert len(small.framework().same_items(small.framework(small.reword("aa_1")))) == 5

    def test_new_and_removed_items_are_left_out(self):
        fewer = small.framework(lambda whole: whole["areas"][0]["competences"].pop())
        assert small.framework().same_items(fewer) == fewer.same_items(small.framework()) == set(fewer.items)

    def test_items_that_moved_to_another_competence_are_the_same(self):
        def move(whole):
            competences = whole["areas"][0]["competences"]
            competences[1]["items"].append(competences[0]["items"].pop())

        assert len(small.framework().same_items(small.framework(move))) == 6

    def test_another_language_changes_nothing(self):
        assert small.framework().same_items(small.framework(_two_languages)) == set(small.framework().items)

    def test_on_another_scale_nothing_is_the_same(self):
        def relabel(whole):
            whole["scale"]["levels"][0]["label"]["en"] = "never"

        assert small.framework().same_items(small.framework(relabel)) == set()

    @quick
    @given(st.sets(st.sampled_from(list(small.framework().items))))
    def test_they_are_those_that_were_not_reworded(self, reworded):
        def change(whole):
            for item in reworded:
                small.reword(item)(whole)

        assert small.framework().same_items(small.framework(change)) == set(small.framework().items) - reworded


class TestPacks:
    def test_the_shipped_pack(self):
        framework = packs()["learning_to_learn"]
        assert len(framework.items) == 15
        assert [len(one.items) for one in framework.competences] == [5, 5, 5]
        assert set(framework.languages) >= {"en", "de"}

    def test_an_unknown_pack_is_none(self):
        assert pack("none") is None

    def test_each_pack_has_the_id_of_its_file_and_of_its_place(self):
        assert all(framework.id == name for name, framework in packs().items())


def _problems(text):
    with pytest.raises(FrameworkError) as error:
        parse(text)
    return error.value.problems


def _faults(text):
    """The problems of a text, none if it is a framework."""
    try:
        parse(text)
    except FrameworkError as error:
        return error.problems
    return []


class TestLimits:
    def test_too_many_items(self):
        def many(whole):
            whole["areas"][0]["competences"][0]["items"] = [
                {"id": f"item_{number}", "text": {"en": "x"}} for number in range(MAX_ITEMS)
            ]

        assert any(str(MAX_ITEMS) in problem.message for problem in _problems(small.text(many)))

    @pytest.mark.parametrize("nesting", ["[", "{a: ", "- ", "[a, "])
    def test_deep_nesting_is_refused_at_once(self, nesting):
        (problem,) = _problems(nesting * (100_000 // len(nesting)))
        assert "deeply" in problem.message

    def test_a_text_with_hundreds_of_faults_is_told_the_first_of_them(self):
        assert len(_problems("wrong: x\n" * 500)) == MAX_PROBLEMS

    def test_aliases_cannot_blow_up(self):
        bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n"
        assert "References" in _problems(bomb)[0].message

    @quick
    @given(st.text(max_size=80) | st.text("abc:-[]{}\n \"'&*!|>%@`#?,\t", max_size=80))
    def test_any_text_is_a_framework_error(self, text):
        assert _problems(text)

    @quick
    @given(st.data())
    def test_any_damage_to_a_framework_is_told_with_a_line(self, data):
        lines = small.text().splitlines()
        number = data.draw(st.integers(0, len(lines) - 1))
        damage = data.draw(st.sampled_from(["remove", "twice", "indent", "empty", "tab"]))
        line = lines[number]
        lines[number : number + 1] = {
            "remove": [],
            "twice": [line, line],
            "indent": ["   " + line],
            "empty": [line.partition(":")[0] + ":"],
            "tab": ["\t" + line],
        }[damage]
        told = [problem.line for problem in _faults("\n".join(lines))]
        assert told == sorted(told)
        assert all(1 <= line <= len(lines) + 1 for line in told)
