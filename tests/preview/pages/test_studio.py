"""Author mode: from an edit to what learners see."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from preview.olx import Course
from tests.preview.engine.builder import CourseBuilder, usage
from tests.preview.pages.conftest import PROBE, UNIT

As = Callable[[str], Client]
Read = Callable[..., str]
Url = Callable[..., str]


@pytest.fixture
def edit(as_: As) -> Callable[[str], None]:
    """Save a text in the probe's editor."""

    def save(text: str) -> None:
        address = f"/xblock/{PROBE}/handler/store"
        answer = as_("staff").post(address, json.dumps({"text": text}), content_type="application/json")
        assert answer.status_code == 200

    return save


def test_a_draft_is_for_authors_until_it_is_published(
    as_: As, read: Read, url: Url, edit: Callable[[str], None]
) -> None:
    assert "Everything is published." in read("staff", url("studio-outline"))
    edit("new words")
    author = as_("staff")
    assert "1 unit has changes" in read("staff", url("studio-outline"))
    assert "Learners do not see your latest changes yet." in read("staff", url("studio-unit", UNIT))
    assert "new words" in author.get(url("studio-preview", PROBE)).json()["html"]
    assert "new words" not in read("learner", url("unit", UNIT))
    page = author.post(url("publish", UNIT), follow=True).content.decode()
    assert "Published: 1 changed block." in page
    assert "Learners see what you see." in page
    assert "new words" in read("learner", url("unit", UNIT))


def test_discarding_asks_first_and_brings_back_what_learners_see(
    as_: As, read: Read, url: Url, edit: Callable[[str], None]
) -> None:
    edit("never mind")
    author = as_("staff")
    assert "will be lost" in author.get(url("discard", UNIT)).content.decode()
    assert "never mind" in author.get(url("studio-preview", PROBE)).json()["html"]
    page = author.post(url("discard", UNIT), follow=True).content.decode()
    assert "The unpublished changes were discarded." in page
    assert "hello" in author.get(url("studio-preview", PROBE)).json()["html"]
    assert "Everything is published." in read("staff", url("studio-outline"))


def test_the_preview_carries_what_the_page_has_to_load_and_to_say(as_: As, url: Url) -> None:
    answer = as_("staff").get(url("studio-preview", PROBE)).json()
    assert set(answer) == {"html", "resources", "title", "validation", "unit_state"}
    kinds = {(resource["kind"], resource["mimetype"]) for _hash, resource in answer["resources"]}
    assert kinds == {("text", "text/css"), ("url", "application/javascript")}
    assert 'data-runtime-class="PreviewRuntime"' in answer["html"]
    assert answer["title"] == "Probe"


def test_the_editor_is_html_and_resources(as_: As, url: Url) -> None:
    answer = as_("staff").get(url("studio-view", PROBE)).json()
    assert set(answer) == {"html", "resources"}
    assert "<form>hello</form>" in answer["html"]
    assert "xblock-studio_view" in answer["html"]


def test_a_studio_page_has_studios_globals_and_root_font(read: Read, url: Url) -> None:
    page = read("staff", url("studio-unit", UNIT))
    assert 'class="pv-author"' in page
    assert "js/studio.js" in page
    assert "js/lms.js" not in page


def test_an_unknown_block_is_named_as_one(
    builder: CourseBuilder, play: Callable[[], Course], as_: As, read: Read, url: Url, crowd: SimpleNamespace
) -> None:
    builder.unit('<not_installed url_name="x"/><probe url_name="probe_1"/>')
    play()
    page = read("staff", url("studio-unit", UNIT))
    assert page.count("data-editor-title") == 1
    answer = as_("staff").get(url("studio-preview", usage("not_installed", "x"))).json()
    assert "not installed" in answer["validation"]


def test_validation_messages_of_a_block_are_shown(as_: As, url: Url, monkeypatch: pytest.MonkeyPatch) -> None:
    from xblock.validation import Validation, ValidationMessage

    from tests.preview.engine.probe import Probe

    def validate(self: Probe) -> Validation:
        found = Validation(self.scope_ids.usage_id)
        found.add(ValidationMessage(ValidationMessage.ERROR, "Choose a <framework>."))
        return found

    monkeypatch.setattr(Probe, "validate", validate)
    answer = as_("staff").get(url("studio-preview", PROBE)).json()
    assert "pv-notice--error" in answer["validation"]
    assert "Choose a &lt;framework&gt;." in answer["validation"]
