"""Problem Builder's rating questions with the plot that shows a learner beside the average of all.

The plot reads every learner's submission to every question it shows, through edx-submissions, at each page view.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from html import escape
from random import Random
from typing import Any

from django.apps import apps

from benchmarks.host import Host, RefusedError
from benchmarks.measure import Act, Prepare
from benchmarks.seeding import FIRST_OF_THE_CROWD, like, write
from benchmarks.self_assessment import questions

_BLOCK = "ratings"


class ProblemBuilder:
    """A step builder: one step with a rating question for each item, and a plot of these in pairs."""

    name = "Problem Builder, ratings and plot"
    distribution = "xblock-problem-builder"
    # It takes a minute for a page there, and grows in proportion: no need to wait for ten.
    most: int | None = 10_000

    def olx(self) -> str:
        """See Contender."""
        texts = questions.texts()
        asked = "".join(
            f'<pb-rating url_name="{id_}" name="{id_}" question="{escape(text)}"/>' for id_, text in texts.items()
        )
        ids = list(texts)
        # Each point of the plot is a pair of questions; with an odd number, the last shares a point with the first.
        pairs = zip(ids[::2], [*ids[1::2], ids[0]], strict=False)
        claims = "&#10;".join(f"Point {number}, {one}, {other}" for number, (one, other) in enumerate(pairs, 1))
        plot = f'<sb-plot url_name="plot" claims="{claims}"/>'
        return f'<step-builder url_name="{_BLOCK}"><sb-step url_name="step">{asked}{plot}</sb-step></step-builder>'

    def seed(self, host: Host, learners: int) -> None:
        """One answers through the block; the others get copies of the rows with answers of their own."""
        _submit(host, host.person(), questions.dice(0))
        patterns = list(_submissions().select_related("student_item").order_by("pk"))
        crowd = range(FIRST_OF_THE_CROWD, FIRST_OF_THE_CROWD + learners - 1)
        write(
            like(one.student_item, id=_key(number, place, patterns), student_id=f"{number:032x}")
            for number in crowd
            for place, one in enumerate(patterns)
        )
        rng = questions.dice(2)
        write(
            like(one, id=key, uuid=uuid.UUID(int=key), student_item_id=key, answer=str(level))
            for number in crowd
            for place, (one, level) in enumerate(zip(patterns, questions.answers(rng).values(), strict=True))
            for key in [_key(number, place, patterns)]
        )

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """See Contender."""
        learner = host.person()
        _submit(host, learner, questions.dice(1))
        return {
            "profile": lambda: lambda: host.view(learner, _BLOCK),
            "submit": lambda: _newcomer_submits(host),
        }


def _submissions() -> Any:
    return apps.get_model("submissions", "Submission").objects


def _key(number: int, place: int, patterns: Sequence[Any]) -> int:
    return number * len(patterns) + place


def _submit(host: Host, person: Any, rng: Random) -> None:
    values = {item: {"value": str(level)} for item, level in questions.answers(rng).items()}
    answer = host.call(person, _BLOCK, "submit", {"active_step": 0, **values})
    if len(answer["results"]) != len(values):
        raise RefusedError(str(answer))


def _newcomer_submits(host: Host) -> Act:
    person = host.person()
    return lambda: _submit(host, person, questions.dice(3))
