"""Kept figures through any history of learners who come and go: always what a recount of the rows gives."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from io import StringIO
from statistics import variance
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.evidence import reliability
from bizmooc.evidence.unavailable import Unavailable
from bizmooc.hosting.participant import Place
from bizmooc.lifecycle import erasure
from bizmooc.refusal import Refusal
from competence_self_assessment.frameworks.model import from_data
from competence_self_assessment.models import (
    STAGES,
    FrameworkVersion,
    Participation,
    Round,
    RoundStatistics,
    StageCount,
)
from competence_self_assessment.services.recount import recount
from competence_self_assessment.services.reopen import reopen
from competence_self_assessment.statistics import merged, tally
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key
from tests.support.bare_host import BareHost, Campus, Person, call_as
from tests.support.properties import long_stories, quick

pytestmark = pytest.mark.django_db


def _other_scale(whole: dict[str, Any]) -> None:
    whole["scale"]["levels"][0]["label"]["en"] = "in other words"


TEXTS = (small.text(), small.text(small.reword("bb_2")), small.text(_other_scale))
FRAMEWORK = small.framework()
TEAM = 3


def _plain(usage_key: str) -> dict[tuple[str, str], tuple[int, dict[str, Any]]]:
    """People and statistics by framework digest and cell, counted from the rows in the plainest way."""
    rounds = Round.objects.filter(usage_key=usage_key, is_course_team=False, superseded_at=None)
    first_of = {}
    for round_ in rounds.select_related("framework", "before__framework").order_by("sequence"):
        first_of.setdefault(round_.participant, round_)
    result: dict[tuple[str, str], tuple[int, dict[str, Any]]] = {}
    for round_ in first_of.values():
        mixed = round_.cell == "mixed"
        before = f"{round_.before.framework.digest[:16]}" if round_.before else "-"
        cell = "mixed" if mixed else f"{before} {round_.group or '-'}"
        people, figures = result.get((round_.framework.digest, cell), (0, {}))
        _count(figures, round_, None if mixed else round_.before)
        result[round_.framework.digest, cell] = (people + 1, figures)
    return result


def _count(figures, round_, before):
    framework = from_data(round_.framework.content)
    views = {name: getattr(round_, name) for name in ("now", "then") if getattr(round_, name) is not None}
    for view, answers in views.items():
        part = figures.setdefault(view, {"items": {}, "scores": {}, "people": []})
        part["people"].append(answers)
        for item, level in answers.items():
            _add(part["items"], item, "missing" if level is None else str(level))
        for competence in framework.competences:
            _add(part["scores"], competence.id, _mean([answers[item.id] for item in competence.items]))
    if before:
        views["pre"] = before.now
    same = from_data(before.framework.content).same_items(framework) if before else set()
    for name in ("pre_now", "then_now", "pre_then"):
        first, second = name.split("_")
        if first in views and second in views:
            for competence in framework.competences:
                pair = _pair(competence, views, first, second, same if before else None)
                _add(figures.setdefault("pairs", {}).setdefault(name, {}), competence.id, pair)


def _pair(competence, views, first, second, same):
    if same is not None and not same:
        views = {name: view for name, view in views.items() if name != "pre"}
        same = None
    if first not in views:
        return "missing"
    ids = [item.id for item in competence.items if same is None or item.id in same]
    rated = [id_ for id_ in ids if all(view.get(id_) is not None for view in views.values())]
    gaps = [None] * (len(competence.items) - len(rated))
    means = [_mean([views[name][id_] for id_ in rated] + gaps) for name in (first, second)]
    return "missing" if "missing" in means else "|".join(means)


def _add(part, key, value):
    part.setdefault(key, Counter())[value] += 1


def _mean(levels):
    given_levels = [level for level in levels if level is not None]
    if not given_levels or len(given_levels) * 2 < len(levels):
        return "missing"
    return str(Fraction(sum(given_levels), len(given_levels)))


def _assert_sums(framework, kept, people):
    """Alphas of the kept sums are those of the raw ratings."""
    for competence in framework.competences:
        raw = reliability.empty(len(competence.items))
        rows = [[answers[item.id] for item in competence.items] for answers in people]
        complete = [row for row in rows if None not in row]
        assert kept.get(competence.id, raw)["people"] == sum(any(level is not None for level in row) for row in rows)
        alpha = reliability.cronbach_alpha(kept.get(competence.id, raw), reliability.MissingPolicy.LISTWISE)
        columns = list(zip(*complete, strict=True))
        if isinstance(alpha, Unavailable):
            assert len(complete) < 3 or any(len(set(column)) == 1 for column in columns) or not _variance_of_total(rows)
        else:
            k, parts = len(columns), sum(variance(column) for column in columns)
            assert alpha.value == pytest.approx(k / (k - 1) * (1 - parts / variance(map(sum, complete))))


def _variance_of_total(rows):
    totals = [sum(row) for row in rows if None not in row]
    return len(set(totals)) > 1


def _assert_in_step(usage_key: str):
    plain = _plain(usage_key)
    rows = RoundStatistics.objects.filter(usage_key=usage_key).select_related("framework")
    kept = {(row.framework.digest, row.cell): (row.people, row.current) for row in rows if row.people or row.current}
    assert kept.keys() == plain.keys()
    for key_, (people, current) in kept.items():
        expected_people, figures = plain[key_]
        assert people == expected_people
        assert current.get("pairs") == figures.get("pairs")
        for view in ("now", "then"):
            assert (view in current) == (view in figures)
            if view in current:
                assert current[view]["items"] == figures[view]["items"]
                assert current[view]["scores"] == figures[view]["scores"]
                framework = from_data(next(row.framework.content for row in rows if row.framework.digest == key_[0]))
                _assert_sums(framework, current[view].get("sums", {}), figures[view]["people"])
    stages = dict(StageCount.objects.filter(usage_key=usage_key, count__gt=0).values_list("stage", "count"))
    learners = Participation.objects.filter(usage_key=usage_key, is_course_team=False)
    counts = {stage: learners.filter(**{f"{stage}_at__isnull": False}).count() for stage in STAGES}
    assert stages == {stage: count for stage, count in counts.items() if count}


def _act(host, person, name, values):
    body = {"key": key(), "version": 0, "values": values}
    return call_as(person, host.block(person), name, body)


levels = st.sampled_from(["1", "2", "3", "missing"])
somebody = st.integers(1, TEAM).map(Person)
which = st.sampled_from(["pre", "repeat", "post"])
step = st.one_of(
    st.tuples(which, st.sampled_from(["seen", "draft", "reset", "again", "edit", "group", "retire"]), somebody),
    st.tuples(which, st.just("submit"), somebody, st.lists(levels, min_size=6, max_size=6)),
    st.tuples(which, st.sampled_from(["submit", "resubmit"]), somebody, st.lists(levels, min_size=6, max_size=6)),
)


def _take(host, kind, person=None, answers=()):
    """Let one thing happen, as the platform or a page would make it happen."""
    digest = small.parse(host.fields["own_framework"]).digest
    if kind == "seen":
        _act(host, person, "mark_seen", {})
    elif kind == "draft":
        _act(host, person, "save_draft", {"framework": digest, "now.aa_1": "1"})
    elif kind in ("submit", "resubmit"):
        if kind == "resubmit":
            with suppress(Refusal):
                reopen(Place(str(host.usage_key), str(host.usage_key.context_key)), person.anonymous_id)
        views = ("now", "then") if host.fields["occasion"] == "post" else ("now",)
        given_levels = zip(FRAMEWORK.items, answers, strict=True)
        values = {f"{view}.{item}": level for item, level in given_levels for view in views}
        assert _act(host, person, "submit_round", {"framework": digest, **values}).status in (200, 409)
    elif kind == "again":
        _act(host, person, "answer_again", {})
    elif kind == "reset":
        host.block(person).clear_student_state(user_id=person.anonymous_id, item_id=host.usage_key)
    elif kind == "retire":
        erasure.retire([person.anonymous_id])
    elif kind == "edit":
        host.fields["own_framework"] = TEXTS[(TEXTS.index(host.fields["own_framework"]) + 1) % len(TEXTS)]
    else:
        host.fields["breakdown"] = "" if host.fields["breakdown"] else "target_group"


def _course():
    fields = {"framework": "own", "own_framework": TEXTS[0], "series": "s", "threshold": 5}
    more = {"ask_target_group": True, "breakdown": ""}
    return {occasion: BareHost({**fields, **more, "occasion": occasion}) for occasion in ("pre", "repeat", "post")}


@long_stories
@given(st.lists(step, min_size=8, max_size=30))
def test_figures_are_in_step_with_the_rows_at_every_step(history):
    Campus.team = {TEAM}
    hosts = _course()
    for name, *event in history:
        _take(hosts[name], *event)
        for host in hosts.values():
            _assert_in_step(str(host.usage_key))
    assert recount() == 0


answers = st.fixed_dictionaries(dict.fromkeys(FRAMEWORK.items, st.none() | st.integers(1, 3)))
VERSION = FrameworkVersion(digest=FRAMEWORK.digest, content=FRAMEWORK.as_data())


@quick
@given(st.lists(st.tuples(answers, st.none() | answers, st.none() | answers), max_size=6), st.randoms())
def test_taking_out_in_any_order_undoes_counting_in(people, random):
    rounds = [
        Round(framework=VERSION, now=now, then=then, before=before and Round(framework=VERSION, now=before))
        for now, then, before in people
    ]
    statistics: dict[str, Any] = {}
    for round_ in rounds:
        tally(statistics, round_, 1)
    assert merged([statistics]) == statistics
    random.shuffle(rounds)
    for round_ in rounds:
        tally(statistics, round_, -1)
    assert statistics == {}


@quick
@given(st.lists(answers, max_size=6), st.integers(0, 6))
def test_merged_figures_are_those_of_all_people(people, cut):
    whole: dict[str, Any] = {}
    parts: tuple[dict[str, Any], ...] = ({}, {})
    for number, now in enumerate(people):
        for statistics in (whole, parts[number >= cut]):
            tally(statistics, Round(framework=VERSION, now=now, then=None), 1)
    assert merged(parts) == whole


class TestRecount:
    @pytest.fixture
    def host(self):
        host = BareHost({"framework": "own", "own_framework": TEXTS[0], "occasion": "pre", "threshold": 5})
        for number in range(1, 7):
            _take(host, "submit", Person(number), ["1", "2", "3", "missing", "1", "2"])
        return host

    def _recount(self):
        out = StringIO()
        call_command("bizmooc_recount", stdout=out)
        # One line for each block.
        return next(line for line in out.getvalue().splitlines() if line.startswith("competence_self_assessment"))

    def test_nothing_is_wrong(self, host):
        assert self._recount() == "competence_self_assessment: 0 corrected"

    def test_tampered_statistics_are_corrected(self, host):
        row = RoundStatistics.objects.get()
        row.current["now"]["items"]["aa_1"] = {"3": 60}
        row.people = 60
        row.save()
        assert self._recount() == "competence_self_assessment: 1 corrected"
        _assert_in_step(str(host.usage_key))

    def test_tampered_stages_are_corrected(self, host):
        StageCount.objects.filter(stage="seen").update(count=99)
        assert self._recount() == "competence_self_assessment: 1 corrected"
        _assert_in_step(str(host.usage_key))

    def test_rows_that_got_lost_are_made_anew(self, host):
        RoundStatistics.objects.all().delete()
        StageCount.objects.filter(stage="seen").delete()
        assert self._recount() == "competence_self_assessment: 2 corrected"
        _assert_in_step(str(host.usage_key))
        assert self._recount() == "competence_self_assessment: 0 corrected"

    def test_what_people_see_follows_the_rules_of_release(self, host):
        RoundStatistics.objects.update(people=1, current={}, step=5)
        before = RoundStatistics.objects.values("released", "released_people", "released_at").get()
        assert before["released_people"] == 5
        self._recount()
        assert RoundStatistics.objects.values("released", "released_people", "released_at").get() == before
        Round.objects.all().delete()
        self._recount()
        row = RoundStatistics.objects.get()
        assert (row.people, row.released_people, row.released) == (0, 0, None)
