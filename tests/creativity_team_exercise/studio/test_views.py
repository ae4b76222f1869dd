"""The editor and the unit page in Studio: what they are given, however broken the block is."""

from __future__ import annotations

import json

import pytest
from django.utils import translation
from lxml import html

from creativity_team_exercise.studio.settings import SettingsForm
from creativity_team_exercise.techniques import Kind
from creativity_team_exercise.techniques.choice import DEFAULT
from creativity_team_exercise.techniques.packs import packs
from tests.creativity_team_exercise.studio.saving import OWN, SEEDS, author, exercise
from tests.support.bare_host import Permissions, call
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db


def editor(host):
    """The editor's root element."""
    return html.fragment_fromstring(author(host).studio_view({}).content)


def data(host, name):
    """What the editor's script is given."""
    return json.loads(editor(host).get(f"data-{name}"))


class TestEditor:
    def test_every_setting_has_a_control(self):
        page = editor(exercise(own_technique=OWN))
        named = {control.get("name") for control in page.iter("input", "textarea", "select")} - {None}
        assert named >= set(SettingsForm.base_fields)
        assert {f"hours.{DEFAULT}.{step.id}" for step in packs()[DEFAULT].steps} <= named
        assert {"hours.own.gather", "hours.own.pick"} <= named

    def test_every_control_has_a_label(self):
        page = editor(exercise(own_technique=OWN))
        labelled = {label.get("for") for label in page.iter("label")}
        controls = list(page.iter("input", "textarea", "select"))
        bare = [one for one in controls if one.get("id") not in labelled and not list(one.iterancestors("label"))]
        assert [html.tostring(one) for one in bare] == []

    def test_no_id_is_there_twice(self):
        ids = editor(exercise(own_technique=OWN)).xpath("//@id")
        assert len(ids) == len(set(ids))

    def test_every_choice_of_a_technique_says_what_it_is_for(self):
        page = editor(exercise())
        for name, technique in packs().items():
            [shown] = page.xpath(f'//div[@data-only="technique"][@data-if="{name}"][p/button]')
            assert technique.summary["en"] in shown.text_content()
            assert all(step.title["en"] in shown.text_content() for step in technique.steps)

    def test_shipped_techniques_can_be_copied_in_the_authors_language(self):
        with translation.override("de"):
            assert packs()[DEFAULT].steps[-1].title["de"] in data(exercise(), "shipped")[DEFAULT]

    def test_the_script_is_told_how_long_steps_take(self):
        times = data(exercise(own_technique=OWN), "times")
        assert times["own"] == [
            {"name": "hours.own.gather", "hours": 24, "rounds": 0, "goesRound": False},
            {"name": "hours.own.pick", "hours": 48, "rounds": 0, "goesRound": False},
        ]
        assert times[DEFAULT][0]["goesRound"] is (packs()[DEFAULT].steps[0].kind == Kind.PASS)

    def test_hours_that_are_set_stand_there(self):
        step = packs()[DEFAULT].steps[0].id
        page = editor(exercise(hours={step: 13}))
        assert page.xpath(f'//input[@name="hours.{DEFAULT}.{step}"]/@value') == ["13"]
        assert page.xpath(f'//input[@name="hours.{DEFAULT}.{packs()[DEFAULT].steps[1].id}"]/@value') == [""]

    @pytest.mark.parametrize("broken", [{"steps": 5}, {"steps": [5, {}]}, {"title": {"en": 5}}])
    def test_a_broken_technique_can_be_mended(self, broken):
        page = editor(exercise(own_technique=broken, technique="own"))
        [text] = page.xpath('//textarea[@name="own_technique"]/text()')
        assert next(iter(broken)) in text

    def test_in_a_self_paced_course_it_says_what_that_means(self, campus):
        campus.self_paced = True
        assert "people come at different times" in author(exercise()).studio_view({}).content


class TestUnitPage:
    def test_it_shows_every_step_with_sample_people(self):
        page = author(exercise(technique="own", own_technique=OWN, seeds=SEEDS)).author_view({}).content
        for text in ("Gather", "What comes to mind?", "Pick", "Amber Birch", "Calm River", "A tool shelf", "3 days"):
            assert text in page

    @pytest.mark.parametrize("language", ["en", "de"])
    @pytest.mark.parametrize("name", list(packs()))
    def test_no_step_of_a_shipped_technique_is_empty(self, name, language):
        with translation.override(language):
            content = author(exercise(technique=name)).author_view({}).content
        page = html.fragment_fromstring(content)
        steps = page.xpath('//ol[contains(@class, "cte-e-steps")]/li')
        assert len(steps) == len(packs()[name].steps)
        for shown, step in zip(steps, packs()[name].steps, strict=True):
            assert step.title[language] in shown.text_content()
            cells = [cell.text_content().strip() for cell in shown.xpath(".//tbody//td")]
            assert cells
            assert all(cells)

    def test_teams_of_two_have_two_on_a_sheet(self):
        sheets = {"id": "s", "kind": "pass", "title": "S", "ask": "A"}
        own = {"title": "T", "steps": [sheets]}
        page = html.fragment_fromstring(
            author(exercise(technique="own", own_technique=own, size=2)).author_view({}).content
        )
        assert [row.xpath("./td[2]/text()")[0] for row in page.xpath("//tbody/tr")] == ["Amber Birch", "Calm River"]

    def test_it_says_what_is_wrong(self):
        page = author(exercise(technique="own")).author_view({}).content
        assert "cannot be used" in page
        assert packs()[DEFAULT].title["en"] in page

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"teams": "alone"}, "everybody works alone"),
            ({"teams": "platform"}, "They are the teams of the course"),
            ({"size": 6, "matched_by": "language"}, "The language they prefer"),
            ({"participation_points": 4}, "Points for taking part: 4"),
            ({}, "Not graded"),
            ({"question": "How might we meet?"}, "How might we meet?"),
            ({"introduction": "<p>Hello <em>you</em></p>"}, "<em>you</em>"),
        ],
    )
    def test_it_says_what_was_set(self, fields, words):
        assert words in author(exercise(**fields)).author_view({}).content

    def test_it_asks_the_host_for_nothing(self):
        page = html.fragment_fromstring(author(exercise(seeds=SEEDS)).author_view({}).content)
        asking = ("data-handler", "data-load", "data-autosave", "data-visit", "data-changes", "data-seen")
        assert [one.tag for one in page.iter() if any(name in one.attrib for name in asking)] == []
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", XSS)
def test_no_text_runs(text):
    step = {"id": "s", "kind": "write", "title": text[:80], "ask": text, "why": text}
    prompts = [{"id": "p", "title": text[:80], "ask": text}, {"id": "q", "title": "Q"}]
    own = {"title": text[:80], "summary": text, "steps": [{**step, "prompts": prompts}]}
    seeds = [{"id": "s", "text": text}]
    fields = {"display_name": text, "introduction": text, "question": text, "teamset": text, "seeds": seeds}
    host = exercise(technique="own", own_technique=own, **fields)
    assert author(host).rules.plan.technique.step("s") is not None
    assert dangers(author(host).studio_view({}).content) == []
    assert dangers(author(host).author_view({}).content) == []


@pytest.mark.parametrize("may_write", [True, False])
def test_only_who_may_write_saves(may_write):
    block = exercise().block(studio=Permissions(may_write))
    answer = call(block, "save_settings", {"key": "test-key-views", "values": {}})
    assert answer.status == (422 if may_write else 403)
