"""The pilot's journey, walked over the pages: what ``make demo-check`` proves on a fresh machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from competence_self_assessment.frameworks import pack
from preview import accounts
from preview.olx import Course, Node

Say = Callable[[str], None]


class JourneyError(Exception):
    """A step of the journey did not end as it should."""


class Walker:
    """One account, going from page to page as a browser would."""

    _keys = count(1)

    def __init__(self, course: Course, username: str):
        account = accounts.find(username)
        if account is None:
            raise JourneyError(f"there is no account {username}")
        self.course = course
        self.client = Client(SERVER_NAME="127.0.0.1")
        self.client.force_login(accounts.user_of(account))

    def read(self, address: str, *expected: str) -> str:
        """Open a page and look for texts on it.

        Raises:
            JourneyError: the page is not there or lacks one of the texts.
        """
        response = self.client.get(address)
        page = response.content.decode()
        missing = [text for text in expected if text not in page]
        if response.status_code != 200 or missing:
            raise JourneyError(f"{address}: status {response.status_code}, not found: {missing}")
        return page

    def send(self, node: Node, handler: str, values: Mapping[str, Any], *, studio: bool = False) -> dict[str, Any]:
        """Call a handler of a block with a form.

        Raises:
            JourneyError: it refused.
        """
        place = "/xblock/{usage}/handler/{name}" if studio else "/courses/{course}/xblock/{usage}/handler/{name}"
        address = place.format(course=self.course.key, usage=node.usage_key, name=handler)
        body = {"key": f"journey-{next(self._keys):06d}", "values": dict(values)}
        response = self.client.post(address, json.dumps(body), content_type="application/json")
        if response.status_code != 200:
            raise JourneyError(f"{address}: status {response.status_code}: {response.content.decode()[:300]}")
        return response.json()

    def page(self, name: str, node: Node | None = None) -> str:
        """Return the address of a page of the course."""
        keys: list[Any] = [self.course.key, node.usage_key] if node else [self.course.key]
        return reverse(f"pages:{name}", args=keys)


def walk(course: Course, say: Say) -> None:
    """Walk the whole journey through one course: its pages, and its self-assessments where there are PRE and POST.

    Raises:
        JourneyError: at the first step that fails.
    """
    blocks = {
        node.fields["occasion"]: node for node in course.walk() if node.block_type == "competence_self_assessment"
    }
    learner = Walker(course, "anna")
    say("A learner opens every unit.")
    learner.read(reverse("pages:courses"), course.title)
    learner.read(learner.page("outline"))
    for unit in course.units:
        learner.read(learner.page("unit", unit))
    if {"pre", "post"} <= set(blocks):
        _assess(course, learner, blocks, say)


def _assess(course: Course, learner: Walker, blocks: Mapping[str, Node], say: Say) -> None:
    say("They hand in the first self-view, and at the end the second with the look back.")
    learner.send(blocks["pre"], "submit_round", ratings(blocks["pre"], now="3"))
    answer = learner.send(blocks["post"], "submit_round", ratings(blocks["post"], now="4", then="2"))
    for words in ("higher than in your first self-view", "you see growth"):
        if words not in answer["html"]:
            raise JourneyError(f"the change is not put into words: {words!r} is missing")
    learner.read(learner.page("progress"))
    _author_and_instructor(course, blocks["pre"], say)


def _author_and_instructor(course: Course, block: Node, say: Say) -> None:
    team = Walker(course, "ivo")
    unit = course.unit_of(block)
    if unit is None:
        raise JourneyError("the self-assessment stands in no unit")
    say("An author changes the block and publishes.")
    introduction = "<p>Take five quiet minutes.</p>"
    team.read(team.page("studio-unit", unit))
    team.send(block, "save_settings", _settings(block) | {"introduction": introduction}, studio=True)
    newcomer = Walker(course, "ben")
    if introduction in newcomer.read(newcomer.page("unit", unit)):
        raise JourneyError("learners see a draft")
    team.client.post(team.page("publish", unit))
    newcomer.read(newcomer.page("unit", unit), introduction)
    say("An instructor reads the figures.")
    team.read(team.page("instructor-block", block))
    address = f"/courses/{course.key}/xblock/{block.usage_key}/handler/show_figures"
    figures = team.client.get(address)
    if figures.status_code != 200 or "people" not in figures.json()["html"]:
        raise JourneyError(f"{address}: no figures (status {figures.status_code})")


def ratings(block: Node, now: str, then: str | None = None) -> dict[str, str]:
    """Return an answer to a self-assessment: the same level for every item, and one for looking back.

    Raises:
        JourneyError: its framework does not ship.
    """
    name = block.fields["framework"]
    framework = pack(name)
    if framework is None:
        raise JourneyError(f"the pack {name} does not ship")
    values = {"framework": framework.digest} | {f"now.{item}": now for item in framework.items}
    return values | ({f"then.{item}": then for item in framework.items} if then else {})


def _settings(block: Node) -> dict[str, str]:
    defaults = {"framework": "learning_to_learn", "participation_points": 0, "threshold": 10, "own_framework": ""}
    names = ("display_name", "framework", "own_framework", "occasion", "series", "participation_points", "threshold")
    return {name: str(block.get(name, defaults.get(name))) for name in names}
