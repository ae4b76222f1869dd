"""A letter as mail: its text and its HTML, inside a stand-in for the platform's frame."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Engine

from bizmooc.hosting.people import Letter, Section
from tests.support.hostile import XSS, dangers

FRAMES = {"ace_common/edx_ace/common/base_body.html": "<main>{% block content %}{% endblock %}</main>"}
ENGINE = Engine(
    loaders=[("django.template.loaders.locmem.Loader", FRAMES), "django.template.loaders.app_directories.Loader"],
    libraries={"i18n": "django.templatetags.i18n"},
)


def _written(kind: str, letter: Letter) -> str:
    context = {**vars(letter), "sections": [section._asdict() for section in letter.sections]}
    return ENGINE.get_template(f"bizmooc/edx_ace/letter/email/body.{kind}").render(Context(context))


def test_text():
    text = _written("txt", Letter("S", "First.", "", (Section("- <b> & co", "https://x/y?a=1&b"), Section("Bye.", ""))))
    assert text.startswith("First.\n\n- <b> & co\n\nOpen it here: https://x/y?a=1&b\n\nBye.\n\nYou get this")


def test_a_letter_about_one_block():
    letter = Letter("S", "Please look.", "https://x/y")
    assert _written("txt", letter).startswith("Please look.\n\nOpen it here: https://x/y\n\nYou get this")
    assert re.findall(r'href="(.*?)"', _written("html", letter)) == ["https://x/y"]


@pytest.mark.parametrize("text", [*XSS, "see www.example.org and https://example.org/x"])
def test_nothing_that_learners_wrote_runs_or_leads_anywhere(text):
    page = _written("html", Letter(text, text, "", (Section(f"- {text}", "https://x/y"), Section("Bye.", ""))))
    assert dangers(page) == []
    assert re.findall(r'href="(.*?)"', page) == ["https://x/y"]
