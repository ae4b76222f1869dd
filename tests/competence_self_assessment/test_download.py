"""A learner's own copy: everything of theirs, in words, and nothing of anybody else's."""

import csv
import io
import json

import pytest
from lxml import html
from webob import Request

from bizmooc.hosting.participant import Place
from competence_self_assessment.services.reopen import reopen
from tests.competence_self_assessment.acting import FRAMEWORK, key, ratings, submit
from tests.support.bare_host import BareHost, Person, call, call_as
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
ANNA, BEN, STAFF = Person(1), Person(2), Person(8, is_staff=True)


def _get(host, form, person=ANNA):
    block = host.block(person)
    return block.runtime.handle(block, "download_own", Request.blank(f"/handler/download_own?format={form}"))


def _story(host, person=ANNA):
    return json.loads(_get(host, "json", person).text)["rounds"]


def _both(**values):
    """A first and a last round; the last one, to be asked for."""
    submit(BareHost({"series": "s"}).block(ANNA), ratings("2", **values))
    host = BareHost({"series": "s", "occasion": "post"})
    submit(host.block(ANNA), ratings("4", then="1", **values))
    return host


class TestData:
    def test_answers_in_words_as_they_were_asked(self):
        first, last = _story(_both())
        assert [first["occasion"], last["occasion"]] == ["Start", "End"]
        assert len(first["answers"]) == len(FRAMEWORK.items)
        assert first["answers"][0]["statement"] == next(iter(FRAMEWORK.items.values())).text["en"]
        assert first["answers"][0]["now"] == {"level": 2, "words": "rarely"}
        assert first["answers"][0]["looking_back"] is None
        assert last["answers"][0]["looking_back"] == {"level": 1, "words": "never or almost never"}

    def test_the_three_differences_are_kept_apart(self):
        first, last = _story(_both())
        assert first["differences"] == []
        assert [
            (one["now_minus_first"], one["now_minus_looking_back"], one["looking_back_minus_first"])
            for one in last["differences"]
        ] == [(2, 3, -1)] * 3

    def test_what_was_not_said_is_in_words_too(self):
        host = BareHost()
        submit(host.block(ANNA), ratings(**{"now.growth_mindset_1": "missing"}))
        assert _story(host)[0]["answers"][0]["now"] == {"level": None, "words": "I can't say"}

    def test_texts_and_plans_are_in_it(self):
        host = BareHost({"ask_target_group": True})
        submit(host.block(ANNA), ratings(reflection="My words", target_group="business"))
        plan = {"round": "1", "goal": "My goal", "due_on": "2026-12-24", "done": "on"}
        call(host.block(ANNA), "save_plan", {"key": key(), "version": 0, "values": plan})
        (told,) = _story(host)
        assert told["reflections"] == [{"title": "", "text": "My words"}]
        assert told["target_group"].startswith("Business")
        assert (told["plan"]["goal"], told["plan"]["due_on"]) == ("My goal", "2026-12-24")
        assert told["plan"]["done_at"]

    def test_a_round_that_was_replaced_is_there_and_says_so(self):
        host = BareHost()
        submit(host.block(ANNA), ratings("2"))
        reopen(Place.of(host.block()), ANNA.anonymous_id)
        submit(host.block(ANNA), ratings("5"))
        assert [told["replaced_by_a_later_one"] for told in _story(host)] == [True, False]

    def test_nobody_elses_and_no_other_series(self):
        host = _both(reflection="Mine")
        submit(BareHost({"series": "other"}).block(ANNA), ratings(reflection="Elsewhere"))
        assert _story(host, BEN) == []
        assert "Elsewhere" not in _get(host, "json").text


class TestTable:
    def _rows(self, host):
        text = _get(host, "csv").body.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_a_line_for_everything(self):
        rows = self._rows(_both(reflection="Mine"))
        kinds = [row["Kind"] for row in rows if row["Round"] == "2"]
        assert kinds.count("Now") == kinds.count("Looking back") == 15
        assert kinds.count("Score, now") == kinds.count("Now minus first self-view") == 3
        assert [row["Answer"] for row in rows if row["Kind"] == "What I wrote"] == ["Mine", "Mine"]
        values = {row["Value"] for row in rows if row["Kind"] == "Looking back minus first self-view"}
        assert values == {"-1.0"}

    @pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "\t=2", "+cmd|' /C calc'!A0"])
    def test_no_cell_is_a_formula(self, text):
        host = BareHost()
        submit(host.block(ANNA), ratings(reflection=text))
        (row,) = [row for row in self._rows(host) if row["Kind"] == "What I wrote"]
        assert row["Answer"] == "'" + text.strip()

    def test_it_is_a_file(self):
        response = _get(_both(), "csv")
        assert response.content_type == "text/csv"
        assert response.headers["Content-Disposition"].startswith('attachment; filename="self-assessment-')
        assert "no-store" in response.headers["Cache-Control"]


class TestPage:
    def test_a_page_of_its_own_in_its_language(self):
        root = html.document_fromstring(_get(_both(reflection="Mine"), "print").text)
        assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
        assert root.xpath("//title/text()") == ["My self-assessments"]
        assert len(root.xpath("//section")) == 2
        assert root.xpath("//blockquote")[0].text_content().strip() == "Mine"
        assert not root.xpath("//script | //link | //img")

    def test_right_to_left(self):
        from django.utils import translation

        with translation.override("ar"):
            root = html.document_fromstring(_get(_both(), "print").text)
        assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")

    @pytest.mark.parametrize("text", XSS)
    def test_texts_stay_texts(self, text):
        host = BareHost()
        submit(host.block(ANNA), ratings(reflection=text))
        plan = {"round": "1", "goal": text}
        call(host.block(ANNA), "save_plan", {"key": key(), "version": 0, "values": plan})
        page = _get(host, "print").text
        body = html.tostring(html.document_fromstring(page).body, encoding="unicode")
        assert dangers(body) == []
        squeezed = "".join(html.document_fromstring(page).text_content().split())
        assert squeezed.count("".join(text.split())) == 2

    def test_without_any_round_it_says_so(self):
        assert "You have not handed in anything yet." in _get(BareHost(), "print").text


@pytest.mark.parametrize("form", ["", "xml", "CSV"])
def test_there_are_three_forms(form):
    assert _get(_both(), form).status_int == 404


def test_staff_who_look_as_a_learner_get_nothing():
    host = _both(reflection="Mine")
    answer = call_as(STAFF, host.block(ANNA), "download_own", method="GET", path="/handler/download_own?format=json")
    assert answer.status == 403
    assert "Mine" not in str(answer.body)


def test_the_links_lead_to_all_three_and_carry_no_text():
    page = html.fragment_fromstring(_both(reflection="Mine").block(ANNA).student_view({}).content, create_parent="div")
    assert len(page.xpath("//a[starts-with(@href, '/handler/download_own')]")) == 3
    assert not [link for link in page.xpath("//a/@href") if "Mine" in link]
