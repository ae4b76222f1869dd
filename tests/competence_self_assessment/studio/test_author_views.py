"""Checks and files by plain views: for authors of the course only, with every problem told, and nothing stored."""

from __future__ import annotations

import base64
import json
from types import SimpleNamespace

import pytest
import yaml
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.web.views import view_url
from competence_self_assessment.frameworks import packs, parse, to_csv
from competence_self_assessment.frameworks.model import from_data
from competence_self_assessment.studio import author_views
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import all_rows, learners
from tests.competence_self_assessment.studio.saving import AUTHOR, SETTINGS, as_page, ask, read
from tests.support.bare_host import COURSE, BareHost
from tests.support.properties import quick, typed_text

pytestmark = pytest.mark.django_db
VIEWS = {
    "author_check": author_views.check,
    "author_file": author_views.read_file,
    "author_preview": author_views.preview,
}


@pytest.fixture(autouse=True)
def _authors(campus):
    campus.authors = {AUTHOR.id}


def _file(name: str, content: bytes | str) -> dict[str, str]:
    content = content.encode() if isinstance(content, str) else content
    return {"name": name, "content": base64.b64encode(content).decode()}


@pytest.mark.parametrize("name", VIEWS)
class TestWhoIsServed:
    def test_nobody_but_authors(self, name):
        for user in (AnonymousUser(), SimpleNamespace(id=1, is_authenticated=True)):
            assert ask(VIEWS[name], BareHost(), user).status_code == 403

    def test_only_blocks_of_the_course(self, name):
        other = BareHost(block_type="problem")
        assert ask(VIEWS[name], other).status_code == 404

    def test_it_has_an_address(self, name):
        host = BareHost()
        url = view_url(f"competence_self_assessment:{name}", str(COURSE), str(host.usage_key))
        assert url.startswith("/bizmooc/competence_self_assessment/")

    @quick
    @given(st.dictionaries(st.sampled_from(["framework", "before", "format", "draft", "name", "content"]), typed_text))
    def test_anything_is_answered_and_nothing_stored(self, name, values):
        before = all_rows()
        response = ask(VIEWS[name], BareHost(), **values)
        assert response.status_code == 200 or 400 <= response.status_code < 500
        assert all_rows() == before


class TestCheck:
    def _check(self, host=None, **values):
        return ask(author_views.check, host or BareHost(), **values)

    def test_a_good_framework_comes_back_as_data_and_as_text(self):
        answer = read(self._check(framework=as_page()))
        assert from_data(answer["framework"]) == small.framework()
        assert parse(answer["text"]) == small.framework()
        assert answer["name"] == "small.yaml"
        assert answer["change"] == []

    def test_yaml_and_json_are_the_same_to_it(self):
        one, two = (read(self._check(framework=text)) for text in (small.text(), as_page()))
        assert one == two

    def test_a_shipped_one_can_be_named(self):
        assert read(self._check(framework="creativity"))["framework"]["id"] == "creativity"

    def test_as_a_table(self):
        answer = read(self._check(framework=as_page(), format="csv"))
        assert answer["text"] == to_csv(small.framework())
        assert answer["name"] == "small.csv"

    def test_problems_of_the_page_are_told_by_place(self):
        response = self._check(framework=as_page(small.reword("aa_1", "")))
        assert response.status_code == 422
        assert list(read(response)["fields"]) == ["own_framework.areas.0.competences.0.items.0.text.en"]

    def test_problems_of_yaml_are_told_by_line(self):
        response = self._check(framework=small.text().replace("source: Own", "source: ''"))
        assert response.status_code == 422
        (told,) = read(response)["fields"]["own_framework"]
        assert told.startswith("Line 11: ")

    @pytest.mark.parametrize("change", [None, small.reword("aa_1", ""), lambda whole: whole.update(areas=[])])
    def test_what_is_not_complete_can_still_be_edited_as_text(self, change):
        answer = read(self._check(framework=as_page(change), draft="1"))
        assert yaml.safe_load(answer["text"]) == small.data(change)

    def test_what_the_change_means_is_told_where_there_are_answers(self):
        host = BareHost({"series": "s"})
        edited = json.loads(json.dumps(packs()["learning_to_learn"].as_data()))
        edited["areas"][0]["competences"][0]["items"].pop()
        values = {"framework": json.dumps(edited), "before": "learning_to_learn"}
        assert read(self._check(host, **values))["change"] == []
        learners(host, [1])
        told = " ".join(read(self._check(host, **values))["change"])
        assert "14 statements are unchanged" in told
        assert "1 statement is not asked any more" in told

    def test_a_version_before_that_was_broken_is_no_reason_to_fail(self):
        assert read(self._check(framework=as_page(), before="id: [broken"))["change"] == []


class TestFiles:
    def _read(self, name, content):
        return ask(author_views.read_file, BareHost(), **_file(name, content))

    def test_a_table(self):
        answer = read(self._read("Team work.csv", "competence,item\nListening,I let others finish.\n"))
        assert answer["framework"]["title"] == {"en": "Team work"}
        assert answer["notes"] == []

    def test_a_table_as_old_spreadsheets_write_it(self):
        answer = read(self._read("Gruppe.csv", "competence;item\nZuhören;Ich höre zu.\n".encode("cp1252")))
        assert answer["framework"]["areas"][0]["competences"][0]["title"] == {"en": "Zuhören"}
        assert "Windows-1252" in answer["notes"][0]

    def test_yaml(self):
        assert from_data(read(self._read("mine.yaml", small.text()))["framework"]) == small.framework()

    def test_problem_builder(self):
        question = '<pb-rating question="I let others finish." low="never" high="always"/><pb-answer question="Why?"/>'
        olx = f'<problem-builder url_name="x" display_name="Listening">{question}</problem-builder>'
        answer = read(self._read("unit.xml", olx))
        assert answer["framework"]["areas"][0]["competences"][0]["items"][0]["text"] == {"en": "I let others finish."}
        assert any("An open question is not rated" in note for note in answer["notes"])

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("mine.yaml", "title: [", "Line"),
            ("mine.csv", "colour,taste\nred,sweet\n", "Line"),
            ("mine.xml", "<problem/>", "No question was found"),
            ("mine.csv", b"PK\x03\x04rest", "workbook"),
            ("mine.yaml", b"\xff\xfe\x00", "not"),
            ("", "", "Line"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, name, content, words):
        response = self._read(name, content)
        assert response.status_code == 422
        assert words in " ".join(read(response)["fields"]["own_framework"])

    def test_a_file_that_did_not_arrive_whole(self):
        assert ask(author_views.read_file, BareHost(), name="x.yaml", content="%%%").status_code == 400


class TestQueries:
    """Nothing is read but how many answers there are, and that only where a change is asked about."""

    def _count(self, view, **values):
        with CaptureQueriesContext(connection) as queries:
            assert ask(view, BareHost(), **values).status_code == 200
        return len(queries)

    def test_checks(self):
        assert self._count(author_views.check, framework=as_page()) == 0
        assert self._count(author_views.check, framework=as_page(), before="creativity") == 2

    def test_files(self):
        assert self._count(author_views.read_file, **_file("mine.yaml", small.text())) == 0

    @pytest.mark.parametrize("occasion", ["pre", "post", "repeat"])
    def test_previews(self, occasion):
        assert self._count(author_views.preview, **(SETTINGS | {"occasion": occasion})) == 0
