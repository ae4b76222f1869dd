"""Every block of ours on a host that somebody else wrote."""

from __future__ import annotations

import re
from importlib import metadata
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.competence_self_assessment.acting import key, ratings
from tests.support.workbench import Stage, keep_deadlines_to_blocks, put_on_stage, workbench_settings

OURS = metadata.distribution("bizmooc-xblocks").entry_points.select(group="xblock.v1")
SCENARIOS = [xml for entry in OURS for _title, xml in entry.load().workbench_scenarios()]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Runtime.user_id is deprecated"),
]


@pytest.fixture(autouse=True)
def _on_the_workbench(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_deadlines_to_blocks(monkeypatch)
    for name, value in workbench_settings().items():
        setattr(settings, name, value)


@pytest.fixture(params=SCENARIOS)
def stage(request: pytest.FixtureRequest) -> Stage:
    return put_on_stage(request.param)


def _blocks_in(xml: str) -> set[str]:
    return set(re.findall(r"<(\w+)", xml)) & {entry.name for entry in OURS}


def test_every_block_brings_a_scenario() -> None:
    assert {name for xml in SCENARIOS for name in _blocks_in(xml)} == {entry.name for entry in OURS}


@pytest.mark.parametrize("student", ["anna", "staff-ivo"])
def test_it_is_shown_with_its_script(stage: Stage, client: Client, student: str) -> None:
    page = stage.open(client, student)

    shown = set(re.findall(r"data-block-type='(\w+)' data-init='\w+Block'", page))
    assert shown == _blocks_in(stage.xml)


def test_its_files_are_there(stage: Stage, client: Client) -> None:
    page = stage.open(client, "anna")
    shared = set(re.findall(r"(?:href|src)='/static/((?!workbench)[^']+)'", page))
    own = set(re.findall(r"src='(/resource/[^']+)'", page))

    assert shared
    assert own
    assert [file for file in shared if not finders.find(file)] == []
    assert {file: client.get(file).status_code for file in own} == dict.fromkeys(own, 200)


def test_a_round_handed_in_is_its_learners_own(client: Client) -> None:
    block_type = "competence_self_assessment"
    stage = put_on_stage(f"<vertical_demo><{block_type}/></vertical_demo>")

    answer = stage.call(client, "anna", block_type, "submit_round", {"key": key(), "values": ratings()})

    assert answer.status_code == 200, answer.content
    assert "<svg" in stage.open(client, "anna")
    assert "<svg" not in stage.open(client, "ben")


@pytest.mark.parametrize(("student", "status"), [("anna", 403), ("staff-ivo", 200)])
def test_figures_are_for_staff(client: Client, student: str, status: int) -> None:
    block_type = "competence_self_assessment"
    stage = put_on_stage(f"<vertical_demo><{block_type}/></vertical_demo>")

    answer = stage.read(client, student, block_type, "show_figures")

    assert answer.status_code == status
    assert ("For the course team" in stage.open(client, student)) == (status == 200)


def test_a_block_whose_settings_are_broken_spares_its_neighbour(client: Client) -> None:
    block_type = "competence_self_assessment"
    stage = put_on_stage(f'<vertical_demo><{block_type} framework="own"/><{block_type}/></vertical_demo>')

    page = stage.open(client, "anna")

    assert "This self-assessment is not ready yet." in page
    assert page.count("Hand in and see my profile") == 1
