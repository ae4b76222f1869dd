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
from peer_idea_board import staff_handlers
from peer_idea_board.models import Feedback, Idea, Member, Vote
from peer_idea_board.staff import exports
from peer_idea_board.staff.exports import FEEDBACK, IDEAS, PARTICIPATION, REUSE, VOTES, WHATS, Export
from peer_idea_board.studio.seeds import as_data, seeds_of
from tests.peer_idea_board.acting import STRUCTURE, act, board, done, give, post
from tests.peer_idea_board.staff.course_team import ANNA, BEN, CARLA, STAFF, hide, key_of, look
from tests.support.bare_host import COURSE, BareHost, Campus, Person
from tests.support.hostile import XSS

pytestmark = pytest.mark.django_db
PSEUDONYMOUS = (IDEAS, FEEDBACK, VOTES, REUSE)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "%0A=1", "\u200b=1", "=cmd|' /C calc'!A0"]


def _export(host: BareHost, what: str) -> Export:
    return Export(Place.of(host.block()), what, (1, 3))


def _rows(host: BareHost, what: str) -> list[dict[str, str]]:
    text = "".join(_export(host, what).lines()).lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def _lively() -> BareHost:
    """A board with two ideas, one feedback and one vote."""
    host = board()
    first = post(host, ANNA, "A tool library", tags="tools, street", may_be_reused="on")
    post(host, BEN, "A repair café")
    done(act(host, BEN, "take_turn", idea=first.pk))
    give(host, BEN, first)
    done(act(host, BEN, "vote_for_idea", idea=first.pk, dots=1))
    return host


class TestRows:
    def test_ideas(self):
        host = _lively()
        rows = _rows(host, IDEAS)
        assert [row["title"] for row in rows] == ["A tool library", "A repair café"]
        assert (rows[0]["tags"], rows[0]["feedback"], rows[0]["votes"]) == ("tools, street", "1", "1")
        assert (rows[0]["state"], rows[0]["may_be_reused"], rows[1]["may_be_reused"]) == ("live", "yes", "no")
        required = [part.id for part in STRUCTURE.parts if part.is_required]
        assert all(rows[0][f"part.{part}"] for part in required)

    def test_feedback_and_votes_name_their_idea_and_person_as_the_ideas_do(self):
        host = _lively()
        ideas = {row["title"]: row for row in _rows(host, IDEAS)}
        given, vote = _rows(host, FEEDBACK)[0], _rows(host, VOTES)[0]
        for row in (given, vote):
            assert row["idea"] == ideas["A tool library"]["idea"]
            assert row["person"] == ideas["A repair café"]["person"]
        assert {given[f"rating.{one.id}"] for one in STRUCTURE.criteria} == {"2"}

    def test_people_are_named_for_grading_alone(self):
        host = _lively()
        Campus.people = [Enrolled(1, ANNA.number, "anna", "Anna A.", (ANNA.anonymous_id,))]
        rows = {row["user_name"]: row for row in _rows(host, PARTICIPATION)}
        assert (rows["anna"]["name"], rows["anna"]["ideas_posted"], rows["anna"]["percent_of_quota"]) == (
            "Anna A.",
            "1",
            "25",
        )
        # Whom the host does not know any more is there without a name.
        assert rows[""]["feedback_given"] == "1"
        for what in PSEUDONYMOUS:
            text = "".join(_export(host, what).lines())
            aliases = Member.objects.values_list("alias", flat=True)
            assert not [name for name in ("anna", "Anna A.", ANNA.anonymous_id, *aliases) if name in text]

    def test_ideas_for_later_runs_are_those_whose_authors_agreed_and_fit_a_board_of_theirs(self):
        host = _lively()
        rows = _rows(host, REUSE)
        assert [row["title"] for row in rows] == ["A tool library"]
        assert set(rows[0]) == {"title", "tags", *(f"part.{part.id}" for part in STRUCTURE.parts)}
        content = {name.removeprefix("part."): text for name, text in rows[0].items() if name.startswith("part.")}
        seed = {"id": "s1", "title": rows[0]["title"], "content": content, "tags": rows[0]["tags"].split(", ")}
        assert as_data(seeds_of([seed])[0])["tags"] == ["tools", "street"]


class TestWhatIsInNone:
    def test_what_was_taken_back(self):
        host = _lively()
        done(act(host, ANNA, "withdraw_idea", idea=Idea.objects.get(title="A tool library").pk))
        assert "A tool library" not in "".join("".join(_export(host, what).lines()) for what in PSEUDONYMOUS)
        assert not _rows(host, FEEDBACK)
        assert not _rows(host, VOTES)

    def test_what_was_erased(self):
        host = _lively()
        erasure.reset("peer_idea_board", str(host.usage_key), ANNA.anonymous_id)
        assert [row["title"] for row in _rows(host, IDEAS)] == ["A repair café"]

    def test_what_is_hidden_is_in_the_first_with_its_state(self):
        host = _lively()
        hide(host, key_of(Idea.objects.get(title="A tool library")))
        assert [row["state"] for row in _rows(host, IDEAS)] == ["hidden", "live"]
        assert not [row for what in (FEEDBACK, VOTES, REUSE) for row in _rows(host, what)]

    def test_hidden_feedback(self):
        host = _lively()
        hide(host, key_of(Feedback.objects.get()))
        assert not _rows(host, FEEDBACK)

    def test_another_block(self):
        _lively()
        assert not [row for what in WHATS for row in _rows(board(), what)]

    def test_trials_are_not_graded_nor_reused(self):
        host = board()
        post(host, CARLA, "Only a trial", may_be_reused="on")
        Idea.objects.update(is_course_team=True)
        assert not _rows(host, REUSE)
        Member.objects.update(is_course_team=True)
        assert not _rows(host, PARTICIPATION)


@pytest.mark.parametrize("text", [*FORMULAS, *XSS])
def test_no_cell_is_a_formula(text):
    host = board()
    idea = post(host, ANNA, f"{text}"[:110], may_be_reused="on", tags=text.replace(",", "")[:30] or "x")
    give(
        host,
        BEN,
        idea,
        works=f"{text} and so on, for at least forty characters in all.",
        next_step=f"{text} and so on, as it is asked for by the form below.",
    )
    for what in (IDEAS, FEEDBACK, REUSE):
        for row in _rows(host, what):
            for cell in row.values():
                assert not cell.lstrip(" \u200b").startswith(("=", "+", "-", "@", "|", "%")), (what, cell)


class TestSize:
    def test_queries_by_the_thousand_rows_and_flat_memory(self):
        host = _lively()
        _crowd(Idea.objects.get(title="A tool library"), 5_000)
        for what in WHATS:
            export = _export(host, what)
            tracemalloc.start()
            with CaptureQueriesContext(connection) as queries:
                count = sum(1 for _line in export.lines())
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert count > 5_000
            # Five full pages of a thousand and a short one; before these, the structures.
            assert len(queries) <= 8, what
            assert peak < 16_000_000, what


def _crowd(idea: Idea, count: int) -> None:
    """Let there be many more of everything."""
    given, vote = Feedback.objects.get(), Vote.objects.get()
    member = Member.objects.get(participant=idea.participant)
    for row in (idea, given, vote, member):
        copies = []
        for number in range(count):
            copy = type(row).objects.model(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields})
            copy.pk, copy.participant = None, f"{number + 100_000:032x}"
            if isinstance(copy, Member):
                copy.alias = f"Name {number}"
            copies.append(copy)
        type(row).objects.bulk_create(copies, batch_size=2_000)


class TestAsking:
    @pytest.fixture
    def course_staff(self, client, django_user_model):
        user = django_user_model.objects.create_user("ivo")
        Campus.staff = {user.id}
        client.force_login(user)
        return client

    def _address(self, task: BackgroundTask) -> str:
        return reverse("bizmooc:peer_idea_board:export", args=[task.course_key, task.usage_key, task.token])

    @pytest.mark.parametrize("what", WHATS)
    def test_prepared_written_down_and_sent(self, what, course_staff):
        host = _lively()
        answer = done(act(host, STAFF, "prepare_export", what=what))
        task = BackgroundTask.objects.get()
        assert self._address(task) in answer.body["html"]
        assert (AccessLog.objects.get().act, AccessLog.objects.get().people) == (
            f"export_{what}",
            _export(host, what).total,
        )
        response = course_staff.get(self._address(task))
        assert b"".join(response.streaming_content).decode() == "".join(_export(host, what).lines())
        assert response["Content-Disposition"] == f'attachment; filename="{what}-{task.token[:8]}.csv"'
        assert response["Cache-Control"] == "private, no-store"

    def test_nothing_yet(self):
        assert act(board(), STAFF, "prepare_export", what=IDEAS).status == 409

    def test_another_file_than_there_is(self):
        assert act(board(), STAFF, "prepare_export", what="passwords").status == 422

    def test_not_for_others(self, course_staff, django_user_model):
        done(act(_lively(), STAFF, "prepare_export", what=IDEAS))
        address = self._address(BackgroundTask.objects.get())
        assert Client().get(address).status_code == 403
        assert course_staff.post(address, "{}", "application/json").status_code == 405
        Campus.staff = set()
        assert course_staff.get(address).status_code == 403

    def test_only_for_a_week_and_only_of_this_block(self, course_staff):
        host = _lively()
        done(act(host, STAFF, "prepare_export", what=IDEAS))
        task = BackgroundTask.objects.get()
        other = reverse("bizmooc:peer_idea_board:export", args=[str(COURSE), str(board().usage_key), task.token])
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
            done(act(large, STAFF, "prepare_export", what=IDEAS))
        task = BackgroundTask.objects.get()
        assert (task.state, task.done, task.total, task.makes_file) == ("done", 2, 2, True)
        assert Campus.storage.open(task.file_name).read().decode() == "".join(_export(large, IDEAS).lines())

    def test_large_ones_say_how_far_they_are(self, large):
        Campus.storage = InMemoryStorage()
        done(act(large, STAFF, "prepare_export", what=IDEAS))
        BackgroundTask.objects.update(state="running", done=1, total=2)
        assert "Being prepared: 1 of 2 rows." in look(large, "show_exports")

    def test_a_host_without_a_place_for_files_says_so(self, large):
        assert act(large, STAFF, "prepare_export", what=IDEAS).status == 409
        assert not BackgroundTask.objects.exists()

    def test_who_is_erased_is_in_no_file_any_more(self, large, settings, django_capture_on_commit_callbacks):
        settings.BIZMOOC = {**settings.BIZMOOC, "RUN_TASKS": "inline"}
        Campus.storage = InMemoryStorage()
        with django_capture_on_commit_callbacks(execute=True):
            done(act(large, STAFF, "prepare_export", what=PARTICIPATION))
            erasure.reset("peer_idea_board", str(large.usage_key), Person(ANNA.number).anonymous_id)
        assert not BackgroundTask.objects.exists()
