"""Texts that try to run in somebody else's page, through every place that takes a text, to every page it reaches."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from competence_self_assessment.frameworks import parse
from competence_self_assessment.models import Round
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key, ratings, submit
from tests.support.bare_host import BareHost, Permissions, Person, call, from_olx, to_olx
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
STAFF = Person(8, is_staff=True)


def _attributes(root: Any) -> list[str]:
    """What is read or heard in a page and is no text of it: labels, and what stands in controls."""
    return root.xpath("//@aria-label | //@data-label | //@value | //@placeholder | //@title")


def _assert_shown(page: str, text: str) -> None:
    root = html.fragment_fromstring(page, create_parent="div")
    assert dangers(page) == []
    # Line ends become paragraphs and breaks: spaces of all kinds are of no interest.
    shown = ["".join(part.split()) for part in (root.text_content(), *_attributes(root))]
    assert any("".join(text.split()) in part for part in shown), f"{text!r} is not shown"


def _small_ratings(framework, **more):
    values = {f"{view}.{item}": "2" for item in framework.items for view in ("now", "then")}
    return {"framework": framework.digest, **values, **more}


@pytest.mark.parametrize("text", XSS)
class TestReflection:
    def test_in_the_profile_and_in_the_draft(self, text):
        host = BareHost()
        values = {"framework": ratings()["framework"], "reflection": text}
        call(host.block(), "save_draft", {"key": key(), "version": 0, "values": values})
        _assert_shown(host.block().student_view({}).content, text)
        answer = submit(host.block(), ratings(reflection=text))
        _assert_shown(answer.body["html"], text)
        _assert_shown(host.block().student_view({}).content, text)
        assert Round.objects.get().reflections.get("", "") == text.strip()


def test_reflections_are_in_no_figures():
    host = BareHost()
    for number in range(1, 11):
        submit(host.block(Person(number)), ratings(reflection=f"{XSS[number]} needle"))
    page = call(host.block(STAFF), "show_figures", method="GET").body["html"]
    assert "10 people" in page
    assert "needle" not in page
    assert dangers(page) == []


# Every place of a framework that holds a text, and how to put one there.
PLACES = {
    "title": lambda whole, text: whole["title"].update(en=text),
    "description": lambda whole, text: whole["description"].update(en=text),
    "target group": lambda whole, text: whole["target_group"].update(en=text),
    "source": lambda whole, text: whole.update(source=text),
    "licence": lambda whole, text: whole.update(licence=text),
    "version": lambda whole, text: whole.update(version=text),
    "prompt": lambda whole, text: whole["scale"]["prompt"].update(en=text),
    "level": lambda whole, text: whole["scale"]["levels"][1]["label"].update(en=text),
    "way out": lambda whole, text: whole["scale"]["cannot_say"].update(en=text),
    "area": lambda whole, text: whole["areas"][0]["title"].update(en=text),
    "competence": lambda whole, text: whole["areas"][0]["competences"][0]["title"].update(en=text),
    "about a competence": lambda whole, text: whole["areas"][0]["competences"][0]["description"].update(en=text),
    "item": lambda whole, text: whole["areas"][0]["competences"][0]["items"][0]["text"].update(en=text),
}
# Where each of them is read.
READ_IN_FORM = {"description", "prompt", "level", "way out", "competence", "item"}
READ_IN_PROFILE = {"level", "competence", "about a competence"}
READ_IN_FIGURES = {"title", "level", "way out", "competence", "item"}


def _pages(framework_text: str) -> dict[str, str]:
    """Every page of a block with a framework of its own, ten learners in."""
    host = BareHost({"framework": "own", "own_framework": framework_text, "occasion": "post"})
    framework = parse(framework_text)
    pages = {"form": host.block(Person(50)).student_view({}).content}
    for number in range(1, 11):
        answer = submit(host.block(Person(number)), _small_ratings(framework))
        assert answer.status == 200, answer
    pages["profile"] = host.block(Person(1)).student_view({}).content
    pages["figures"] = call(host.block(STAFF), "show_figures", method="GET").body["html"]
    author = host.block(studio=Permissions(True))
    pages["author"], pages["editor"] = author.author_view({}).content, author.studio_view({}).content
    return pages


@pytest.mark.parametrize("start", range(0, len(XSS), len(PLACES)))
def test_frameworks_of_ones_own(start):
    """Each place gets another text of the corpus, and by and by each text."""
    chosen = {place: XSS[(start + number) % len(XSS)] for number, place in enumerate(PLACES)}

    def change(whole):
        for place, put in PLACES.items():
            put(whole, f"{place}: {chosen[place]}")

    pages = _pages(small.text(change))
    assert {name: dangers(page) for name, page in pages.items()} == dict.fromkeys(pages, [])
    for place, text in chosen.items():
        words = f"{place}: {text}"
        for page, places in (("form", READ_IN_FORM), ("profile", READ_IN_PROFILE), ("figures", READ_IN_FIGURES)):
            if place in places:
                _assert_shown(pages[page], words)
        if place in READ_IN_FORM:
            _assert_shown(pages["author"], words)


@pytest.mark.parametrize("text", XSS)
class TestAuthorsTexts:
    def test_the_editor_shows_every_text_as_it_is(self, text):
        fields = {"display_name": text, "introduction": text, "own_framework": text, "series": text}
        block = BareHost(fields).block(studio=Permissions(True))
        page = block.studio_view({}).content
        _assert_shown(page, text)
        root = html.fragment_fromstring(page, create_parent="div")
        controls = {control.get("name"): control for control in root.xpath("//input | //textarea")}
        assert controls["display_name"].get("value") == text
        assert controls["series"].get("value") == text
        # A parser takes away the first line end after <textarea>, and so does a browser.
        assert controls["introduction"].text == controls["own_framework"].text == text

    def test_an_introduction_runs_nothing(self, text):
        host = BareHost({"introduction": f"Before {text} <p>after</p>"})
        for page in (host.block().student_view({}), host.block(studio=Permissions(True)).author_view({})):
            assert dangers(page.content) == []
            assert "Before" in page.content
            # The form below it is whole, whatever the introduction left open.
            root = html.fragment_fromstring(page.content, create_parent="div")
            assert len(root.xpath("//form//fieldset")) == 15

    def test_what_is_kept_of_an_introduction_is_clean(self, text):
        host = BareHost()
        settings = {"display_name": "T", "framework": "learning_to_learn", "occasion": "pre", "series": "s"}
        values = {**settings, "participation_points": "0", "threshold": "10", "introduction": f"Hello {text}"}
        block = host.block(studio=Permissions(True))
        assert call(block, "save_settings", {"key": key(), "values": values}).status == 200
        assert dangers(host.fields["introduction"]) == []

    def test_broken_settings_are_told_as_texts(self, text):
        block = BareHost({"framework": text, "series": text}).block(studio=Permissions(True))
        page = block.author_view({}).content
        assert dangers(page) == []
        _assert_shown(page, text)
        learners = BareHost({"framework": text}).block(STAFF).student_view({}).content
        _assert_shown(learners, text)

    def test_olx_brings_texts_through_unharmed(self, text):
        host = BareHost({"display_name": text, "introduction": text, "own_framework": text})
        block = from_olx(to_olx(host.block(studio=Permissions(True))).decode())
        assert (block.display_name, block.introduction, block.own_framework) == (text, text, text)


def test_arguments_of_the_script_hold_no_text_of_anybody():
    host = BareHost({"display_name": XSS[0], "introduction": XSS[0]})
    submit(host.block(), ratings(reflection=XSS[0]))
    for view in (host.block().student_view({}), host.block(studio=Permissions(True)).studio_view({})):
        assert "script>" not in repr(view.json_init_args)


def test_the_corpus_is_dangerous_where_it_is_not_escaped():
    """What the look at a page is worth: most of the corpus, put into a page as it is, is found."""
    found = [text for text in XSS if dangers(f"<p>{text}</p>")]
    assert len(found) > len(XSS) / 2
    assert dangers('<p title="&lt;script&gt;">&lt;script&gt;</p>') == []
    assert not re.search("<script", "".join(dangers("<p>fine</p>")))
