"""ORA2 with a peer step: what learners hand in, rows in edx-submissions and its own tables, and its queue of peers.

Its page needs code of the LMS, so only its handlers are run; it has no votes.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model

from benchmarks.host import Host, RefusedError
from benchmarks.idea_board import texts
from benchmarks.measure import Act, Prepare
from benchmarks.seeding import FIRST_OF_THE_CROWD, like, write

_BLOCK = "ora"
_CRITERIA = ("Need", "Solution", "Test")
_LEVELS = ("Not yet", "Partly", "Clearly")
_WANTED = 2
# The oldest have their feedback: so many of ten.
_ANSWERED = 9
_UUID = re.compile(r'data-submission-uuid="([0-9a-f-]{36})"')


class Ora2:
    """Learners hand in an idea, give feedback to three peers, and need it from two."""

    name = "ORA2, peer step"
    distribution = "ora2"
    most: int | None = 10_000

    def olx(self) -> str:
        """See Contender."""
        levels = "".join(
            f'<option points="{points}">{_named(name)}<explanation>{name}</explanation></option>'
            for points, name in enumerate(_LEVELS)
        )
        criteria = "".join(
            f"<criterion>{_named(name)}<prompt>{name}?</prompt>{levels}</criterion>" for name in _CRITERIA
        )
        assessment = f'<assessment name="peer-assessment" must_grade="3" must_be_graded_by="{_WANTED}"/>'
        prompt = "<prompts><prompt><description>Your idea</description></prompt></prompts>"
        return (
            f'<openassessment url_name="{_BLOCK}"><title>Ideas</title><assessments>{assessment}</assessments>{prompt}'
            f"<rubric>{criteria}<feedbackprompt>One next step</feedbackprompt></rubric></openassessment>"
        )

    def seed(self, host: Host, size: int) -> None:
        """One hands in through the block; others get copies of the rows, nine of ten marked as answered."""
        hand_in(host, host.person(), 0)
        _follow(size - 1)

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """See Contender."""

        def newcomer_posts() -> Act:
            person = host.person()
            return lambda: hand_in(host, person, person.pk)

        def asks() -> Act:
            person = host.person()
            hand_in(host, person, person.pk)
            return lambda: next_peer(host, person)

        def assesses() -> Act:
            person = host.person()
            hand_in(host, person, person.pk)
            peer = next_peer(host, person)
            return lambda: assess(host, person, peer)

        return {"post": newcomer_posts, "next": asks, "feedback": assesses}


def _named(name: str) -> str:
    return f"<name>{name}</name><label>{name}</label>"


def _follow(people: int) -> None:
    """Let so many others have handed in, one after the other until now; nine of ten are marked as answered."""
    item, submission = _first("submissions.StudentItem"), _first("submissions.Submission")
    workflow, peer = _first("workflow.AssessmentWorkflow"), _first("assessment.PeerWorkflow")
    steps = apps.get_model("workflow.AssessmentWorkflowStep").objects.all()
    crowd = [(FIRST_OF_THE_CROWD + number, number) for number in range(people)]
    write(like(item, id=key, student_id=f"{key:032x}") for key, _number in crowd)
    answers = ({"parts": [{"text": texts.idea(number).body}]} for _key, number in crowd)
    write(
        like(submission, id=key, uuid=uuid.UUID(int=key), student_item_id=key, answer=answer)
        for (key, _number), answer in zip(crowd, answers, strict=True)
    )
    write(
        like(workflow, id=key, uuid=uuid.UUID(int=key), submission_uuid=str(uuid.UUID(int=key)))
        for key, _number in crowd
    )
    write(like(step, workflow_id=key) for key, _number in crowd for step in steps)
    write(
        like(
            peer,
            id=key,
            student_id=f"{key:032x}",
            submission_uuid=str(uuid.UUID(int=key)),
            created_at=peer.created_at - timedelta(minutes=people - number),
            grading_completed_at=peer.created_at if number < people * _ANSWERED // 10 else None,
        )
        for key, number in crowd
    )


def _first(label: str) -> Model:
    return apps.get_model(label).objects.get()


def hand_in(host: Host, person: Any, number: int) -> None:
    """Let somebody hand in the idea of this number."""
    text = texts.idea(number)
    answer = host.call(person, _BLOCK, "submit", {"submission": [f"{text.title}\n{text.body}"]})
    if answer[0] is not True:
        raise RefusedError(str(answer))


def next_peer(host: Host, person: Any) -> str:
    """Ask for somebody's work to give feedback on, and return its id."""
    html = host.text(person, _BLOCK, "render_peer_assessment", {})
    found = _UUID.search(html)
    if not found:
        raise RefusedError(html)
    return found[1]


def assess(host: Host, person: Any, peer: str) -> None:
    """Give feedback."""
    answer = host.call(
        person,
        _BLOCK,
        "peer_assess",
        {
            "submission_uuid": peer,
            "options_selected": dict.fromkeys(_CRITERIA, _LEVELS[1]),
            "overall_feedback": texts.sentences(texts.dice(person.pk), 40),
            "criterion_feedback": {},
        },
    )
    if not answer["success"]:
        raise RefusedError(str(answer))
