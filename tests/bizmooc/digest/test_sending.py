"""Digests: who gets one, what it says, and that nothing is lost or told twice whatever happens on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bizmooc.digest import note, sending, set_wants_mail
from bizmooc.digest.sending import send_digests
from bizmooc.models import MailState
from tests.bizmooc.digest.conftest import BLOCK, id_of
from tests.support.bare_host import COURSE, Campus

pytestmark = pytest.mark.django_db
HERE = str(COURSE)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _concerned(paper, *numbers: int, at: datetime = NOW - HOUR) -> None:
    for number in numbers:
        paper.sentences[id_of(number)] = [f"News for {number}."]
    note(HERE, [id_of(number) for number in numbers], at)


def _got() -> list[int]:
    return [user_id for to, _letter in Campus.letters for user_id in to]


def _state(number: int) -> MailState:
    return MailState.objects.get(participant=id_of(number))


class TestWho:
    def test_everybody_whom_something_concerns_once(self, paper):
        _concerned(paper, 1, 2)
        assert (send_digests(NOW), send_digests(NOW + 2 * DAY)) == (2, 0)
        assert _got() == [1, 2]

    def test_one_a_day(self, paper):
        _concerned(paper, 1)
        send_digests(NOW)
        _concerned(paper, 1, at=NOW + HOUR)
        assert send_digests(NOW + DAY - timedelta(minutes=1)) == 0
        assert send_digests(NOW + DAY) == 1

    def test_nobody_who_does_not_want_it(self, paper):
        set_wants_mail(HERE, id_of(1), wanted=False)
        _concerned(paper, 1)
        assert send_digests(NOW) == 0
        assert paper.asked == []

    def test_nobody_who_has_left(self, paper, school):
        _concerned(paper, 1, 2)
        school.enrolled = {2}
        assert send_digests(NOW) == 1
        assert _got() == [2]

    def test_a_host_that_cannot_tell_who_is_enrolled(self, paper, school):
        _concerned(paper, 1)
        school.enrolled = None
        assert send_digests(NOW) == 1

    def test_nobody_whom_the_host_does_not_know(self, paper):
        _concerned(paper, 1, 9)
        assert send_digests(NOW) == 1
        assert _state(9).owed_since is None

    def test_nobody_without_news_by_then_and_that_is_no_mail(self, paper):
        _concerned(paper, 1)
        paper.sentences.clear()
        assert send_digests(NOW) == 0
        assert (_state(1).owed_since, _state(1).sent_at) == (None, None)
        _concerned(paper, 1, at=NOW)
        assert send_digests(NOW + HOUR) == 1

    def test_who_takes_no_mail_of_the_course_is_done_with(self, paper, school):
        _concerned(paper, 1)
        school.no_mail = {1}
        assert send_digests(NOW) == 0
        assert (_state(1).owed_since, _state(1).sent_at) == (None, None)

    def test_no_digests(self, paper, settings):
        _concerned(paper, 1)
        settings.BIZMOOC = {**settings.BIZMOOC, "DIGESTS": False}
        assert send_digests(NOW) == 0
        assert _state(1).owed_since

    def test_more_than_a_batch(self, paper, monkeypatch):
        monkeypatch.setattr(sending, "BATCH", 3)
        _concerned(paper, 1, 2, 3, 4)
        assert send_digests(NOW) == 4
        assert _got() == [1, 2, 3, 4]


class TestWords:
    def test_sentences_with_the_address_of_their_block(self, paper):
        _concerned(paper, 1)
        paper.sentences[id_of(1)] = ["Two people answered\n your idea.", "One person <b> & co wrote."]
        send_digests(NOW)
        ((_to, letter),) = Campus.letters
        assert (letter.subject, letter.text, letter.address) == ("News from your course", "This is new for you:", "")
        news, closing = letter.sections
        assert news.text == "- Two people answered your idea.\n- One person <b> & co wrote."
        assert news.address == f"https://campus.example/{BLOCK}"
        assert "switch it off" in closing.text
        assert closing.address == ""

    def test_everybody_in_their_language(self, paper, school):
        school.languages = {1: "de", 3: "de", 4: "xx-unknown"}
        _concerned(paper, 1, 2, 3, 4)
        with translation.override("ar"):
            send_digests(NOW)
        assert {language: set(since) for language, since in paper.asked} == {
            "de": {id_of(1), id_of(3)},
            "en": {id_of(2)},
            "xx-unknown": {id_of(4)},
        }
        subjects = {to[0]: letter.subject for to, letter in Campus.letters}
        assert subjects[1] == subjects[3] != subjects[2] == "News from your course"

    def test_a_block_is_asked_for_what_was_written_just_before_the_note_too(self, paper):
        _concerned(paper, 1)
        send_digests(NOW)
        ((_language, since),) = paper.asked
        assert NOW - HOUR - timedelta(minutes=2) < since[id_of(1)] < NOW - HOUR


class TestTrouble:
    @pytest.fixture
    def no_mail_to(self, monkeypatch):
        """The host's mail fails for some users."""
        failing: set[int] = set()
        send = Campus.send_letter

        def send_or_fail(self, user_ids, course_key, letter):
            if failing & set(user_ids):
                raise ConnectionError
            return send(self, user_ids, course_key, letter)

        monkeypatch.setattr(Campus, "send_letter", send_or_fail)
        return failing

    def test_one_that_cannot_be_sent_holds_up_nobody_else_and_is_not_lost(self, paper, no_mail_to):
        no_mail_to.add(2)
        _concerned(paper, 1, 2, 3)
        with pytest.raises(ConnectionError):
            send_digests(NOW)
        assert _got() == [1]
        assert send_digests(NOW + HOUR) == 1
        no_mail_to.clear()
        assert send_digests(NOW + DAY) == 1
        assert _got() == [1, 3, 2]

    def test_a_process_that_is_killed_sends_nothing_twice_and_loses_nothing(self, paper):
        """Nothing of what it would do at its end is done."""
        _concerned(paper, 1, 2, 3)
        settle = sending._Batch._settle

        def killed_at_the_second(self, row, *rest):
            if row.participant == id_of(2):
                self._waiting = {}
                raise KeyboardInterrupt
            return settle(self, row, *rest)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sending._Batch, "_settle", killed_at_the_second)
            with pytest.raises(KeyboardInterrupt):
                send_digests(NOW)
        assert [send_digests(NOW + HOUR), send_digests(NOW + DAY)] == [0, 2]
        assert _got() == [1, 2, 3]

    def test_another_run_has_taken_some(self, paper, monkeypatch):
        _concerned(paper, 1, 2)
        claim = sending._Batch._claim

        def overtaken(self):
            MailState.objects.filter(participant=id_of(1)).update(sent_at=NOW - timedelta(seconds=1))
            claim(self)

        monkeypatch.setattr(sending._Batch, "_claim", overtaken)
        assert send_digests(NOW) == 1
        assert _got() == [2]

    def test_what_happens_while_mail_is_written_is_told_the_next_day(self, paper):
        _concerned(paper, 1)
        paper.meanwhile = lambda: note(HERE, [id_of(1)], NOW + timedelta(seconds=1))
        send_digests(NOW)
        paper.meanwhile = lambda: None
        assert _state(1).owed_since == NOW + timedelta(seconds=1)
        assert send_digests(NOW + HOUR) == 0
        assert send_digests(NOW + DAY) == 1
        assert _state(1).owed_since is None


def test_the_queries_of_a_batch_grow_with_letters_only(paper):
    """One for each, to say that nothing is owed any more; the rest is asked once."""
    _concerned(paper, 1, 2, 3, 4)
    with CaptureQueriesContext(connection) as captured:
        send_digests(NOW)
    queries = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
    assert len(queries) == 2 + 2 + 1 + 4, queries


def test_the_command(paper):
    _concerned(paper, 1, at=datetime.now(UTC))
    out = StringIO()
    call_command("bizmooc_digest", stdout=out)
    assert out.getvalue() == "0 teams brought up to date, 1 digests sent\n"
