"""A school with one course and mail, and a made-up block that has news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import pytest
from django.utils import translation

from bizmooc import registry
from bizmooc.hosting.people import Enrolled
from bizmooc.registry import News
from tests.support.bare_host import COURSE, Campus

BLOCK = f"{COURSE}/ants"


class Newspaper:
    """What the block tells, and what it was asked.

    Attributes:
        sentences: by anonymous id.
        asked: since when each was told nothing, by language.
        meanwhile: carried out while somebody reads.
    """

    def __init__(self) -> None:
        self.sentences: dict[str, list[str]] = {}
        self.asked: list[tuple[str, dict[str, datetime]]] = []
        self.meanwhile = lambda: None

    def __call__(self, course_key: str, since: Mapping[str, datetime]) -> Mapping[str, Sequence[News]]:
        assert course_key == str(COURSE)
        self.asked.append((translation.get_language(), dict(since)))
        told = {name: [News(BLOCK, text) for text in texts] for name, texts in self.sentences.items() if name in since}
        self.meanwhile()
        return told


def id_of(number: int) -> str:
    return f"{number:032x}"


@pytest.fixture(autouse=True)
def school(settings):
    """Users 1 to 4 are enrolled."""
    settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus"}
    campus = Campus.reset()
    campus.enrolled = {1, 2, 3, 4}
    campus.people = [Enrolled(n, n, f"user{n}", "", (id_of(n),)) for n in (1, 2, 3, 4)]
    yield campus
    Campus.reset()


@pytest.fixture
def paper(monkeypatch):
    """The made-up block's news; a block without news stands beside it."""
    paper = Newspaper()
    nothing = dict.fromkeys(("retire", "reset", "forget_course", "recount"), lambda *_arguments: 0)
    monkeypatch.setattr(registry, "_contributions", {})
    registry.register(registry.Contribution("ant", **nothing, news=paper))
    registry.register(registry.Contribution("bee", **nothing))
    return paper
