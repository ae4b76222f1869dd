"""Input that no page of ours sends: a 4xx with a sentence that helps, and nothing stored; never a 5xx."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence_self_assessment.models import REFLECTION_LENGTH, Occasion, Round
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import FRAMEWORK, all_rows, key, ratings, save_draft, submit
from tests.support.bare_host import BareHost, Permissions, Person, call
from tests.support.properties import json_values, quick, typed_text

pytestmark = pytest.mark.django_db

LEARNER_WRITES = ["mark_seen", "save_draft", "submit_round", "erase_trial"]
WRITES = [*LEARNER_WRITES, "save_settings"]


def _block(host, name):
    return host.block(Person(), studio=Permissions(True) if name == "save_settings" else None)


def _assert_refused(answer, *words):
    assert 400 <= answer.status < 500, answer
    sentence = answer.body["error"]
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence[-1] in ".!"
    told = " ".join([sentence, *(text for texts in answer.body["fields"].values() for text in texts)])
    assert [word for word in words if word not in told] == []


def _assert_nothing_changes(host, name, words=(), **request):
    before = all_rows(), dict(host.fields), {number: dict(state) for number, state in host.states.items()}
    answer = call(_block(host, name), name, **request)
    _assert_refused(answer, *words)
    states = {number: state for number, state in host.states.items() if number in before[2] or state}
    assert (all_rows(), host.fields, states) == before
    return answer


names = st.sampled_from(["framework", "reflection", "now.growth_mindset_1", "then.growth_mindset_1", "threshold"])
levels = st.sampled_from(["1", "5", "missing", FRAMEWORK.digest])
form_values = st.dictionaries(names | st.text(max_size=8), st.text(max_size=8) | levels | st.lists(levels, max_size=2))
bodies = json_values | st.fixed_dictionaries(
    {"key": st.just("hypothesis-key")},
    optional={"version": st.integers() | json_values, "values": form_values | json_values},
)


@pytest.mark.parametrize("name", WRITES)
class TestAnything:
    @quick
    @given(bodies)
    def test_any_json(self, name, body):
        self._check(name, json.dumps(body).encode())

    @quick
    @given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
    def test_any_bytes(self, name, raw):
        self._check(name, raw)

    def _check(self, name, raw):
        host = BareHost()
        before = all_rows()
        answer = call(_block(host, name), name, raw=raw)
        assert answer.status == 200 or 400 <= answer.status < 500, answer
        if answer.status != 200:
            _assert_refused(answer)
            assert all_rows() == before
            assert host.fields == {}


@pytest.mark.parametrize("name", ["save_draft", "submit_round"])
class TestBadInput:
    """The lines of the issue, for drafts and for rounds."""

    def _refuse(self, name, changes, *words, fields=None, host=None):
        values = {name_: value for name_, value in (ratings() | changes).items() if value is not None}
        body = {"key": key(), "version": 0, "values": values}
        answer = _assert_nothing_changes(host or BareHost(fields or {}), name, words, body=body)
        return answer

    def test_over_long_text(self, name):
        answer = self._refuse(name, {"reflection": "x" * (REFLECTION_LENGTH + 1)}, str(REFLECTION_LENGTH))
        assert list(answer.body["fields"]) == ["reflection"]

    def test_text_at_the_limit_is_kept(self, name):
        text = "🙂" * REFLECTION_LENGTH
        values = ratings(reflection=text)
        assert call(BareHost().block(), name, {"key": key(), "version": 0, "values": values}).status == 200

    @pytest.mark.parametrize("item", ["now.none", "now.", "growth_mindset_1", "then.growth_mindset_1", "now.now", ""])
    def test_unknown_item(self, name, item):
        assert self._refuse(name, {item: "3"}, "reload").status == 400

    @pytest.mark.parametrize("level", ["0", "6", "-1", "2.5", "three", "1 ", "１", "null", "None", "on", "\x00"])
    def test_level_out_of_range(self, name, level):
        answer = self._refuse(name, {"now.growth_mindset_1": level}, "choose")
        assert list(answer.body["fields"]) == ["now.growth_mindset_1"]

    @pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\x7f", "\uffff"])
    def test_control_characters(self, name, character):
        answer = self._refuse(name, {"reflection": f"a{character}b"}, "remove")
        assert list(answer.body["fields"]) == ["reflection"]

    @pytest.mark.parametrize("digest", ["", "0" * 64, FRAMEWORK.digest.upper(), FRAMEWORK.digest + "0", "\ud7ff"])
    def test_stale_framework(self, name, digest):
        assert self._refuse(name, {"framework": digest}, "reload").status == 409

    def test_missing_framework(self, name):
        assert self._refuse(name, {"framework": None}, "reload").status == 409

    def test_another_blocks_form(self, name):
        fields = {"framework": "own", "own_framework": small.text()}
        assert self._refuse(name, {}, "reload", fields=fields).status == 409

    def test_a_form_for_the_other_occasion(self, name):
        changes = {f"then.{item}": "3" for item in FRAMEWORK.items}
        assert self._refuse(name, changes, "reload").status == 400

    def test_a_submitted_round(self, name):
        host = BareHost()
        submit(host.block(), ratings("2"))
        assert self._refuse(name, {}, "already", host=host).status == 409

    def test_a_body_over_the_limit(self, name):
        raw = json.dumps({"key": key(), "values": ratings(reflection="x" * 300_000)}).encode()
        assert _assert_nothing_changes(BareHost(), name, ["shorten"], raw=raw).status == 413

    def test_malformed_json(self, name):
        assert _assert_nothing_changes(BareHost(), name, ["reload"], raw=b'{"key": "').status == 400

    def test_a_broken_framework(self, name):
        fields = {"framework": "own", "own_framework": "id: [broken"}
        assert self._refuse(name, {}, "cannot be read", "Line 1", fields=fields).status == 409

    def test_a_framework_that_does_not_ship(self, name):
        assert self._refuse(name, {}, "choose another", fields={"framework": "gone"}).status == 409

    def test_closed(self, name, campus):
        campus.start = datetime(2020, 1, 1, tzinfo=UTC)
        answer = self._refuse(name, {}, "closed", fields={"closes_after_days": 1})
        assert answer.status == 409

    def test_not_yet_open(self, name, campus):
        campus.start = datetime(2999, 1, 1, tzinfo=UTC)
        assert self._refuse(name, {}, "opens", fields={"opens_after_days": 0}).status == 409


def test_everything_missing_is_named_field_by_field():
    answer = submit(BareHost().block(), {"framework": FRAMEWORK.digest})
    assert answer.status == 422
    assert set(answer.body["fields"]) == {f"now.{item}" for item in FRAMEWORK.items}
    assert "15 answers" in answer.body["error"]


def test_a_form_of_another_block_is_stored_where_it_was_sent():
    first, second = BareHost(), BareHost()
    submit(first.block(), ratings("1"))
    submit(second.block(), ratings("2"))
    assert {one.usage_key: set(one.now.values()) for one in Round.objects.all()} == {
        str(first.usage_key): {1},
        str(second.usage_key): {2},
    }


def test_nothing_a_learner_sends_sets_what_authors_set():
    host = BareHost()
    for name in ("series", "occasion", "participation_points", "threshold"):
        assert submit(host.block(), ratings() | {name: "9"}).status == 400
    submit(host.block(), ratings())
    stored = Round.objects.get()
    assert (stored.series_key, stored.occasion) == ("self_view", Occasion.PRE)
    assert host.fields == {}


SETTINGS = {
    "display_name": "A title",
    "framework": "learning_to_learn",
    "occasion": "pre",
    "series": "a-series",
    "participation_points": "0",
    "threshold": "10",
}


class TestSettings:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("display_name", ""),
            ("display_name", "x" * 101),
            ("display_name", "a\x00b"),
            ("introduction", "x" * 5_001),
            ("introduction", "a\x1bb"),
            ("framework", "none"),
            ("framework", "own"),
            ("own_framework", "id: [broken"),
            ("own_framework", "x" * 150_001),
            ("occasion", "later"),
            ("series", "With Space"),
            ("series", "ü"),
            ("series", "a\n"),
            ("series", "x" * 65),
            ("opens_after_days", "-1"),
            ("opens_after_days", "1e3"),
            ("opens_after_days", "NaN"),
            ("opens_after_days", "9" * 5_000),
            ("closes_after_days", "0"),
            ("participation_points", "-1"),
            ("participation_points", "101"),
            ("participation_points", "2.5"),
            ("threshold", "4"),
            ("threshold", "1001"),
            ("threshold", "ten"),
        ],
    )
    def test_each_is_refused_at_its_field(self, name, value):
        host = BareHost({"display_name": "As it was"})
        body = {"key": key(), "values": SETTINGS | {name: value}}
        answer = _assert_nothing_changes(host, "save_settings", body=body)
        assert answer.status == 422
        assert set(answer.body["fields"]) == {"own_framework" if value == "own" else name}

    def test_closing_before_opening(self):
        body = {"key": key(), "values": SETTINGS | {"opens_after_days": "7", "closes_after_days": "7"}}
        answer = _assert_nothing_changes(BareHost(), "save_settings", body=body)
        assert list(answer.body["fields"]) == ["closes_after_days"]

    @pytest.mark.parametrize("name", ["has_rows", "credited_points", "olx_problems", "due", "visible_to_staff_only"])
    def test_other_fields_cannot_be_set(self, name):
        body = {"key": key(), "values": SETTINGS | {name: "1"}}
        assert _assert_nothing_changes(BareHost(), "save_settings", body=body).status == 400

    def test_good_settings_are_kept(self):
        host = BareHost()
        values = SETTINGS | {"introduction": "<p>Hello</p>", "opens_after_days": "", "closes_after_days": "30"}
        answer = call(_block(host, "save_settings"), "save_settings", {"key": key(), "values": values})
        assert answer.status == 200, answer
        assert host.fields["introduction"] == "<p>Hello</p>"
        assert (host.fields["closes_after_days"], "opens_after_days" in host.fields) == (30, False)


@quick
@given(typed_text)
def test_a_reflection_is_kept_as_it_was_typed(text):
    host = BareHost()
    answer = submit(host.block(), ratings(reflection=text))
    assert answer.status == 200, answer
    assert Round.objects.get(usage_key=str(host.usage_key)).reflections.get("", "") == text.strip()


def test_a_refused_draft_keeps_the_one_before():
    host = BareHost()
    save_draft(host.block(), {"now.growth_mindset_1": "4"})
    before = all_rows()
    refused = save_draft(host.block(), {"now.growth_mindset_1": "9"}, version=1)
    assert refused.status == 422
    assert all_rows() == before
