"""The way through a team exercise: join, write, see the sheet come round, vote, read the result; and alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from lxml import html as markup

from creativity_team_exercise.exercise import ALONE
from creativity_team_exercise.models import Entry
from preview import accounts, people
from preview.journey import JourneyError, Say, Walker
from preview.olx import Course, Node
from preview.seeding import team_exercise

# Everybody's turns until the end of an exercise: more than any technique has stages.
_TURNS = 40
# Nobody fills in more fields at once; a technique may take no more entries from one person.
_AT_MOST = 10
_IDEA = "A card at the light switch, so that the last one reads it"
_TEXTS = (
    "Half of it, twice as often",
    "Let those decide who start at four",
    "Tie it to something that we do anyway",
    "One question in place of the form",
    "Only for new people, in their first week",
)
# Forms that a stage asks with, by their handlers.
_ASKING = ("hand_in", "choose_entries", "save_result", "combine_entries", "tag_entry")
_FINISH = "//button[@data-handler='finish_stage']"
_STAGE = "string(//@data-stage)"
_TEAM = re.compile(r'{"team": "(\d+)"}')


def walk_exercise(course: Course, node: Node, say: Say) -> None:
    """Walk the journey on one exercise.

    Raises:
        JourneyError: at the first step that fails.
    """
    anna = _InExercise(course, "anna", node)
    if team_exercise.rules_of(course, node).teams != ALONE:
        say("A learner joins a team; teammates act, the sheet comes round, they vote and read the result.")
        anna.send("join_team", {"form": "join", "idea": _IDEA})
        anna.go_through(anna.let_teammates_act)
        if not anna.has_seen_others():
            raise JourneyError("nothing of what teammates wrote was shown")
        say("An instructor gives more time to a team that is stuck.")
        _help(_InExercise(course, "ivo", node))
    say("A learner finishes alone.")
    finish_alone(course, "ben", node)


def finish_alone(course: Course, username: str, node: Node) -> None:
    """Do an exercise from the first idea to the end, without anybody else.

    Raises:
        JourneyError: at the first step that fails.
    """
    learner = _InExercise(course, username, node)
    learner.send("join_team", {"form": "join", "idea": _IDEA, "alone": "yes"})
    learner.go_through(lambda: None)
    learner.walker.read(learner.walker.page("progress"))


def _help(team: _InExercise) -> None:
    found = _TEAM.search(team.read("show_teams", shown="stuck")) or _TEAM.search(team.read("show_teams"))
    if found is None:
        raise JourneyError("the instructor is shown no team")
    team.send("extend_stage", {"team": found[1], "hours": "24", "reason": "They were on holiday."})
    team.read("show_team", "They were on holiday.", team=found[1])


class _InExercise:
    """One account in the exercise."""

    def __init__(self, course: Course, username: str, node: Node):
        self.walker = Walker(course, username)
        self.node = node
        self._texts = cycle(_TEXTS)
        self._pages: list[str] = []
        account = accounts.find(username)
        self._participant = people.anonymous_id(accounts.user_of(account), course.key) if account else ""

    def send(self, handler: str, values: dict[str, Any]) -> str:
        """Call a handler. Returns the HTML of its answer."""
        return str(self.walker.send(self.node, handler, values).get("html", ""))

    def read(self, handler: str, *expected: str, **values: object) -> str:
        """Read a part of the page. Returns its HTML.

        Raises:
            JourneyError: it is not there, or lacks one of the texts.
        """
        place = f"/courses/{self.walker.course.key}/xblock/{self.node.usage_key}/handler/{handler}"
        address = f"{place}?{urlencode(values)}" if values else place
        response = self.walker.client.get(address)
        html = response.json().get("html", "") if response.status_code == 200 else ""
        missing = [text for text in expected if text not in html]
        if response.status_code != 200 or missing:
            raise JourneyError(f"{address}: status {response.status_code}, not found: {missing}")
        return str(html)

    def let_teammates_act(self) -> None:
        """Press the button under the exercise."""
        address = reverse("pages:teammates", args=[self.walker.course.key, self.node.usage_key])
        response = self.walker.client.post(address)
        if response.status_code != 302:
            raise JourneyError(f"{address}: status {response.status_code}")

    def go_through(self, others: Callable[[], None]) -> None:
        """Do what is asked, stage by stage, and let the others act; until the result is there.

        Raises:
            JourneyError: it never is.
        """
        for _turn in range(_TURNS):
            page = markup.fromstring(f"<div>{self._look()}</div>")
            if page.xpath("//*[contains(@class, 'cte-end')]"):
                if not any(escape(text) in self._pages[-1] for text in _TEXTS):
                    raise JourneyError("the result is not shown at the end")
                return
            self._do(page)
            others()
        raise JourneyError(f"the exercise has not ended after {_TURNS} turns")

    def has_seen_others(self) -> bool:
        """Tell whether a page showed what somebody else in the team wrote before the end."""
        mine = Entry.objects.filter(usage_key=str(self.node.usage_key), participant=self._participant)
        others = Entry.objects.filter(team__in=mine.values("team")).exclude(participant=self._participant)
        texts = [escape(text) for text in others.values_list("text", flat=True) if text]
        return any(text in page for page in self._pages[1:-1] for text in texts)

    def _look(self) -> str:
        """Open the exercise, as a page does once it is visible. Returns its HTML."""
        page = markup.fromstring(f"<div>{self.read('show_exercise')}</div>")
        self.send("mark_seen", {"stage": page.xpath(_STAGE)})
        self._pages.append(self.read("show_exercise"))
        return self._pages[-1]

    def _do(self, page: Any) -> None:
        """Fill in the first form that asks for something, and say that one is done where that is left to do."""
        forms = [form for form in page.iter("form") if form.get("data-handler") in _ASKING]
        if forms:
            self.send(forms[0].get("data-handler"), self._filled(forms[0]))
        after = markup.fromstring(f"<div>{self.read('show_exercise')}</div>")
        if after.xpath(_STAGE) == page.xpath(_STAGE):
            for button in after.xpath(_FINISH)[:1]:
                self.send("finish_stage", _values(button))

    def _filled(self, form: Any) -> dict[str, str]:
        """Return what somebody sends who fills in a form quickly."""
        values = {field.get("name"): field.get("value", "") for field in form.xpath(".//input[@type='hidden']")}
        numbers = [field.get("name") for field in form.xpath(".//input[@type='number']")]
        values |= dict.fromkeys(numbers[:4], "1")
        values |= {field.get("name"): "4" for field in form.xpath(".//input[@type='radio']")}
        values |= {field.get("name"): "people" for field in form.xpath(".//input[@type='text']")}
        for place, field in enumerate(form.iter("select"), start=1):
            chosen = list(islice((one.get("value") for one in field.iter("option") if one.get("value")), place))
            values[field.get("name")] = chosen[-1] if len(chosen) == place else ""
        texts = form.xpath(".//textarea[not(ancestor::details)]")[:_AT_MOST]
        return values | {field.get("name"): next(self._texts) for field in texts}


def _values(button: Any) -> dict[str, str]:
    return dict(json.loads(button.get("data-values")))
