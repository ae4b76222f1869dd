"""The pack L2L-15 is complete: three competences of five items, in both languages."""

import re

import pytest
import yaml

from .olx import REPOSITORY

PACK = REPOSITORY / "xblocks/competence_self_assessment/frameworks/learning_to_learn.yaml"
ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
# Learners' answers are stored under these ids: a change here loses what people have said.
ITEM_IDS = {
    f"{competence}_{number}"
    for competence in ("growth_mindset", "critical_thinking", "managing_learning")
    for number in range(1, 6)
}


@pytest.fixture(scope="module")
def pack():
    return yaml.safe_load(PACK.read_text(encoding="utf-8"))


def competences(pack):
    return [competence for area in pack["areas"] for competence in area["competences"]]


def learner_texts(node):
    """Every mapping from language to text below ``node``."""
    if isinstance(node, dict):
        if "en" in node:
            yield node
        for value in node.values():
            yield from learner_texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from learner_texts(value)


def test_fifteen_items_under_the_ids_that_answers_are_stored_with(pack):
    items = [item["id"] for competence in competences(pack) for item in competence["items"]]
    assert len(items) == 15
    assert set(items) == ITEM_IDS


def test_five_items_for_each_competence(pack):
    assert [len(competence["items"]) for competence in competences(pack)] == [5, 5, 5]


def test_item_and_competence_ids_are_well_formed_and_unique(pack):
    ids = [competence["id"] for competence in competences(pack)] + sorted(ITEM_IDS)
    assert len(set(ids)) == len(ids)
    assert all(ID.fullmatch(name) for name in ids)


def test_every_text_stands_in_every_language(pack):
    texts = list(learner_texts(pack))
    # Title, description, target group, prompt, 5 levels, "cannot say", area, 3 x (title, description), items.
    assert len(texts) == 3 + 1 + 5 + 1 + 1 + 6 + 15
    for text in texts:
        assert sorted(text) == sorted(pack["languages"]), text
        assert all(isinstance(wording, str) and wording.strip() for wording in text.values()), text


def test_no_item_stands_twice(pack):
    for language in pack["languages"]:
        wordings = [item["text"][language] for comp in competences(pack) for item in comp["items"]]
        assert len(set(wordings)) == len(wordings)


def test_levels_run_from_one_to_five(pack):
    assert [level["value"] for level in pack["scale"]["levels"]] == [1, 2, 3, 4, 5]


def test_the_source_is_named(pack):
    assert "LifeComp" in pack["source"]
    assert pack["source"].startswith("Own items")
    assert pack["licence"] == "CC-BY-4.0"
