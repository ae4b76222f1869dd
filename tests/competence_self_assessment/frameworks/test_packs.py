"""Every shipped pack is complete, says one thing at a time, and never changes what learners have already answered."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from competence_self_assessment.frameworks import packs, parse, sources

# Statements that learners may have answered: id, language, and a fingerprint of the words. Lines are only ever added.
LEDGER = Path(__file__).with_name("shipped_statements.txt")
# Rows of answers name this digest; it stands for a pack's whole content.
SHIPPED = {
    "creativity": ("1.0", "3320b0c73afd4cda372276a66b0a0d24f432a67a55b1a0a5372e1200e18de653"),
    "entrepreneurship": ("1.0", "8f020ab029d92f8c973f475b28901cfe8903925395a1415cd02819f68cbfef55"),
    "learning_to_learn": ("1.0", "4ad0a60705ae2fa0d79a5e3127d7c839a87b69a1f14a402f4d8305cc3a37d369"),
}
LONGEST_STATEMENT = 110

# What often joins two questions in one. Each exception was read: it describes one act.
JOINS = {"en": r"\b(and|or|but)\b|[/;]", "de": r"\b(und|oder|aber|sowie)\b|[/;]"}
ONE_ACT = {("managing_learning_3", "en"), ("managing_learning_3", "de")}
# What often turns a scale round. Each exception was read: "always" is still the competent answer.
NEGATIONS = {
    "en": r"\b(not|never|no|nobody|nothing|none|without|cannot|can't|don't|unable|avoid|hardly|rarely|seldom|hate)\b",
    "de": r"\b(nicht|nie|niemals|kein\w*|niemand|nichts|ohne|kaum|selten|vermeide\w*|ungern)\b",
}
STILL_POSITIVE = {
    "growth_mindset_1",
    "growth_mindset_2",
    "managing_learning_4",
    "mobilising_resources_2",
    "taking_initiative_1",
    "coping_with_uncertainty_2",
    "creative_ideas_1",
    "persistent_1",
    "persistent_4",
}
# The scale asks how often; a statement that says it too cannot be answered.
FREQUENCIES = {
    "en": r"\b(always|often|sometimes|usually|mostly|regularly|frequently|normally|generally)\b",
    "de": r"\b(immer|oft|manchmal|meistens?|regelmäßig|häufig|normalerweise|gewöhnlich|in der Regel)\b",
}
FIRST_PERSON = {"en": r"\bI\b", "de": r"\b[Ii]ch\b"}
# Instruments and brands whose words or names are not ours to use.
NOT_OURS = r"SSCS|K-?DOCS|TTCT|Torrance|MSLQ|\bMAI\b|\bELLI\b|LASSI|\bGrit\b|thinking hats|Denkhüte|[®™©]"

STATEMENTS = [
    (item.id, language, text)
    for pack in packs().values()
    for item in pack.items.values()
    for language, text in item.text.items()
]
every_pack = pytest.mark.parametrize("pack", packs().values(), ids=packs().keys())


def found(patterns, text, language):
    return re.search(patterns[language], text, re.IGNORECASE) is not None


def statements_with(patterns):
    return {(id_, language) for id_, language, text in STATEMENTS if found(patterns, text, language)}


def fingerprint(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def worded(node):
    """Yield every mapping from language to text below ``node``."""
    if isinstance(node, dict):
        if "en" in node:
            yield node
        for value in node.values():
            yield from worded(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from worded(value)


def ids_of_items(area):
    return [item.id for competence in area.competences for item in competence.items]


class TestTheShelf:
    def test_each_file_is_a_pack_of_its_own_name(self):
        folder = files("competence_self_assessment") / "frameworks"
        names = {entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")}
        assert set(packs()) == names == set(SHIPPED)

    @pytest.mark.parametrize("name", sources())
    def test_each_file_reads_without_a_problem(self, name):
        assert parse(sources()[name]).id == name

    def test_no_id_stands_twice_in_all_packs(self):
        ids = [
            id_
            for pack in packs().values()
            for area in pack.areas
            for id_ in (area.id, *(one.id for one in area.competences), *ids_of_items(area))
        ]
        assert sorted(ids) == sorted(set(ids))

    def test_no_statement_stands_twice_in_all_packs(self):
        wordings = [(language, text) for _id, language, text in STATEMENTS]
        assert len(set(wordings)) == len(wordings)

    def test_learners_meet_one_scale(self):
        scales = [pack.scale for pack in packs().values()]
        assert all(scale == scales[0] for scale in scales)


class TestEachPack:
    @every_pack
    def test_every_language_stands_everywhere(self, pack):
        texts = list(worded(pack.as_data()))
        assert len(texts) > len(pack.items) + len(pack.scale.levels)
        for text in texts:
            assert set(text) == set(pack.languages) == {"en", "de"}, text
            assert all(wording.strip() for wording in text.values()), text

    @every_pack
    def test_levels_run_from_one_to_five_and_there_is_a_way_out(self, pack):
        assert [level.value for level in pack.scale.levels] == [1, 2, 3, 4, 5]
        assert pack.scale.cannot_say == {"en": "I can't say", "de": "Das kann ich nicht sagen"}

    @every_pack
    def test_statements_are_ours_with_a_licence_and_a_source(self, pack):
        assert pack.licence == "CC-BY-4.0"
        assert pack.source.startswith("Own items, mapped to ")
        assert re.search(r"\b20\d\d\b", pack.source)

    @every_pack
    def test_no_name_of_an_instrument_or_a_brand(self, pack):
        assert re.findall(NOT_OURS, sources()[pack.id], re.IGNORECASE) == []

    @every_pack
    def test_the_description_counts_the_statements(self, pack):
        assert {text.split()[0] for text in pack.description.values()} == {str(len(pack.items))}

    @every_pack
    def test_learners_are_addressed_in_one_way(self, pack):
        german = " ".join(text["de"] for text in worded(pack.as_data()))
        assert re.findall(r"\b(?:Sie|Ihnen|Ihr|Ihre[nmrs]?)\b", german) == []

    @pytest.mark.parametrize(
        ("name", "competences", "each"),
        [("learning_to_learn", 3, 5), ("entrepreneurship", 8, 3), ("creativity", 5, 4)],
    )
    def test_competences_have_the_same_number_of_statements(self, name, competences, each):
        assert [len(competence.items) for competence in packs()[name].competences] == [each] * competences

    def test_the_frameworks_behind_are_credited(self):
        assert "EntreComp" in packs()["entrepreneurship"].source
        assert "Bacigalupo" in packs()["entrepreneurship"].source
        assert "PISA 2022" in packs()["creativity"].source
        assert "Lucas, Claxton and Spencer" in packs()["creativity"].source


class TestEachStatement:
    def test_it_is_short(self):
        assert [text for _id, _language, text in STATEMENTS if len(text) > LONGEST_STATEMENT] == []

    def test_it_is_a_sentence_in_the_first_person(self):
        assert statements_with(FIRST_PERSON) == {(id_, language) for id_, language, _text in STATEMENTS}
        assert [text for _id, _language, text in STATEMENTS if not re.fullmatch(r"[A-ZÄÖÜ][^.!?]+\.", text)] == []

    def test_it_asks_one_thing(self):
        assert statements_with(JOINS) == ONE_ACT

    def test_its_scale_is_not_turned_round(self):
        assert {id_ for id_, _language in statements_with(NEGATIONS)} == STILL_POSITIVE

    def test_it_leaves_the_frequency_to_the_scale(self):
        assert statements_with(FREQUENCIES) == set()

    @pytest.mark.parametrize(
        ("patterns", "language", "text"),
        [
            (JOINS, "en", "I plan my day and check it in the evening."),
            (JOINS, "de", "Ich frage oder lese nach."),
            (JOINS, "en", "I ask/read."),
            (NEGATIONS, "en", "I avoid new tasks."),
            (NEGATIONS, "en", "I do not ask for help."),
            (NEGATIONS, "de", "Ich habe keine Ideen."),
            (FREQUENCIES, "en", "I often ask."),
            (FREQUENCIES, "de", "Ich frage in der Regel nach."),
        ],
    )
    def test_the_rules_see_what_they_are_for(self, patterns, language, text):
        assert found(patterns, text, language)
        assert not found(patterns, {"en": "I ask.", "de": "Ich frage."}[language], language)


class TestNothingAnsweredChanges:
    @staticmethod
    def ledger():
        lines = [line.split() for line in LEDGER.read_text("utf-8").splitlines() if line and line[0] != "#"]
        entries = {(id_, language): print_ for id_, language, print_ in lines}
        assert len(entries) == len(lines), "An id stands in the ledger twice: ids are never reused."
        return entries

    @pytest.mark.parametrize(
        ("id_", "language", "text"), STATEMENTS, ids=[f"{id_}-{language}" for id_, language, _text in STATEMENTS]
    )
    def test_words_stay_with_their_id(self, id_, language, text):
        shipped, now = self.ledger().get((id_, language)), fingerprint(text)
        if shipped is None:
            pytest.fail(f"A new statement. Add this line to {LEDGER.name}:\n{id_} {language} {now}")
        assert shipped == now, (
            f"The words of {id_} ({language}) have changed, but learners have answered the old ones. "
            f"Give it a new id; {id_} is never used again."
        )

    @every_pack
    def test_a_changed_pack_has_a_new_version(self, pack):
        version, digest = SHIPPED[pack.id]
        assert (pack.version, pack.digest) == (version, digest), (
            f"The content of {pack.id} has changed. Changed statement: give it a new id. Anything else: raise the "
            f"version. Then pin the new version and digest in SHIPPED."
        )
