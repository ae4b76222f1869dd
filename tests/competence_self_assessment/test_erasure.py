"""Somebody goes: nothing of them is left anywhere, and everybody else's is as it was."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from bizmooc.lifecycle import receivers
from competence_self_assessment.models import FrameworkVersion, Round, RoundStatistics, StageCount
from tests.competence_self_assessment.acting import all_rows, key, ratings, save_draft, submit
from tests.support.bare_host import COURSE, BareHost, Person, call

pytestmark = pytest.mark.django_db
ANNA, BERT = Person(0xA11A), Person(0xBE27)
WORDS = "Something only Anna would write"


def _everything_stored() -> str:
    """Every cell of every table of the database as one text."""
    cells: list[Any] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the database's own names
            cells += [cell for row in cursor.fetchall() for cell in row]
    return "\n".join(map(str, cells))


@pytest.fixture
def hosts():
    """Two blocks in which both people handed in, and one in which both have a draft."""
    hosts = [BareHost({"series": "one"}), BareHost({"series": "two"}), BareHost({"series": "three"})]
    for host in hosts:
        for person, words in ((BERT, "Bert's words"), (ANNA, WORDS)):
            save_draft(host.block(person), {"now.growth_mindset_1": "4", "reflection": words})
            if host is not hosts[2]:
                submit(host.block(person), ratings(reflection=words))
    return hosts


def _nothing_is_left_of_anna():
    stored = _everything_stored()
    return ANNA.anonymous_id not in stored and WORDS not in stored


def test_the_scan_finds_what_is_there(hosts):
    stored = _everything_stored()
    assert ANNA.anonymous_id in stored
    assert WORDS in stored
    assert "Bert's words" in stored


class TestRetirement:
    @pytest.fixture
    def retired(self, hosts, campus):
        campus.ids = {ANNA.number: ["f" * 32, ANNA.anonymous_id]}
        receivers.retire_learner(sender=None, user=SimpleNamespace(id=ANNA.number))

    def test_nothing_is_left(self, hosts, retired):
        assert _nothing_is_left_of_anna()

    def test_everybody_elses_is_as_it_was(self, hosts, retired):
        stored = _everything_stored()
        assert BERT.anonymous_id in stored
        assert stored.count("Bert's words") == 3
        assert "csa-profile" in hosts[0].block(BERT).student_view({}).content

    def test_the_figures_are_those_of_the_rest(self, hosts, retired):
        assert set(RoundStatistics.objects.values_list("people", flat=True)) == {1}
        assert set(StageCount.objects.values_list("count", flat=True)) == {1}
        answers = [row.current["now"]["items"]["growth_mindset_1"] for row in RoundStatistics.objects.all()]
        assert answers == [{"3": 1}, {"3": 1}]

    def test_a_second_time_changes_nothing(self, hosts, retired):
        before = all_rows()
        receivers.retire_learner(sender=None, user=SimpleNamespace(id=ANNA.number))
        assert all_rows() == before


class TestReset:
    def test_one_block_forgets_and_the_others_do_not(self, hosts):
        hosts[0].block(Person(8)).clear_student_state(
            user_id=ANNA.anonymous_id, course_id=str(COURSE), item_id=hosts[0].usage_key, requesting_user_id="x"
        )
        here = [row for rows in all_rows().values() for row in rows if row.get("usage_key") == str(hosts[0].usage_key)]
        assert not [row for row in here if row.get("participant") == ANNA.anonymous_id]
        assert Round.objects.filter(participant=ANNA.anonymous_id).count() == 1
        assert Round.objects.filter(participant=BERT.anonymous_id).count() == 2

    def test_it_works_on_a_block_that_is_bound_to_nobody(self, hosts):
        block = hosts[0].block(Person(is_authenticated=False))
        block.clear_student_state(user_id=ANNA.anonymous_id, item_id=hosts[0].usage_key)
        assert Round.objects.filter(usage_key=str(hosts[0].usage_key)).count() == 1

    def test_the_learner_may_begin_again(self, hosts):
        hosts[0].block().clear_student_state(user_id=ANNA.anonymous_id, item_id=hosts[0].usage_key)
        hosts[0].states.pop(ANNA.number)
        assert "csa-profile" not in hosts[0].block(ANNA).student_view({}).content
        assert submit(hosts[0].block(ANNA), ratings("5")).status == 200

    def test_an_old_page_cannot_bring_the_draft_back(self, hosts):
        hosts[2].block().clear_student_state(user_id=ANNA.anonymous_id, item_id=hosts[2].usage_key)
        late = save_draft(hosts[2].block(ANNA), {"now.growth_mindset_1": "4", "reflection": WORDS}, version=1)
        assert late.status == 409

    def test_the_flag_that_finds_the_learner_is_set_by_every_first_write(self):
        for name, values in (("mark_seen", {}), ("save_draft", ratings()), ("submit_round", ratings())):
            host = BareHost()
            call(host.block(ANNA), name, {"key": key(), "version": 0, "values": values})
            assert host.states[ANNA.number]["has_rows"] is True


class TestDeletedCourse:
    def test_nothing_of_the_course_is_left(self, hosts):
        receivers.forget_course(sender=None, course_key=COURSE)
        assert _nothing_is_left_of_anna()
        left = {name: rows for name, rows in all_rows().items() if rows}
        assert set(left) == {"competence_self_assessment.FrameworkVersion"}
        assert str(COURSE) not in _everything_stored()

    def test_frameworks_hold_nothing_of_people_or_courses(self):
        names = {field.name for field in FrameworkVersion._meta.get_fields() if not field.auto_created}
        assert names == {"digest", "content", "created_at"}


def test_the_registry_covers_this_app():
    models = {model.__name__ for model in apps.get_app_config("competence_self_assessment").get_models()}
    assert models == {"FrameworkVersion", "Participation", "Draft", "Round", "Plan", "StageCount", "RoundStatistics"}
