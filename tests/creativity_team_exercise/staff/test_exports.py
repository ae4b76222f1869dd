"""Files for the course team: what is in them, what is in none, and that size costs only time."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bizmooc.hosting.participant import Place
from bizmooc.hosting.people import Enrolled
from bizmooc.lifecycle import erasure
from bizmooc.models import AccessLog, BackgroundTask
from creativity_team_exercise import staff_handlers
from creativity_team_exercise.models import Choice, Entry, Member, Turn
from creativity_team_exercise.services import help as helping
from creativity_team_exercise.staff import exports
from creativity_team_exercise.staff.exports import CHOICES, ENTRIES, PARTICIPATION, TURNS, WHATS, Export
from creativity_team_exercise.standing import standing
from tests.creativity_team_exercise.acting import act, done, exercise, hand_in, join, member
from tests.creativity_team_exercise.staff.course_team import ANNA, BEN, CARLA, STAFF, fill, look
from tests.support.bare_host import COURSE, BareHost, Campus, Person
from tests.support.hostile import XSS

pytestmark = pytest.mark.django_db
PSEUDONYMOUS = (ENTRIES, CHOICES, TURNS)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "\u200b=1", "=cmd|' /C calc'!A0"]


def _export(host: BareHost, what: str) -> Export:
    return Export(Place.of(host.block()), what)


def _rows(host: BareHost, what: str) -> list[dict[str, str]]:
    text = "".join(_export(host, what).lines()).lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def _lively() -> BareHost:
    """Anna and Ben are a team, Anna is done with the first round; Carla works alone. One choice was made."""
    host = exercise(size=2)
    for person in (ANNA, BEN):
        join(host, person, f"Idea of {person.number}")
    join(host, CARLA, "Idea of 3", alone="yes")
    first = host.block().rules.plan.technique.steps[0]
    done(hand_in(host, ANNA, first.id, *(f"Another one, {number}" for number in range(first.wanted - 1))))
    helping.close_stage(Place.of(host.block()), "", member(host, ANNA).team_id, "")
    entry, anna = Entry.objects.get(text="Idea of 1"), member(host, ANNA)
    Choice.objects.create(
        team=anna.team, usage_key=str(host.usage_key), course_key=str(COURSE), participant=anna.participant,
        seat=anna.seat, step_id="dots", entry=entry, value=2,
    )  # fmt: skip
    return host


class TestRows:
    def test_entries(self):
        host = _lively()
        rows = {row["text"]: row for row in _rows(host, ENTRIES)}
        first = rows["Idea of 1"]
        assert (first["step"], first["step_id"], first["round"], first["source"]) == ("1", "sheets", "1", "own")
        assert (first["hidden"], first["from_pool"], first["late"], first["copy"]) == ("no", "no", "no", "no")
        assert rows["Idea of 3"]["source"] == "alone"
        assert first["team"] == rows["Idea of 2"]["team"] != rows["Idea of 3"]["team"]

    def test_people_have_the_same_pseudonym_everywhere(self):
        host = _lively()
        entry = {row["text"]: row for row in _rows(host, ENTRIES)}["Idea of 1"]
        choice = _rows(host, CHOICES)[0]
        assert (choice["person"], choice["entry"], choice["value"]) == (entry["person"], entry["entry"], "2")
        turns = [row for row in _rows(host, TURNS) if row["person"] == entry["person"]]
        assert [(row["round"], row["ended"], row["on_time"]) for row in turns] == [("1", "yes", "yes"), ("2", "no", "")]

    def test_who_was_not_done(self):
        host = _lively()
        ben = {row["text"]: row for row in _rows(host, ENTRIES)}["Idea of 2"]["person"]
        turn = next(row for row in _rows(host, TURNS) if row["person"] == ben)
        assert (turn["came"], turn["done_at"], turn["ended"], turn["on_time"]) == ("yes", "", "yes", "no")

    def test_people_are_named_for_grading_alone(self):
        host = _lively()
        Campus.people = [Enrolled(1, ANNA.number, "anna", "Anna A.", (ANNA.anonymous_id,))]
        rows = _rows(host, PARTICIPATION)
        assert len(rows) == 3
        anna = next(row for row in rows if row["user_name"] == "anna")
        assert (anna["name"], anna["steps_done"]) == ("Anna A.", "1")
        for what in PSEUDONYMOUS:
            text = "".join(_export(host, what).lines())
            aliases = Member.objects.values_list("alias", flat=True)
            assert not [name for name in ("anna", "Anna A.", ANNA.anonymous_id, *aliases) if name in text], what

    def test_what_is_graded_is_what_people_have_standing_for(self):
        host = _lively()
        rows = {row["name_in_exercise"]: row for row in _rows(host, PARTICIPATION)}
        for person in (ANNA, BEN, CARLA):
            row = rows[member(host, person).alias]
            own = standing(host.block().viewer(_participant(person, host)))
            assert (int(row["steps_asked"]), int(row["percent"])) == (len(own.asked), round(100 * own.share))


def _participant(person: Person, host: BareHost):
    from bizmooc.hosting.participant import Participant

    return Participant.of(host.block(person))


class TestWhatIsInNone:
    def test_what_was_erased(self):
        host = _lively()
        erasure.reset("creativity_team_exercise", str(host.usage_key), ANNA.anonymous_id)
        text = "".join("".join(_export(host, what).lines()) for what in WHATS)
        assert "Idea of 1" not in text
        assert exports.Export(Place.of(host.block()), ENTRIES).pseudonym(ANNA.anonymous_id) not in text

    def test_another_block(self):
        _lively()
        assert not [row for what in WHATS for row in _rows(exercise(), what)]

    def test_trials_are_not_graded(self):
        host = _lively()
        Member.objects.update(is_course_team=True)
        assert not _rows(host, PARTICIPATION)

    def test_hidden_entries_are_marked(self):
        host = _lively()
        entry = Entry.objects.get(text="Idea of 1")
        helping.hide_entry(Place.of(host.block()), "", entry.pk, "x")
        assert {row["text"]: row["hidden"] for row in _rows(host, ENTRIES)}["Idea of 1"] == "yes"


@pytest.mark.parametrize("text", [*FORMULAS, *XSS])
def test_no_cell_is_a_formula(text):
    host = exercise()
    join(host, ANNA, text[:500])
    Entry.objects.update(tag=text[:40])
    for row in _rows(host, ENTRIES):
        for cell in row.values():
            assert not cell.lstrip(" \u200b").startswith(("=", "+", "-", "@", "|", "%")), cell


class TestSize:
    def test_queries_by_the_thousand_rows_and_flat_memory(self):
        host = _lively()
        fill(host, 700, people=4, present=4)
        for what in (ENTRIES, TURNS, PARTICIPATION):
            export = _export(host, what)
            tracemalloc.start()
            with CaptureQueriesContext(connection) as queries:
                count = sum(1 for _line in export.lines())
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert count > 2_800
            # One for each thousand, two more where people are graded; the plan once.
            assert len(queries) <= count // 1_000 * (2 if what == PARTICIPATION else 1) + 3, what
            assert peak < 16_000_000, what


class TestAsking:
    @pytest.fixture
    def course_staff(self, client, django_user_model):
        user = django_user_model.objects.create_user("ivo")
        Campus.staff = {user.id}
        client.force_login(user)
        return client

    def _address(self, task: BackgroundTask) -> str:
        return reverse("bizmooc:creativity_team_exercise:export", args=[task.course_key, task.usage_key, task.token])

    @pytest.mark.parametrize("what", WHATS)
    def test_prepared_written_down_and_sent(self, what, course_staff):
        host = _lively()
        answer = done(act(host, STAFF, "start_export", what=what))
        task = BackgroundTask.objects.get()
        assert self._address(task) in answer.body["html"]
        logged = AccessLog.objects.get()
        assert (logged.act, logged.people) == (f"export_{what}", _export(host, what).total)
        response = course_staff.get(self._address(task))
        assert b"".join(response.streaming_content).decode() == "".join(_export(host, what).lines())
        assert response["Content-Disposition"] == f'attachment; filename="{what}-{task.token[:8]}.csv"'
        assert response["Cache-Control"] == "private, no-store"

    def test_nothing_yet(self):
        assert act(exercise(), STAFF, "start_export", what=ENTRIES).status == 409

    def test_another_file_than_there_is(self):
        assert act(exercise(), STAFF, "start_export", what="passwords").status == 422

    def test_not_for_others(self, course_staff):
        done(act(_lively(), STAFF, "start_export", what=ENTRIES))
        address = self._address(BackgroundTask.objects.get())
        assert Client().get(address).status_code == 403
        assert course_staff.post(address, "{}", "application/json").status_code == 405
        Campus.staff = set()
        assert course_staff.get(address).status_code == 403

    def test_only_for_a_week_and_only_of_this_block(self, course_staff):
        host = _lively()
        done(act(host, STAFF, "start_export", what=ENTRIES))
        task = BackgroundTask.objects.get()
        other = reverse(
            "bizmooc:creativity_team_exercise:export", args=[str(COURSE), str(exercise().usage_key), task.token]
        )
        assert course_staff.get(other).status_code == 404
        BackgroundTask.objects.update(created_at=timezone.now() - timezone.timedelta(days=8))
        assert course_staff.get(self._address(task)).status_code == 404
        assert "Download" not in look(host, "show_exports")

    @pytest.fixture
    def large(self, monkeypatch):
        monkeypatch.setattr(staff_handlers, "STREAMED_ROWS", 1)
        monkeypatch.setattr(exports, "BATCH", 1)
        return _lively()

    def test_large_ones_are_made_in_the_background(self, large, settings, django_capture_on_commit_callbacks):
        settings.BIZMOOC = {**settings.BIZMOOC, "RUN_TASKS": "inline"}
        Campus.storage = InMemoryStorage()
        with django_capture_on_commit_callbacks(execute=True):
            done(act(large, STAFF, "start_export", what=PARTICIPATION))
        task = BackgroundTask.objects.get()
        assert (task.state, task.done, task.total, task.makes_file) == ("done", 3, 3, True)
        assert Campus.storage.open(task.file_name).read().decode() == "".join(_export(large, PARTICIPATION).lines())

    def test_a_host_without_a_place_for_files_says_so(self, large):
        assert act(large, STAFF, "start_export", what=ENTRIES).status == 409
        assert not BackgroundTask.objects.exists()

    def test_who_is_erased_is_in_no_file_any_more(self, large, settings, django_capture_on_commit_callbacks):
        settings.BIZMOOC = {**settings.BIZMOOC, "RUN_TASKS": "inline"}
        Campus.storage = InMemoryStorage()
        with django_capture_on_commit_callbacks(execute=True):
            done(act(large, STAFF, "start_export", what=PARTICIPATION))
            erasure.reset("creativity_team_exercise", str(large.usage_key), ANNA.anonymous_id)
        assert not BackgroundTask.objects.exists()
        assert Turn.objects.filter(participant="").exists()
