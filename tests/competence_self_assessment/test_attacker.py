"""An attacker who takes every look there is at every moment learns nothing about fewer people than may be shown."""

from __future__ import annotations

import os

import pytest

from bizmooc.evidence.release import Verdict
from competence_self_assessment import selectors
from competence_self_assessment.services import statistics_rows
from tests.competence_self_assessment.attacked_school import Life, School
from tests.competence_self_assessment.attacker import smallest_group

# ATTACKED_HISTORIES=300 for a long watch.
HISTORIES = int(os.environ.get("ATTACKED_HISTORIES", "6"))
LIVES = {
    "growth": Life(("come", "come", "come", "edit")),
    "reopening": Life(("come", "come", "come", "again", "edit")),
    "departures": Life(("come", "come", "come", "come", "reset", "reset", "retire"), events=34),
    "everything": Life(("come", "come", "come", "come", "again", "reset", "retire", "edit"), events=34),
}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(HISTORIES))
@pytest.mark.parametrize("life", LIVES)
def test_no_history_betrays_too_few(life, seed):
    school = School()
    LIVES[life].live(school, seed)
    assert school.betrays() == ""


@pytest.mark.django_db
class TestOnceFound:
    """The smallest histories by which the attacker won against earlier rules."""

    def test_people_who_come_do_not_hide_people_who_go(self):
        school = School()
        school.hand_in("pre", *range(10))
        school.reset("pre", 0, 6, 7, 8, 9)
        assert school.betrays() == ""

    def test_nobody_is_told_of_in_two_cells(self):
        school = School()
        school.hand_in("pre", *range(5))
        school.hand_in("post", *range(5))
        school.reset("pre", 0, 1, 2, 3)
        school.hand_in("post", 5)
        assert school.betrays() == ""

    def test_a_row_that_goes_takes_others_with_it(self):
        school = School()
        school.hand_in("pre", *range(5))
        school.reset("pre", 0)
        school.hand_in("pre", *range(5, 11))
        assert school.betrays() == ""


@pytest.mark.django_db
class TestWeakenedRules:
    """Where the rule is broken on purpose, the attacker wins: they are worth something."""

    def test_steps_of_one(self, monkeypatch):
        monkeypatch.setattr(statistics_rows, "step_of", lambda threshold: 1)
        monkeypatch.setattr(selectors, "may_show", lambda people, threshold: people > 0)
        assert "told of alone" in self._betrayed()

    def test_figures_that_are_always_up_to_date(self, monkeypatch):
        monkeypatch.setattr(statistics_rows, "verdict", lambda *counts: Verdict.RENEW)
        assert "told of alone" in self._betrayed()

    @staticmethod
    def _betrayed():
        school = School()
        LIVES["growth"].live(school, 1)
        return school.betrays()


class TestReckoning:
    """What the attacker can do."""

    @pytest.mark.parametrize(
        ("looks", "group"),
        [
            ([(1, 1, 1, 1, 1, 0)], None),
            ([(1, 1, 1, 1, 1, 0), (1, 1, 1, 1, 1, 1)], {5}),
            ([(1, 1, 1, 1, 1, 0, 0), (0, 1, 1, 1, 1, 1, 0)], {0, 5}),
            ([(1, 1, 1, 1, 1, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1, 1, 1, 1, 1)], None),
            ([(1,) * 5 + (0,) * 5, (1,) * 10, (0,) + (1,) * 5 + (0,) * 4], {0, 5}),
            ([(2, 2, 2, 2, 2, 2, 3), (1, 1, 1, 1, 1, 1, 1)], {6}),
            ([(1, 1, 0, 0, 0, 0)], {0, 1}),
            ([], None),
        ],
    )
    def test_finds_the_smallest_group(self, looks, group):
        assert smallest_group(looks, 5) == group
