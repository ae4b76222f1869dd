"""A learner's profile, computed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence_self_assessment.frameworks import packs
from competence_self_assessment.profile import Change, changes, scores
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.support.properties import quick

PACK = packs()["learning_to_learn"]
SMALL = small.framework()


def _answers(framework, **by_competence):
    """Levels by competence, one for each of its items."""
    items = {one.id: [item.id for item in one.items] for one in framework.competences}
    return {
        item: level
        for competence, levels in by_competence.items()
        for item, level in zip(items[competence], levels, strict=True)
    }


def _pack(growth, critical=(3, 3, 3, 3, 3), managing=(3, 3, 3, 3, 3)):
    return _answers(PACK, growth_mindset=growth, critical_thinking=critical, managing_learning=managing)


class TestScores:
    def test_a_score_is_the_mean_of_the_answers(self):
        first, *_others = scores(PACK, _pack((1, 2, 3, 4, 5)))
        assert (first.competence.id, first.value, first.answered, first.asked) == ("growth_mindset", 3.0, 5, 5)

    @pytest.mark.parametrize(
        ("levels", "value", "answered"),
        [
            ((5, 4, 4, None, None), 13 / 3, 3),
            ((5, 4, None, None, None), None, 2),
            ((None,) * 5, None, 0),
        ],
    )
    def test_three_of_five_are_enough_and_two_are_not(self, levels, value, answered):
        first, *_others = scores(PACK, _pack(levels))
        assert (first.value, first.answered, first.asked) == (value, answered, 5)

    def test_one_of_two_is_half(self):
        first, *_others = scores(SMALL, _answers(SMALL, aa=(None, 3), bb=(1, 2), cc=(1, 1)))
        assert first.value == 3.0

    def test_items_never_answered_count_as_missing(self):
        assert [one.value for one in scores(SMALL, {"aa_1": 2, "aa_2": 2})] == [2.0, None, None]


class TestChanges:
    def test_three_views_and_their_differences(self):
        now, then, pre = (_pack(levels) for levels in ((4, 4, 4, 4, 5), (2, 2, 2, 2, 3), (3, 3, 3, 3, 4)))
        first, *_others = changes(PACK, now, then, (PACK, pre))
        assert (first.pre, first.then, first.now) == pytest.approx((3.2, 2.2, 4.2))
        assert first.now_minus_pre == pytest.approx(1.0)
        assert first.now_minus_then == pytest.approx(2.0)
        assert first.response_shift == pytest.approx(-1.0)
        assert (first.compared, first.left_out) == (5, 0)

    def test_only_items_rated_in_every_view_are_compared(self):
        now, then, pre = (5, 5, 5, 1, 5), (1, 1, None, 5, 1), (2, 2, 2, None, 2)
        first, *_others = changes(PACK, _pack(now), _pack(then), (PACK, _pack(pre)))
        # Items 1, 2 and 5.
        assert (first.now, first.then, first.pre) == (5.0, 1.0, 2.0)
        assert (first.compared, first.left_out) == (3, 2)

    def test_fewer_than_half_shared_are_no_comparison(self):
        now, then, pre = (5, 5, 5, 5, 5), (1, 1, None, None, 1), (2, 2, 2, 2, None)
        first, second, _third = changes(PACK, _pack(now), _pack(then), (PACK, _pack(pre)))
        assert (first.now, first.then, first.pre, first.compared, first.left_out) == (None, None, None, 2, 3)
        assert (first.now_minus_pre, first.now_minus_then, first.response_shift) == (None, None, None)
        assert first.sentences() == ["There are too few answers to compare here."]
        assert second.now == 3.0

    def test_without_a_first_round_only_the_look_back_is_compared(self):
        first, *_others = changes(PACK, _pack((4, 4, 4, 4, 4)), _pack((2, 2, 2, 2, 2)), None)
        assert (first.pre, first.then, first.now, first.left_out) == (None, 2.0, 4.0, 0)
        assert (first.now_minus_pre, first.now_minus_then, first.response_shift) == (None, 2.0, None)

    def test_changed_items_are_left_out_and_counted(self):
        changed = small.framework(small.reword("aa_1"))
        now, then, pre = (dict.fromkeys(SMALL.items, level) for level in (3, 2, 1))
        aa, bb, _cc = changes(changed, now, then, (SMALL, {**pre, "aa_1": 3}))
        assert (aa.pre, aa.now, aa.compared, aa.left_out) == (1.0, 3.0, 1, 1)
        assert (bb.compared, bb.left_out) == (2, 0)

    def test_items_that_were_not_asked_first_are_left_out(self):
        fewer = small.framework(lambda whole: whole["areas"][0]["competences"].pop())
        now, then = (dict.fromkeys(SMALL.items, level) for level in (3, 2))
        *_others, cc = changes(SMALL, now, then, (fewer, dict.fromkeys(fewer.items, 1)))
        assert (cc.pre, cc.compared, cc.left_out) == (None, 0, 2)

    levels = st.lists(st.none() | st.integers(1, 5), min_size=15, max_size=15)

    @quick
    @given(levels, levels, st.none() | levels)
    def test_what_is_seen_of_a_change_is_real_change_and_a_moved_yardstick(self, now, then, pre):
        now, then, pre = (dict(zip(PACK.items, one, strict=True)) if one else None for one in (now, then, pre))
        for change in changes(PACK, now, then, (PACK, pre) if pre else None):
            assert change.compared + change.left_out == 5
            parts = (change.now_minus_then, change.response_shift)
            if change.now_minus_pre is not None:
                assert change.now_minus_pre == pytest.approx(sum(part for part in parts if part is not None))
                assert None not in parts
            assert (change.now is None) == (change.compared < 3)
            assert all(value is None or 1 <= value <= 5 for value in (change.now, change.then, change.pre))
            assert change.sentences()


def _change(now, then, pre=None, compared=2):
    return Change(next(SMALL.competences), pre, now, then, compared, 0).sentences()


class TestWords:
    @pytest.mark.parametrize(
        ("now", "then", "pre", "words"),
        [
            (4.0, 2.0, 3.0, ["higher than in your first self-view (3.0, now 4.0)", "growth (then 2.0", "lower today"]),
            (3.0, 3.0, 4.0, ["lower than in your first self-view (4.0, now 3.0)", "little change", "lower today"]),
            (3.0, 4.0, 3.1, ["about as in your first self-view", "yourself lower today (then 4.0", "higher today"]),
            (3.0, 3.0, 3.0, ["about as in your first self-view", "little change"]),
            (3.0, 2.0, None, ["growth (then 2.0, now 3.0)"]),
        ],
    )
    def test_every_difference_has_its_sentence(self, now, then, pre, words):
        told = _change(now, then, pre)
        assert len(told) == len(words)
        assert [word for word, sentence in zip(words, told, strict=True) if word not in sentence] == []

    @pytest.mark.parametrize("compared", [2, 3, 4, 5, 8])
    @pytest.mark.parametrize(("steps", "is_growth"), [(0, False), (1, False), (2, True)])
    def test_one_answer_moved_by_one_level_is_no_change(self, compared, steps, is_growth):
        (told,) = _change(2.0 + steps / compared, 2.0, compared=compared)
        assert ("growth" in told) is is_growth

    def test_nothing_to_compare_is_said(self):
        assert _change(None, None) == ["There are too few answers to compare here."]
