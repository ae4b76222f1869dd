"""The editor and the unit page in Studio: what they are given, however broken the block is."""

from __future__ import annotations

import json

import pytest
from django.utils import translation
from lxml import html

from peer_idea_board.phases import LIMITS
from peer_idea_board.studio.settings import SettingsForm
from tests.peer_idea_board.studio.saving import OWN, SEED, author, board, save
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
        page = editor(board())
        named = {control.get("name") for control in page.iter("input", "textarea", "select")} - {None}
        # These two are lists, which the script sends.
        assert named >= {name for name in author(board()).fields if name in SettingsForm.base_fields} - {
            "own_structure",
            "seeds",
        }
        assert {f"{phase}_{limit}" for phase in ("post", "feedback", "vote") for limit in LIMITS} <= named

    def test_every_control_has_a_label(self):
        page = editor(board())
        labelled = {label.get("for") for label in page.iter("label")}
        controls = [one for one in page.iter("input", "textarea", "select") if not list(one.iterancestors("template"))]
        bare = [one for one in controls if one.get("id") not in labelled and not list(one.iterancestors("label"))]
        assert [html.tostring(one) for one in bare] == []

    def test_shipped_structures_can_be_copied_in_the_authors_language(self):
        with translation.override("de"):
            shipped = data(board(), "shipped")
        assert shipped["venture"]["languages"] == ["und"]
        assert shipped["venture"]["parts"][0]["title"] == {"und": "Für wen"}
        assert shipped["venture"]["criteria"][0]["levels"][0] == {"und": "Ich erkenne nicht, wer dieses Problem hat."}

    @pytest.mark.parametrize("name", ["venture", "question", "simple"])
    def test_a_copy_is_one_that_can_be_saved(self, name):
        shipped = data(board(), "shipped")[name]
        own = {
            "parts": [
                {**part, "title": part["title"]["und"], "prompt": part["prompt"]["und"]} for part in shipped["parts"]
            ],
            "criteria": [
                {**one, "title": one["title"]["und"], "levels": [level["und"] for level in one["levels"]]}
                for one in shipped["criteria"]
            ],
        }
        host = board()
        assert save(host, structure="own", own_structure=own).status == 200
        kept = author(host).rules.structure
        assert [part.id for part in kept.parts] == [part["id"] for part in shipped["parts"]]

    def test_texts_in_several_languages_are_all_there(self):
        own = {"parts": [{"id": "p", "title": {"en": "Why", "de": "Warum"}, "prompt": "plain", "max_length": 90}]}
        shown = data(board(own_structure=own), "own")
        assert shown["languages"] == ["en", "de"]
        assert shown["parts"][0]["prompt"] == {"en": "plain", "de": ""}
        assert data(board(own_structure=own), "languages") == {"en": "English", "de": "Deutsch"}

    @pytest.mark.parametrize(
        "broken", [None, {"parts": 5}, {"parts": [5, {}]}, {"parts": [{"title": {"en": 5}}], "criteria": [{}]}]
    )
    def test_a_broken_structure_can_be_mended(self, broken):
        shown = data(board(own_structure=broken, structure="own"), "own")
        assert shown["languages"]
        for part in shown["parts"]:
            assert set(part["title"]) == set(part["prompt"]) == set(shown["languages"])

    def test_seeds_are_there_even_those_that_learners_are_not_shown(self):
        seeds = data(board(seeds=[SEED, {"title": "No id", "tags": 5, "content": {"a": 5, "b": "c"}}, "x"]), "seeds")
        assert seeds == [SEED, {"id": "", "title": "No id", "tags": [], "content": {"b": "c"}}]


class TestUnitPage:
    def test_it_shows_what_learners_are_asked_for(self):
        page = author(board(structure="own", own_structure=OWN, seeds=[SEED])).author_view({}).content
        for text in ("What?", "a little", "A repair café"):
            assert text in page

    def test_it_says_what_is_wrong(self):
        page = author(board(structure="own")).author_view({}).content
        assert "cannot be used" in page
        assert "For whom" in page

    def test_it_is_in_the_language_of_the_page(self):
        with translation.override("de-at"):
            assert "Für wen" in author(board()).author_view({}).content


@pytest.mark.parametrize("text", XSS)
def test_no_text_runs(text):
    own = {
        "parts": [{"id": "p", "title": text[:80], "prompt": text, "max_length": 90}],
        "criteria": [{"id": "c", "title": text[:80], "levels": [text, text]}],
    }
    seed = {"id": "s", "title": text, "content": {"p": text}, "tags": [text[:40]]}
    host = board(structure="own", own_structure=own, seeds=[seed], display_name=text, introduction=text, teamset=text)
    assert dangers(author(host).studio_view({}).content) == []
    assert dangers(author(host).author_view({}).content) == []


@pytest.mark.parametrize("may_write", [True, False])
def test_only_who_may_write_saves(may_write):
    host = board()
    block = host.block(studio=Permissions(may_write))
    answer = call(block, "save_settings", {"key": "test-key-views", "values": {}})
    assert answer.status == (422 if may_write else 403)


def test_the_unit_page_asks_the_host_for_nothing():
    page = html.fragment_fromstring(author(board(seeds=[SEED])).author_view({}).content)
    asking = ("data-handler", "data-load", "data-autosave", "data-visit", "data-changes", "data-seen")
    assert [one.tag for one in page.iter() if any(name in one.attrib for name in asking)] == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
