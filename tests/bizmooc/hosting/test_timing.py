"""When a block is open: by default always, else by offsets from the course's start, and until the due date."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from bizmooc.hosting.timing import Window, window_of
from tests.support.bare_host import BareHost, Campus

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def campus(settings):
    settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus"}
    campus = Campus.reset()
    campus.start = START
    return campus


def _window(opens=None, closes=None, dates=(None, None), **fields):
    block = SimpleNamespace(scope_ids=BareHost().block().scope_ids, **fields)
    opens_at, closes_at = dates
    return window_of(block, opens_after_days=opens, closes_after_days=closes, opens_at=opens_at, closes_at=closes_at)


def test_a_block_is_open_by_default():
    assert _window() == Window(None, None)
    assert _window().is_open


def test_offsets_are_days_from_the_start_of_the_course():
    assert _window(opens=0, closes=14) == Window(START, START + timedelta(days=14))


@pytest.mark.parametrize(("opens", "closes"), [(3, 5), (0, 1), (None, 1), (3, None)])
def test_without_a_start_nothing_is_closed(campus, opens, closes):
    campus.start = None
    assert _window(opens, closes) == Window(None, None)


def test_a_due_date_without_a_time_zone_is_universal_time():
    due = START + timedelta(days=2)
    assert _window(due=due.replace(tzinfo=None)).closes == due


def test_due_closes_a_block_after_its_grace():
    due = START + timedelta(days=2)
    assert _window(due=due).closes == due
    assert _window(due=due, graceperiod=timedelta(hours=5)).closes == due + timedelta(hours=5)
    assert _window(due=due, graceperiod=None).closes == due
    assert _window(due=None, graceperiod=timedelta(hours=5)).closes is None


def test_what_closes_first_counts():
    due = START + timedelta(days=2)
    assert _window(closes=1, due=due).closes == START + timedelta(days=1)
    assert _window(closes=9, due=due).closes == due


def test_the_blocks_own_due_is_not_changed():
    block = SimpleNamespace(scope_ids=BareHost().block().scope_ids, due=START, graceperiod=timedelta(days=1))
    window_of(block, opens_after_days=None, closes_after_days=None)
    window_of(block, opens_after_days=None, closes_after_days=None)
    assert block.due == START


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        (None, None, "open"),
        (-1, None, "open"),
        (0, None, "open"),
        (1, None, "not yet"),
        (None, 1, "open"),
        (None, 0, "closed"),
        (None, -1, "closed"),
        (-2, -1, "closed"),
        (1, 2, "not yet"),
        (-1, 1, "open"),
    ],
)
def test_the_clock_decides(monkeypatch, opens, closes, state):
    monkeypatch.setattr(timezone, "now", lambda: START)
    moments = [None if days is None else START + timedelta(days=days) for days in (opens, closes)]
    window = Window(*moments)
    assert (window.not_yet_open, window.closed, window.is_open) == {
        "open": (False, False, True),
        "not yet": (True, False, False),
        "closed": (False, True, False),
    }[state]


class TestFixedDates:
    OPENS, CLOSES = START + timedelta(days=4), START + timedelta(days=8)

    def test_they_open_and_close(self):
        assert _window(dates=(self.OPENS, self.CLOSES)) == Window(self.OPENS, self.CLOSES)

    def test_a_date_without_a_time_zone_is_universal_time(self):
        assert _window(dates=(self.OPENS.replace(tzinfo=None), None)).opens == self.OPENS

    def test_the_narrowest_limits_count(self):
        assert _window(opens=1, closes=20, dates=(self.OPENS, self.CLOSES)) == Window(self.OPENS, self.CLOSES)
        assert _window(opens=5, closes=6, dates=(self.OPENS, self.CLOSES)) == Window(
            START + timedelta(days=5), START + timedelta(days=6)
        )
        assert _window(dates=(None, self.CLOSES), due=START).closes == START

    def test_they_are_not_used_where_each_learner_keeps_their_own_pace(self, campus):
        campus.self_paced = True
        assert _window(opens=1, dates=(self.OPENS, self.CLOSES)) == Window(START + timedelta(days=1), None)

    def test_they_do_without_a_start_of_the_course(self, campus):
        campus.start = None
        assert _window(closes=3, dates=(self.OPENS, self.CLOSES)) == Window(self.OPENS, self.CLOSES)
