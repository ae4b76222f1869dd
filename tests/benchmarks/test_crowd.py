"""A seeded crowd is what as many people leave who hand in through the block."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.host import Host
from benchmarks.self_assessment import crowd
from benchmarks.self_assessment.ours import SelfAssessment, hand_in
from competence_self_assessment.models import Participation, Round, RoundStatistics, StageCount
from competence_self_assessment.services.recount import recount
from competence_self_assessment.statistics import merged

pytestmark = pytest.mark.django_db
# What differs between two people who do the same, or is decided by the order in which they come.
OWN = {"id", "participant", "submitted_at", "before_id", "shown", "told", "cell"}


@pytest.fixture
def host(settings: Any, tmp_path: Path) -> Host:
    settings.BENCHMARK_DATA = tmp_path
    return Host(SelfAssessment().olx())


def _rows() -> Counter[str]:
    fields = [field.attname for field in Round._meta.concrete_fields if field.attname not in OWN]
    return Counter(str(row) for row in Round.objects.values(*fields))


def _figures() -> dict[str, Any]:
    """What is kept of each block: its people, and the distributions of all of them."""
    keys = RoundStatistics.objects.values_list("usage_key", flat=True).distinct()
    rows = {key: RoundStatistics.objects.filter(usage_key=key) for key in keys}
    return {key: (sum(row.people for row in of), merged(row.current for row in of)) for key, of in rows.items()}


def _without_pairs(figures: dict[str, Any]) -> dict[str, Any]:
    # Small groups that are joined are not compared with their start: which are, depends on who comes when.
    return {key: (people, {**kept, "pairs": None}) for key, (people, kept) in figures.items()}


def _stages() -> dict[tuple[str, str], int]:
    return {(row.usage_key, row.stage): row.count for row in StageCount.objects.filter(count__gt=0)}


def _people() -> list[list[crowd.Answers]]:
    """Everybody's answers, in the order in which they were seeded."""
    rounds: dict[str, list[crowd.Answers]] = {}
    for row in Round.objects.order_by("pk"):
        one = crowd.Answers(row.occasion, row.now, row.then, row.target_group)
        rounds.setdefault(row.participant, []).append(one)
    return list(rounds.values())


@pytest.mark.parametrize(("learners", "compared"), [(15, True), (60, False)])
def test_a_crowd_is_what_people_leave(host: Host, learners: int, compared: bool) -> None:
    SelfAssessment().seed(host, learners)
    seeded = (_rows(), _figures(), _stages(), Participation.objects.count())
    people = _people()
    for model in (RoundStatistics, StageCount, Participation, Round):
        model.objects.all().delete()

    for answers in people:
        person = host.person()
        for one in answers:
            hand_in(host, person, one)

    lived = (_rows(), _figures(), _stages(), Participation.objects.count())
    assert len(people) == learners
    assert lived[0] == seeded[0]
    assert _without_pairs(lived[1]) == _without_pairs(seeded[1])
    assert lived[2:] == seeded[2:]
    if compared:
        assert lived[1] == seeded[1]


def test_the_figures_of_a_crowd_are_right_and_shown(host: Host) -> None:
    SelfAssessment().seed(host, 60)

    assert recount() == 0
    assert sum(row.released_people for row in RoundStatistics.objects.all()) > 60
