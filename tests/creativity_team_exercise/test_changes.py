"""What open pages ask now and then: numbers of one's own team, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bizmooc.hosting.people import Enrolled
from tests.creativity_team_exercise.acting import act, all_rows, done, exercise, hand_in, home, join, parsed
from tests.creativity_team_exercise.test_pages import let_time_go_by
from tests.support.bare_host import COURSE, BareHost, Person

pytestmark = pytest.mark.django_db
ME, OTHER, THIRD = (Person(number) for number in (1, 2, 3))


@pytest.fixture
def host(campus, client, django_user_model) -> BareHost:
    """An exercise of the person who asks."""
    user = django_user_model.objects.create_user("me")
    client.force_login(user)
    campus.enrolled = None
    campus.people = [Enrolled(1, user.id, "me", "", (ME.anonymous_id,))]
    return exercise(size=2)


def ask(client: Any, host: BareHost) -> dict[str, Any]:
    """Return what the view answers."""
    address = {"course_key": str(COURSE), "usage_key": str(host.usage_key)}
    return client.get(reverse("bizmooc:creativity_team_exercise:changes", kwargs=address)).json()


def drawn(host: BareHost) -> tuple[str, str]:
    """Return the stage and the number of changes that the page shows."""
    page = parsed(home(host, ME)).xpath("//*[@data-stage]")[0]
    return page.get("data-stage"), page.get("data-change")


def is_same(client: Any, host: BareHost, shown: tuple[str, str]) -> bool:
    """Tell whether a page would say nothing, as its script decides it."""
    answer = ask(client, host)
    return shown[0].startswith(answer["stage"] + ".") and shown[1] == str(answer["change"])


def test_nothing_before_one_has_begun(client, host):
    join(host, OTHER)
    assert ask(client, host) == {"stage": "", "change": 0}


def test_what_somebody_of_the_team_does_is_told(client, host):
    join(host, ME)
    shown = drawn(host)
    assert is_same(client, host, shown)
    join(host, OTHER)
    assert not is_same(client, host, shown)
    shown = drawn(host)
    done(hand_in(host, OTHER, "sheets", "Two"))
    assert not is_same(client, host, shown)


def test_what_another_team_does_is_not(client, host):
    join(host, ME), join(host, OTHER)
    shown = drawn(host)
    join(host, THIRD)
    done(hand_in(host, THIRD, "sheets", "Two"))
    assert is_same(client, host, shown)


def test_what_the_clock_has_ended_is_told_before_anybody_writes_it(client, host):
    join(host, ME), join(host, OTHER)
    shown = drawn(host)
    let_time_go_by(host)
    before = all_rows()
    assert not is_same(client, host, shown)
    assert all_rows() == before
    assert is_same(client, host, drawn(host))


def test_that_one_has_come_oneself_is_no_news(client, host):
    join(host, ME), join(host, OTHER)
    let_time_go_by(host)
    stage, _change = drawn(host)
    change = done(act(host, ME, "mark_seen", stage=stage)).body["change"]
    assert is_same(client, host, (stage, str(change)))


def test_asks_little_of_the_database(client, host, django_assert_max_num_queries):
    join(host, ME), join(host, OTHER)
    with django_assert_max_num_queries(4):
        ask(client, host)
    let_time_go_by(host)
    with django_assert_max_num_queries(7):
        ask(client, host)
