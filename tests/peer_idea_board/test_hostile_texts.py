"""Texts that try to run in somebody else's page, through every text of a learner's, to every page they reach."""

from __future__ import annotations

import pytest
from lxml import html

from tests.peer_idea_board.acting import act, board, done, give, home, idea, post, read, revise
from tests.support.bare_host import Person
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
AUTHOR, GIVER, READER = (Person(number) for number in (1, 2, 3))


def _assert_shown(page: str, text: str) -> None:
    assert dangers(page) == []
    shown = "".join(html.fragment_fromstring(page, create_parent="div").text_content().split())
    assert "".join(text.split()) in shown, f"{text!r} is not shown"


@pytest.mark.parametrize("text", XSS)
def test_every_text_of_a_learner(text):
    host = board()
    long_enough = f"{text} and forty more characters, so that it may be sent as it is."
    found = post(host, AUTHOR, text[:120], **{"part.problem": text})
    given = give(host, GIVER, found, works=long_enough, next_step=long_enough)
    done(act(host, AUTHOR, "answer_feedback", feedback=given.pk, reply=text))
    done(act(host, GIVER, "post_comment", idea=found.pk, text=text))
    done(revise(host, AUTHOR, found, text[:120], note=text, **{"part.problem": text}))
    page = done(read(host, READER, "show_idea", idea=found.pk)).body["html"]
    _assert_shown(page, text)
    assert (
        "".join(html.fragment_fromstring(page, create_parent="div").text_content().split()).count("".join(text.split()))
        >= 7
    )
    for where in (home(host, READER), act(host, READER, "search_ideas", text=text[:100]).body["html"]):
        _assert_shown(where, text[:100])
    form = read(host, AUTHOR, "show_form", idea=found.pk).body["html"]
    assert dangers(form) == []
    root = html.fragment_fromstring(form, create_parent="div")
    assert root.xpath('//input[@name="title"]/@value') == [" ".join(text[:120].split())]


@pytest.mark.parametrize("text", XSS)
def test_tags(text):
    host = board()
    tags = text.replace(",", ";")[:40]
    found = post(host, AUTHOR, tags=tags)
    for page in (home(host, READER), read(host, READER, "show_idea", idea=found.pk).body["html"]):
        assert dangers(page) == []
        for tag in found.tags:
            _assert_shown(page, tag)


BAD_LINKS = [
    *XSS, "javascript:alert(1)", "data:text/html,x", "http://example.org", "//example.org", "https://", "https://x",
    "https://user:password@example.org", 'https://example.org/"onclick', "https://exa mple.org", "HTTPS:example.org",
    "https:///example.org", "https://[::1", "https://example.org:99999999/", "ftp://example.org",
    "https://example.org\\@evil.example", "https://\u202eexample.org/<",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_LINKS)
def test_links_that_are_refused(text):
    host = board()
    answer = act(host, AUTHOR, "post_idea", **idea(link=text))
    assert answer.status == 422, text
    assert set(answer.body["fields"]) == {"link"}


@pytest.mark.parametrize(
    "link", ["https://example.org", "https://example.org:8443/a?b=c&d=%20#e", "https://bücher.example/ä"]
)
def test_links_that_are_taken(link):
    host = board()
    found = post(host, AUTHOR, link=link)
    page = html.fragment_fromstring(read(host, READER, "show_idea", idea=found.pk).body["html"], create_parent="div")
    (anchor,) = page.xpath("//a")
    assert anchor.get("href") == link
    assert {"nofollow", "noopener"} <= set(anchor.get("rel").split())
    assert anchor.get("target") == "_blank"


def test_what_somebody_typed_stays_in_a_draft_as_it_is():
    host = board()
    text = "".join(XSS)[:400]
    done(act(host, AUTHOR, "save_draft", **idea("T", **{"part.who": text})))
    form = read(host, AUTHOR, "show_form").body["html"]
    assert dangers(form) == []
    (area,) = html.fragment_fromstring(form, create_parent="div").xpath('//textarea[@name="part.who"]')
    # A parser drops the line end after <textarea>, or keeps it: the text is whole either way.
    assert area.text.removeprefix("\n") == text
