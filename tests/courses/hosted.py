"""The pilot courses on the embedded host: what learners send to their questions, and what they get back."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html as markup

NOT_THERE = "98765"


@dataclass(frozen=True)
class Sent:
    """What a learner answers to one question.

    Attributes:
        value: as the form sends it; a list for checkboxes.
        is_right: whether it should count.
        feedback: the texts that should come back.
    """

    value: Any
    is_right: bool
    feedback: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reply:
    """What the host says: whether all points were won, and the text of the problem as the learner sees it then."""

    is_full: bool
    text: str


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def text_of(element: Any) -> str:
    return in_one_line("".join(element.itertext()))


def is_right(answer: Any) -> bool:
    return answer.get("correct", "").lower() == "true"


def responses(problem: Any) -> list[Any]:
    """The questions of a problem, in their order."""
    return [element for element in problem if str(element.tag).endswith("response")]


def ways(response: Any) -> list[Sent]:
    """Every way to answer a question that its author thought of; the first one is right."""
    found = [*_choices(response), *_boxes(response), *_options(response), *_typed(response)]
    return sorted(found, key=lambda sent: not sent.is_right)


def _choices(response: Any) -> Iterator[Sent]:
    for group in response.iter("choicegroup"):
        for place, choice in enumerate(group):
            yield Sent(f"choice_{place}", is_right(choice), [text_of(hint) for hint in choice.iter("choicehint")])


def _boxes(response: Any) -> Iterator[Sent]:
    """All right; and for each box what is right but for this one."""
    for group in response.iter("checkboxgroup"):
        right = {place for place, choice in enumerate(group) if is_right(choice)}
        for wrong in (set(), *({place} for place in range(len(group)))):
            ticked = right ^ wrong
            hints = [
                text_of(hint)
                for place, choice in enumerate(group)
                for hint in choice.iter("choicehint")
                if hint.get("selected") == ("true" if place in ticked else "false") and (place in wrong or not wrong)
            ]
            if ticked:
                yield Sent([f"choice_{place}" for place in sorted(ticked)], not wrong, hints)


def _options(response: Any) -> Iterator[Sent]:
    for group in response.iter("optioninput"):
        for option in group:
            yield Sent(option.text.strip(), is_right(option), [text_of(hint) for hint in option.iter("optionhint")])


def _typed(response: Any) -> Iterator[Sent]:
    if response.get("answer"):
        yield Sent(response.get("answer"), True, [text_of(hint) for hint in response.findall("correcthint")])
        yield Sent(NOT_THERE, False)
    for other in response.iter("additional_answer"):
        yield Sent(other.get("answer"), True, [text_of(hint) for hint in other.findall("correcthint")])
    for other in response.iter("stringequalhint"):
        yield Sent(other.get("answer"), False, [text_of(other)])


def combinations(problem: Any) -> list[list[Sent]]:
    """All questions of a problem right; and each way to answer one of them, with all others right."""
    asked = [ways(response) for response in responses(problem)]
    right = [sent[0] for sent in asked]
    others = [[*right[:at], one, *right[at + 1 :]] for at, sent in enumerate(asked) for one in sent[1:]]
    return [right, *others]


class Paper:
    """The questions of a course, as one learner answers them.

    Args:
        hosted: the course on the host.
        client: the learner's.
    """

    def __init__(self, hosted: Any, client: Any):
        self._hosted = hosted
        self._client = client
        self._nodes = {node.usage_key.block_id: node for node in hosted.walk() if node.block_type == "problem"}

    def send(self, problem: Any, given: list[Sent]) -> Reply:
        """Answer one problem."""
        node = self._nodes[problem.get("url_name")]
        values = {}
        for number, sent in enumerate(given, start=2):
            several = "[]" if isinstance(sent.value, list) else ""
            values[f"input_{node.usage_key.html_id()}_{number}_1{several}"] = sent.value
        address = f"/courses/{self._hosted.key}/xblock/{node.usage_key}/handler/xmodule_handler/problem_check"
        reply = json.loads(self._client.post(address, values).content)
        is_full = 0 < reply["total_possible"] == reply["current_score"]
        return Reply(is_full, in_one_line(markup.fromstring(reply["contents"]).text_content()))

    def fill_in(self, course: Any, names: Collection[str], *, right: bool) -> None:
        """Answer the problems with these names: all questions right, or all wrong."""
        for problem in course.tree.iter("problem"):
            if problem.get("url_name") in names:
                self.send(problem, [ways(response)[0 if right else -1] for response in responses(problem)])
