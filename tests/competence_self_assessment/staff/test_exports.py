"""Exports: what a row holds, whose rows are in it, and what no row and no difference of exports tells."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bizmooc.hosting.participant import Place
from bizmooc.lifecycle import erasure
from bizmooc.models import AccessLog, BackgroundTask
from competence_self_assessment import staff_handlers
from competence_self_assessment.models import Round, RoundStatistics
from competence_self_assessment.services.reopen import reopen
from competence_self_assessment.staff import exports, pages, views
from competence_self_assessment.staff.exports import Export
from tests.competence_self_assessment.acting import FRAMEWORK, key, learners, ratings, submit
from tests.competence_self_assessment.frameworks_for_tests import text as own_framework
from tests.competence_self_assessment.staff.people import STAFF, ask, look
from tests.support.bare_host import BareHost, Campus, Person, call

pytestmark = pytest.mark.django_db


def _export(host: BareHost, threshold: int = 10) -> Export:
    return Export(Place.of(host.block()), threshold)


def _rows(host: BareHost, threshold: int = 10) -> list[dict[str, str]]:
    text = "".join(_export(host, threshold).lines()).lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


class TestRows:
    def test_a_person_is_a_row(self):
        host = BareHost()
        learners(host, range(1, 6), "2")
        learners(host, range(6, 11), "4")
        rows = _rows(host)
        assert len(rows) == 10
        first = next(iter(FRAMEWORK.items))
        assert sorted(row[f"now.{first}"] for row in rows) == ["2"] * 5 + ["4"] * 5
        assert {(row["series"], row["occasion"], row["framework"]) for row in rows} == {
            ("self_view", "pre", FRAMEWORK.digest)
        }
        assert not [name for name in rows[0] if name.startswith("then.")]

    def test_what_could_not_be_said_is_marked(self):
        host = BareHost()
        first = next(iter(FRAMEWORK.items))
        learners(host, range(10), **{f"now.{first}": "missing"})
        assert {row[f"now.{first}"] for row in _rows(host)} == {"NA"}

    def test_both_views_of_a_round_at_the_end(self):
        host = BareHost({"occasion": "post"})
        for number in range(10):
            submit(host.block(Person(number)), ratings("4", "2"))
        first = next(iter(FRAMEWORK.items))
        assert {(row[f"now.{first}"], row[f"then.{first}"]) for row in _rows(host)} == {("4", "2")}

    def test_the_same_person_has_the_same_pseudonym_in_the_course_and_no_id_of_the_host(self):
        before, after = BareHost(), BareHost({"occasion": "post"})
        learners(before, range(10))
        for number in range(10):
            submit(after.block(Person(number)), ratings("4", "2"))
        people = [{row["person"] for row in _rows(host)} for host in (before, after)]
        assert people[0] == people[1]
        assert len(people[0]) == 10
        assert all(re.fullmatch("[0-9a-f]{16}", person) for person in people[0])
        assert people[0].isdisjoint(Person(number).anonymous_id for number in range(10))

    def test_their_order_is_that_of_the_pseudonyms(self):
        host = BareHost()
        learners(host, range(20))
        people = [row["person"] for row in _rows(host)]
        assert people == sorted(people)

    def test_nothing_tells_when_or_how_often(self):
        host = BareHost()
        learners(host, range(10))
        Round.objects.update(submitted_at=timezone.now().replace(year=2001))
        RoundStatistics.objects.update(released_at=timezone.now().replace(year=2002, month=3, day=4))
        text = "".join(_export(host).lines())
        assert "2001" not in text
        assert {row["figures_of"] for row in _rows(host)} == {"2002-03-04"}
        assert set(_export(host).header) & {"sequence", "submitted_at", "participant"} == set()

    def test_what_people_wrote_is_not_in_it(self):
        host = BareHost({"ask_target_group": True})
        learners(host, range(10), reflection="Only for me", target_group="business")
        text = "".join(_export(host).lines())
        assert "Only for me" not in text
        assert "business" not in text


class TestWhoseRows:
    @pytest.mark.parametrize(("people", "shown"), [(9, 0), (10, 10), (19, 10), (20, 20)])
    def test_only_people_of_released_figures(self, people, shown):
        host = BareHost()
        learners(host, range(people))
        assert len(_rows(host)) == _export(host).people == shown

    def test_the_authors_threshold_counts_as_it_is_now(self):
        host = BareHost()
        learners(host, range(10))
        assert _rows(host, threshold=11) == []

    def test_no_trials_and_no_later_repeats(self, campus):
        host = BareHost({"occasion": "repeat"})
        learners(host, range(10))
        campus.team = {50}
        learners(host, [50])
        for number in range(10):
            call(host.block(Person(number)), "answer_again", {"key": key(), "values": {}})
            submit(host.block(Person(number)), ratings("5"))
        assert len(_rows(host)) == 10
        assert {row[f"now.{item}"] for row in _rows(host) for item in FRAMEWORK.items} == {"3"}

    def test_groups_are_named_where_figures_keep_them_apart(self):
        host = BareHost({"ask_target_group": True, "breakdown": "target_group"})
        learners(host, range(10), target_group="business")
        learners(host, range(10, 25), target_group="higher_education")
        assert {row["group"] for row in _rows(host)} == {"target:business", "target:higher_education"}

    def test_versions_stand_beside_each_other(self):
        host = BareHost()
        learners(host, range(10))
        host.fields |= {"framework": "own", "own_framework": own_framework()}
        framework = host.block().require_framework()
        for number in range(20, 30):
            values = {"framework": framework.digest, **{f"now.{item}": "1" for item in framework.items}}
            assert submit(host.block(Person(number)), values).status == 200
        rows = _rows(host)
        old, new = (next(iter(one.items)) for one in (FRAMEWORK, framework))
        assert sorted({(row["framework"], row[f"now.{old}"], row[f"now.{new}"]) for row in rows}) == sorted(
            [(FRAMEWORK.digest, "3", ""), (framework.digest, "", "1")]
        )


class TestDifferences:
    """What an export adds to the figures and to an earlier export."""

    def test_who_is_erased_is_not_the_difference_to_the_figures(self):
        host = BareHost()
        learners(host, range(12))
        erasure.reset("competence_self_assessment", str(host.usage_key), Person(3).anonymous_id)
        assert RoundStatistics.objects.get().released_people == 10
        assert _rows(host) == []
        learners(host, range(20, 30))
        # The nine who were first told of together with them are left out for good: else the tenth would stand out.
        assert len(_rows(host)) == RoundStatistics.objects.get().released_people - 9

    def test_who_answers_again_is_not_either(self):
        host = BareHost({"allow_reopening": True})
        learners(host, range(10))
        reopen(Place.of(host.block()), Person(3).anonymous_id)
        assert len(_rows(host)) == 10
        submit(host.block(Person(3)), ratings("5"))
        assert _rows(host) == []

    def test_rows_are_as_many_as_the_figures_say_at_every_step(self):
        host = BareHost()
        for number in range(35):
            learners(host, [number])
            assert len(_rows(host)) in (0, RoundStatistics.objects.get().released_people)


class TestSpreadsheets:
    def test_series_of_authors_are_no_formulas(self):
        host = BareHost({"series": "=cmd()"})
        learners(host, range(10))
        assert {row["series"] for row in _rows(host)} == {"'=cmd()"}
        assert '"\'=cmd()"' in "".join(_export(host).lines())


class TestSize:
    @pytest.fixture
    def crowd(self):
        """20,000 people: ten really, the others as copies of their rows."""
        host = BareHost()
        learners(host, range(10))
        rounds = list(Round.objects.all())
        copies = []
        for number in range(10, 20_000):
            copy = Round(**{field.attname: getattr(rounds[number % 10], field.attname) for field in Round._meta.fields})
            copy.pk, copy.participant = None, Person(number).anonymous_id
            copies.append(copy)
        Round.objects.bulk_create(copies, batch_size=500)
        RoundStatistics.objects.update(people=20_000, released_people=20_000)
        return host

    def test_queries_by_the_thousand_rows_and_flat_memory(self, crowd):
        export, count = _export(crowd), 0
        export.header  # noqa: B018 - worked out before it is measured
        tracemalloc.start()
        with CaptureQueriesContext(connection) as queries:
            for _line in export.lines():
                count += 1
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == 20_001
        # Ids and rows, a thousand with each query; an empty page says that there are no more.
        assert len(queries) <= 2 * 20 + 4
        assert peak < 8_000_000


class TestLargeOnes:
    """More rows than a view sends while it reads them."""

    @pytest.fixture
    def host(self, monkeypatch):
        monkeypatch.setattr(staff_handlers, "STREAMED_ROWS", 9)
        monkeypatch.setattr(exports, "BATCH", 4)
        host = BareHost()
        learners(host, range(10))
        return host

    def test_they_are_made_in_the_background(self, host, settings, django_capture_on_commit_callbacks):
        settings.BIZMOOC = {**settings.BIZMOOC, "RUN_TASKS": "inline"}
        Campus.storage = InMemoryStorage()
        with django_capture_on_commit_callbacks(execute=True):
            assert ask(host, "prepare_export").status == 200
        task = BackgroundTask.objects.get()
        assert (task.state, task.done, task.total) == ("done", 10, 10)
        assert Campus.storage.open(task.file_name).read().decode() == "".join(_export(host).lines())

    def test_a_host_without_a_place_for_files_says_so(self, host):
        assert ask(host, "prepare_export").status == 409
        assert not BackgroundTask.objects.exists()


class TestCodebook:
    def test_every_column_and_every_item_in_every_language(self):
        host = BareHost({"ask_target_group": True, "breakdown": "target_group"})
        learners(host, range(10), target_group="business")
        export = _export(host)
        rows = [dict(zip(views.codebook.HEADER, row, strict=True)) for row in views.codebook.rows(export)]
        assert {row["column"] for row in rows if row["column"]} == set(export.header)
        items = {(row["column"], row["language"]) for row in rows if row["column"].startswith("now.")}
        assert items == {(f"now.{item}", language) for item in FRAMEWORK.items for language in FRAMEWORK.languages}
        assert any("NA = " in row["values"] and "1 = " in row["values"] for row in rows)
        assert any(row["values"] == "target:business" and "company" in row["text"] for row in rows)
        assert any("from 10 people on" in row["text"] for row in rows)

    def test_cohorts_have_their_names(self):
        host = BareHost({"breakdown": "cohort"})
        Campus.cohorts = dict.fromkeys(range(1, 11), "Morning group")
        learners(host, range(1, 11))
        rows = views.codebook.rows(_export(host))
        assert [row[4] for row in rows if row[7] == "cohort:1"] == ["Morning group"]


class TestPreparing:
    def test_links_to_both_files(self):
        host = BareHost()
        learners(host, range(10))
        assert "10 people at the moment" in look(host, "show_exports")
        html = ask(host, "prepare_export").body["html"]
        token = BackgroundTask.objects.get().token
        addresses = re.findall(r'href="([^"]+)"', html)
        assert [address.rsplit("/", 1)[1] for address in addresses] == ["rounds.csv", "codebook.csv"]
        assert all(token in address and str(host.usage_key) in address for address in addresses)

    def test_it_is_written_down_once_for_a_request(self):
        host, same = BareHost(), key()
        learners(host, range(10))
        for _time in range(2):
            ask(host, "prepare_export", request_key=same)
        assert BackgroundTask.objects.count() == 1
        assert list(AccessLog.objects.values_list("act", "people")) == [("prepare_export", 10)]

    def test_too_few(self):
        host = BareHost()
        learners(host, range(9))
        assert ask(host, "prepare_export").status == 409
        assert "prepare_export" not in look(host, "show_exports")
        assert not BackgroundTask.objects.exists()

    def test_progress_is_shown(self):
        host = BareHost()
        learners(host, range(10))
        place = Place.of(host.block())
        BackgroundTask.objects.create(
            token="t", block_type="x", name="export_rounds", usage_key=place.usage_key, course_key=place.course_key,
            state="running", done=1_000, total=7_000,
        )  # fmt: skip
        html = look(host, "show_exports")
        assert "1000 of 7000 rows" in html
        assert "rounds.csv" not in html
        BackgroundTask.objects.update(state="failed")
        assert "could not be made" in look(host, "show_exports")
        BackgroundTask.objects.update(created_at=timezone.now() - pages.KEPT_FOR * 2)
        assert "could not be made" not in look(host, "show_exports")


class TestFiles:
    """The views that give out what was prepared."""

    @pytest.fixture
    def host(self):
        host = BareHost()
        learners(host, range(10))
        ask(host, "prepare_export")
        return host

    @pytest.fixture
    def client(self, django_user_model):
        """The browser of somebody whom the platform knows as course staff."""
        user = django_user_model.objects.create_user("staff")
        Campus.staff = {user.id}
        client = Client()
        client.force_login(user)
        return client

    def _addresses(self, host):
        return re.findall(r'href="([^"]+)"', look(host, "show_exports"))

    def test_the_rounds(self, host, client, caplog):
        caplog.set_level("INFO", logger="competence_self_assessment.staff.views")
        answer = client.get(self._addresses(host)[0])
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert answer["Content-Disposition"].startswith('attachment; filename="rounds-')
        assert answer["Cache-Control"] == "private, no-store"
        assert answer.streaming
        assert b"".join(answer.streaming_content).decode() == "".join(_export(host).lines())
        assert "taken out by user" in caplog.text

    def test_the_codebook(self, host, client):
        answer = client.get(self._addresses(host)[1])
        assert b"".join(answer.streaming_content).decode().startswith('\ufeff"column","framework"')

    def test_a_file_made_in_the_background(self, host, client):
        Campus.storage = InMemoryStorage()
        name = Campus.storage.save("x.csv", io.BytesIO(b"made before"))
        BackgroundTask.objects.update(file_name=name)
        assert b"".join(client.get(self._addresses(host)[0]).streaming_content) == b"made before"

    def test_not_for_others(self, host, client):
        Campus.staff = set()
        for address in self._addresses(host):
            assert client.get(address).status_code == 403
            assert Client().get(address).status_code == 403
            assert client.post(address, "{}", "application/json").status_code == 405

    @pytest.mark.parametrize(
        "change",
        [
            lambda address, other: re.sub("exports/[0-9a-f]+", "exports/" + "0" * 32, address),
            lambda address, other: re.sub(r"block-v1:[^/]+", other, address),
            lambda address, other: address.replace("course-v1:BizMOOC+L2L+2026", "course-v1:BizMOOC+L2L+2027"),
            lambda address, other: re.sub(r"course-v1:[^/]+", "nonsense", address),
            lambda address, other: re.sub(r"block-v1:[^/]+", "nonsense", address),
            lambda address, other: re.sub("exports/[0-9a-f]+", "exports/%00", address),
        ],
    )
    def test_no_such_file(self, host, client, change):
        other = str(BareHost().usage_key)
        for address in self._addresses(host):
            assert client.get(change(address, other)).status_code == 404

    def test_no_longer(self, host, client):
        addresses = self._addresses(host)
        BackgroundTask.objects.update(created_at=timezone.now() - views.KEPT_FOR)
        assert {client.get(address).status_code for address in addresses} == {404}

    def test_not_before_it_is_ready(self, host, client):
        addresses = self._addresses(host)
        BackgroundTask.objects.update(state="running")
        assert {client.get(address).status_code for address in addresses} == {404}


def test_a_page_of_the_roster_and_an_export_hold_the_same_person_for_nobody():
    host = BareHost()
    learners(host, range(10))
    names = ask(host, "list_not_started", STAFF).body["html"]
    assert not [row["person"] for row in _rows(host) if row["person"] in names]
    assert exports.PERSON_COLUMNS[0] == "person"
