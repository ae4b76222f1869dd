"""The way over an idea board: post, give feedback from the queue, get some, revise; the course team looks on."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from peer_idea_board.board import Rules
from preview.journey import JourneyError, Say, Walker
from preview.olx import Course, Node
from preview.seeding.idea_board import rules_of

_IDEA = re.compile(r'name="idea" value="(\d+)"')
_FEEDBACK = re.compile(r'data-region="feedback-(\d+)"')
_TITLE = "A lamp over the last step"
_WORKS = "You say exactly who falls over the step, and how often it happened."
_NEXT_STEP = "Could you count for one week who uses the side door after dark?"
_REPLY = "Thank you. I counted: it was eleven people on Tuesday alone."
_NOTE = "I counted for a week, because a reader asked for a number."


def walk_board(course: Course, node: Node, say: Say) -> None:
    """Walk the journey on one idea board.

    Raises:
        JourneyError: at the first step that fails.
    """
    rules = rules_of(node)
    anna, ben, ivo = (_OnBoard(course, name, node, rules) for name in ("anna", "ben", "ivo"))
    say("A learner posts an idea, and another one gives feedback on it.")
    idea = anna.post()
    ben.give(idea)
    say(f"They give {rules.feedback_quota} feedbacks from the queue.")
    given = [anna.give() for _turn in range(rules.feedback_quota)]
    if idea in given or len(set(given)) < len(given):
        raise JourneyError(f"the queue handed out {given} to the author of {idea}")
    anna.walker.read(anna.walker.page("progress"))
    say("They read what they got, answer it, and revise.")
    anna.answer(idea)
    anna.revise(idea)
    say("They report something; an instructor reads the figures and decides.")
    anna.send(
        "report_content", {"target": "idea", "target_id": str(given[0]), "why": "other", "text": "Is this a test?"}
    )
    ivo.read("show_figures", "72")
    ivo.read("show_reports", "Is this a test?")
    ivo.send("decide_items", {"region": "reports", "item": [f"idea:{given[0]}"], "act": "keep", "reason": ""})
    if "Is this a test?" in ivo.read("show_reports"):
        raise JourneyError("a report that was decided is still open")


def take_part(course: Course, username: str, node: Node) -> None:
    """Do what a board asks for: post an idea, and give as many feedbacks.

    Raises:
        JourneyError: at the first step that fails.
    """
    learner = _OnBoard(course, username, node, rules_of(node))
    learner.walker.send(node, "mark_seen", {})
    learner.post()
    for _turn in range(learner.rules.feedback_quota):
        learner.give()


class _OnBoard:
    """One account on the board."""

    def __init__(self, course: Course, username: str, node: Node, rules: Rules):
        self.walker = Walker(course, username)
        self.node = node
        self.rules = rules

    def send(self, handler: str, values: dict[str, Any]) -> str:
        """Call a handler. Returns the HTML of its answer."""
        return str(self.walker.send(self.node, handler, values)["html"])

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
        return html

    def post(self) -> int:
        """Put an idea on the board. Returns its number."""
        self.read("show_form")
        mine = self.send("post_idea", {"form": "idea", **self._idea("It is dark, and somebody fell on Monday.")})
        found = re.search(r"data-values='{\"idea\": \"(\d+)\"}'", mine)
        if _TITLE not in mine or found is None:
            raise JourneyError("the idea is not among the learner's own")
        return int(found[1])

    def give(self, idea: int | None = None) -> int:
        """Give feedback on an idea, or on the next of the queue. Returns the idea's number."""
        found = _IDEA.search(self.send("take_turn", {"idea": str(idea)} if idea else {}))
        if found is None:
            raise JourneyError("no idea was handed out")
        criteria = {f"rating.{criterion.id}": "2" for criterion in self.rules.structure.criteria}
        values = {"form": f"feedback:{found[1]}", "structure": self.rules.structure.digest, "idea": found[1]}
        self.send("give_feedback", {**values, "works": _WORKS, "next_step": _NEXT_STEP, "part": "", **criteria})
        return int(found[1])

    def answer(self, idea: int) -> None:
        """Mark the feedback on one's own idea as helpful, and answer it."""
        page = self.read("show_idea", _NEXT_STEP, idea=idea)
        found = _FEEDBACK.search(page)
        if found is None:
            raise JourneyError("the feedback cannot be answered")
        html = self.send("answer_feedback", {"feedback": found[1], "is_helpful": "on", "reply": _REPLY})
        if _REPLY not in html:
            raise JourneyError("the answer is not shown")

    def revise(self, idea: int) -> None:
        """Change one's own idea, with a note."""
        values = {"form": f"revision:{idea}", "idea": str(idea), "revision": "1", "note": _NOTE}
        page = self.send("revise_idea", {**values, **self._idea("It is dark. Eleven people stumbled in one week.")})
        if _NOTE not in page:
            raise JourneyError("the history does not tell what was changed")

    def _idea(self, text: str) -> dict[str, str]:
        parts = {f"part.{part.id}": text for part in self.rules.structure.parts if part.is_required}
        return {"structure": self.rules.structure.digest, "title": _TITLE, "tags": "safety", "link": "", **parts}
