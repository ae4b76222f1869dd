"""Figures that cannot be given: a sentence for each reason, and the edges of data that lead to them."""

from __future__ import annotations

import pytest
from django.utils import translation

from bizmooc.evidence.intervals import Interval
from bizmooc.evidence.unavailable import Reason, Unavailable
from competence_self_assessment.analytics import change, words
from competence_self_assessment.analytics.reliability import scale
from tests.competence_self_assessment import figures_for_tests as made
from tests.competence_self_assessment import frameworks_for_tests as small

ITEMS = ["I ask", "I try", "I tell"]
SENTENCES = {
    Reason.TOO_FEW_ITEMS: (
        {"items": 1, "needed": 2},
        "This needs at least 2 statements; there is 1.",
    ),
    Reason.NOBODY_ANSWERED: ({}, "Nobody answered any of these statements."),
    Reason.TOO_FEW_PEOPLE: (
        {"people": 2, "needed": 3},
        "This needs at least 3 people whose answers can be used; there are 2.",
    ),
    Reason.TOO_FEW_RATED_BOTH: (
        {"first": 0, "second": 2, "people": 1, "needed": 2},
        "1 person rated both “I ask” and “I tell”; at least 2 are needed.",
    ),
    Reason.ITEM_WITHOUT_VARIANCE: (
        {"item": 1, "items": 1},
        "All answers to “I try” are the same, so it cannot rise and fall with others.",
    ),
    Reason.TOTAL_WITHOUT_VARIANCE: (
        {},
        "The answers to these statements cancel each other out: their sum does not vary.",
    ),
    Reason.NO_VALUES: ({}, "Nobody answered enough of it."),
    Reason.NO_PAIRS: ({"incomplete": 0}, "There is no pair to compare."),
    Reason.TOO_FEW_VALUES: ({"values": 1, "needed": 2}, "This needs at least 2 people; there is 1."),
    Reason.NO_VARIANCE: (
        {"values": 4},
        "All 4 values are the same, so nothing can be said about how much values vary.",
    ),
    Reason.NO_CHANGE: (
        {"pairs": 3},
        "In none of the 3 pairs anything changed, so there is nothing to rank.",
    ),
    Reason.NO_SCIPY: ({}, "This figure needs the library scipy, which is not installed on this site."),
}


@pytest.mark.parametrize("why", Reason)
def test_every_reason_has_a_sentence(why):
    parameters, sentence = SENTENCES[why]
    assert words.reason(Unavailable(why, parameters), ITEMS) == sentence


@pytest.mark.parametrize(
    ("why", "parameters", "sentence"),
    [
        (
            Reason.TOO_FEW_RATED_BOTH,
            {"first": 1, "second": 1, "people": 0, "needed": 2},
            "0 people rated “I try”; at least 2 are needed.",
        ),
        (
            Reason.ITEM_WITHOUT_VARIANCE,
            {"item": 0, "items": 3},
            "All answers to “I ask” are the same, and so they are for 2 other statements.",
        ),
        (
            Reason.NO_PAIRS,
            {"incomplete": 4},
            "There is no pair to compare: 4 people have one of both scores only.",
        ),
        (Reason.NO_CHANGE, {"pairs": 1}, "In the 1 pair nothing changed, so there is nothing to rank."),
    ],
)
def test_what_a_reason_says_in_other_cases(why, parameters, sentence):
    assert words.reason(Unavailable(why, parameters), ITEMS) == sentence


def test_a_statement_without_words_has_its_number():
    assert "statement 2" in words.reason(Unavailable(Reason.ITEM_WITHOUT_VARIANCE, {"item": 1, "items": 1}))


def test_each_reason_is_said_once():
    too_few = Unavailable(Reason.TOO_FEW_VALUES, {"values": 1, "needed": 2})
    assert words.reasons([0.5, too_few, Interval(0, 1, 0.95), too_few]) == ["This needs at least 2 people; there is 1."]


@pytest.mark.parametrize(
    ("p", "text"), [(0.0009, "less than 0.001"), (0.001, "0.001"), (0.0123, "0.012"), (1, "1.000")]
)
def test_probabilities_as_papers_print_them(p, text):
    assert words.probability(p) == text


def test_numbers_are_in_the_language_of_the_page():
    with translation.override("de"):
        assert words.interval(Interval(-0.5, 1.25, 0.95), 2) == "−0,50 bis 1,25"
        assert words.probability(0.0001).endswith("0,001")


class TestAlpha:
    """Edges of a scale, as the page words them."""

    @staticmethod
    def _said(rows, levels=5):
        drawn = scale(*made.scale_of(rows, levels))
        return " ".join(drawn["sentences"]), drawn

    def test_one_statement(self):
        sentence, drawn = self._said([[1], [2], [4]])
        assert sentence == "There is no alpha. This needs at least 2 statements; there is 1."
        assert {row["alpha"] for row in drawn["rows"]} == {"–"}
        assert drawn["items"] == []

    def test_two_people(self):
        sentence, _drawn = self._said([[1, 2], [2, 4]])
        assert sentence == "There is no alpha. This needs at least 3 people whose answers can be used; there are 2."

    def test_a_statement_that_all_answer_alike(self):
        sentence, _drawn = self._said([[1, 3], [2, 3], [4, 3]])
        assert "All answers to “Statement item_1” are the same" in sentence

    def test_nobody_answered(self):
        sentence, _drawn = self._said([[None, None]] * 4)
        assert sentence == "There is no alpha. Nobody answered any of these statements."

    def test_statements_against_each_other(self):
        sentence, drawn = self._said([[1, 5], [2, 4], [3, 3], [4, 1], [5, 2]])
        assert sentence.startswith("Cronbach's alpha is −18.00 ")
        assert "It is negative: some statements run against the others." in sentence
        assert "reliable" not in sentence
        assert drawn["rows"][0]["alpha"] == "−18.000"

    def test_gaps_that_contradict_each_other(self):
        rows = [[1, 1, None], [5, 5, None], [1, None, 1], [5, None, 5], [None, 1, 1], [None, 5, 5], [3, 3, 3]] * 2
        _sentence, drawn = self._said(rows + [[3, None, None], [None, 3, None], [None, None, 3]] * 3)
        listwise, pairwise = drawn["rows"]
        assert listwise["alpha"] == "–"
        assert float(pairwise["alpha"]) > 1
        assert drawn["reasons"] == ["This needs at least 3 people whose answers can be used; there are 2."]

    def test_few_statements_explain_a_low_alpha(self):
        sentence, _drawn = self._said([[1, 2, 1], [2, 2, 3], [3, 1, 2], [4, 3, 5], [2, 4, 4], [5, 5, 3]])
        assert "With only 3 statements a low alpha is to be expected: 10 statements of the same kind would" in sentence

    def test_many_statements_need_no_excuse(self):
        sentence, _drawn = self._said([[1] * 5, [2] * 5, [4] * 4 + [3]])
        assert "low alpha" not in sentence

    def test_without_scipy_alpha_stands_alone(self, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "scipy.special", None)
        sentence, drawn = self._said([[1, 2, 1], [2, 2, 3], [3, 1, 2]])
        assert "which is not installed on this site" in sentence
        assert drawn["rows"][0]["interval"] == "–"


class TestChange:
    """Edges of change, as the page words them."""

    @staticmethod
    def _table(levels, given=None):
        """The first competence of people whose both statements went from one level to another."""
        framework = small.framework()
        rounds = []
        for before, after in levels:
            first = made.round_of(framework, dict.fromkeys(("aa_1", "aa_2"), before))
            rounds.append(made.round_of(framework, dict.fromkeys(("aa_1", "aa_2"), after), before=first))
        return change.table(change.compared(made.shown(rounds, framework).competences[0]))

    @staticmethod
    def _cell(table, title):
        (cells,) = [row["cells"] for row in table["rows"] if row["title"] == title]
        return cells[0]

    def test_no_pair(self):
        table = self._table([(1, None), (None, 2)])
        assert table["sentences"][0]["text"] == "There is no pair to compare: 2 people have one of both scores only."
        assert self._cell(table, "Pairs (n)") == "0"
        assert self._cell(table, "Effect size d_z") == "–"
        assert table["reasons"] == ["There is no pair to compare: 2 people have one of both scores only."]

    def test_one_pair(self):
        table = self._table([(1, 3)])
        assert "2.00 higher than at the start (1.00 then, now 3.00)" in table["sentences"][0]["text"]
        assert "This needs at least 2 people; there is 1." in table["reasons"]
        assert self._cell(table, "Interval of it (95 %)") == "–"
        assert self._cell(table, "p (two-sided)") == "1.000"

    def test_all_change_alike(self):
        table = self._table([(1, 2), (2, 3), (1, 2)])
        assert "All 3 values are the same" in table["sentences"][0]["text"]
        assert self._cell(table, "Effect size d_z") == "–"
        assert self._cell(table, "Effect size d_av") == "+1.73"

    def test_nobody_changes(self):
        table = self._table([(1, 1), (2, 2), (3, 3)])
        assert "people rate themselves as they did at the start (2.00)" in table["sentences"][0]["text"]
        assert self._cell(table, "Wilcoxon signed-rank W") == "–"
        assert "In none of the 3 pairs anything changed, so there is nothing to rank." in table["reasons"]

    def test_down(self):
        table = self._table([(3, 1), (3, 2), (2, 2), (3, 1)])
        assert "1.25 lower than at the start" in table["sentences"][0]["text"]
        assert self._cell(table, "Mean difference") == "−1.25"
        assert self._cell(table, "People higher / the same / lower") == "0 / 1 / 3"
        assert self._cell(table, "Pairs ranked; without change, dropped; tied") == "3; 1; 2"

    def test_few_pairs_are_named(self):
        for pairs, caution in ((29, True), (30, False)):
            table = self._table([(1, 2), *[(1, 3)] * (pairs - 1)])
            assert bool(table["sentences"][0]["caution"]) is caution

    def test_what_may_be_chance_is_said_to_be(self):
        may_be = self._table([(1, 3), (3, 1), (2, 3)])["sentences"][0]["text"]
        is_clear = self._table([(1, 3)] * 9 + [(1, 2)])["sentences"][0]["text"]
        assert "zero is in it, so this may well be no change at all" in may_be
        assert "it leaves out zero" in is_clear
