"""Texts that try to run in somebody else's page, through every text of a learner's, to every page they reach."""

from __future__ import annotations

import pytest

from creativity_team_exercise.models import Entry
from creativity_team_exercise.techniques import Kind
from tests.creativity_team_exercise.acting import act, done, exercise, hand_in, home, join, member, parsed, read
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import Person
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
ME, MATE, STAFF = Person(1), Person(2), Person(9, is_staff=True)
RESULT = prompt("x", "Our idea")


def _assert_shown(page: str, text: str) -> None:
    assert dangers(page) == []
    tree = parsed(page)
    values = [*tree.xpath("//@value"), *(area.text or "" for area in tree.xpath("//textarea"))]
    shown = "".join([tree.text_content(), *values])
    assert "".join(text.split()) in "".join(shown.split()), f"{text!r} is not shown"


@pytest.mark.parametrize("text", XSS)
def test_ideas_tags_and_results(text):
    sort = step("sort", Kind.SORT, uses=("ideas",))
    host = exercise(
        size=2, **own(step("ideas", Kind.WRITE, wanted=1), sort, step("result", Kind.RESULT, prompts=(RESULT,)))
    )
    for person in (ME, MATE):
        join(host, person, text)
    entry, tag = Entry.objects.order_by("pk")[0], " ".join(text.split())[:40].strip()
    _assert_shown(home(host, MATE), text)
    done(act(host, ME, "tag_entry", step="sort", **{f"tag.{entry.pk}": tag, f"was.{entry.pk}": ""}))
    _assert_shown(home(host, MATE), tag)
    for person in (ME, MATE):
        act(host, person, "finish_stage", step="sort", round=0)
    done(act(host, ME, "save_result", step="result", based_on=0, **{"field.x": text}))
    pages = [home(host, MATE), *(done(read(host, MATE, name)).body["html"] for name in ("show_work", "show_exercise"))]
    pages.append(done(read(host, MATE, "show_step", step="ideas")).body["html"])
    pages.append(done(read(host, STAFF, "show_team", team=member(host, ME).team_id)).body["html"])
    for page in pages:
        _assert_shown(page, text)


@pytest.mark.parametrize("text", XSS)
def test_drafts_and_reports(text):
    host = exercise(size=2, **own(step("ideas", Kind.PASS, wanted=1), step("last", Kind.WRITE)))
    done(act(host, ME, "save_draft", form="join", alone="", idea=text))
    _assert_shown(home(host, ME), text)
    for person in (ME, MATE):
        join(host, person, text)
    theirs = Entry.objects.get(participant=MATE.anonymous_id)
    done(act(host, ME, "report_entry", entry=theirs.pk, text=text))
    page = done(read(host, STAFF, "show_reports")).body["html"]
    _assert_shown(page, text)
    done(hand_in(host, ME, "ideas", text, round_=1))
    _assert_shown(home(host, ME), text)
