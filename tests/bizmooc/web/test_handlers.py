"""Requests that no page of ours sends: each is turned down with a sentence, and the handler never runs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webob import Request
from xblock.core import XBlock

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.handlers import File, handler
from tests.support.bare_host import BareHost, Person, call
from tests.support.properties import json_values, quick

KEY = "request-0001"


@XBlock.wants("user", "studio_user_permissions")
class Recorder(XBlock):
    """A block that keeps the calls that came through."""

    calls: list

    @handler(Audience.LEARNER, "POST")
    def write(self, call):
        self.calls.append(call)
        if "refuse" in call.values:
            raise Refusal(409, "no", {"field": ["why"]})
        return {"text": call.values.get("text", "")}

    @handler(Audience.LEARNER, "GET")
    def read(self, call):
        self.calls.append(call)
        return {"read": True}

    @handler(Audience.LEARNER, "GET")
    def take(self, call):
        return File("ä;1", "text/csv", "own.csv") if call.values else File("<p>", "text/html")


@pytest.fixture(autouse=True)
def _bare(settings):
    settings.BIZMOOC = {"PLATFORM": "bizmooc.hosting.platform.NoPlatform"}


@pytest.fixture
def block():
    return recorder()


def recorder(person=None):
    block = BareHost(block_class=Recorder, block_type="recorder").block(person)
    block.calls = []
    return block


def _assert_turned_down(block, answer, status):
    assert answer.status == status, answer
    assert len(answer.body["error"].split()) > 2
    assert set(answer.body) == {"error", "fields"}
    assert block.calls == []


def test_a_whole_request_comes_through(block):
    answer = call(block, "write", {"key": KEY, "version": 3, "values": {"text": "é🙂", "list": ["a", "b"]}})
    assert (answer.status, answer.body) == (200, {"text": "é🙂"})
    (taken,) = block.calls
    assert (taken.key, taken.version, taken.values["list"]) == (KEY, 3, ["a", "b"])
    assert taken.write_key.participant == Person().anonymous_id


def test_a_refusal_is_an_answer(block):
    answer = call(block, "write", {"key": KEY, "values": {"refuse": "1"}})
    assert (answer.status, answer.body) == (409, {"error": "no", "fields": {"field": ["why"]}})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"nonsense",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"{'key': 1}",
        b'{"key": "request-0001", "version": 0} x',
        b"[" * 100_000,
        b'{"values":' * 20_000,
        b'{"version": ' + b"9" * 10_000 + b"}",
        b'{"key": "request-0001\x00"}',
    ],
)
def test_what_is_not_json(block, raw):
    _assert_turned_down(block, call(block, "write", raw=raw), 400)


@pytest.mark.parametrize("body", [None, [], "text", 1, True, {}, {"key": None}, {"key": KEY, "more": 1}])
def test_json_of_another_shape(block, body):
    _assert_turned_down(block, call(block, "write", body), 400)


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "request 0001", "request-0001\n", "réquest-0001", 12345678, []])
def test_keys_that_no_page_makes(block, key):
    _assert_turned_down(block, call(block, "write", {"key": key, "values": {}}), 400)


@pytest.mark.parametrize(
    "version", ["true", "false", "1.0", "1e3", "-1", "2147483648", "1" + "0" * 400, '"1"', "null", "NaN", "Infinity"]
)
def test_versions_that_are_no_version(block, version):
    raw = f'{{"key": "{KEY}", "version": {version}, "values": {{}}}}'.encode()
    _assert_turned_down(block, call(block, "write", raw=raw), 400)


@pytest.mark.parametrize("version", [0, 2**31 - 1])
def test_versions_at_the_limits(block, version):
    assert call(block, "write", {"key": KEY, "version": version, "values": {}}).status == 200


@pytest.mark.parametrize(
    "value", ["1", "1.5", "true", "null", "{}", '{"a": "b"}', "[1]", '["a", null]', '[["a"]]', "NaN", "-Infinity"]
)
def test_values_that_no_form_sends(block, value):
    raw = f'{{"key": "{KEY}", "values": {{"text": {value}}}}}'.encode()
    _assert_turned_down(block, call(block, "write", raw=raw), 400)


@pytest.mark.parametrize("values", ["null", "[]", '"text"', "1"])
def test_values_that_are_no_form(block, values):
    _assert_turned_down(block, call(block, "write", raw=f'{{"key": "{KEY}", "values": {values}}}'.encode()), 400)


@pytest.mark.parametrize("value", [r'"\ud800"', r'"a\udfffb"', r'["fine", "\udc00"]', r'"\udc00\ud800"'])
def test_lone_surrogates(block, value):
    raw = f'{{"key": "{KEY}", "values": {{"text": {value}}}}}'.encode()
    _assert_turned_down(block, call(block, "write", raw=raw), 400)


def test_a_pair_of_surrogates_is_a_character(block):
    raw = f'{{"key": "{KEY}", "values": {{"text": "\\ud83d\\ude42"}}}}'.encode()
    assert call(block, "write", raw=raw).body == {"text": "🙂"}


def test_of_names_that_come_twice_one_value_is_taken(block):
    raw = f'{{"key": "another-key", "key": "{KEY}", "values": {{"text": "a"}}, "values": {{"text": "b"}}}}'.encode()
    assert call(block, "write", raw=raw).body == {"text": "b"}
    assert block.calls[0].key == KEY


@pytest.mark.parametrize(("size", "status"), [(1_000, 200), (1_001, 413), (5_000_000, 413)])
def test_bodies_are_limited(block, settings, size, status):
    settings.BIZMOOC = {**settings.BIZMOOC, "MAX_BODY_BYTES": 1_000}
    raw = json.dumps({"key": KEY, "values": {}}).encode().ljust(size)
    answer = call(block, "write", raw=raw)
    assert answer.status == status
    assert len(block.calls) == (status == 200)


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"]
)
def test_only_json_is_read(block, content_type):
    body = {"key": KEY, "values": {}}
    _assert_turned_down(block, call(block, "write", body, content_type=content_type), 415)


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8"])
def test_json_may_name_its_charset(block, content_type):
    assert call(block, "write", {"key": KEY, "values": {}}, content_type=content_type).status == 200


@pytest.mark.parametrize(
    ("name", "method"), [("write", "GET"), ("write", "PUT"), ("write", "DELETE"), ("read", "POST"), ("read", "OPTIONS")]
)
def test_each_handler_has_its_method(block, name, method):
    _assert_turned_down(block, call(block, name, {"key": KEY, "values": {}}, method=method), 405)


def test_answers_are_not_kept_by_caches():
    block = recorder()
    response = block.runtime.handle(block, "read", Request.blank("/handler/read"))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "application/json"


def test_a_suffix_changes_nothing(block):
    response = block.runtime.handle(block, "read", Request.blank("/handler/read/../x"), "../x")
    assert response.status_int == 200


@quick
@given(json_values | st.fixed_dictionaries({"key": st.just(KEY), "values": json_values, "version": json_values}))
def test_any_json_is_answered(body):
    block = recorder()
    answer = call(block, "write", body)
    assert answer.status in (200, 400, 409)
    assert len(block.calls) == (answer.status != 400)


@quick
@given(st.binary(max_size=300))
def test_any_bytes_are_answered(raw):
    block = recorder()
    assert call(block, "write", raw=raw).status == 400
    assert block.calls == []


class TestFiles:
    """A read may answer a file, or a page of its own."""

    def _take(self, query=""):
        block = recorder()
        return block.runtime.handle(block, "take", Request.blank(f"/handler/take{query}"))

    def test_a_file_to_keep(self):
        response = self._take("?format=csv")
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert response.headers["Content-Disposition"] == 'attachment; filename="own.csv"'
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.body == "ä;1".encode()

    def test_a_page_runs_nothing(self):
        response = self._take()
        assert "Content-Disposition" not in response.headers
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
