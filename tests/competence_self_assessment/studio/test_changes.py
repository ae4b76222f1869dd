"""What an edit means for answers that were given: counted, and in words."""

from __future__ import annotations

import pytest

from bizmooc.hosting.participant import Place
from competence_self_assessment.studio.changes import Answers, Change, with_new_ids
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import learners, save_draft
from tests.support.bare_host import BareHost, Person

BEFORE = small.framework()


def _reworded_level(whole):
    whole["scale"]["levels"][0]["label"]["en"] = "hardly ever"


def _two_more(whole):
    whole["areas"][0]["competences"][0]["items"] += [{"id": f"new_{n}", "text": {"en": f"New {n}"}} for n in (1, 2)]


def _german_too(whole):
    def add(node):
        if isinstance(node, dict) and set(node) == {"en"}:
            node["de"] = "auf Deutsch: " + node["en"]
        for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
            add(part)

    whole["languages"].append("de")
    add(whole)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (None, Change(6, 0, 0, 0, True)),
        (small.reword("aa_1"), Change(5, 1, 0, 0, True)),
        (_two_more, Change(6, 0, 2, 0, True)),
        (lambda whole: whole["areas"][0]["competences"].pop(), Change(4, 0, 0, 2, True)),
        (lambda whole: whole["areas"][0]["competences"].reverse(), Change(6, 0, 0, 0, True)),
        (lambda whole: whole["areas"][0]["title"].update(en="Elsewhere"), Change(6, 0, 0, 0, True)),
        (_reworded_level, Change(0, 6, 0, 0, False)),
        (_german_too, Change(6, 0, 0, 0, True)),
    ],
)
def test_statements_are_counted(edit, expected):
    assert Change.between(BEFORE, small.framework(edit)) == expected


class TestWords:
    MANY = Answers(rounds=12, drafts=3)

    def _told(self, edit, answers=MANY):
        return " ".join(Change.between(BEFORE, small.framework(edit)).sentences(answers))

    def test_nobody_has_answered(self):
        assert self._told(small.reword("aa_1"), Answers()) == ""

    def test_nothing_that_was_answered_changes(self):
        assert self._told(lambda whole: whole["title"].update(en="Larger")) == ""

    def test_some_statements_change(self):
        told = self._told(small.reword("aa_1"))
        assert "5 statements are unchanged: their answers stay comparable." in told
        assert "1 statement is new or changed" in told
        assert "3 learners who are in the middle of answering lose answers" in told

    def test_without_drafts_nobody_loses_answers(self):
        assert "middle of answering" not in self._told(small.reword("aa_1"), Answers(rounds=2))

    def test_the_scale_changes(self):
        told = self._told(_reworded_level)
        assert "no answer can be compared" in told
        assert "unchanged" not in told

    def test_statements_are_removed(self):
        assert "2 statements are not asked any more" in self._told(lambda whole: whole["areas"][0]["competences"].pop())


@pytest.mark.django_db
def test_answers_are_counted_block_by_block():
    host, other = BareHost(), BareHost()
    assert not Answers.at(Place.of(host.block()))
    learners(host, [1, 2])
    save_draft(host.block(Person(3)), {"now.growth_mindset_1": "4"})
    learners(other, [4])
    found = Answers.at(Place.of(host.block()))
    assert found == Answers(rounds=2, drafts=1)
    assert len(found.sentences()) == 2


class TestNewIds:
    def test_only_other_words_make_another_question(self):
        after = with_new_ids(BEFORE, small.framework(small.reword("aa_1")))
        assert list(after.items)[1:] == list(BEFORE.items)[1:]
        assert list(after.items)[0] not in BEFORE.items

    def test_the_same_edit_twice_gives_two_ids(self):
        edited = small.framework(small.reword("aa_1"))
        one, two = (list(with_new_ids(BEFORE, edited).items)[0] for _time in range(2))
        assert one != two

    @pytest.mark.parametrize("edit", [None, _two_more, _german_too, _reworded_level])
    def test_all_else_stays(self, edit):
        edited = small.framework(edit)
        assert with_new_ids(BEFORE, edited) == edited
        assert with_new_ids(None, edited) == edited
