"""Requests that no page of the course team sends: a 4xx with a sentence, nothing sent, nothing stored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.competence_self_assessment.acting import all_rows, learners
from tests.competence_self_assessment.staff.people import STAFF, enrol
from tests.support.bare_host import BareHost, Campus, call
from tests.support.hostile import XSS, dangers
from tests.support.properties import json_values, quick

pytestmark = pytest.mark.django_db
WRITES = ["list_not_started", "remind_learners", "prepare_export", "reopen_round"]

names = st.sampled_from(["after", "subject", "text", "confirmed", "learner", "threshold", "usage_key"])
texts = st.text(max_size=8) | st.sampled_from(["-1", "1e9", "0", "person1", "\x00", "٣", "'; --"])
values = st.dictionaries(names | st.text(max_size=4), texts | st.lists(texts, max_size=2), max_size=4)
bodies = json_values | st.fixed_dictionaries({"key": st.just("hypothesis-key")}, optional={"values": values})


@pytest.mark.parametrize("name", WRITES)
class TestAnything:
    @quick
    @given(bodies)
    def test_any_json(self, name, body):
        self._check(name, json.dumps(body).encode())

    @quick
    @given(st.binary(max_size=100))
    def test_any_bytes(self, name, raw):
        self._check(name, raw)

    def _check(self, name, raw):
        host = BareHost({"allow_reopening": True})
        answer = call(host.block(STAFF), name, raw=raw)
        if answer.status != 200:
            assert 400 <= answer.status < 500, answer
            assert len(answer.body["error"].split()) > 2
        assert not Campus.letters


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("field", ["usage_key", "course_key", "threshold", "participant", "token"])
def test_no_field_makes_it_another_block_or_rule(name, field):
    host = BareHost({"allow_reopening": True})
    enrol([1])
    learners(host, [1])
    before = all_rows()
    given_too = {
        "list_not_started": {},
        "remind_learners": {"subject": "s", "text": "t", "confirmed": "yes"},
        "prepare_export": {},
        "reopen_round": {"learner": "person1"},
    }[name]
    answer = call(host.block(STAFF), name, {"key": "hostile-key-1", "values": {**given_too, field: "1"}})
    assert (answer.status, all_rows()) == (400, before)


@pytest.mark.parametrize("text", XSS)
def test_texts_of_people_stay_texts(text):
    host = BareHost({"allow_reopening": True, "display_name": text})
    enrol([1])
    Campus.people[0] = Campus.people[0].__class__(1, 1, text, text, ())
    pages = [
        call(host.block(STAFF), "list_not_started", {"key": "hostile-key-2", "values": {}}),
        call(host.block(STAFF), "show_not_started", method="GET"),
    ]
    for answer in pages:
        assert answer.status == 200
        assert dangers(answer.body["html"]) == []
