"""What happened within seconds is moved to the weeks in which it is to have happened."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from preview.seeding import timeline as module
from preview.seeding.timeline import Timeline

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def acts_at(monkeypatch, *seconds):
    """A timeline with an act at each of these seconds after NOW, meant to be a week apart."""
    line = Timeline()
    for number, second in enumerate(seconds):
        monkeypatch.setattr(module.timezone, "now", lambda second=second: NOW + timedelta(seconds=second))
        line.now_is(NOW - 10 * WEEK + number * WEEK)
    return line


def test_a_time_goes_with_the_act_that_it_belongs_to(monkeypatch):
    line = acts_at(monkeypatch, 0, 5, 9)
    assert line.moved(NOW) == NOW - 10 * WEEK
    assert line.moved(NOW + timedelta(seconds=7)) == NOW - 9 * WEEK + timedelta(seconds=2)
    assert line.moved(NOW + timedelta(seconds=60)) == NOW - 8 * WEEK + timedelta(seconds=51)


def test_what_was_before_everything_stays(monkeypatch):
    line = acts_at(monkeypatch, 5)
    assert line.moved(NOW) == NOW


def test_the_clock_itself_is_left_alone():
    before = timezone.now()
    Timeline().now_is(NOW)
    assert timezone.now() >= before
