"""The settings: what is refused at which field, what is kept, what comes through OLX."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from competence_self_assessment.frameworks import packs, parse
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import learners
from tests.competence_self_assessment.studio.saving import as_page, author, save
from tests.support.bare_host import BareHost, from_olx, to_olx

pytestmark = pytest.mark.django_db

MARCH, MAY = "2027-03-01T08:00", "2027-05-01T20:30"
A_DATE = datetime(2027, 3, 1, 8, tzinfo=UTC)


class TestFixedDates:
    def test_they_are_kept_in_universal_time(self):
        host = BareHost()
        assert save(host, opens_at=MARCH, closes_at=MAY).status == 200
        assert author(host).opens_at == A_DATE
        assert f'value="{MARCH}"' in author(host).studio_view({}).content
        assert author(host).window().closes == datetime(2027, 5, 1, 20, 30, tzinfo=UTC)

    @pytest.mark.parametrize("text", ["tomorrow", "2027-02-30T10:00", "99999-01-01T00:00", "0001-01-01T00:00+14:00"])
    def test_what_is_no_date_is_refused(self, text):
        assert list(save(BareHost(), opens_at=text).body["fields"]) == ["opens_at"]

    def test_closing_before_opening_is_refused(self):
        assert list(save(BareHost(), opens_at=MAY, closes_at=MARCH).body["fields"]) == ["closes_at"]

    @pytest.mark.parametrize("side", ["opens", "closes"])
    def test_days_and_a_date_at_once_are_refused(self, side):
        answer = save(BareHost(), **{f"{side}_at": MARCH, f"{side}_after_days": "3"})
        assert list(answer.body["fields"]) == [f"{side}_at"]

    def test_in_a_self_paced_course_they_are_refused_in_words(self, campus):
        campus.self_paced = True
        answer = save(BareHost(), opens_at=MARCH)
        assert list(answer.body["fields"]) == ["opens_at"]
        assert "self-paced" in answer.body["fields"]["opens_at"][0]

    def test_in_a_self_paced_course_the_editor_says_what_days_count_from(self, campus):
        campus.self_paced = True
        page = author(BareHost()).studio_view({}).content
        assert "not from the day a learner joins" in page
        assert 'name="opens_at"' not in page
        # A date that came from elsewhere can be taken out.
        assert 'name="opens_at"' in author(BareHost({"opens_at": A_DATE})).studio_view({}).content

    def test_they_come_through_olx(self):
        host = BareHost()
        save(host, opens_at=MARCH)
        assert from_olx(to_olx(author(host)).decode()).opens_at == A_DATE


class TestGroups:
    def test_the_learners_group_needs_the_question(self):
        assert list(save(BareHost(), breakdown="target_group").body["fields"]) == ["breakdown"]

    @pytest.mark.parametrize(
        "asked", [{"breakdown": "cohort"}, {"breakdown": "target_group", "ask_target_group": "on"}]
    )
    def test_they_are_kept(self, asked):
        host = BareHost()
        assert save(host, **asked).status == 200
        assert host.fields["breakdown"] == asked["breakdown"]

    def test_a_box_that_is_not_ticked_is_taken_back(self):
        host = BareHost({"ask_target_group": True, "allow_reopening": True})
        assert save(host).status == 200
        assert (host.fields["ask_target_group"], host.fields["allow_reopening"]) == (False, False)


def test_repeats_can_be_chosen():
    host = BareHost()
    assert save(host, occasion="repeat").status == 200
    assert host.fields["occasion"] == "repeat"


class TestOwnFramework:
    def test_what_the_page_sends_is_kept_as_yaml_for_people(self):
        host = BareHost()
        assert save(host, framework="own", own_framework=as_page()).status == 200
        text = host.fields["own_framework"]
        assert parse(text) == small.framework()
        assert "  en: Small\n" in text

    def test_yaml_is_kept_as_it_was_written(self):
        host = BareHost()
        text = "# Ours.\n" + small.text()
        assert save(host, framework="own", own_framework=text).status == 200
        assert host.fields["own_framework"] == text.strip()

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            (small.reword("bb_2", " "), "areas.0.competences.1.items.1.text.en"),
            (lambda whole: whole["title"].update(en=""), "title.en"),
            (lambda whole: whole["scale"].update(levels=whole["scale"]["levels"][:1]), "scale.levels"),
            (lambda whole: whole["areas"][0]["competences"][0].update(items=[]), "areas.0.competences.0.items"),
        ],
    )
    def test_problems_are_told_at_their_control(self, change, place):
        host = BareHost()
        answer = save(host, framework="own", own_framework=as_page(change))
        assert answer.status == 422
        assert list(answer.body["fields"]) == [f"own_framework.{place}"]
        assert "Line" not in answer.body["fields"][f"own_framework.{place}"][0]
        assert host.fields == {}

    @pytest.mark.parametrize("text", ["{", '{"id": "x"', "{}", '{"areas": 5}', "[1]", '"x"', "{" * 50_000])
    def test_what_no_page_sends_is_refused(self, text):
        answer = save(BareHost(), framework="own", own_framework=text)
        assert answer.status == 422
        assert all(name.startswith("own_framework") for name in answer.body["fields"])


class TestNewIds:
    """A statement that was answered and is changed is another question, under an id that was never used."""

    def _own(self):
        return BareHost({"framework": "own", "own_framework": small.text(), "series": "s"})

    def _answered(self):
        host = BareHost({"series": "s"})
        learners(host, [1])
        return host

    def _saved(self, host, change=None):
        assert save(host, framework="own", own_framework=as_page(change)).status == 200
        return parse(host.fields["own_framework"])

    def test_before_anybody_has_answered_ids_stay(self):
        assert list(self._saved(self._own(), small.reword("aa_1")).items)[0] == "aa_1"

    def test_a_changed_statement_gets_a_new_id(self):
        host = self._answered()
        pack = packs()["learning_to_learn"].as_data()
        first = pack["areas"][0]["competences"][0]["items"][0]
        old = first["id"]
        first["text"] = {**first["text"], "en": "In other words"}
        assert save(host, framework="own", own_framework=json.dumps(pack)).status == 200
        kept = list(parse(host.fields["own_framework"]).items)
        assert kept[0] != old
        assert kept[1:] == list(packs()["learning_to_learn"].items)[1:]

    def test_yaml_is_the_authors_own_affair(self):
        host = self._answered()
        assert save(host, framework="own", own_framework=small.text()).status == 200
        assert list(parse(host.fields["own_framework"]).items)[0] == "aa_1"


class TestHints:
    def _told(self, host):
        return [message.text for message in author(host).validate().messages]

    def test_a_block_that_works_is_not_talked_about(self):
        assert self._told(BareHost({"series": "s"})) == []

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"opens_after_days": 5, "closes_after_days": 5}, "closes before it opens"),
            (
                {"opens_at": datetime(2027, 5, 1, tzinfo=UTC), "closes_at": datetime(2027, 3, 1, tzinfo=UTC)},
                "before it",
            ),
            ({"breakdown": "target_group"}, "not asked for"),
            ({"pointers": {"gone": [{"title": "x", "link": "https://example.org"}]}}, "does not have"),
        ],
    )
    def test_what_keeps_it_from_working_is(self, fields, words):
        (told,) = self._told(BareHost({"series": "s", **fields}))
        assert words in told

    def test_a_date_of_an_earlier_run(self, campus):
        campus.start = datetime(2028, 1, 1, tzinfo=UTC)
        (told,) = self._told(BareHost({"series": "s", "closes_at": campus.start - timedelta(days=200)}))
        assert "earlier run" in told

    def test_the_end_without_a_start(self, campus):
        host = BareHost({"series": "s", "occasion": "post"})
        start, of_another_series = (author(BareHost({"series": series})) for series in ("s", "t"))
        campus.blocks = [author(host), of_another_series]
        (told,) = self._told(host)
        assert "at the start in the series “s”" in told
        campus.blocks = [author(host), start]
        assert self._told(host) == []

    def test_dates_in_a_self_paced_course(self, campus):
        campus.self_paced = True
        host = BareHost({"series": "s", "closes_at": datetime(2027, 3, 1, tzinfo=UTC)})
        (told,) = self._told(host)
        assert "not used" in told
        assert author(host).window().closes is None

    @pytest.mark.parametrize(
        "attribute",
        [
            'opens_at="soon"',
            'closes_at="[1]"',
            'pointers="5"',
            """pointers='{"a": [{"title": "x", "link": "javascript:x"}]}'""",
            'breakdown="age"',
            'occasion="midterm"',
        ],
    )
    def test_values_from_olx_that_the_editor_would_refuse_are_left_out_and_said(self, attribute):
        block = from_olx(f'<competence_self_assessment url_name="x" series="s" {attribute}/>')
        name = attribute.partition("=")[0]
        assert len(block.olx_problems) == 1
        assert f"“{name}”" in block.olx_problems[0]
