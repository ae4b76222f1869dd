"""What the page prints of published data, and of random answers beside pingouin and scipy on the raw rows."""

from __future__ import annotations

import random

import pandas
import pingouin
import pytest
from scipy import stats

from bizmooc.evidence import pairs
from bizmooc.evidence.change import change as change_of
from bizmooc.evidence.wilcoxon import signed_rank
from competence_self_assessment.analytics import change
from competence_self_assessment.analytics.change import Compared
from competence_self_assessment.analytics.overview import overview
from competence_self_assessment.analytics.reliability import scale
from tests.bizmooc.evidence.test_change import SLEEP
from tests.competence_self_assessment import figures_for_tests as made
from tests.competence_self_assessment import frameworks_for_tests as small


def _rows(frame):
    return [[None if pandas.isna(value) else int(value) for value in row] for row in frame.itertuples(index=False)]


def _alphas(drawn):
    return [(row["policy"], row["people"], row["left_out"], row["alpha"], row["interval"]) for row in drawn["rows"]]


def test_alpha_of_the_long_data_set():
    long = pingouin.read_dataset("cronbach_alpha")
    drawn = scale(*made.scale_of(_rows(long.pivot_table(index="Subj", columns="Items", values="Scores")), 7))
    assert _alphas(drawn) == [
        ("listwise", 15, 0, "0.592", "0.195 to 0.840"),
        ("pairwise", 15, 0, "0.592", "0.195 to 0.840"),
    ]
    assert drawn["sentences"] == ["Cronbach's alpha is 0.59 (95 % interval 0.19 to 0.84; 10 statements, n = 15)."]


def test_alpha_of_the_data_set_with_gaps():
    # Levels begin at 1 here; alpha does not mind.
    drawn = scale(*made.scale_of(_rows(pingouin.read_dataset("cronbach_wide_missing") + 1), 2))
    assert _alphas(drawn) == [
        ("listwise", 9, 3, "0.802", "0.581 to 0.933"),
        ("pairwise", 12, 0, "0.733", "0.435 to 0.909"),
    ]
    assert drawn["rows"][0]["cautious"] == "0.533 to 0.947"
    assert "3 more people left out a statement" in drawn["sentences"][1]
    assert "without them it is wider, 0.53 to 0.95" in drawn["sentences"][1]


def test_change_in_the_sleep_of_ten_people():
    histogram: dict[str, int] = {}
    for before, after in SLEEP:
        pairs.tally(histogram, before, after)
    counts = pairs.read(histogram)
    table = change.table([Compared("pre_now", counts, change_of(counts), signed_rank(counts))])
    assert {row["title"]: row["cells"][0] for row in table["rows"]} == {
        "Pairs (n)": "10",
        "Left out: one of both scores is missing": "0",
        "Mean before": "0.75",
        "Mean after": "2.33",
        "Mean difference": "+1.58",
        "Interval of it (95 %)": "0.70 to 2.46",
        "Standard deviation of the differences": "1.23",
        "People higher / the same / lower": "9 / 1 / 0",
        "Effect size d_z": "+1.28",
        "Effect size g_z (d_z for small samples)": "+1.17",
        "Effect size d_av": "+0.83",
        "Wilcoxon signed-rank W": "0",
        "p (two-sided)": "0.004",
        "Pairs ranked; without change, dropped; tied": "9; 1; 2",
        "How p was found": "counted exactly: at most 13 pairs",
    }
    assert table["reasons"] == []


def _level(rng, towards):
    return None if rng.random() < 0.1 else min(3, max(1, round(rng.gauss(towards, 0.8))))


def _people(count, seed):
    """Answers of people by view, as a course would have them."""
    rng = random.Random(seed)
    items = list(small.framework().items)
    return [
        {view: {item: _level(rng, towards) for item in items} for view, towards in views}
        for views in [(("pre", 1.8), ("now", 2.3), ("then", 1.6))] * count
    ]


def _mean(answers, items):
    """A score by the half rule, written down plainly."""
    rated = [answers[item] for item in items if answers[item] is not None]
    return sum(rated) / len(rated) if rated and len(rated) >= len(items) / 2 else None


def _pair(person, first, second, items):
    """Both scores over the items that were rated in all three views."""
    common = [item for item in items if all(person[view][item] is not None for view in ("pre", "now", "then"))]
    if not common or len(common) < len(items) / 2:
        return None
    return tuple(sum(person[view][item] for item in common) / len(common) for view in (first, second))


@pytest.mark.parametrize("count", [12, 40, 150])
def test_the_page_agrees_with_the_raw_rows(count):
    people, framework = _people(count, seed=count), small.framework()
    rounds = [made.round_of(framework, one["now"], one["then"], made.round_of(framework, one["pre"])) for one in people]
    drawn = made.shown(rounds, framework, [(framework, count)])
    differences = [change.compared(one) for one in drawn.competences]
    table = overview(drawn, differences)["rows"]
    for row, competence, of_one in zip(table, framework.competences, differences, strict=True):
        items = [item.id for item in competence.items]
        scores = pandas.Series([_mean(one["now"], items) for one in people], dtype=float).dropna()
        assert row["n"] == len(scores)
        assert float(row["median"]) == pytest.approx(scores.median(), abs=0.051)
        assert float(row["mean"]) == pytest.approx(scores.mean(), abs=0.0051)
        low, high = stats.t.interval(0.95, len(scores) - 1, scores.mean(), stats.sem(scores))
        assert [float(end) for end in row["interval"].split(" to ")] == pytest.approx([low, high], abs=0.0051)
        frame = pandas.DataFrame([[one["now"][item] for item in items] for one in people], dtype=float)
        assert float(row["alpha"].replace("−", "-")) == pytest.approx(
            pingouin.cronbach_alpha(frame, nan_policy="listwise")[0], abs=0.0051
        )
        _check_change(of_one, people, items)


def _check_change(of_one, people, items):
    assert [one.pair for one in of_one] == ["pre_now", "then_now", "pre_then"]
    for one in of_one:
        first, second = {"pre_now": ("pre", "now"), "then_now": ("then", "now"), "pre_then": ("pre", "then")}[one.pair]
        raw = [_pair(person, first, second, items) for person in people]
        befores, afters = zip(*[pair for pair in raw if pair], strict=True)
        assert (one.change.n, one.change.incomplete) == (len(befores), raw.count(None))
        expected = pingouin.ttest(afters, befores, paired=True).iloc[0]
        assert one.change.t_test.t == pytest.approx(expected["T"], rel=1e-9)
        assert one.change.effects.d_av == pytest.approx(
            pingouin.compute_effsize(afters, befores, paired=True, eftype="cohen"), rel=1e-9
        )
        ranks = stats.wilcoxon(
            [round(after - before, 9) for before, after in zip(befores, afters, strict=True)], correction=True
        )
        assert one.ranks.w == ranks.statistic
        assert one.ranks.p == pytest.approx(ranks.pvalue, rel=1e-9)
