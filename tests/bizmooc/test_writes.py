"""Writing once: repeats, conflicts, failures, deadlocks."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection, transaction

from bizmooc import writes
from bizmooc.hosting.participant import Place
from bizmooc.models import WriteReceipt
from bizmooc.refusal import Refusal
from bizmooc.writes import WriteKey, digest_of, in_transaction, write_once

PLACE = Place("block-v1:a+b+c+type@x+block@1", "course-v1:a+b+c")


def _key(request_key="request-1", content="same", participant="a" * 32, place=PLACE):
    return WriteKey(place, participant, request_key, digest_of(content))


class Counter:
    """An action that counts how often it was carried out, and fails as often as it is told."""

    def __init__(self, *failures):
        self.calls, self.failures = 0, list(failures)

    def __call__(self):
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"


@pytest.fixture
def _outermost(monkeypatch):
    """As in a handler, where no transaction is open: here it is the test's own. And nobody waits."""
    monkeypatch.setattr(writes, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(writes.time, "sleep", lambda seconds: None)


@pytest.mark.django_db
class TestOnce:
    def test_a_repeat_is_not_carried_out(self):
        action = Counter()
        assert [write_once(_key(), action) for _repeat in range(3)] == ["done", None, None]
        assert action.calls == 1

    def test_one_key_stands_for_one_content(self):
        write_once(_key(), Counter())
        action = Counter()
        with pytest.raises(Refusal) as refused:
            write_once(_key(content="other"), action)
        assert refused.value.status == 409
        assert action.calls == 0

    @pytest.mark.parametrize(
        "other", [{"request_key": "request-2"}, {"participant": "b" * 32}, {"place": Place("another", "course")}]
    )
    def test_keys_are_each_persons_own_in_each_block(self, other):
        action = Counter()
        write_once(_key(), action)
        assert write_once(_key(**other), action) == "done"

    def test_a_failing_action_leaves_no_receipt_and_can_be_sent_again(self):
        with pytest.raises(RuntimeError):
            write_once(_key(), Counter(RuntimeError("broken")))
        assert not WriteReceipt.objects.exists()
        assert write_once(_key(), Counter()) == "done"

    def test_what_a_failing_action_wrote_is_gone(self):
        def write_and_fail():
            WriteReceipt.objects.create(usage_key="x", course_key="y", participant="z", request_key="k")
            raise Refusal(422, "no")

        with pytest.raises(Refusal):
            write_once(_key(), write_and_fail)
        assert not WriteReceipt.objects.exists()


def _mysql(code):
    error = OperationalError(code, "as the driver words it")
    error.__cause__ = Exception(code, "as the driver words it")
    return error


def _postgres(state):
    error = OperationalError("as the driver words it")
    error.__cause__ = type("DriverError", (Exception,), {"sqlstate": state})()
    return error


CONFLICTS = [
    pytest.param(lambda: _mysql(1213), id="MySQL deadlock"),
    pytest.param(lambda: _mysql(1205), id="MySQL lock wait timeout"),
    pytest.param(lambda: _mysql(1020), id="MariaDB record changed"),
    pytest.param(lambda: OperationalError(1213, "without a cause"), id="deadlock, bare"),
    pytest.param(lambda: _postgres("40P01"), id="PostgreSQL deadlock"),
    pytest.param(lambda: _postgres("40001"), id="PostgreSQL serialization"),
    pytest.param(lambda: OperationalError("database is locked"), id="SQLite"),
]
OTHERS = [
    pytest.param(lambda: _mysql(2006), id="server has gone away"),
    pytest.param(lambda: _mysql(1054), id="unknown column"),
    pytest.param(lambda: OperationalError("no such table: x"), id="no such table"),
    pytest.param(lambda: _postgres("57P01"), id="PostgreSQL shutdown"),
    pytest.param(lambda: OperationalError(), id="without words"),
]


@pytest.mark.django_db
@pytest.mark.usefixtures("_outermost")
class TestConflicts:
    @pytest.mark.parametrize("conflict", CONFLICTS)
    def test_a_conflict_is_tried_again(self, conflict):
        action = Counter(conflict(), conflict())
        assert write_once(_key(), action) == "done"
        assert action.calls == 3
        assert WriteReceipt.objects.count() == 1

    def test_not_for_ever(self, settings):
        settings.BIZMOOC = {**settings.BIZMOOC, "WRITE_ATTEMPTS": 3}
        action = Counter(*(_mysql(1213) for _attempt in range(9)))
        with pytest.raises(OperationalError):
            in_transaction(action)
        assert action.calls == 3

    @pytest.mark.parametrize("other", OTHERS)
    def test_other_errors_are_raised_at_once(self, other):
        action = Counter(other())
        with pytest.raises(OperationalError):
            write_once(_key(), action)
        assert action.calls == 1
        assert not WriteReceipt.objects.exists()

    def test_a_refusal_is_not_tried_again(self):
        action = Counter(Refusal(409, "no"))
        with pytest.raises(Refusal):
            in_transaction(action)
        assert action.calls == 1


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_the_action_runs_in_one(self):
        assert not connection.in_atomic_block
        assert in_transaction(lambda: connection.in_atomic_block)

    def test_inside_an_outer_one_only_its_owner_can_try_again(self):
        action = Counter(_mysql(1213))
        with transaction.atomic(), pytest.raises(OperationalError):
            in_transaction(action)
        assert action.calls == 1

    def test_a_conflict_undoes_what_was_written_before_the_next_try(self):
        def write_then_meet_a_conflict():
            WriteReceipt.objects.create(usage_key="x", course_key="y", participant="z", request_key="k")
            if not conflicts:
                conflicts.append(1)
                raise _mysql(1213)

        conflicts: list[int] = []
        in_transaction(write_then_meet_a_conflict)
        assert WriteReceipt.objects.count() == 1


def test_waits_grow_and_differ(monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(writes.time, "sleep", waits.append)
    monkeypatch.setattr(writes, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(writes.random, "uniform", lambda low, high: high)

    class NoTransaction:
        def __enter__(self):
            return None

        def __exit__(self, *error):
            return None

    monkeypatch.setattr(writes.transaction, "atomic", NoTransaction)
    in_transaction(Counter(*(_mysql(1213) for _attempt in range(4))))
    assert waits == sorted(set(waits))
    assert sum(waits) < 5


def test_a_digest_does_not_depend_on_the_order_of_keys():
    assert digest_of({"a": "1", "b": ["2", "3"]}) == digest_of({"b": ["2", "3"], "a": "1"})
    assert digest_of({"a": ["2", "3"]}) != digest_of({"a": ["3", "2"]})
    assert digest_of({"a": "1"}) != digest_of({"a": 1})
    assert len(digest_of({"text": "\ud800"})) == 64
