"""Who was shown names is written down once for each request, without the names."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bizmooc.hosting.audit import record
from bizmooc.hosting.participant import Participant, Place
from bizmooc.lifecycle import erasure
from bizmooc.models import AccessLog
from tests.support.bare_host import COURSE

pytestmark = pytest.mark.django_db
HERE = Place("usage", str(COURSE))
ANNA = Participant("a" * 32, 8, True, True, True, False, False, False)
BERT = replace(ANNA, anonymous_id="b" * 32, user_id=9)


def test_an_entry_says_who_what_where_and_how_many(caplog):
    caplog.set_level(logging.INFO, logger="bizmooc.hosting.audit")
    record(HERE, ANNA, "list_not_started", request_key="key-00001", people=100)
    entry = AccessLog.objects.get()
    assert (entry.viewer, entry.act, entry.people) == (ANNA.anonymous_id, "list_not_started", 100)
    assert (entry.usage_key, entry.course_key) == ("usage", str(COURSE))
    assert caplog.messages == [f"list_not_started by user 8 in {COURSE}, block usage: 100 people"]


def test_a_repeat_of_a_request_is_written_once():
    for viewer in (ANNA, ANNA, BERT):
        record(HERE, viewer, "list_not_started", request_key="key-00001", people=1)
    assert AccessLog.objects.count() == 2


def test_who_retires_leaves_entries_without_a_person():
    for viewer in (ANNA, BERT):
        record(HERE, viewer, "list_not_started", request_key="key-00001", people=1)
    assert erasure.retire([ANNA.anonymous_id, BERT.anonymous_id]) == 2
    assert list(AccessLog.objects.values_list("viewer", flat=True)) == ["", ""]


def test_nobody_wipes_entries_by_resetting_their_own_state():
    record(HERE, ANNA, "list_not_started", request_key="key-00001", people=1)
    erasure.reset("competence_self_assessment", "usage", ANNA.anonymous_id)
    assert AccessLog.objects.get().viewer == ANNA.anonymous_id
