"""Kept figures through any history of learners who come and go: always what a recount of the rows gives."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.lifecycle import erasure
from competence_self_assessment.frameworks.model import from_data
from competence_self_assessment.models import STAGES, Participation, Round, RoundStatistics, StageCount
from competence_self_assessment.services.recount import recount
from competence_self_assessment.statistics import tally
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key
from tests.support.bare_host import BareHost, Campus, Person, call_as
from tests.support.properties import long_stories, quick

pytestmark = pytest.mark.django_db
TEXTS = (small.text(), small.text(small.reword("bb_2")))
FRAMEWORK = small.framework()
TEAM = 5


def _recounted(usage_key: str) -> dict[str, tuple[int, dict[str, Any]]]:
    """People and statistics by framework digest, counted from the rows in the plainest way."""
    result: dict[str, tuple[int, dict[str, Any]]] = {}
    for round_ in Round.objects.filter(usage_key=usage_key, is_course_team=False).select_related("framework"):
        people, figures = result.get(round_.framework.digest, (0, {}))
        for view in ("now", "then"):
            answers = getattr(round_, view)
            if answers is not None:
                part = figures.setdefault(view, {"items": {}, "scores": {}})
                _count(part, answers, from_data(round_.framework.content))
        result[round_.framework.digest] = (people + 1, figures)
    return result


def _count(part, answers, framework):
    for item, level in answers.items():
        counter = part["items"].setdefault(item, Counter())
        counter["missing" if level is None else str(level)] += 1
    for competence in framework.competences:
        given_levels = [answers[item.id] for item in competence.items if answers[item.id] is not None]
        enough = given_levels and len(given_levels) * 2 >= len(competence.items)
        score = f"{sum(given_levels) / len(given_levels):.4f}" if enough else "missing"
        part["scores"].setdefault(competence.id, Counter())[score] += 1


def _assert_in_step(host):
    usage_key = str(host.usage_key)
    kept = {
        row.framework.digest: (row.people, row.current)
        for row in RoundStatistics.objects.filter(usage_key=usage_key).select_related("framework")
        if row.people or row.current
    }
    assert kept == _recounted(usage_key)
    stages = dict(StageCount.objects.filter(usage_key=usage_key, count__gt=0).values_list("stage", "count"))
    learners = Participation.objects.filter(usage_key=usage_key, is_course_team=False)
    counts = {stage: learners.filter(**{f"{stage}_at__isnull": False}).count() for stage in STAGES}
    assert stages == {stage: count for stage, count in counts.items() if count}


def _act(host, person, name, values):
    body = {"key": key(), "version": 0, "values": values}
    return call_as(person, host.block(person), name, body)


levels = st.sampled_from(["1", "2", "3", "missing"])
somebody = st.integers(1, TEAM).map(Person)
step = st.one_of(
    st.tuples(st.just("seen"), somebody),
    st.tuples(st.just("draft"), somebody),
    st.tuples(st.just("submit"), somebody, st.lists(levels, min_size=6, max_size=6)),
    st.tuples(st.just("submit"), somebody, st.lists(levels, min_size=6, max_size=6)),
    st.tuples(st.just("reset"), somebody),
    st.tuples(st.just("retire"), somebody),
    st.tuples(st.just("edit")),
    st.tuples(st.just("occasion")),
)


def _take(host, kind, person=None, answers=()):
    """Let one thing happen, as the platform or a page would make it happen."""
    text = host.fields["own_framework"]
    digest = small.parse(text).digest
    if kind == "seen":
        _act(host, person, "mark_seen", {})
    elif kind == "draft":
        _act(host, person, "save_draft", {"framework": digest, "now.aa_1": "1"})
    elif kind == "submit":
        views = ("now", "then") if host.fields["occasion"] == "post" else ("now",)
        given_levels = zip(FRAMEWORK.items, answers, strict=True)
        values = {f"{view}.{item}": level for item, level in given_levels for view in views}
        assert _act(host, person, "submit_round", {"framework": digest, **values}).status in (200, 409)
    elif kind == "reset":
        host.block(person).clear_student_state(user_id=person.anonymous_id, item_id=host.usage_key)
    elif kind == "retire":
        erasure.retire([person.anonymous_id])
    elif kind == "edit":
        host.fields["own_framework"] = TEXTS[text == TEXTS[0]]
    else:
        host.fields["occasion"] = "pre" if host.fields["occasion"] == "post" else "post"


@long_stories
@given(st.lists(step, min_size=4, max_size=16))
def test_figures_are_in_step_with_the_rows_at_every_step(history):
    Campus.team = {TEAM}
    host = BareHost({"framework": "own", "own_framework": TEXTS[0], "occasion": "pre"})
    for event in history:
        _take(host, *event)
        _assert_in_step(host)
    assert recount() == 0


answers = st.fixed_dictionaries(dict.fromkeys(FRAMEWORK.items, st.none() | st.integers(1, 3)))


@quick
@given(st.lists(st.tuples(answers, st.none() | answers), max_size=6), st.randoms())
def test_taking_out_in_any_order_undoes_counting_in(rounds, random):
    statistics: dict[str, Any] = {}
    for now, then in rounds:
        tally(statistics, FRAMEWORK, {"now": now, "then": then}, 1)
    random.shuffle(rounds)
    for now, then in rounds:
        tally(statistics, FRAMEWORK, {"now": now, "then": then}, -1)
    assert statistics == {}


class TestRecount:
    @pytest.fixture
    def host(self):
        host = BareHost({"framework": "own", "own_framework": TEXTS[0], "occasion": "pre"})
        for number in range(1, 7):
            _take(host, "submit", Person(number), ["1", "2", "3", "missing", "1", "2"])
        return host

    def _recount(self):
        out = StringIO()
        call_command("bizmooc_recount", stdout=out)
        return out.getvalue().strip()

    def test_nothing_is_wrong(self, host):
        assert self._recount() == "competence_self_assessment: 0 corrected"

    def test_tampered_statistics_are_corrected(self, host):
        row = RoundStatistics.objects.get()
        row.current["now"]["items"]["aa_1"] = {"3": 60}
        row.people = 60
        row.save()
        assert self._recount() == "competence_self_assessment: 1 corrected"
        _assert_in_step(host)

    def test_tampered_stages_are_corrected(self, host):
        StageCount.objects.filter(stage="seen").update(count=99)
        assert self._recount() == "competence_self_assessment: 1 corrected"
        _assert_in_step(host)

    def test_rows_that_got_lost_are_made_anew(self, host):
        RoundStatistics.objects.all().delete()
        StageCount.objects.filter(stage="seen").delete()
        assert self._recount() == "competence_self_assessment: 2 corrected"
        _assert_in_step(host)
        assert self._recount() == "competence_self_assessment: 0 corrected"

    def test_what_people_see_is_not_touched(self, host):
        before = RoundStatistics.objects.values("released", "released_people", "released_at").get()
        assert before["released_people"] == 5
        RoundStatistics.objects.update(people=1, current={})
        self._recount()
        assert RoundStatistics.objects.values("released", "released_people", "released_at").get() == before

    def test_figures_of_too_few_do_not_stay_to_be_seen(self, host):
        Round.objects.filter(participant__gt=Person(4).anonymous_id).delete()
        self._recount()
        row = RoundStatistics.objects.get()
        assert (row.people, row.released_people, row.released) == (4, 0, None)
