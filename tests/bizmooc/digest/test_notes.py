"""Whom something concerns: noted once, cheaply, also by many at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bizmooc.digest import note, notes, set_wants_mail, wants_mail
from bizmooc.models import MailState
from tests.bizmooc.digest.conftest import id_of
from tests.support.bare_host import COURSE

pytestmark = pytest.mark.django_db
HERE = str(COURSE)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _owed() -> dict[str, datetime | None]:
    return dict(MailState.objects.filter(course_key=HERE).values_list("participant", "owed_since"))


def test_the_first_time_counts():
    note(HERE, [id_of(1)], NOW)
    note(HERE, [id_of(2), id_of(1), id_of(2)], NOW + timedelta(hours=1))
    assert _owed() == {id_of(1): NOW, id_of(2): NOW + timedelta(hours=1)}


def test_without_a_time_it_is_now():
    before = datetime.now(UTC)
    note(HERE, [id_of(1)])
    assert before <= _owed()[id_of(1)] <= datetime.now(UTC)


def test_courses_are_apart():
    note("course-v1:Org+Other+2026", [id_of(1)], NOW)
    assert _owed() == {}


def test_it_is_one_query_for_everybody_who_is_known(django_assert_num_queries):
    everybody = [id_of(number) for number in range(100)]
    with django_assert_num_queries(3):
        note(HERE, everybody, NOW)
    with django_assert_num_queries(1):
        note(HERE, everybody, NOW)
    with django_assert_num_queries(0):
        note(HERE, [], NOW)


def test_nothing_is_noted_where_no_mail_is_sent(settings):
    settings.BIZMOOC = {**settings.BIZMOOC, "DIGESTS": False}
    note(HERE, [id_of(1)], NOW)
    assert _owed() == {}


def test_nor_on_a_host_without_courses():
    note("", [id_of(1)], NOW)
    assert not MailState.objects.exists()


def test_somebody_who_is_added_meanwhile(monkeypatch):
    """Between the look and the insert another request has been: with what is owed, nothing is lost."""
    add = notes._add

    def overtaken(rows, at):
        set_wants_mail(HERE, id_of(1), wanted=True)
        add(rows, at)

    monkeypatch.setattr(notes, "_add", overtaken)
    note(HERE, [id_of(1), id_of(2)], NOW)
    assert _owed() == {id_of(1): NOW, id_of(2): NOW}


class TestWish:
    def test_everybody_until_they_say_no(self):
        assert wants_mail(HERE, id_of(1))
        note(HERE, [id_of(1)], NOW)
        assert wants_mail(HERE, id_of(1))
        set_wants_mail(HERE, id_of(1), wanted=False)
        assert not wants_mail(HERE, id_of(1))
        assert wants_mail("course-v1:Org+Other+2026", id_of(1))
        set_wants_mail(HERE, id_of(1), wanted=True)
        assert wants_mail(HERE, id_of(1))

    @pytest.mark.parametrize("wanted", [True, False])
    def test_what_happened_before_is_not_told_any_more(self, wanted):
        note(HERE, [id_of(1)], NOW)
        set_wants_mail(HERE, id_of(1), wanted=wanted)
        assert _owed() == {id_of(1): None}
