"""What a mail tells: what waits for its reader when it is sent; never what they did, or have seen, themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from creativity_team_exercise.models import HelpEntry
from creativity_team_exercise.news import news_of
from creativity_team_exercise.services.come import come
from creativity_team_exercise.services.upkeep import catch_up
from creativity_team_exercise.techniques import Kind
from tests.creativity_team_exercise.services.people import (
    COURSE,
    HERE,
    RULES,
    Clock,
    actor,
    join,
    plan,
    rules,
    step,
    write,
)

pytestmark = pytest.mark.django_db
ANNA, BEN = (f"{number:032x}" for number in (1, 2))


@pytest.fixture
def clock(monkeypatch):
    """The time, which a test lets go by."""
    return Clock(monkeypatch)


def told(since: datetime, *people: str) -> dict[str, list[str]]:
    """Return what people are told, by person."""
    catch_up(timezone.now())
    with translation.override("en"):
        found = news_of(COURSE, dict.fromkeys(people or (ANNA, BEN), since))
    assert {one.usage_key for news in found.values() for one in news} <= {HERE.usage_key}
    return {person: [one.sentence for one in news] for person, news in found.items()}


def test_a_sheet_has_come(clock):
    join(1, rules(size=2)), join(2, rules(size=2))
    since = clock.now
    clock.wait(49)
    sentence = "A sheet has come to you, until March 6, 2026, 9 a.m.: “x”."
    assert told(since) == {ANNA: [sentence], BEN: [sentence]}


def test_not_to_those_who_have_seen_it_or_are_done(clock):
    join(1, rules(size=2)), join(2, rules(size=2))
    since = clock.now
    clock.wait(49)
    come(actor(1), RULES)
    assert set(told(since)) == {BEN}
    write(2, "One", "Two")
    assert told(since) == {}


def test_a_step_has_begun(clock):
    two = rules(plan(step("first", Kind.WRITE, wanted=1), step("second", Kind.WRITE, wanted=1)), size=3)
    join(1, two), join(2, two)
    since = clock.now
    clock.wait(49)
    sentence = "A step has begun in your team, open until March 6, 2026, 9 a.m.: “x”."
    assert told(since) == {ANNA: [sentence], BEN: [sentence]}


def test_a_step_closes_soon(clock):
    join(1, rules(size=2)), join(2, rules(size=2))
    clock.wait(1)
    since = clock.now
    assert told(since) == {}
    clock.wait(24)
    assert told(since, ANNA) == {ANNA: ["A step closes on March 4, 2026, 9 a.m.: “x”."]}
    assert told(clock.now, ANNA) == {}


def test_not_to_those_who_are_done(clock):
    join(1, rules(size=3)), join(2, rules(size=3))
    since = clock.now
    write(1, "Two")
    clock.wait(25)
    assert set(told(since)) == {BEN}


def test_those_who_stayed_away_are_left_alone_until_the_result_is_there(clock):
    join(1, rules(size=2)), join(2, rules(size=2))
    clock.wait(49)
    come(actor(1), RULES)
    since = clock.now
    clock.wait(48)
    assert BEN not in told(since)
    clock.wait(24 * 30)
    assert told(since, BEN) == {BEN: ["Your team has gone through all the steps: its result is there."]}


def test_whoever_works_alone_is_told_nothing(clock):
    join(1, alone=True)
    since = clock.now - timedelta(hours=1)
    assert told(since) == {}


def test_two_teams_have_become_one(clock):
    team = join(1, rules(size=2)).team
    clock.wait(1)
    keys = {"usage_key": team.usage_key, "course_key": team.course_key}
    HelpEntry.objects.create(team=team, act=HelpEntry.Act.MERGED, **keys)
    HelpEntry.objects.update(created_at=clock.now)
    (sentence,) = told(clock.now - timedelta(minutes=1), ANNA)[ANNA]
    assert sentence.startswith("Your team and another one have become one")
    assert told(clock.now, ANNA) == {}


def test_three_queries_for_many(clock, django_assert_num_queries):
    for number in range(1, 9):
        join(number, rules(size=2))
    clock.wait(49)
    catch_up(clock.now)
    since = {f"{number:032x}": clock.now - timedelta(hours=2) for number in range(1, 9)}
    with django_assert_num_queries(3):
        assert len(news_of(COURSE, since)) == 8
