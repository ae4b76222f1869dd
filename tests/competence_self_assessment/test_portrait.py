"""What stands out in a profile, and rounds beside each other: reckoned by hand."""

import pytest

from competence_self_assessment.frameworks import packs
from competence_self_assessment.profile import beside, portrait, scores, since
from tests.competence_self_assessment import frameworks_for_tests as small

PACK = packs()["entrepreneurship"]
SMALL = small.framework()
NAMES = [competence.id for competence in PACK.competences]


def _rated(framework, levels):
    """Every item of a competence at its level; None: not rated."""
    return {
        item.id: level
        for competence, level in zip(framework.competences, levels, strict=True)
        for item in competence.items
    }


def _ids(found):
    return [score.competence.id for score in found]


class TestPortrait:
    def _of(self, *levels):
        found = portrait(scores(PACK, _rated(PACK, levels)))
        return [NAMES.index(id_) for id_ in _ids(found.highest)], [NAMES.index(id_) for id_ in _ids(found.lowest)]

    def test_the_ends_are_named_ties_included(self):
        assert self._of(5, 3, 3, 5, 3, 3, 1, 3) == ([0, 3], [6])

    def test_an_end_that_most_share_says_nothing(self):
        assert self._of(3, 3, 3, 3, 3, 3, 3, 5) == ([7], [])
        assert self._of(3, 3, 3, 3, 3, 3, 3, 1) == ([], [7])

    def test_all_the_same_is_no_end(self):
        assert self._of(*[4] * 8) == ([], [])

    def test_what_could_not_be_rated_is_neither(self):
        assert self._of(5, None, None, None, None, None, None, 1) == ([0], [7])
        assert self._of(5, *[None] * 7) == ([], [])

    @pytest.mark.parametrize(("top", "noticed"), [((3, 3, 4), False), ((3, 4, 4), True)])
    def test_one_answer_by_one_level_is_not_noticed(self, top, noticed):
        answers = _rated(PACK, [3] * 8)
        answers |= dict(zip((item.id for item in next(PACK.competences).items), top, strict=True))
        assert bool(portrait(scores(PACK, answers)).highest) is noticed

    def test_two_of_three_may_share_an_end(self):
        found = portrait(scores(SMALL, {"aa_1": 3, "aa_2": 3, "bb_1": 1, "bb_2": 1, "cc_1": 1, "cc_2": 1}))
        assert (_ids(found.highest), _ids(found.lowest)) == (["aa"], ["bb", "cc"])


class TestBeside:
    EARLY, LATE = (dict.fromkeys(SMALL.items, level) for level in (1, 3))

    def test_every_round_has_its_scores(self):
        found = beside([(SMALL, self.EARLY), (SMALL, {**self.EARLY, "aa_1": 3}), (SMALL, self.LATE)])
        assert found.scores == [[1, 1, 1], [2, 1, 1], [3, 3, 3]]
        assert (found.statements, found.left_out) == (6, 0)

    def test_what_one_round_asked_in_other_words_is_left_out_of_all(self):
        changed = small.framework(small.reword("aa_1"))
        found = beside([(changed, {**self.EARLY, "aa_1": 3}), (SMALL, {**self.EARLY, "aa_1": 3}), (SMALL, self.LATE)])
        assert [one[0] for one in found.scores] == [1, 1, 3]
        assert (found.statements, found.left_out) == (5, 1)

    def test_another_scale_takes_that_round_out_and_no_other(self):
        def longer(whole):
            whole["scale"]["levels"].append({"value": 4, "label": {"en": "level 4"}})

        found = beside([(small.framework(longer), self.LATE), (SMALL, self.EARLY), (SMALL, self.LATE)])
        assert found.scores == [None, [1, 1, 1], [3, 3, 3]]
        assert found.left_out == 0

    def test_half_of_a_part_has_to_be_rated(self):
        fewer = {"aa_1": None, "aa_2": None, "bb_1": None, "bb_2": 2}
        assert beside([(SMALL, fewer), (SMALL, self.LATE)]).scores[0] == [None, 2, None]


class TestSince:
    def test_parts_are_sorted_by_what_changed(self):
        before = {"aa_1": 1, "aa_2": 1, "bb_1": 3, "bb_2": 3, "cc_1": 2, "cc_2": 2}
        now = {"aa_1": 2, "aa_2": 2, "bb_1": 2, "bb_2": 2, "cc_1": 3, "cc_2": 2}
        found = since(SMALL, now, (SMALL, before))
        higher, lower, same = ([one.id for one in part] for part in (found.higher, found.lower, found.same))
        assert (higher, lower, same, found.unknown, found.left_out) == (["aa"], ["bb"], ["cc"], [], 0)

    def test_only_statements_rated_both_times_count(self):
        before, now = dict.fromkeys(SMALL.items, 1), dict.fromkeys(SMALL.items, 3)
        found = since(SMALL, {**now, "aa_1": None, "aa_2": None}, (SMALL, before))
        assert [one.id for one in found.unknown] == ["aa"]
        assert found.left_out == 2

    def test_nothing_in_common_is_no_comparison(self):
        other = small.framework(lambda whole: whole["scale"]["prompt"].update(en="How well?"))
        assert since(SMALL, dict.fromkeys(SMALL.items, 3), (other, dict.fromkeys(other.items, 1))) is None
